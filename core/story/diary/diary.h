// The private diary. An edit is a new text that replaces an older one; when two
// devices edited the same text, both edits stay.
#pragma once

#include "story/type.h"

namespace hearth::story::diary {

struct Text {
  static constexpr std::string_view kType = "diary";
  static constexpr Where kWhere = Where::personal;
  std::string text;
  base::Date day;
  std::optional<base::EventId> replaces;
};

[[nodiscard]] bool read(const Json& json, Text& out);
[[nodiscard]] Json write(const Text& content);

}  // namespace hearth::story::diary
