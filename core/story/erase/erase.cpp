#include "story/erase/erase.h"

namespace hearth::story::erase {

bool read(const Json& json, Erase& out) {
  Fields fields(json);
  return fields.fixed("event", out.event).fixed("link", out.link).done();
}
Json write(const Erase& content) {
  Json json;
  return json.set("event", to_json(content.event)).set("link", to_json(content.link));
}

bool read(const Json& json, Undo& out) {
  Fields fields(json);
  return fields.fixed("event", out.event).done();
}
Json write(const Undo& content) {
  Json json;
  return json.set("event", to_json(content.event));
}

}  // namespace hearth::story::erase
