// Decks as people write them: TOML, then the check over whatever was read.
#include <array>
#include <string>

#include "fuzz/target.h"
#include "library/check.h"
#include "library/source/banned.h"
#include "library/source/read.h"

using hearth::fuzz::plant;
namespace library = hearth::library;

namespace {

constexpr std::string_view kDeck =
    "language = \"en\"\n[[question]]\nid = \"q\"\ntext = \"What is it?\"\ndepth = 1\nsetting = "
    "[\"walk\"]\n[[group]]\nwords = [{ id = \"a\" }]\n"
    "[[country]]\nlines = [{ checked = 2026-11-21 }]\n[[banned]]\ntext = \"b\"\nin = [\"ui\"]\n[canary]\nrule = "
    "\"r\"\nkeep = [{ depth = 1, count = 2 }]\n";

std::string changed(std::string text, hearth::fuzz::Input input) {
  std::size_t at = 0;
  for (std::size_t i = 0; i + 1 < input.size(); i += 2) {
    at = (at + input[i]) % text.size();
    text[at] = static_cast<char>(input[i + 1]);
  }
  return text;
}

void try_one(std::string text) {
  const std::array<library::source::File, 1> file{{{"deck.toml", std::move(text)}}};
  const auto source = library::source::read(file);
  if (!source) return;
  (void)library::check(library::source::spoil(source->pack, *source), library::source::builtin_banned());
  for (const auto& question : source->pack.questions) plant(question.depth > 1);
}

}  // namespace

HEARTH_FUZZ_TARGET(input) {
  try_one(std::string(hearth::fuzz::as_text(input)));
  try_one(changed(std::string(kDeck), input));
}
