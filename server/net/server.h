// The whole network side: listens, hands connections to the workers, tells them
// what was committed, and ends gracefully.
#pragma once

#include <atomic>
#include <expected>
#include <functional>
#include <memory>
#include <mutex>
#include <optional>
#include <string>
#include <thread>
#include <vector>

#include "server/net/api.h"
#include "server/net/origins.h"
#include "server/relay/rules.h"
#include "server/store/store.h"

namespace hearth::server::net {

struct ServerOptions {
  std::string address = "127.0.0.1";
  std::uint16_t port = 8080;  // 0: any free one
  std::optional<BaseUrl> base_url;
  std::vector<AddressBlock> trusted_proxies;
  std::string tls_certificate;  // both or neither
  std::string tls_key;
  std::string web_folder;
  std::string data_folder;
  std::size_t threads = 0;  // 0: one for each core
  std::size_t connections = 20'000;
  relay::Limits limits;
  ApiOptions api;
};

// Why a server did not start.
struct StartProblem {
  enum class Kind : std::uint8_t { cannot_listen, certificate, store } kind = Kind::store;
  std::string detail;
};

class Server {
 public:
  // `store` and `clock` outlive it. Listens when this returns.
  [[nodiscard]] static std::expected<std::unique_ptr<Server>, StartProblem> start(ServerOptions options,
                                                                                  store::Store& store,
                                                                                  const host::Clock& clock);
  Server(const Server&) = delete;
  Server& operator=(const Server&) = delete;
  ~Server();  // stop()

  // Finishes what was begun: commits, answers, says goodbye (1001).
  void stop();
  // Reads the certificate again; the old one stays when the new cannot be used.
  [[nodiscard]] std::expected<void, std::string> reload_certificate();

  [[nodiscard]] std::uint16_t port() const;
  // Where a person on this machine opens it.
  [[nodiscard]] std::string home() const;
  // Runs the housekeeping now (erasing what is due); for tests.
  void tidy();

 private:
  struct Inside;
  explicit Server(std::unique_ptr<Inside> inside);
  std::unique_ptr<Inside> inside_;
};

}  // namespace hearth::server::net
