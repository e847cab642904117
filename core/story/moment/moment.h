// Something that happened, to stand beside the picture: shared or for oneself.
#pragma once

#include "story/type.h"

namespace hearth::story::moment {

struct Moment {
  static constexpr std::string_view kType = "moment";
  static constexpr Where kWhere = Where::both;
  std::string title;
  base::Date day;
};

[[nodiscard]] bool read(const Json& json, Moment& out);
[[nodiscard]] Json write(const Moment& content);

}  // namespace hearth::story::moment
