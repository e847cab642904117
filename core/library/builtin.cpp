#include "library/builtin.h"

#include <cstdlib>

#include "library/pack_json.h"
#include "library/text.h"
#include "library_embedded.h"

namespace hearth::library {

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

bool is_heavy(std::string_view text) {
  return std::ranges::any_of(builtin().heavy, [text](const std::string& phrase) { return holds(text, phrase); });
}

}  // namespace hearth::library
