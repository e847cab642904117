// A real server inside the test: its own folder, a free port, a clock that the test
// moves. Everything goes when it does.
#pragma once

#include <memory>
#include <string>

#include "server/host/clock.h"
#include "server/net/server.h"
#include "server/store/sqlite/sqlite_store.h"

namespace hearth::tests {

// A folder under the system's temporary one.
class ScratchFolder {
 public:
  ScratchFolder();
  ScratchFolder(const ScratchFolder&) = delete;
  ScratchFolder& operator=(const ScratchFolder&) = delete;
  ~ScratchFolder();
  [[nodiscard]] const std::string& path() const { return path_; }

 private:
  std::string path_;
};

class LocalServer {
 public:
  struct Options {
    server::net::ServerOptions server;
    std::string vfs;
    bool real_clock = false;
  };
  LocalServer() : LocalServer(Options{}) {}
  explicit LocalServer(Options options);
  LocalServer(const LocalServer&) = delete;
  LocalServer& operator=(const LocalServer&) = delete;
  ~LocalServer();

  [[nodiscard]] std::uint16_t port() const { return server_->port(); }
  [[nodiscard]] std::string setup_token();
  [[nodiscard]] server::host::ManualClock& clock() { return clock_; }
  [[nodiscard]] server::net::Server& server() { return *server_; }
  [[nodiscard]] server::store::Store& store() { return *store_; }
  [[nodiscard]] const std::string& folder() const { return folder_.path(); }
  void restart();

 private:
  void start();
  ScratchFolder folder_;
  Options options_;
  server::host::ManualClock clock_;
  server::host::SystemClock system_clock_;
  std::unique_ptr<server::store::sqlite::SqliteStore> store_;
  std::unique_ptr<server::net::Server> server_;
};

}  // namespace hearth::tests
