#include "server/doctor.h"

#include <sys/stat.h>
#include <sys/statvfs.h>
#include <unistd.h>

#include <algorithm>
#include <filesystem>
#include <format>

#include "server/address.h"
#include "server/admin/data_folder.h"
#include "server/admin/health.h"
#include "server/host/clock.h"
#include "server/host/version.h"
#include "server/net/tls.h"
#include "server/store/sqlite/database.h"
#include "server/store/sqlite/migrate.h"

namespace hearth::server {
namespace {

namespace fs = std::filesystem;
using Level = Finding::Level;

constexpr std::int64_t kSoonMs = 21 * host::kDay;

class Doctor {
 public:
  explicit Doctor(const Config& config) : config_(config) {}

  std::vector<Finding> look() {
    folder();
    database();
    room();
    certificate();
    reach();
    app();
    running();
    return std::move(findings_);
  }

 private:
  void good(std::string what) { findings_.push_back({Level::good, std::move(what), {}, {}}); }
  void advise(std::string what, std::string why, std::string help) {
    findings_.push_back({Level::advice, std::move(what), std::move(why), std::move(help)});
  }
  void problem(std::string what, std::string why, std::string help) {
    findings_.push_back({Level::problem, std::move(what), std::move(why), std::move(help)});
  }

  void folder() {
    std::error_code error;
    if (!fs::is_directory(config_.data, error)) {
      return advise(std::format("the data folder {} is not there yet", config_.data),
                    "serve makes it when it starts; if data was there before, this is the wrong folder",
                    "hearth serve --data DIR");
    }
    struct stat status{};
    ::stat(config_.data.c_str(), &status);
    if (::access(config_.data.c_str(), W_OK | X_OK) != 0) {
      return problem(std::format("the data folder {} belongs to user {}, this is user {}", config_.data, status.st_uid,
                                 ::getuid()),
                     "nothing can be written there", std::format("sudo chown -R {} {}", ::getuid(), config_.data));
    }
    if ((status.st_mode & 0077) != 0) {
      return advise(std::format("other users of this machine may look into {}", config_.data),
                    "they see ciphertext and times only, but need not", std::format("chmod 700 {}", config_.data));
    }
    good(std::format("the data folder {} can be written and is closed to others", config_.data));
  }

  void database() {
    std::error_code error;
    const auto file = admin::database_file(config_.data);
    if (!fs::exists(file, error)) return;
    using store::sqlite::Database;
    auto opened = Database::open({.path = file, .vfs = {}, .mode = store::sqlite::Mode::read_only});
    if (!opened) {
      return problem(std::format("the database {} cannot be opened", file), opened.error().detail,
                     "hearth restore FILE --data " + config_.data);
    }
    const auto schema = store::sqlite::schema_of(*opened).value_or(0);
    if (schema > store::sqlite::known_schema()) {
      const auto by = opened->text("SELECT value FROM meta WHERE key = 'written_by'").value_or("a newer version");
      return problem(std::format("the database has schema {}, this is hearth {} with schema {}", schema,
                                 host::kProgramVersion, store::sqlite::known_schema()),
                     std::format("hearth {} wrote it; an older program could damage it", by),
                     std::format("install hearth {} or newer", by));
    }
    const auto healthy = opened->text("PRAGMA quick_check(1)");
    if (!healthy || *healthy != "ok") {
      return problem(std::format("the database {} is damaged", file), healthy.value_or("it cannot be read"),
                     "hearth restore FILE --data " + config_.data);
    }
    good(std::format("the database is whole (schema {})", schema));
  }

  void room() {
    struct statvfs disk{};
    std::error_code error;
    const auto place = fs::is_directory(config_.data, error) ? config_.data : std::string(".");
    if (::statvfs(place.c_str(), &disk) != 0 || disk.f_blocks == 0) return;
    const auto free_mib = disk.f_bavail * disk.f_frsize / (1024 * 1024);
    if (disk.f_bavail * 20 > disk.f_blocks) return good(std::format("{} MiB are free on the disk", free_mib));
    advise(std::format("only {} MiB are free on the disk of {}", free_mib, place),
           "when it is full, the server goes on reading and refuses new entries until there is room",
           std::format("du -xh --max-depth=1 {} | sort -h", place));
  }

