// The file of reports that `hearth closeness fit` reads:
//   couple,person,time_days,facet,kind,value,event
#pragma once

#include <cstddef>
#include <expected>
#include <string_view>
#include <vector>

#include "closeness/couple.h"
#include "closeness/scale.h"
#include "closeness/text/text_error.h"

namespace hearth::closeness::text {

struct ReadReport {
  std::size_t row = 0;
  Report report;
  int answer = -1;  // of the scale; -1 when there is none
};

struct CoupleReports {
  std::string_view couple;
  std::vector<std::string_view> events;  // in the order in which they first occur
  std::vector<Facet> facets;             // that were felt, without closeness
  std::vector<ReadReport> reports;       // by time; within one time as in the file
};

// Borrows the text. Refused with the row: a person other than a or b, an unknown
// facet or kind, a value off the scale or its steps, a time that is no number or
// comes before the person's last one, a ninth kind of event in one couple, an
// event name of more than 64 bytes. What is needed may be of daily closeness too.
// decoder: closeness_reports
[[nodiscard]] std::expected<std::vector<CoupleReports>, TextError> parse_reports(std::string_view data,
                                                                                 const Scale& scale);

}  // namespace hearth::closeness::text
