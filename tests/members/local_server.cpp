#include "tests/members/local_server.h"

#include <stdlib.h>

#include <cstdio>
#include <cstdlib>
#include <filesystem>

#include "server/admin/data_folder.h"
#include "server/admin/setup_token.h"
#include "server/host/log.h"

namespace hearth::tests {
namespace {

[[noreturn]] void give_up(const std::string& why) {
  std::fprintf(stderr, "the test's server does not start: %s\n", why.c_str());
  std::abort();
}

}  // namespace

ScratchFolder::ScratchFolder() {
  auto form = (std::filesystem::temp_directory_path() / "hearth-test-XXXXXX").string();
  if (::mkdtemp(form.data()) == nullptr) give_up("no temporary folder");
  path_ = form;
}

ScratchFolder::~ScratchFolder() {
  std::error_code ignored;
  std::filesystem::remove_all(path_, ignored);
}

LocalServer::LocalServer(Options options) : options_(std::move(options)), clock_(server::host::SystemClock().now_ms()) {
  server::host::set_log(server::host::LogFormat::text, server::host::LogLevel::error);
  options_.server.port = 0;
  options_.server.data_folder = folder_.path();
  if (options_.server.threads == 0) options_.server.threads = 2;
  auto& api = options_.server.api;
  if (api.registrations_per_minute == server::net::ApiOptions().registrations_per_minute) {
    // Tests come from one address and are many people.
    api.registrations_per_minute = api.requests_per_minute = api.failed_logins_per_minute = 100'000;
    api.claims_per_minute = api.visits_per_minute = 100'000;
  }
  start();
}

LocalServer::~LocalServer() = default;

void LocalServer::start() {
  const auto file = options_.vfs.empty() ? server::admin::database_file(folder_.path()) : std::string("/hearth.db");
  auto opened = server::store::sqlite::SqliteStore::open({.path = file, .vfs = options_.vfs});
  if (!opened) give_up(opened.error().detail);
  store_ = std::move(*opened);
  const server::host::Clock& clock =
      options_.real_clock ? static_cast<const server::host::Clock&>(system_clock_) : clock_;
  auto started = server::net::Server::start(options_.server, *store_, clock);
  if (!started) give_up(started.error().detail);
  server_ = std::move(*started);
}

void LocalServer::restart() {
  server_.reset();
  store_.reset();
  start();
}

std::string LocalServer::setup_token() {
  const server::host::Clock& clock =
      options_.real_clock ? static_cast<const server::host::Clock&>(system_clock_) : clock_;
  auto token = server::admin::make_setup_token(*store_, clock);
  if (!token) give_up(token.error().detail);
  return *token;
}

}  // namespace hearth::tests
