#include "story/sign/sign.h"

#include <algorithm>

namespace hearth::story::sign {
namespace {

constexpr std::size_t kLongestId = 16;

bool is_id(std::string_view id) {
  return !id.empty() &&
         std::ranges::all_of(id, [](char c) { return (c >= 'a' && c <= 'z') || (c >= '0' && c <= '9'); });
}

}  // namespace

bool read(const Json& json, Sign& out) {
  return Fields(json)
             .text("id", out.id, kLongestId)
             .text("notice", out.notice, kMostWords)
             .text("wish", out.wish, kMostWords)
             .date("day", out.day)
             .done() &&
         is_id(out.id);
}
Json write(const Sign& content) {
  Json json;
  return json.set("id", content.id)
      .set("notice", content.notice)
      .set("wish", content.wish)
      .set("day", base::to_iso(content.day));
}

}  // namespace hearth::story::sign
