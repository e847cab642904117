// A server in a process of its own, so that it can be killed. For tests only: forks,
// so nothing else may run in this process at that moment.
#pragma once

#include <sys/types.h>

#include <cstdint>
#include <map>
#include <string>

namespace hearth::tests {

class ForkedServer {
 public:
  // Waits until it listens. `settings` as for hearth::server::read_config; it
  // listens on a free port. What it prints goes to `log`.
  ForkedServer(const std::string& data, const std::string& log, std::map<std::string, std::string> settings = {});
  ForkedServer(const ForkedServer&) = delete;
  ForkedServer& operator=(const ForkedServer&) = delete;
  ~ForkedServer();  // kills it

  [[nodiscard]] std::uint16_t port() const { return port_; }  // 0: it did not start
  [[nodiscard]] pid_t id() const { return id_; }
  // SIGKILL: no goodbye, nothing flushed.
  void kill();
  // SIGTERM; gives its exit code, or -1 when a signal ended it.
  int stop();
  // Waits for an end of its own; gives its exit code.
  int wait();

 private:
  pid_t id_ = -1;
  std::uint16_t port_ = 0;
};

}  // namespace hearth::tests
