#include "server/admin/data_folder.h"

#include <fcntl.h>
#include <sys/file.h>
#include <sys/stat.h>
#include <unistd.h>

#include <cerrno>
#include <filesystem>
#include <format>
#include <system_error>
#include <utility>

namespace hearth::server::admin {

std::string database_file(const std::string& data) { return (std::filesystem::path(data) / "hearth.db").string(); }

std::expected<void, std::string> prepare_data_folder(const std::string& data) {
  std::error_code error;
  const bool was_there = std::filesystem::is_directory(data, error);
  if (!was_there) {
    std::filesystem::create_directories(data, error);
    if (error) {
      return std::unexpected(
          std::format("the data folder {} cannot be made: {}. Choose another with --data DIR, or: "
                      "sudo install -d -m 700 -o {} {}",
                      data, error.message(), ::getuid(), data));
    }
    ::chmod(data.c_str(), 0700);
  }
  if (::access(data.c_str(), W_OK | X_OK) != 0) {
    struct stat status{};
    ::stat(data.c_str(), &status);
    return std::unexpected(
        std::format("the data folder {} belongs to user {} and this program runs as user {}, which "
                    "cannot write there. To change that: sudo chown -R {} {}",
                    data, status.st_uid, ::getuid(), ::getuid(), data));
  }
  return {};
}

std::expected<DataLock, DataLock::Problem> DataLock::take(const std::string& data) {
  const auto path = (std::filesystem::path(data) / "lock").string();
  const int file = ::open(path.c_str(), O_RDWR | O_CREAT | O_CLOEXEC, 0600);
  if (file < 0) return std::unexpected(Problem::cannot_write);
  DataLock lock(file);
  if (::flock(file, LOCK_EX | LOCK_NB) != 0) {
    return std::unexpected(errno == EWOULDBLOCK ? Problem::in_use : Problem::cannot_write);
  }
  return lock;
}

DataLock::DataLock(DataLock&& other) noexcept : file_(std::exchange(other.file_, -1)) {}

DataLock& DataLock::operator=(DataLock&& other) noexcept {
  std::swap(file_, other.file_);
  return *this;
}

DataLock::~DataLock() {
  if (file_ >= 0) ::close(file_);
}

}  // namespace hearth::server::admin
