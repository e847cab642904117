#include "library/builtin.h"

#include <cstdlib>

#include "library/pack_json.h"
#include "library/text.h"
#include "library_embedded.h"

namespace hearth::library {
namespace {

bool holds_any(std::string_view text, const std::vector<std::string>& phrases) {
  return std::ranges::any_of(phrases, [text](const std::string& phrase) { return holds(text, phrase); });
}

}  // namespace

const Pack& builtin() {
  static const Pack kPack = [] {
    auto pack = parse(embedded::library().front().text);
    if (!pack) std::abort();
    return *std::move(pack);
  }();
  return kPack;
}

const Question* find_question(std::string_view id) {
  const auto& questions = builtin().questions;
  const auto found = std::ranges::find(questions, id, &Question::id);
  return found == questions.end() ? nullptr : &*found;
}

const Practice* find_practice(std::string_view id) {
  const auto& practices = builtin().practices;
  const auto found = std::ranges::find(practices, id, &Practice::id);
  return found == practices.end() ? nullptr : &*found;
}

bool is_heavy(std::string_view text) { return holds_any(text, builtin().heavy); }

bool is_watching(std::string_view text) {
  for (const std::string& sentence : sentences(text)) {
    for (const Watching& watching : builtin().watching) {
      if (holds_any(sentence, watching.things) && (watching.ways.empty() || holds_any(sentence, watching.ways))) {
        return true;
      }
    }
  }
  return false;
}

}  // namespace hearth::library
