// A backup is one file: two lines of text that say what it is (the second a JSON
// manifest with the hash), then the database as it was at one moment. It can be
// taken while the server runs. Sessions, invites and setup links are not in it.
//
//   hearth backup 1\n
//   {"program":…,"schema":…,"created_at":…,"bytes":…,"sha256":…,"logs":…,"events":…}\n
//   <the SQLite file>
#pragma once

#include <cstdint>
#include <expected>
#include <string>
#include <string_view>

#include "server/admin/failure.h"
#include "server/host/clock.h"

namespace hearth::server::admin {

struct Manifest {
  std::string program;  // version that made it
  int schema = 0;
  std::int64_t created_at = 0;
  std::int64_t bytes = 0;
  std::string sha256;  // hex, of the database
  std::int64_t logs = 0;
  std::int64_t events = 0;
};

// decoder: backup_manifest. The second line of a backup.
[[nodiscard]] std::expected<Manifest, std::string> decode_manifest(std::string_view line);

// `file` must not exist yet.
[[nodiscard]] std::expected<Manifest, Failure> backup(const std::string& data, const std::string& file,
                                                      const host::Clock& clock);

enum class RestoreMode : std::uint8_t { check_only, replace };
struct Restored {
  Manifest manifest;
  std::string restore_point;  // folder with what was there before; empty when nothing was
};

// Checks the file (hash, schema, the database itself) and, with `replace`, puts it in
// the place of what is there; that is kept as a restore point and comes back by
// itself when the new one cannot be opened. The server must not run.
[[nodiscard]] std::expected<Restored, Failure> restore(const std::string& file, const std::string& data,
                                                       RestoreMode mode, const host::Clock& clock);

}  // namespace hearth::server::admin
