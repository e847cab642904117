#include "server/address.h"

#include <algorithm>
#include <array>
#include <filesystem>
#include <fstream>
#include <optional>
#include <system_error>

#include "server/net/origins.h"

namespace hearth::server {
namespace {

constexpr std::size_t kLongestOrigin = 512;

std::filesystem::path file_in(const std::string& data) { return std::filesystem::path(data) / "address"; }

std::optional<std::string> remembered(const std::string& data) {
  std::ifstream file(file_in(data));
  std::string line(kLongestOrigin, '\0');
  file.read(line.data(), static_cast<std::streamsize>(line.size()));
  line.resize(static_cast<std::size_t>(file.gcount()));
  line = line.substr(0, line.find('\n'));
  const auto url = net::decode_base_url(line);
  return url ? std::optional(url->origin()) : std::nullopt;
}

// Was this command told anything that an address is made of?
bool is_told(const Config& config) {
  constexpr std::array<std::string_view, 3> kSettings = {"base-url", "listen", "tls-cert"};
  return std::ranges::any_of(kSettings, [&](std::string_view name) {
    const auto value = config.values.find(name);
    return value != config.values.end() && value->second.source != Source::standard;
  });
}

}  // namespace

void remember_address(const std::string& data, std::string_view origin) {
  const auto file = file_in(data);
  auto fresh = file;
  fresh += ".new";
  {
    std::ofstream out(fresh, std::ios::trunc);
    out << origin << '\n';
    if (!out.flush()) return;
  }
  std::error_code ignored;
  std::filesystem::rename(fresh, file, ignored);
}

std::string address_of(const Config& config) {
  if (is_told(config)) return config.home();
  return remembered(config.data).value_or(config.home());
}

}  // namespace hearth::server
