// The folder that holds everything of a server: one database file, and a lock that
// says that a server runs on it.
#pragma once

#include <cstdint>
#include <expected>
#include <string>

namespace hearth::server::admin {

[[nodiscard]] std::string database_file(const std::string& data);

// Makes the folder (mode 0700) when it is not there. The error says what is in the
// way and which command helps.
[[nodiscard]] std::expected<void, std::string> prepare_data_folder(const std::string& data);

// Held by `hearth serve` and by a restore: never both.
class DataLock {
 public:
  enum class Problem : std::uint8_t { in_use, cannot_write };
  [[nodiscard]] static std::expected<DataLock, Problem> take(const std::string& data);
  DataLock(DataLock&& other) noexcept;
  DataLock& operator=(DataLock&& other) noexcept;
  DataLock(const DataLock&) = delete;
  DataLock& operator=(const DataLock&) = delete;
  ~DataLock();

 private:
  explicit DataLock(int file) : file_(file) {}
  int file_ = -1;
};

}  // namespace hearth::server::admin
