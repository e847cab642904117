#include "server/serve.h"

#include <pthread.h>
#include <sys/resource.h>

#include <csignal>
#include <cstdio>
#include <format>
#include <thread>

#include "server/address.h"
#include "server/admin/data_folder.h"
#include "server/admin/setup_token.h"
#include "server/host/exit_codes.h"
#include "server/host/log.h"
#include "server/host/version.h"
#include "server/net/server.h"
#include "server/store/sqlite/sqlite_store.h"
#include "verify/hash.h"

namespace hearth::server {
namespace {

using store::sqlite::SqliteStore;

void complain(std::string_view text) {
  const auto line = std::format("hearth: {}\n", text);
  std::fwrite(line.data(), 1, line.size(), stderr);
}

void say(std::string_view text) {
  const auto line = std::format("{}\n", text);
  std::fwrite(line.data(), 1, line.size(), stdout);
  std::fflush(stdout);
}

host::LogLevel level_of(std::string_view name) {
  if (name == "debug") return host::LogLevel::debug;
  if (name == "warning") return host::LogLevel::warning;
  if (name == "error") return host::LogLevel::error;
  return host::LogLevel::info;
}

int exit_code_of(store::Trouble trouble) {
  return trouble == store::Trouble::newer_schema ? kNewerSchema : kCannotWrite;
}

std::expected<std::unique_ptr<SqliteStore>, admin::Failure> open_store(const std::string& data) {
  auto opened = SqliteStore::open({.path = admin::database_file(data), .vfs = {}});
  if (opened) return std::move(*opened);
  return std::unexpected(
      admin::Failure{exit_code_of(opened.error().trouble),
                     std::format("the database in {} cannot be opened: {}", data, opened.error().detail)});
}

net::ServerOptions options_of(const Config& config) {
  net::ServerOptions options;
  options.address = config.listen_address;
  options.port = config.listen_port;
  options.base_url = config.base_url;
  options.trusted_proxies = config.trusted_proxies;
  options.tls_certificate = config.tls_cert;
  options.tls_key = config.tls_key;
  options.web_folder = config.web;
  options.data_folder = config.data;
  options.threads = config.threads;
  options.limits.appends_per_minute = config.appends_per_minute;
  options.api.requests_per_minute = config.requests_per_minute;
  options.api.help = config.help;
  options.limits.space_bytes = config.space_bytes;
  return options;
}

// As many connections as the system lets this user have.
void raise_descriptor_limit() {
  rlimit limit{};
  if (::getrlimit(RLIMIT_NOFILE, &limit) != 0) return;
  limit.rlim_cur = limit.rlim_max;
  ::setrlimit(RLIMIT_NOFILE, &limit);
}

// Blocks the signals that serve() waits for in all threads that start later.
sigset_t take_signals() {
  sigset_t signals;
  sigemptyset(&signals);
  sigaddset(&signals, SIGTERM);
  sigaddset(&signals, SIGINT);
  sigaddset(&signals, SIGHUP);
  pthread_sigmask(SIG_BLOCK, &signals, nullptr);
  std::signal(SIGPIPE, SIG_IGN);
  return signals;
}

void wait_for_end(const sigset_t& signals, net::Server& server) {
  for (;;) {
    int signal = 0;
    if (sigwait(&signals, &signal) != 0) continue;
    if (signal != SIGHUP) return;
    const auto reloaded = server.reload_certificate();
    if (reloaded) {
      host::log(host::LogLevel::info, "read the certificate again");
    } else {
      host::log(host::LogLevel::error, "the certificate stays as it was", {{"why", reloaded.error()}});
    }
  }
}

}  // namespace

std::expected<void, admin::Failure> serve(const Config& config, const Announcements& announcements) {
  const auto failed = [](int code, std::string what) { return std::unexpected(admin::Failure{code, std::move(what)}); };
  host::set_log(config.log_json ? host::LogFormat::json : host::LogFormat::text, level_of(config.log_level),
                announcements.log_to);
  verify::initialise();
  raise_descriptor_limit();
  if (const auto ready = admin::prepare_data_folder(config.data); !ready) return failed(kCannotWrite, ready.error());
  const auto lock = admin::DataLock::take(config.data);
  if (!lock) {
    return failed(kCannotWrite, lock.error() == admin::DataLock::Problem::in_use
                                    ? std::format("another hearth serve already runs on {}. Stop it, or choose "
                                                  "another --data DIR",
                                                  config.data)
                                    : std::format("cannot write in {}", config.data));
  }
  auto store = open_store(config.data);
  if (!store) return std::unexpected(store.error());

  const auto signals = take_signals();
  const host::SystemClock clock;
  auto server = net::Server::start(options_of(config), **store, clock);
  if (!server) {
    return failed(server.error().kind == net::StartProblem::Kind::store ? kCannotWrite : kConfiguration,
                  server.error().detail);
  }
  remember_address(config.data, (*server)->home());
  announcements.listening((*server)->home());
  const auto reader = (*store)->open_reader();
  const auto has_logs = reader ? (*reader)->has_logs() : store::Result<bool>(true);
  if (has_logs && !*has_logs) {
    const auto token = admin::make_setup_token(**store, clock);
    if (token) announcements.setup_link(admin::setup_link((*server)->home(), *token));
  }
  wait_for_end(signals, **server);
  host::log(host::LogLevel::info, "stopping: what was begun is finished first");
  (*server)->stop();
  return {};
}

int serve(const Config& config) {
  const auto served = serve(config, {.listening = [](const std::string& url) { say("listening on " + url); },
                                     .setup_link =
                                         [](const std::string& link) {
                                           say("Nobody has an account here yet. Open this link within 30 minutes, "
                                               "once:");
                                           say(link);
                                         }});
  if (served) return kDone;
  complain(served.error().what);
  return served.error().exit_code;
}

std::expected<std::string, admin::Failure> make_setup_link(const Config& config) {
  if (const auto ready = admin::prepare_data_folder(config.data); !ready) {
    return std::unexpected(admin::Failure{kCannotWrite, ready.error()});
  }
  auto store = open_store(config.data);
  if (!store) return std::unexpected(store.error());
  const auto token = admin::make_setup_token(**store, host::SystemClock());
  if (!token) {
    return std::unexpected(
        admin::Failure{kCannotWrite, std::format("the link could not be stored: {}", token.error().detail)});
  }
  return admin::setup_link(address_of(config), *token);
}

}  // namespace hearth::server
