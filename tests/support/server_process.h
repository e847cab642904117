// The real server, as people run it, on a free port of this machine.
#pragma once

#include <chrono>
#include <optional>
#include <string>

#include "tests/support/process.h"

namespace hearth::tests {

struct ServerWishes {
  std::string base_url;  // what clients dial; empty: the server's own address
  std::vector<std::string> more_arguments;
  Process::Environment environment;
};

// Starts when made and ends when it goes. Tests that need a server that fails to
// start use Process.
class ServerProcess {
 public:
  explicit ServerProcess(ServerWishes wishes = {});

  [[nodiscard]] const std::string& url() const { return url_; }  // http://127.0.0.1:PORT
  [[nodiscard]] int port() const { return port_; }
  [[nodiscard]] std::filesystem::path data() const { return folder_ / "data"; }
  [[nodiscard]] std::filesystem::path database() const { return data() / "hearth.db"; }

  // A link for someone new; another one each time.
  [[nodiscard]] std::string setup_link();

  void stop();                            // politely
  void kill();                            // as a power cut for the process
  void start();                           // on the same port and data
  [[nodiscard]] std::string log() const;  // all that it ever printed
  [[nodiscard]] std::string out() const;  // what this run printed on standard output
  std::optional<std::string> wait_for_line(const std::string& text, std::chrono::milliseconds patience);

 private:
  void wait_until_ready();

  TemporaryFolder folder_;
  ServerWishes wishes_;
  std::string url_;
  int port_ = 0;
  std::string earlier_log_;
  std::optional<Process> process_;
};

}  // namespace hearth::tests
