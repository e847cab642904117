#include "story/profile/profile.h"

namespace hearth::story::profile {
namespace {
constexpr std::string_view kModes[] = {"together", "solo"};
}

bool is_zone_name(std::string_view zone) {
  if (zone.empty() || zone.size() > 64) return false;
  for (const char c : zone) {
    const bool letter = (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z');
    const bool digit = c >= '0' && c <= '9';
    if (!letter && !digit && c != '/' && c != '_' && c != '-' && c != '+') return false;
  }
  return true;
}

bool read(const Json& json, Profile& out) {
  Fields fields(json);
  return fields.text("name", out.name, kName).done() && !out.name.empty();
}
Json write(const Profile& content) {
  Json json;
  return json.set("name", content.name);
}

bool read(const Json& json, Zone& out) {
  Fields fields(json);
  return fields.text("zone", out.zone, 64).done() && is_zone_name(out.zone);
}
Json write(const Zone& content) {
  Json json;
  return json.set("zone", content.zone);
}

bool read(const Json& json, Begin& out) {
  Fields fields(json);
  return fields.word("mode", kModes, out.mode).done();
}
Json write(const Begin& content) {
  Json json;
  return json.set("mode", kModes[static_cast<std::size_t>(content.mode)]);
}

bool is_kind(std::string_view kind) { return kind == "partner" || kind == "friend" || kind == "family"; }

bool read(const Json& json, Kind& out) {
  Fields fields(json);
  return fields.text("kind", out.kind, 16).done() && is_kind(out.kind);
}
Json write(const Kind& content) {
  Json json;
  return json.set("kind", content.kind);
}

}  // namespace hearth::story::profile
