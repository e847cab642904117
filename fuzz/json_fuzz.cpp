// JSON inside an event or across the boundary.
#include <string>

#include "fuzz/target.h"
#include "story/json/value.h"

using hearth::fuzz::hold;
using hearth::fuzz::plant;

HEARTH_FUZZ_TARGET(input) {
  const auto value = hearth::story::json::parse(hearth::fuzz::as_text(input));
  if (!value) return;
  const auto text = hearth::story::json::write(*value);
  const auto again = hearth::story::json::parse(text);
  hold(again.has_value());
  // Decimals are rounded to six digits when written, and large ones again when read.
  if (text.find('.') == std::string::npos) hold(hearth::story::json::write(*again) == text);
  plant(text == "[[]]");
}
