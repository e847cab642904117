// What the Picture says to a person about their own answers: their usual level with
// its interval over the weeks and now, what they need, what their closer and less
// close days had in common, and whether the last two months look lower. From their
// own reports alone: nothing that the partner does moves it, and it says nothing
// about the partner (model.md 4.3, 4.6, 6).
// Deterministic. Pure function; any thread.
#pragma once

#include <cstdint>
#include <expected>
#include <optional>
#include <span>
#include <string>
#include <vector>

#include "base/date.h"
#include "closeness/drift.h"
#include "closeness/facet.h"
#include "closeness/fault.h"

namespace hearth::closeness {

// The daily question is answered from 1 to 7, facets and needs of facets on either.
enum class AnswerScale : bool { one_to_seven, zero_to_ten };

struct OwnReport {
  base::Date day;
  Facet facet = Facet::closeness;
  Kind kind = Kind::felt;
  std::optional<int> answer;         // 1–7 or 0–10; nothing: only an event
  std::optional<std::size_t> event;  // which of the events below; for step_done `facet` is what it was for
  AnswerScale scale = AnswerScale::one_to_seven;
};

struct OwnReports {
  std::vector<OwnReport> reports;   // in any order; those after `today` are passed over
  std::vector<std::string> events;  // at most kMostEvents (couple.h); ids of defaults.h have their own prior
  base::Date today;
};

// On the scale from 1 to 7: the middle, and the interval that holds the truth with
// probability .8. Kept within the scale.
struct Estimate {
  double mean = 0;
  double low = 0;
  double high = 0;
};

struct OwnWeek {
  base::Date monday;
  int answers = 0;  // to the daily question; 0: a gap in the line, the band only grows
  Estimate level;   // smoothed: as all reports until today say; on the Sunday, or today
};

// An association in own data, never a cause.
struct Association {
  std::size_t event = 0;
  int days = 0;       // on which it happened
  Estimate effect;    // on that day, in steps of 1–7; below 0: less close. Not kept within the scale
  bool sure = false;  // five days or more and P > .95 for its direction: only then it may be said
};

struct OwnFacet {
  Facet facet = Facet::closeness;
  std::optional<Estimate> felt;
  bool lower_than_other_areas = false;  // P > .9: only then it may be said
  std::optional<Estimate> needed;
  std::optional<Estimate> gap;      // needed − felt, in steps of 1–7; not kept within the scale
  double probability_wide_gap = 0;  // of a gap of more than 2 on 0–10
};

struct OwnPicture {
  std::vector<OwnWeek> weeks;  // from that of the first answer to that of today
  Estimate now;
  std::vector<Association> associations;  // those that happened
  std::vector<OwnFacet> facets;           // that were answered; closeness when something is needed of it
  Drift drift;                            // at the end of the last whole week
};

// Without reports: the prior, wide. out_of_range: an answer off its
// scale or an event that is not there; shape: too many events, or over a million reports.
[[nodiscard]] std::expected<OwnPicture, Fault> own_picture(OwnReports own);

}  // namespace hearth::closeness
