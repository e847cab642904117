#include "server/config.h"

#include <unistd.h>

#include <algorithm>
#include <charconv>
#include <filesystem>
#include <format>

#include "server/net/server.h"

extern char** environ;  // NOLINT: POSIX

namespace hearth::server {
namespace {

constexpr Setting kSettings[] = {
    {"data", "./hearth-data", "DIR", "folder for everything that the server keeps"},
    {"listen", "127.0.0.1:8080", "ADDR:PORT", "where it listens; 0.0.0.0:8080 for the whole network"},
    {"base-url", "", "URL", "the address that people type, when it is not localhost"},
    {"tls-cert", "", "FILE", "certificate chain (PEM); read again on SIGHUP"},
    {"tls-key", "", "FILE", "its private key (PEM)"},
    {"web", "", "DIR", "folder of the web app; beside the program when not given"},
    {"help-entries", "", "FILE", "your own entries for the help page (TOML), below the built-in ones"},
    {"trusted-proxies", "", "LIST", "addresses or blocks whose X-Forwarded-For counts, apart by commas"},
    {"log-format", "text", "text|json", "form of the log lines"},
    {"log-level", "info", "LEVEL", "debug, info, warning or error"},
    {"appends-per-minute", "120", "N", "entries that one member may add in a minute; 0 for no limit"},
    {"requests-per-minute", "1200", "N", "challenges and logins from one address; 0 for no limit"},
    {"space-mib", "500", "N", "room for one log, in MiB"},
    {"threads", "0", "N", "network threads; 0 for one on each core"},
};

// Variables of other commands of this program.
constexpr std::string_view kOtherVariables[] = {"HEARTH_PASSPHRASE_FILE", "HEARTH_HOME"};

std::size_t edit_distance(std::string_view a, std::string_view b) {
  std::vector<std::size_t> row(b.size() + 1);
  for (std::size_t j = 0; j <= b.size(); ++j) row[j] = j;
  for (std::size_t i = 1; i <= a.size(); ++i) {
    auto diagonal = row[0];
    row[0] = i;
    for (std::size_t j = 1; j <= b.size(); ++j) {
      const auto above = row[j];
      row[j] = std::min({above + 1, row[j - 1] + 1, diagonal + (a[i - 1] == b[j - 1] ? 0 : 1)});
      diagonal = above;
    }
  }
  return row[b.size()];
}

std::string nearest_variable(std::string_view name) {
  std::string best;
  auto least = name.size();
  const auto consider = [&](std::string_view candidate) {
    const auto distance = edit_distance(name, candidate);
    if (distance >= least) return;
    least = distance;
    best = candidate;
  };
  for (const auto& setting : kSettings) consider(environment_name(setting.name));
  for (const auto other : kOtherVariables) consider(other);
  return best;
}

std::optional<std::int64_t> whole_number(std::string_view text, std::int64_t most) {
  std::int64_t number = 0;
  const auto parsed = std::from_chars(text.data(), text.data() + text.size(), number);
  if (parsed.ec != std::errc() || parsed.ptr != text.data() + text.size() || number < 0 || number > most) {
    return std::nullopt;
  }
  return number;
}

// build/bin/hearth -> build/web; /usr/bin/hearth -> /usr/share/hearth/web
std::string web_beside_program() {
  std::error_code error;
  const auto program = std::filesystem::read_symlink("/proc/self/exe", error);
  if (error) return {};
  const auto folder = program.parent_path();
  for (const auto& candidate : {folder / "../web", folder / "web", folder / "../share/hearth/web"}) {
    if (std::filesystem::exists(candidate / "index.html", error)) return candidate.lexically_normal().string();
  }
  return {};
}

// Turns the texts into values and collects what is wrong.
class Reading {
 public:
  explicit Reading(Config& config) : config_(config) {}

