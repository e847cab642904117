// Mallory's place: everything between a client and the server passes here, and
// she may do with it as she likes. She is the host, so there is no TLS to break.
//
//   client ──▶ middleman (127.0.0.1:PORT) ──▶ server
#pragma once

#include <cstdint>
#include <functional>
#include <map>
#include <memory>
#include <optional>
#include <string>
#include <vector>

#include "base/bytes.h"

namespace hearth::tests {

struct PassingRequest {
  std::string method;
  std::string path;
  std::map<std::string, std::string> headers;  // lower-case names
  std::string body;
};

struct PassingAnswer {
  int status = 200;
  std::string body;
};

// What she does. Everything that is not set passes as it is. Called from threads
// of the middleman, one at a time.
struct Tampering {
  using Frames = std::vector<base::Bytes>;
  // A socket's message to the server or to the client: what goes on in its place.
  std::function<Frames(const std::string& path, base::Bytes frame)> to_server;
  std::function<Frames(const std::string& path, base::Bytes frame)> to_client;
  // Answers a request in the server's place.
  std::function<std::optional<PassingAnswer>(const PassingRequest& request)> instead;
  // Changes a request before the server sees it, an answer before the client does.
  std::function<void(PassingRequest& request)> request;
  std::function<void(const PassingRequest& request, PassingAnswer& answer)> answer;
};

class Middleman {
 public:
  // Listens at once, passes on to nobody until `forward_to`.
  Middleman();
  Middleman(const Middleman&) = delete;
  Middleman& operator=(const Middleman&) = delete;
  ~Middleman();

  [[nodiscard]] std::string url() const;
  void forward_to(int port);

  // From the next message on.
  void set(Tampering tampering);
  // Cuts all connections now.
  void cut();
  // Connections are refused until `false`.
  void set_down(bool down);

 private:
  struct Impl;
  std::unique_ptr<Impl> impl_;
};

}  // namespace hearth::tests
