// What this program calls itself, in answers, in backups and in the database.
#pragma once

#include <string_view>

namespace hearth::server::host {

inline constexpr std::string_view kProgramVersion = "0.1.0";

}  // namespace hearth::server::host
