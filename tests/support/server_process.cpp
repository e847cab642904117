#include "tests/support/server_process.h"

#include <csignal>
#include <cstdio>
#include <cstdlib>

#include <nlohmann/json.hpp>

namespace hearth::tests {
namespace {

constexpr auto kPatience = std::chrono::seconds(20);
constexpr const char* kReady = "listening on ";

[[noreturn]] void give_up(const std::string& what) {
  std::fprintf(stderr, "%s\n", what.c_str());
  std::abort();
}

}  // namespace

ServerProcess::ServerProcess(ServerWishes wishes) : wishes_(std::move(wishes)) { start(); }

void ServerProcess::start() {
  std::vector<std::string> command = {hearth_program(), "serve",    "--data",
                                      data().string(),  "--listen", "127.0.0.1:" + std::to_string(port_)};
  if (!wishes_.base_url.empty()) {
    command.push_back("--base-url");
    command.push_back(wishes_.base_url);
  }
  command.insert(command.end(), wishes_.more_arguments.begin(), wishes_.more_arguments.end());
  process_.emplace(command, wishes_.environment);
  wait_until_ready();
}

void ServerProcess::wait_until_ready() {
  const auto line = process_->wait_for_line(kReady, kPatience);
  if (!line) give_up("the server did not start:\n" + process_->out() + process_->err());
  const std::size_t colon = line->rfind(':');
  port_ = std::atoi(line->c_str() + colon + 1);
  url_ = "http://127.0.0.1:" + std::to_string(port_);
}

std::string ServerProcess::setup_link() {
  const Finished finished = run({hearth_program(), "setup-link", "--data", data().string(), "--json"});
  const auto json = nlohmann::json::parse(finished.out, nullptr, false);
  if (finished.code != 0 || !json.is_object() || !json.contains("link")) {
    give_up("no setup link:\n" + finished.out + finished.err);
  }
  return json["link"].get<std::string>();
}

void ServerProcess::stop() {
  process_->signal(SIGTERM);
  if (!process_->wait(kPatience)) give_up("the server did not stop when asked to");
  earlier_log_ = log();
  process_.reset();
}

void ServerProcess::kill() {
  process_->signal(SIGKILL);
  process_->wait(kPatience);
  earlier_log_ = log();
  process_.reset();
}

std::string ServerProcess::log() const {
  return earlier_log_ + (process_ ? process_->out() + process_->err() : std::string());
}

}  // namespace hearth::tests
