// Looks in what somebody writes for words that may land as blame, as "always" and
// "never", or as advice that nobody asked for, and offers a gentler way to say it.
// It hints and never judges: phrases alone are compared, nothing is kept of the text.
// No state; any thread.
#pragma once

#include <cstddef>
#include <cstdint>
#include <span>
#include <string_view>
#include <vector>

#include "library/pack.h"

namespace hearth::library {

// To something that the other shared: there alone advice is looked for.
enum class Replying : std::uint8_t { no, yes };

// The kind and the offer belong to the rules.
struct WordingHint {
  std::size_t from = 0;  // in characters (code points)
  std::size_t to = 0;    // the one after the last
  std::string_view kind;
  std::string_view offer;
  bool operator==(const WordingHint&) const = default;
};

inline constexpr std::size_t kMostHints = 20;

// In the order of the text, none over another: where several phrases begin, the
// longest holds; no phrase goes over the end of a sentence or of a part of one. After
// kMostHints it looks no further.
[[nodiscard]] std::vector<WordingHint> look(std::span<const WordingRule> rules, std::string_view text,
                                            Replying replying);

}  // namespace hearth::library
