#include "story/diary/diary.h"

namespace hearth::story::diary {

bool read(const Json& json, Text& out) {
  Fields fields(json);
  return fields.text("text", out.text, kLongText * 4).date("day", out.day).fixed("replaces", out.replaces).done() &&
         !out.text.empty();
}
Json write(const Text& content) {
  Json json;
  json.set("text", content.text).set("day", base::to_iso(content.day));
  if (content.replaces) json.set("replaces", to_json(*content.replaces));
  return json;
}

}  // namespace hearth::story::diary
