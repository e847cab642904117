#include "story/settings/settings.h"

namespace hearth::story::settings {

bool read(const Json& json, Settings& out) {
  Fields fields(json);
  fields.integer("auto_lock_minutes", out.auto_lock_minutes, 0, 60)
      .integer("text_percent", out.text_percent, 50, 300)
      .text("theme", out.theme, 32)
      .text("look", out.look, 32)
      .boolean("haptics", out.haptics)
      .text("language", out.language, 32);
  out.wording = false;
  if (json.find("wording") != nullptr) fields.boolean("wording", out.wording);
  return fields.done();
}
Json write(const Settings& content) {
  Json json;
  json.set("auto_lock_minutes", content.auto_lock_minutes)
      .set("text_percent", content.text_percent)
      .set("theme", content.theme)
      .set("look", content.look)
      .set("haptics", content.haptics)
      .set("language", content.language);
  // Written only where it was chosen, so that an older app on another own device reads all others.
  if (content.wording) json.set("wording", true);
  return json;
}

bool read(const Json& json, DeviceName& out) {
  Fields fields(json);
  return fields.fixed("device", out.device).text("name", out.name, kShortText).done();
}
Json write(const DeviceName& content) {
  Json json;
  return json.set("device", to_json(content.device)).set("name", content.name);
}

}  // namespace hearth::story::settings
