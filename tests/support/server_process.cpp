#include "tests/support/server_process.h"

#include <arpa/inet.h>
#include <sys/socket.h>
#include <unistd.h>

#include <csignal>
#include <cstdio>
#include <cstdlib>

#include <nlohmann/json.hpp>
#include <thread>

namespace hearth::tests {
namespace {

constexpr auto kPatience = std::chrono::seconds(20);
constexpr const char* kLocalhost = "127.0.0.1";

// A port that nobody uses right now.
int free_port() {
  const int descriptor = ::socket(AF_INET, SOCK_STREAM, 0);
  sockaddr_in address{};
  address.sin_family = AF_INET;
  address.sin_addr.s_addr = htonl(INADDR_LOOPBACK);
  socklen_t length = sizeof address;
  auto* generic = reinterpret_cast<sockaddr*>(&address);
  const bool bound = ::bind(descriptor, generic, length) == 0 && ::getsockname(descriptor, generic, &length) == 0;
  ::close(descriptor);
  if (!bound) std::abort();
  return ntohs(address.sin_port);
}

bool answers(int port) {
  const int descriptor = ::socket(AF_INET, SOCK_STREAM, 0);
  sockaddr_in address{};
  address.sin_family = AF_INET;
  address.sin_addr.s_addr = htonl(INADDR_LOOPBACK);
  address.sin_port = htons(static_cast<std::uint16_t>(port));
  const bool connected = ::connect(descriptor, reinterpret_cast<sockaddr*>(&address), sizeof address) == 0;
  ::close(descriptor);
  return connected;
}

[[noreturn]] void give_up(const std::string& what) {
  std::fprintf(stderr, "%s\n", what.c_str());
  std::abort();
}

}  // namespace

ServerProcess::ServerProcess(ServerWishes wishes) : wishes_(std::move(wishes)), port_(free_port()) {
  url_ = std::string("http://") + kLocalhost + ":" + std::to_string(port_);
  start();
}

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
  const auto deadline = std::chrono::steady_clock::now() + kPatience;
  while (!answers(port_)) {
    if (!process_->running() || std::chrono::steady_clock::now() > deadline) {
      give_up("the server did not start:\n" + process_->out() + process_->err());
    }
    std::this_thread::sleep_for(std::chrono::milliseconds(10));
  }
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

std::string ServerProcess::out() const { return process_ ? process_->out() : std::string(); }

std::optional<std::string> ServerProcess::wait_for_line(const std::string& text, std::chrono::milliseconds patience) {
  return process_ ? process_->wait_for_line(text, patience) : std::nullopt;
}

std::string ServerProcess::log() const {
  return earlier_log_ + (process_ ? process_->out() + process_->err() : std::string());
}

}  // namespace hearth::tests
