// A linear-Gaussian model as JSON:
//   {"drift": A, "intercept": b, "diffusion": Q, "loadings": H, "offset": d,
//    "noise": R, "initial_mean": m₀, "initial_covariance": P₀}
// A matrix is an array of its rows, or one array of all its entries row by row; a
// 1×1 matrix or a vector of one may be a plain number. All eight are needed.
#pragma once

#include <expected>
#include <string_view>

#include "closeness/kalman.h"
#include "closeness/text/text_error.h"

namespace hearth::closeness::text {

inline constexpr Eigen::Index kMostStates = 64;
inline constexpr Eigen::Index kMostOutputs = 64;

// decoder: closeness_model. Refuses unknown and repeated names, anything after the
// object, sizes that do not fit, more than 64 states or outputs, and covariances
// that are none. Never recursive; bounded by the length of the text.
[[nodiscard]] std::expected<LinearModel, TextError> parse_model(std::string_view text);

}  // namespace hearth::closeness::text
