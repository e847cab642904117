// The two probes that the server is measured against, each in a process of its own.
#pragma once

#include <cstdint>
#include <string>

namespace hearth::bench {

enum class RawTable : std::uint8_t { rowid, without_rowid };
// Prints rows a second and microseconds of CPU for a row.
int raw_commit(const std::string& file, RawTable table, int batch, int rows);

// Beast's WebSocket, one table, one transaction for each batch, push after commit:
// no login, no rules, no hashes, no quotas. Serves until SIGTERM.
int bare_ceiling(const std::string& file);

}  // namespace hearth::bench
