#include "cli/client/surroundings.h"

#include <sys/random.h>
#include <time.h>

#include <chrono>
#include <cstdlib>
#include <filesystem>
#include <format>
#include <fstream>
#include <iterator>

namespace hearth::cli {
namespace {

constexpr const char* kZones = "/usr/share/zoneinfo";
constexpr const char* kFallbackZone = "Etc/UTC";
constexpr std::size_t kLongestPassphrase = 4096;

bool known_zone(const std::string& zone) {
  if (zone.empty() || zone.front() == '/' || zone.find("..") != std::string::npos) return false;
  std::error_code error;
  return std::filesystem::is_regular_file(std::filesystem::path(kZones) / zone, error);
}

void restore_zone(const char* before) {
  if (before == nullptr) {
    ::unsetenv("TZ");
  } else {
    ::setenv("TZ", before, 1);
  }
  ::tzset();
}

Bytes system_entropy(std::size_t count) {
  Bytes bytes(count);
  std::size_t filled = 0;
  while (filled < count) {
    const ::ssize_t got = ::getrandom(bytes.data() + filled, count - filled, 0);
    // Without random numbers there are no safe keys: there is no way to go on.
    if (got <= 0 && errno != EINTR) std::abort();
    if (got > 0) filled += static_cast<std::size_t>(got);
  }
  return bytes;
}

}  // namespace

Surroundings real_surroundings() {
  return {.now_ms =
              [] {
                const auto now = std::chrono::system_clock::now().time_since_epoch();
                return std::int64_t{std::chrono::duration_cast<std::chrono::milliseconds>(now).count()};
              },
          .entropy = system_entropy};
}

std::optional<int> offset_minutes(const std::string& zone, std::int64_t unix_ms) {
  if (zone == "UTC" || zone == kFallbackZone) return 0;
  if (!known_zone(zone)) return std::nullopt;
  const char* set = std::getenv("TZ");
  const std::optional<std::string> before = set == nullptr ? std::nullopt : std::optional<std::string>(set);
  ::setenv("TZ", (":" + zone).c_str(), 1);
  ::tzset();
  const auto seconds = static_cast<std::time_t>(unix_ms >= 0 ? unix_ms / 1000 : (unix_ms - 999) / 1000);
  std::tm local{};
  const bool told = ::localtime_r(&seconds, &local) != nullptr;
  restore_zone(before ? before->c_str() : nullptr);
  if (!told) return std::nullopt;
  return static_cast<int>(local.tm_gmtoff / 60);
}

std::unexpected<Failure> unknown_zone(const std::string& zone) {
  return wrong_usage(
      std::format("'{}' is not a time zone that this machine knows. It looks like Europe/Berlin "
                  "(Debian's package tzdata has them all).",
                  zone));
}

std::string local_zone() {
  if (const char* set = std::getenv("TZ"); set != nullptr) {
    std::string zone = *set == ':' ? set + 1 : set;
    if (known_zone(zone)) return zone;
  }
  std::error_code error;
  const auto link = std::filesystem::weakly_canonical("/etc/localtime", error);
  if (!error) {
    const auto relative = link.lexically_relative(kZones).string();
    if (known_zone(relative)) return relative;
  }
  std::ifstream file("/etc/timezone");
  std::string zone;
  if (std::getline(file, zone) && known_zone(zone)) return zone;
  return kFallbackZone;
}

Outcome<std::string> read_passphrase(const std::string& file) {
  std::string path = file;
  if (path.empty()) {
    const char* named = std::getenv("HEARTH_PASSPHRASE_FILE");
    if (named != nullptr) path = named;
  }
  if (path.empty()) {
    return wrong_usage("The passphrase is needed: give --passphrase-file FILE or set HEARTH_PASSPHRASE_FILE.");
  }
  std::ifstream stream(path, std::ios::binary);
  std::string text(std::istreambuf_iterator<char>(stream), {});
  if (!stream.is_open() || stream.bad()) {
    return wrong_usage(std::format("The passphrase file {} cannot be read.", path));
  }
  if (text.ends_with('\n')) text.pop_back();
  if (text.ends_with('\r')) text.pop_back();
  if (text.empty()) return wrong_usage(std::format("The passphrase file {} is empty.", path));
  if (text.size() > kLongestPassphrase) {
    return wrong_usage(std::format("The passphrase file {} holds more than {} bytes. Is it the right file?", path,
                                   kLongestPassphrase));
  }
  return text;
}

}  // namespace hearth::cli
