// Who the two are to each other in the app: a name each, the zone of the pair, and
// whether each has begun.
#pragma once

#include "story/type.h"

namespace hearth::story::profile {

struct Profile {
  static constexpr std::string_view kType = "profile";
  static constexpr Where kWhere = Where::both;
  std::string name;
};

// The time zone of the pair (IANA name). Whoever says it last is heard.
struct Zone {
  static constexpr std::string_view kType = "zone";
  static constexpr Where kWhere = Where::both;
  std::string zone;
};

enum class BeginMode : std::uint8_t { together, solo };
struct Begin {
  static constexpr std::string_view kType = "begin";
  static constexpr Where kWhere = Where::both;
  BeginMode mode = BeginMode::together;
};

// What kind of pair: partner, friend or family. Chosen by whoever invites.
struct Kind {
  static constexpr std::string_view kType = "kind";
  static constexpr Where kWhere = Where::shared;
  std::string kind = "partner";
};
[[nodiscard]] bool is_kind(std::string_view kind);

[[nodiscard]] bool read(const Json& json, Profile& out);
[[nodiscard]] bool read(const Json& json, Zone& out);
[[nodiscard]] bool read(const Json& json, Begin& out);
[[nodiscard]] bool read(const Json& json, Kind& out);
[[nodiscard]] Json write(const Profile& content);
[[nodiscard]] Json write(const Zone& content);
[[nodiscard]] Json write(const Begin& content);
[[nodiscard]] Json write(const Kind& content);

// "Region/City" with the characters that IANA uses, or UTC.
[[nodiscard]] bool is_zone_name(std::string_view zone);

}  // namespace hearth::story::profile