  void all() {
    config_.data = text("data");
    if (config_.data.empty()) wrong("data", "names no folder");
    listen();
    if (const auto url = text("base-url"); !url.empty()) {
      const auto decoded = net::decode_base_url(url);
      if (decoded)
        config_.base_url = *decoded;
      else
        wrong("base-url", "is not like https://hearth.example (no path: Hearth needs a name of its own)");
    }
    config_.tls_cert = text("tls-cert");
    config_.tls_key = text("tls-key");
    if (config_.tls_cert.empty() != config_.tls_key.empty()) {
      wrong(config_.tls_cert.empty() ? "tls-key" : "tls-cert", "needs the other of --tls-cert and --tls-key too");
    }
    config_.web = text("web").empty() ? web_beside_program() : text("web");
    config_.help_entries = text("help-entries");
    if (auto blocks = net::decode_address_blocks(text("trusted-proxies"))) {
      config_.trusted_proxies = std::move(*blocks);
    } else {
      wrong("trusted-proxies", "is not a list like 127.0.0.1,10.0.0.0/8");
    }
    config_.log_json = text("log-format") == "json";
    if (!config_.log_json && text("log-format") != "text") wrong("log-format", "is neither text nor json");
    config_.log_level = text("log-level");
    static constexpr std::string_view kLevels[] = {"debug", "info", "warning", "error"};
    if (!std::ranges::contains(kLevels, config_.log_level)) wrong("log-level", "is not debug, info, warning or error");
    config_.appends_per_minute = static_cast<int>(number("appends-per-minute", 1'000'000'000));
    config_.requests_per_minute = static_cast<int>(number("requests-per-minute", 1'000'000'000));
    config_.space_bytes = number("space-mib", 1'000'000) * 1024 * 1024;
    config_.threads = static_cast<std::size_t>(number("threads", 256));
  }

  std::string problems;

 private:
  std::string text(std::string_view name) const {
    const auto found = config_.values.find(name);
    return found == config_.values.end() ? std::string() : found->second.text;
  }

  std::int64_t number(std::string_view name, std::int64_t most) {
    const auto value = whole_number(text(name), most);
    if (!value) wrong(name, std::format("is not a whole number from 0 to {}", most));
    return value.value_or(0);
  }

  void listen() {
    const auto value = text("listen");
    const auto colon = value.rfind(':');
    const auto port = colon == std::string::npos ? std::nullopt : whole_number(value.substr(colon + 1), 65535);
    if (!port) return wrong("listen", "is not like 127.0.0.1:8080");
    config_.listen_port = static_cast<std::uint16_t>(*port);
    config_.listen_address = value.substr(0, colon);
    if (config_.listen_address == "localhost") config_.listen_address = "127.0.0.1";
    if (config_.listen_address.starts_with('[') && config_.listen_address.ends_with(']')) {
      config_.listen_address = config_.listen_address.substr(1, config_.listen_address.size() - 2);
    }
  }

  void wrong(std::string_view name, std::string_view why) {
    const auto& value = config_.values.find(name)->second;
    const auto where = value.source == Source::environment ? environment_name(name) : std::format("--{}", name);
    problems += std::format("{} ({}) {}\n", where, value.text, why);
  }

  Config& config_;
};

}  // namespace

std::span<const Setting> settings() { return kSettings; }

std::string environment_name(std::string_view setting) {
  std::string name = "HEARTH_";
  for (const char c : setting) name += c == '-' ? '_' : static_cast<char>(c >= 'a' && c <= 'z' ? c - 'a' + 'A' : c);
  return name;
}

std::string_view name_of(Source source) {
  switch (source) {
    case Source::standard: return "default";
    case Source::environment: return "environment";
    case Source::flag: return "flag";
  }
  return "default";
}

std::string Config::home() const {
  if (base_url) return base_url->origin();
  return net::BaseUrl{.scheme = tls_cert.empty() ? "http" : "https", .host = "localhost", .port = listen_port}.origin();
}

std::expected<Config, std::string> read_config(const std::map<std::string, std::string>& flags,
                                               const Variables& variables) {
  Config config;
  for (const auto& setting : kSettings) {
    config.values[std::string(setting.name)] = {std::string(setting.default_value), Source::standard};
  }
  Reading reading(config);
  for (const auto& [name, value] : variables) {
    if (!name.starts_with("HEARTH_") || std::ranges::contains(kOtherVariables, name)) continue;
    const auto known =
        std::ranges::find(kSettings, name, [](const Setting& one) { return environment_name(one.name); });
    if (known == std::end(kSettings)) {
      reading.problems +=
          std::format("{} is not a setting of this program. Did you mean {}?\n", name, nearest_variable(name));
      continue;
    }
    config.values[std::string(known->name)] = {value, Source::environment};
  }
  for (const auto& [name, value] : flags) {
    if (!std::ranges::contains(kSettings, name, &Setting::name)) continue;
    config.values[name] = {value, Source::flag};
  }
  reading.all();
  if (!reading.problems.empty()) {
    reading.problems.pop_back();
    return std::unexpected(reading.problems);
  }
  return config;
}

Variables environment() {
  Variables variables;
  for (char** entry = environ; entry != nullptr && *entry != nullptr; ++entry) {
    const std::string_view text(*entry);
    const auto equals = text.find('=');
    if (equals == std::string_view::npos) continue;
    variables.emplace_back(text.substr(0, equals), text.substr(equals + 1));
  }
  return variables;
}

}  // namespace hearth::server
