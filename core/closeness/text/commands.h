// What `hearth closeness …` does, as functions from the texts of files to the text
// of one JSON object (its schemas: docs/cli/closeness-*.schema.json). Numbers keep
// every digit. Pure functions; any thread.
#pragma once

#include <expected>
#include <string>
#include <string_view>

#include "closeness/scale.h"
#include "closeness/text/text_error.h"

namespace hearth::closeness::text {

enum class States : bool { leave_out, include };

// `model` as in model_file.h; `data`: unit,time,y1..ym (empty or NA: missing). Each
// unit starts at its first time with the initial mean and covariance; its rows are
// in the order of time, other units may stand between them.
// decoder: closeness_model
[[nodiscard]] std::expected<std::string, TextError> loglik(std::string_view model, std::string_view data,
                                                           States states);

enum class Predictions : bool { leave_out, include };

// `data`: couple,person,time_days,facet,kind,value,event. Rows of one person are in
// the order of time; everything of a couple with the same time is one occasion.
// decoder: closeness_reports
[[nodiscard]] std::expected<std::string, TextError> fit(std::string_view data, const Scale& scale,
                                                        Predictions predictions);

// `data`: series,week,z (weeks whole and increasing; z empty or NA: no report that
// week, nothing moves). charts: how many charts one person's notices come from.
// decoder: closeness_reports
[[nodiscard]] std::expected<std::string, TextError> monitor(std::string_view data, int charts);

[[nodiscard]] std::expected<std::string, TextError> arl(double slack, double threshold);

}  // namespace hearth::closeness::text
