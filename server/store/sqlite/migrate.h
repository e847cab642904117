// Brings a database to this program's schema, one numbered .sql file after the
// other, each in a transaction of its own. Files are never changed or joined once
// a release had them, so any old database opens.
#pragma once

#include <string_view>

#include "server/store/sqlite/database.h"

namespace hearth::server::store::sqlite {

// The number of the newest migration that this program knows.
[[nodiscard]] int known_schema();

// The schema number of a database; 0 for a new one.
[[nodiscard]] Result<int> schema_of(Database& database);

// Trouble::newer_schema when a newer program wrote it: the detail says which.
[[nodiscard]] Result<void> migrate(Database& database, std::string_view program_version);

}  // namespace hearth::server::store::sqlite
