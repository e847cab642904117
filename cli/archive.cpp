#include "cli/archive.h"

#include <fcntl.h>
#include <sys/stat.h>
#include <unistd.h>
#define ZLIB_CONST  // zlib only reads its input
#include <zlib.h>

#include <cerrno>
#include <cstring>
#include <format>
#include <limits>

namespace hearth::cli {
namespace {

using Bytes = std::vector<std::uint8_t>;

constexpr std::uint32_t kLocalHeader = 0x04034b50;
constexpr std::uint32_t kCentralHeader = 0x02014b50;
constexpr std::uint32_t kEndOfCentral = 0x06054b50;
constexpr std::uint16_t kVersion = 20;  // 2.0: deflate
constexpr std::uint16_t kUtf8Names = 1U << 11U;
constexpr std::uint16_t kDeflated = 8;
constexpr std::uint32_t kFirstDosDay = 0x00210000;  // 1980-01-01: an export tells no time it need not tell

void put16(Bytes& out, std::size_t value) {
  out.push_back(static_cast<std::uint8_t>(value));
  out.push_back(static_cast<std::uint8_t>(value >> 8U));
}

void put32(Bytes& out, std::size_t value) {
  put16(out, value & 0xffffU);
  put16(out, value >> 16U);
}

bool safe_name(const std::string& name) {
  return !name.empty() && name.front() != '/' && name.size() < 256 && name.find("..") == std::string::npos &&
         name.find('\\') == std::string::npos && name.find('\0') == std::string::npos;
}

Bytes deflated(const Bytes& data) {
  z_stream stream{};
  // Raw deflate, as zip wants it: no zlib header.
  if (::deflateInit2(&stream, Z_DEFAULT_COMPRESSION, Z_DEFLATED, -MAX_WBITS, 8, Z_DEFAULT_STRATEGY) != Z_OK) return {};
  Bytes out(::deflateBound(&stream, data.size()));
  stream.next_in = data.data();
  stream.avail_in = static_cast<uInt>(data.size());
  stream.next_out = out.data();
  stream.avail_out = static_cast<uInt>(out.size());
  const int code = ::deflate(&stream, Z_FINISH);
  out.resize(code == Z_STREAM_END ? stream.total_out : 0);
  ::deflateEnd(&stream);
  return out;
}

// What the local and the central header have in common.
void put_description(Bytes& out, const ArchiveFile& file, std::uint32_t checksum, std::size_t packed) {
  put16(out, kVersion);
  put16(out, kUtf8Names);
  put16(out, kDeflated);
  put32(out, kFirstDosDay);
  put32(out, checksum);
  put32(out, packed);
  put32(out, file.data.size());
  put16(out, file.name.size());
  put16(out, 0);  // no extra fields
}

Outcome<void> write_new_file(const std::filesystem::path& path, const Bytes& data) {
  const int descriptor = ::open(path.c_str(), O_WRONLY | O_CREAT | O_EXCL | O_CLOEXEC, S_IRUSR | S_IWUSR);
  if (descriptor < 0)
    return broken("file_unusable", std::format("{} cannot be written: {}.", path.string(), std::strerror(errno)));
  std::size_t written = 0;
  while (written < data.size()) {
    const ::ssize_t count = ::write(descriptor, data.data() + written, data.size() - written);
    if (count < 0 && errno == EINTR) continue;
    if (count <= 0) break;
    written += static_cast<std::size_t>(count);
  }
  const bool synced = written == data.size() && ::fsync(descriptor) == 0;
  const int error = errno;
  ::close(descriptor);
  if (!synced)
    return broken("file_unusable",
                  std::format("{} could not be written completely: {}.", path.string(), std::strerror(error)));
  return {};
}

}  // namespace

Outcome<Bytes> zip(const std::vector<ArchiveFile>& files) {
  constexpr std::size_t kLimit = std::numeric_limits<std::uint32_t>::max();
  Bytes out;
  Bytes central;
  if (files.size() > std::numeric_limits<std::uint16_t>::max())
    return broken("too_large", "There are too many files for one .zip; choose a folder.");
  for (const ArchiveFile& file : files) {
    if (!safe_name(file.name)) return defect(std::format("'{}' is no name for a file", file.name));
    if (file.data.size() >= kLimit) return broken("too_large", "That is too much for one .zip; choose a folder.");
    const auto checksum = static_cast<std::uint32_t>(::crc32_z(0, file.data.data(), file.data.size()));
    const Bytes packed = deflated(file.data);
    if (packed.empty()) return broken("too_large", std::format("{} could not be packed.", file.name));
    const std::size_t offset = out.size();
    put32(out, kLocalHeader);
    put_description(out, file, checksum, packed.size());
    out.insert(out.end(), file.name.begin(), file.name.end());
    out.insert(out.end(), packed.begin(), packed.end());
    put32(central, kCentralHeader);
    put16(central, kVersion);
    put_description(central, file, checksum, packed.size());
    put16(central, 0);  // no comment
    put16(central, 0);  // first disk
    put16(central, 0);  // internal attributes
    put32(central, 0);  // external attributes
    put32(central, offset);
    central.insert(central.end(), file.name.begin(), file.name.end());
    if (out.size() + central.size() >= kLimit)
      return broken("too_large", "That is too much for one .zip; choose a folder.");
  }
  const std::size_t central_at = out.size();
  out.insert(out.end(), central.begin(), central.end());
  put32(out, kEndOfCentral);
  put16(out, 0);
  put16(out, 0);
  put16(out, files.size());
  put16(out, files.size());
  put32(out, central.size());
  put32(out, central_at);
  put16(out, 0);
  return out;
}

Outcome<void> write_archive(const std::filesystem::path& target, const std::vector<ArchiveFile>& files) {
  std::error_code error;
  if (std::filesystem::exists(target, error)) {
    return wrong_usage(std::format("{} is there already; nothing is written over it.", target.string()));
  }
  if (target.extension() == ".zip") {
    auto bytes = zip(files);
    if (!bytes) return std::unexpected(bytes.error());
    return write_new_file(target, *bytes);
  }
  for (const ArchiveFile& file : files) {
    if (!safe_name(file.name)) return defect(std::format("'{}' is no name for a file", file.name));
    const std::filesystem::path path = target / file.name;
    std::filesystem::create_directories(path.parent_path(), error);
    if (error)
      return broken("file_unusable",
                    std::format("{} cannot be made: {}.", path.parent_path().string(), error.message()));
    std::filesystem::permissions(target, std::filesystem::perms::owner_all, error);
    if (auto written = write_new_file(path, file.data); !written) return written;
  }
  return {};
}

}  // namespace hearth::cli
