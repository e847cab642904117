// Pages of one's own: forms filled in for oneself. A page that stands alone in its form
// is written anew and the last counts; of the others many stand side by side, and an
// edit replaces one. Lines of a page can be copied to the other: the copy is an event
// of its own that names nothing of what it was taken from.
#pragma once

#include "story/form/form.h"

namespace hearth::story::page {

// Without lines: removed, by naming what it replaces or by being the last of its form.
struct Text {
  static constexpr std::string_view kType = "page.text";
  static constexpr Where kWhere = Where::personal;
  std::string kind;
  form::Lines lines;
  base::Date day;
  std::optional<base::EventId> replaces;
};

struct Copy {
  static constexpr std::string_view kType = "page.copy";
  static constexpr Where kWhere = Where::shared;
  std::string kind;
  form::Lines lines;  // at least one
};

[[nodiscard]] bool read(const Json& json, Text& out);
[[nodiscard]] bool read(const Json& json, Copy& out);
[[nodiscard]] Json write(const Text& content);
[[nodiscard]] Json write(const Copy& content);

}  // namespace hearth::story::page
