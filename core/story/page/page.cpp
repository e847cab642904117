#include "story/page/page.h"

namespace hearth::story::page {

bool read(const Json& json, Text& out) {
  Fields fields(json);
  return form::read(fields, form::Of::page, out.kind, out.lines) &&
         fields.date("day", out.day).fixed("replaces", out.replaces).done();
}
Json write(const Text& content) {
  Json json;
  json.set("kind", content.kind).set("lines", form::to_json(content.lines)).set("day", base::to_iso(content.day));
  if (content.replaces) json.set("replaces", to_json(*content.replaces));
  return json;
}

bool read(const Json& json, Copy& out) {
  Fields fields(json);
  return form::read(fields, form::Of::page, out.kind, out.lines) && fields.done() && !out.lines.empty() &&
         !form::find(form::Of::page, out.kind)->stays;
}
Json write(const Copy& content) {
  Json json;
  return json.set("kind", content.kind).set("lines", form::to_json(content.lines));
}

}  // namespace hearth::story::page
