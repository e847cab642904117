// A tiny server in memory, for tests of the engine's own logic only: it keeps what
// it is given, checks sequences and hands out numbers. The real server is tested
// with real members in tests/protocol.
#pragma once

#include <cstdint>
#include <functional>
#include <map>
#include <optional>
#include <set>
#include <string>
#include <vector>

#include "app/frame.h"
#include "base/ids.h"

namespace hearth::app::testing {

struct HttpRequest {
  std::string method;
  std::string path;
  std::string authorization;
  boundary::Json body;
};
struct HttpAnswer {
  int status = 200;
  boundary::Json body;
};

class Relay {
 public:
  std::int64_t now_ms = 0;
  std::string setup_token = "c2V0dXA";  // any base64url
  bool up = true;
  // Test hooks.
  std::function<std::optional<std::string>(const base::Bytes& header)> refuse_append;
  std::function<bool(const HttpRequest& request)> loses;  // on its way here

  // None: a long poll that waits. poll() gives what has become ready.
  std::optional<HttpAnswer> http(const HttpRequest& request);

  // Sockets: returns frames to send back; pushes to others come out of take_pushes().
  int open_socket();
  void close_socket(int socket);
  std::vector<base::Bytes> frame(int socket, base::ByteView data);
  struct Push {
    int socket;
    base::Bytes data;
  };
  std::vector<Push> take_pushes();

  struct Stored {
    std::uint64_t number = 0;
    bool erased = false;
    base::Bytes header;
    base::Bytes body;
  };
  struct Log {
    bool space = false;
    std::map<base::DeviceId, bool> devices;  // false: revoked
    std::vector<std::string> seats;
    std::vector<Stored> events;
  };
  std::map<base::LogId, Log> logs;
  std::set<std::string> used_tokens;
  struct Message {
    std::int64_t number;
    std::string from;
    std::string data;
  };
  struct Invite {
    std::string seat_hash;
    std::string claim;
    std::vector<Message> messages;
    bool gone = false;
    std::int64_t expires_at = 0;
  };
  std::map<std::string, Invite> invites;
  struct Share {
    base::LogId log;
    std::string maker;  // its device
    std::string body;   // base64url; empty once it has ended
    std::int64_t expires_at = 0;
    bool confirmed = false;
    bool fetched = false;
  };
  std::map<std::string, Share> shares;  // by id

 private:
  struct Socket {
    std::optional<base::LogId> log;
    bool live = false;
  };
  struct Session {
    base::LogId log;
    base::DeviceId device;
  };
  std::optional<HttpAnswer> invite_request(const HttpRequest& request, std::string_view rest);
  HttpAnswer share_request(const HttpRequest& request, const base::LogId& log, std::string_view rest);
  HttpAnswer log_request(const HttpRequest& request, std::string_view rest);
  const Session* bearer(const HttpRequest& request) const;
  base::Bytes events_after(const Log& log, std::uint64_t after, std::uint32_t max, bool* more) const;

  std::map<std::string, Session> sessions_;
  std::map<int, Socket> sockets_;
  std::vector<Push> pushes_;
  int next_ = 1;
};

}  // namespace hearth::app::testing
