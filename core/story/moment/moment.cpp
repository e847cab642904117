#include "story/moment/moment.h"

namespace hearth::story::moment {

bool read(const Json& json, Moment& out) {
  Fields fields(json);
  return fields.text("title", out.title, kShortText).date("day", out.day).done() && !out.title.empty();
}
Json write(const Moment& content) {
  Json json;
  return json.set("title", content.title).set("day", base::to_iso(content.day));
}

}  // namespace hearth::story::moment
