// An early sign that a person wrote for themselves: "when I notice that I …, then I
// would like to …". Private; nothing is ever inferred from it. Whether it was noticed
// is said in story/step, by its id.
#pragma once

#include "story/type.h"

namespace hearth::story::sign {

inline constexpr std::size_t kMostWords = 400;  // characters

// The last said of an id is heard; without words it is removed.
struct Sign {
  static constexpr std::string_view kType = "sign";
  static constexpr Where kWhere = Where::personal;
  std::string id;  // a-z, 0-9
  std::string notice;
  std::string wish;
  base::Date day;
};

[[nodiscard]] bool read(const Json& json, Sign& out);
[[nodiscard]] Json write(const Sign& content);

}  // namespace hearth::story::sign
