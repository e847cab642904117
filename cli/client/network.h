// Carries bytes between the core and one server: HTTP requests and WebSockets,
// plain or over TLS. It knows nothing of what they mean.
// Single-threaded: everything happens inside wait().
#pragma once

#include <chrono>
#include <cstdint>
#include <filesystem>
#include <map>
#include <memory>
#include <optional>
#include <string>
#include <variant>
#include <vector>

#include "cli/client/address.h"
#include "cli/client/frame.h"
#include "cli/outcome.h"

namespace hearth::cli {

struct HttpRequest {
  std::uint64_t id = 0;
  std::string method;
  std::string path;
  std::map<std::string, std::string> headers;
  std::optional<Bytes> body;
};

// What the network reports; `id` is the id of the request that it answers.
struct Answered {
  std::uint64_t id = 0;
  int status = 0;
  Bytes body;
};
struct Failed {  // no answer; or a socket that could not be opened
  std::uint64_t id = 0;
};
struct SocketOpened {
  std::uint64_t id = 0;
};
struct SocketFrame {
  std::uint64_t id = 0;
  Bytes data;
};
struct SocketClosed {  // after it was open
  std::uint64_t id = 0;
};
using Happening = std::variant<Answered, Failed, SocketOpened, SocketFrame, SocketClosed>;

class Network {
 public:
  // Certificates are checked against the system's authorities and, when given,
  // those in `authorities` (a PEM file). `certificate_unusable` if it holds none.
  [[nodiscard]] static Outcome<Network> create(const std::optional<std::filesystem::path>& authorities);

  Network(Network&&) noexcept;
  Network& operator=(Network&&) noexcept;
  ~Network();

  void set_server(Address server);
  [[nodiscard]] bool has_server() const;

  void request(HttpRequest request);
  void open_socket(std::uint64_t id, std::string path);
  void send(std::uint64_t id, Bytes data);
  void close_socket(std::uint64_t id);

  // The next happening, or nothing when the time is up.
  [[nodiscard]] std::optional<Happening> wait(std::chrono::steady_clock::time_point until);

  // Whether something was asked for that has not been answered yet; an open
  // socket alone does not count.
  [[nodiscard]] bool waiting_for_answers() const;

  // In a sentence, why the last request failed; empty if none has.
  [[nodiscard]] const std::string& last_trouble() const;

  // Drops every connection at once and says what was lost with them. Nothing is
  // carried any more afterwards.
  std::vector<Happening> hang_up();

 private:
  struct Impl;
  explicit Network(std::unique_ptr<Impl> impl);
  std::unique_ptr<Impl> impl_;
};

}  // namespace hearth::cli
