// A rough estimate, on purpose: it counts what a guesser would try first (words,
// repetitions, runs) and claims no more than five steps.
#include <algorithm>
#include <array>
#include <string>

#include "base/words.h"
#include "vault/local_vault.h"

namespace hearth::vault {
namespace {

constexpr double kBitsOfAWord = 11.0;
constexpr std::array kSteps = {28.0, 40.0, 55.0, 70.0};
constexpr std::array<std::string_view, 14> kCommon = {"password", "passwort", "qwerty", "qwertz", "letmein",
                                                      "iloveyou", "welcome",  "dragon", "monkey", "football",
                                                      "sunshine", "princess", "hearth", "secret"};

char lower(char c) { return c >= 'A' && c <= 'Z' ? static_cast<char>(c - 'A' + 'a') : c; }

bool is_letter(char c) { return c >= 'a' && c <= 'z'; }

double bits_of_character(std::string_view text, std::size_t at) {
  const char c = text[at];
  if (at > 0) {
    const int step = c - text[at - 1];
    if (step >= -1 && step <= 1) return 1.0;  // repeated, or counting up or down
  }
  if (c >= '0' && c <= '9') return 3.3;
  if (is_letter(c)) return 2.5;  // letters of a language, not random ones
  return 4.5;
}

double bits_of_run(const std::string& run) {
  if (std::ranges::find(kCommon, run) != kCommon.end()) return 4.0;
  if (base::word_index(run) && run.size() >= 3) return std::min(kBitsOfAWord, 2.5 * static_cast<double>(run.size()));
  double bits = 0;
  for (std::size_t i = 0; i < run.size(); ++i) bits += bits_of_character(run, i);
  return bits;
}

}  // namespace

int passphrase_strength(std::string_view passphrase) {
  std::string text(passphrase);
  std::ranges::transform(text, text.begin(), lower);
  double bits = 0;
  std::vector<std::string> seen;
  std::size_t at = 0;
  while (at < text.size()) {
    std::size_t end = at;
    while (end < text.size() && is_letter(text[end])) ++end;
    if (end == at) {
      bits += text[at] == ' ' ? 0.5 : bits_of_character(text, at);
      ++at;
      continue;
    }
    std::string run = text.substr(at, end - at);
    bits += std::ranges::find(seen, run) != seen.end() ? 1.0 : bits_of_run(run);
    seen.push_back(std::move(run));
    at = end;
  }
  int level = 0;
  for (const double step : kSteps) level += bits >= step ? 1 : 0;
  return level;
}

}  // namespace hearth::vault
