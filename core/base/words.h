// The 2,048 words that are read aloud in pairing and written on a recovery kit:
// the English list of BIP-39 (bitcoin/bips, bip-0039/english.txt), sorted; its
// first four letters tell each word apart. A word carries 11 bits: its place.
// The list is kept as one text and divided at first use. No other state; any thread.
#pragma once

#include <cstddef>
#include <cstdint>
#include <optional>
#include <span>
#include <string_view>

namespace hearth::base {

inline constexpr std::size_t kWordCount = 2048;

// All words, lower case, in their order. Valid for the life of the program.
[[nodiscard]] std::span<const std::string_view, kWordCount> words();

// The place of a word as a person may type or say it: any case of A to Z, the
// whole word or at least its first four letters. Nothing else is accepted: no
// spaces, no likeness. Empty when it is none of the words.
[[nodiscard]] std::optional<std::uint16_t> word_index(std::string_view word);

}  // namespace hearth::base
