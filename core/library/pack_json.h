// Packs as compact JSON: one row of values for each item, in the order of pack.h.
// The build writes it, the program reads what it carries; a pack from elsewhere is
// read by the same strict decoder.
#pragma once

#include <cstddef>
#include <expected>
#include <string>
#include <string_view>
#include <vector>

#include "base/error.h"
#include "library/pack.h"

namespace hearth::library {

inline constexpr int kPackFormat = 1;
inline constexpr std::size_t kLongestPack = 1U << 20U;  // bytes of JSON
inline constexpr std::size_t kMostItems = 2000;         // of one kind
inline constexpr std::size_t kLongestText = 600;        // bytes
inline constexpr std::size_t kLongestId = 64;           // bytes

struct PackError {
  base::Error error = base::Error::shape;  // shape, unknown_version or too_large
  std::string where;                       // such as "questions/17/text"; never text of the pack
  bool operator==(const PackError&) const = default;
};

[[nodiscard]] std::string to_json(const Pack& pack);

// decoder: pack
// Accepts only what pack.h allows: known words for facet, setting, pair kind, tone,
// topic; nothing empty that is needed; no id twice among the questions.
[[nodiscard]] std::expected<Pack, PackError> parse(std::string_view json);

[[nodiscard]] std::string to_json(const std::vector<Banned>& banned);

// decoder: pack
[[nodiscard]] std::expected<std::vector<Banned>, PackError> parse_banned(std::string_view json);

}  // namespace hearth::library
