// What a server is started with. Each setting has one name in two spellings:
// --base-url and HEARTH_BASE_URL. A flag wins over the environment, which wins
// over the default; where a value came from is kept, so that `doctor` can say it.
// An unknown HEARTH_ variable is an error, since it is most likely a typing error.
#pragma once

#include <cstdint>
#include <expected>
#include <map>
#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "server/net/origins.h"

namespace hearth::server {

struct Setting {
  std::string_view name;           // "base-url": the flag without its dashes
  std::string_view default_value;  // empty: none
  std::string_view value_name;     // "URL", for the help
  std::string_view help;
};

// All settings, in the order of the help.
[[nodiscard]] std::span<const Setting> settings();
// "base-url" -> "HEARTH_BASE_URL"
[[nodiscard]] std::string environment_name(std::string_view setting);

enum class Source : std::uint8_t { standard, environment, flag };
[[nodiscard]] std::string_view name_of(Source source);

struct Config {
  std::string data;
  std::string listen_address;
  std::uint16_t listen_port = 0;
  std::optional<net::BaseUrl> base_url;
  std::string tls_cert;
  std::string tls_key;
  std::string web;           // folder of the app; empty: none was found
  std::string help_entries;  // the file with the host's own help entries; empty: none
  std::string help;          // what it holds, as the JSON to hand out; filled in by whoever reads it
  std::vector<net::AddressBlock> trusted_proxies;
  bool log_json = false;
  std::string log_level;
  int appends_per_minute = 0;
  int requests_per_minute = 0;
  std::int64_t space_bytes = 0;
  std::size_t threads = 0;

  struct Value {
    std::string text;
    Source source = Source::standard;
  };
  std::map<std::string, Value, std::less<>> values;  // by the setting's name, for display

  // Where a person on this machine opens it.
  [[nodiscard]] std::string home() const;
};

using Variables = std::vector<std::pair<std::string, std::string>>;

// `flags` by the setting's name; `environment` may hold other variables too. The
// error is a text for people, one line for each problem.
[[nodiscard]] std::expected<Config, std::string> read_config(const std::map<std::string, std::string>& flags,
                                                             const Variables& environment);
// This process's environment.
[[nodiscard]] Variables environment();

}  // namespace hearth::server
