// Six words as someone types them.
#include "fuzz/target.h"
#include "log/handshake.h"

using hearth::fuzz::hold;
using hearth::fuzz::plant;

HEARTH_FUZZ_TARGET(input) {
  // Whole words are long to guess: each byte pair of the first twelve stands for one.
  const auto words = hearth::log::parse_spoken_words(hearth::fuzz::as_text(input));
  if (words) hold(words->size() == 6);
  std::string text;
  for (std::size_t i = 0; i + 1 < input.size() && i < 14; i += 2) {
    constexpr std::string_view kKnown[] = {"zoo", "Abandon", "rive", "lantern", "12", "a"};
    text += kKnown[input[i] % 6];
    text += input[i + 1] % 2 == 0 ? " " : "-";
  }
  const auto known = hearth::log::parse_spoken_words(text);
  if (!known) return;
  hold(hearth::log::parse_spoken_words(hearth::log::spoken_text(*known)) == known);
  plant((*known)[0] == "zoo" && (*known)[5] == "river");
}