  void certificate() {
    if (config_.tls_cert.empty()) return;
    const auto loaded = net::load_certificate(config_.tls_cert, config_.tls_key);
    if (!loaded) {
      return problem(loaded.error(), "the server does not start without it",
                     "hearth serve --tls-cert FILE --tls-key FILE");
    }
    const auto left = loaded->expires_at - host::SystemClock().now_ms();
    if (left <= 0) {
      return problem("the certificate has expired", "browsers refuse to open the app",
                     "renew it, then: kill -HUP $(pidof hearth)");
    }
    if (config_.base_url && !is_for(loaded->names, config_.base_url->host)) {
      problem(std::format("the certificate is not for {}", config_.base_url->host),
              "browsers refuse to open the app under that name", "take a certificate for the name in --base-url");
    }
    if (left < kSoonMs) {
      return advise(std::format("the certificate ends in {} days", left / host::kDay), "afterwards browsers refuse it",
                    "renew it, then: kill -HUP $(pidof hearth)");
    }
    good(std::format("the certificate is good for {} more days", left / host::kDay));
  }

  static bool is_for(const std::vector<std::string>& names, const std::string& host) {
    return std::ranges::any_of(names, [&](const std::string& name) {
      return name == host || (name.starts_with("*.") && host.find('.') != std::string::npos &&
                              host.substr(host.find('.')) == name.substr(1));
    });
  }

  void reach() {
    const bool here_only = config_.listen_address == "127.0.0.1" || config_.listen_address == "::1";
    const bool https = !config_.tls_cert.empty() || (config_.base_url && config_.base_url->scheme == "https");
    if (!here_only && !https) {
      advise("the server can be reached from other machines without HTTPS",
             "browsers give the app what it needs (storage, camera, offline) under HTTPS or on localhost only",
             "docs/tonight.md shows three ways to HTTPS; then --base-url https://NAME");
    } else if (!here_only && !config_.base_url && config_.tls_cert.empty()) {
      advise("other machines reach the server, but it knows no name for itself",
             "requests under another name than localhost are refused", "hearth serve --base-url https://NAME");
    } else {
      good(std::format("people open it at {}", address_of(config_)));
    }
  }

  void app() {
    std::error_code error;
    if (!config_.web.empty() && fs::exists(fs::path(config_.web) / "index.html", error)) {
      return good(std::format("the web app is in {}", config_.web));
    }
    problem("the web app is not there", "people would see a line of text in its place", "hearth serve --web DIR");
  }

  void running() {
    const auto lock = fs::exists(config_.data) ? admin::DataLock::take(config_.data)
                                               : std::unexpected(admin::DataLock::Problem::cannot_write);
    if (lock || lock.error() != admin::DataLock::Problem::in_use) {
      return good("no server runs on this data at the moment");
    }
    const auto address = address_of(config_);
    const auto health = admin::healthcheck(address);
    if (health) return good(std::format("the server at {} answers and is ready", address));
    if (!config_.tls_cert.empty() && admin::healthcheck(address, config_.tls_cert)) {
      good(std::format("the server at {} answers and is ready", address));
      return advise(
          "this machine does not know who vouches for the certificate",
          "browsers open the app only when they know it: with an authority of your own, each phone is told once",
          "docs/tonight.md, the first way");
    }
    problem(std::format("a server runs on this data, but not well at {}", address), health.error().what,
            "look at its log; is --listen or --base-url different there?");
  }

  const Config& config_;
  std::vector<Finding> findings_;
};

}  // namespace

std::vector<Finding> doctor(const Config& config) { return Doctor(config).look(); }

}  // namespace hearth::server
