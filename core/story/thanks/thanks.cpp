#include "story/thanks/thanks.h"

namespace hearth::story::thanks {
namespace {

template <class Content>
bool read_note(const Json& json, Content& out) {
  Fields fields(json);
  return fields.text("text", out.text, kLongText).text("gave", out.gave, kLongText).done() && !out.text.empty();
}
template <class Content>
Json write_note(const Content& content) {
  Json json;
  return json.set("text", content.text).set("gave", content.gave);
}

}  // namespace

bool read(const Json& json, Note& out) { return read_note(json, out); }
bool read(const Json& json, Jar& out) { return read_note(json, out); }
Json write(const Note& content) { return write_note(content); }
Json write(const Jar& content) { return write_note(content); }

bool read(const Json& json, JarSent& out) {
  Fields fields(json);
  return fields.fixed("jar", out.jar).done();
}
Json write(const JarSent& content) {
  Json json;
  return json.set("jar", to_json(content.jar));
}

}  // namespace hearth::story::thanks
