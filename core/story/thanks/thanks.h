// Appreciation: sent now, or kept in the jar and sent (as a note of its own) later.
#pragma once

#include "story/type.h"

namespace hearth::story::thanks {

struct Note {
  static constexpr std::string_view kType = "thanks.note";
  static constexpr Where kWhere = Where::shared;
  std::string text;
  std::string gave;  // what it gave me; may be empty
};
struct Jar {
  static constexpr std::string_view kType = "thanks.jar";
  static constexpr Where kWhere = Where::personal;
  std::string text;
  std::string gave;
};
// A note was taken out of the jar and sent.
struct JarSent {
  static constexpr std::string_view kType = "thanks.jar_sent";
  static constexpr Where kWhere = Where::personal;
  base::EventId jar;
};

[[nodiscard]] bool read(const Json& json, Note& out);
[[nodiscard]] bool read(const Json& json, Jar& out);
[[nodiscard]] bool read(const Json& json, JarSent& out);
[[nodiscard]] Json write(const Note& content);
[[nodiscard]] Json write(const Jar& content);
[[nodiscard]] Json write(const JarSent& content);

}  // namespace hearth::story::thanks
