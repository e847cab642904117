#include "tests/durability/forked_server.h"

#include <fcntl.h>
#include <signal.h>
#include <sys/wait.h>
#include <unistd.h>

#include <charconv>
#include <chrono>
#include <fstream>
#include <thread>

#include "server/config.h"
#include "server/serve.h"

namespace hearth::tests {
namespace {

[[noreturn]] void serve_here(const std::string& log, const std::map<std::string, std::string>& settings) {
  const int file = ::open(log.c_str(), O_WRONLY | O_CREAT | O_TRUNC, 0600);
  ::dup2(file, STDOUT_FILENO);
  ::dup2(file, STDERR_FILENO);
  const auto config = server::read_config(settings, {});
  ::_exit(config ? server::serve(*config) : 99);
}

std::uint16_t port_in(const std::string& log) {
  std::ifstream in(log);
  std::string line;
  static constexpr std::string_view kBegin = "listening on http://localhost:";
  while (std::getline(in, line)) {
    if (!line.starts_with(kBegin) || in.eof()) continue;
    std::uint16_t port = 0;
    std::from_chars(line.data() + kBegin.size(), line.data() + line.size(), port);
    return port;
  }
  return 0;
}

}  // namespace

ForkedServer::ForkedServer(const std::string& data, const std::string& log,
                           std::map<std::string, std::string> settings) {
  settings["data"] = data;
  settings["listen"] = "127.0.0.1:0";
  ::unlink(log.c_str());
  id_ = ::fork();
  if (id_ == 0) serve_here(log, settings);
  for (int i = 0; i < 2000 && port_ == 0; ++i) {
    std::this_thread::sleep_for(std::chrono::milliseconds(5));
    port_ = port_in(log);
    if (port_ == 0) {
      siginfo_t info{};
      if (::waitid(P_PID, static_cast<id_t>(id_), &info, WEXITED | WNOHANG | WNOWAIT) == 0 && info.si_pid == id_)
        return;  // it ended by itself
    }
  }
}

ForkedServer::~ForkedServer() { kill(); }

void ForkedServer::kill() {
  if (id_ <= 0) return;
  ::kill(id_, SIGKILL);
  wait();
}

int ForkedServer::stop() {
  if (id_ > 0) ::kill(id_, SIGTERM);
  return wait();
}

int ForkedServer::wait() {
  if (id_ <= 0) return -1;
  int status = 0;
  ::waitpid(id_, &status, 0);
  id_ = -1;
  return WIFEXITED(status) ? WEXITSTATUS(status) : -1;
}

}  // namespace hearth::tests
