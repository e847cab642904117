// How one's own app looks and behaves; private, the same on all own devices.
#pragma once

#include "story/type.h"

namespace hearth::story::settings {

struct Settings {
  static constexpr std::string_view kType = "settings";
  static constexpr Where kWhere = Where::personal;
  std::int64_t auto_lock_minutes = 2;
  std::int64_t text_percent = 100;
  std::string theme = "system";  // system | light | dark
  std::string look = "hearth";   // the name and icon that the app shows
  bool haptics = true;
  std::string language = "en";
  bool wording = false;  // hints below what one writes; since it came later, a payload without it means no
};

// What one calls one's own device.
struct DeviceName {
  static constexpr std::string_view kType = "device.name";
  static constexpr Where kWhere = Where::personal;
  base::DeviceId device;
  std::string name;
};

[[nodiscard]] bool read(const Json& json, DeviceName& out);
[[nodiscard]] Json write(const DeviceName& content);
[[nodiscard]] bool read(const Json& json, Settings& out);
[[nodiscard]] Json write(const Settings& content);

}  // namespace hearth::story::settings
