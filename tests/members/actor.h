// People for server tests: alice, bob and mallory with real keys, who register, log
// in, write well-formed events (of random bytes) and listen. For tests only.
#pragma once

#include <cstdint>
#include <optional>
#include <random>
#include <string>
#include <variant>
#include <vector>

#include "envelope/header.h"
#include "tests/members/raw_client.h"
#include "verify/login.h"

namespace hearth::tests {

struct SigningKeys {
  base::SigningPublicKey key;
  std::array<std::uint8_t, 64> secret{};

  [[nodiscard]] static SigningKeys make();
  [[nodiscard]] base::Signature sign(const verify::LoginStatement& statement) const;
};

void fill_random(std::span<std::uint8_t> out);
template <class Value>
[[nodiscard]] Value random_id() {
  Value value;
  fill_random(value.bytes);
  return value;
}
template <class Value>
[[nodiscard]] std::string b64(const Value& value) {
  return base::to_base64url(value.view());
}

// A device of a person in one log.
struct DeviceKeys {
  base::DeviceId id = random_id<base::DeviceId>();
  SigningKeys keys = SigningKeys::make();
};

// A person's place in one log, with all that is needed to act there.
struct Place {
  base::LogId log = random_id<base::LogId>();
  base::MemberId member = random_id<base::MemberId>();
  SigningKeys seat = SigningKeys::make();
  std::vector<DeviceKeys> devices{DeviceKeys()};

  [[nodiscard]] nlohmann::json devices_json() const;
};

// What a server says on the socket.
struct Welcome {
  std::int64_t server_time = 0;
  std::uint64_t last = 0;
  bool cursor_ok = false;
};
struct Ack {
  std::uint32_t ref = 0;
  std::uint64_t number = 0;
  bool duplicate = false;
};
struct Refusal {
  std::uint32_t ref = 0;
  std::string code;
  std::uint64_t expected = 0;
};
struct Event {
  std::uint64_t number = 0;
  std::uint8_t flags = 0;
  base::Bytes header;
  base::Bytes body;
};
struct Events {
  std::vector<Event> events;
  bool more = false;
};
struct Failure {
  std::string code;
};
using ServerMessage = std::variant<Welcome, Ack, Refusal, Events, Failure>;
[[nodiscard]] std::optional<ServerMessage> decode_server_message(base::ByteView message);

// The chain of one device in one stream: makes the next event.
class Chain {
 public:
  Chain(const Place& place, std::size_t device, envelope::Stream stream);
  struct Made {
    envelope::Header header;
    base::Bytes header_bytes;
    base::Bytes body;
  };
  // The next event, without moving on.
  [[nodiscard]] Made next(base::ByteView body) const;
  [[nodiscard]] Made next_random(std::size_t size = 600) const;
  // After it was acknowledged.
  void moved(const Made& made);
  [[nodiscard]] std::uint64_t sequence() const { return sequence_; }

 private:
  envelope::Header form_;
  std::uint64_t sequence_ = 0;
  base::Hash32 link_;
};

[[nodiscard]] base::Bytes hello_message(std::string_view token, std::uint64_t after = 0, const base::Hash32& link = {});
[[nodiscard]] base::Bytes append_message(std::uint32_t ref, const Chain::Made& made);
[[nodiscard]] base::Bytes page_message(std::uint64_t after, std::uint32_t max);
[[nodiscard]] base::Bytes erase_message(std::uint32_t ref, const base::EventId& event, const base::Hash32& link);
[[nodiscard]] base::Bytes unerase_message(std::uint32_t ref, const base::EventId& event);

// Requests, as a well-behaved client makes them.
class Dialler {
 public:
  explicit Dialler(std::uint16_t port) : port_(port) {}
  [[nodiscard]] std::uint16_t port() const { return port_; }
  [[nodiscard]] std::string origin() const;

  [[nodiscard]] nlohmann::json register_body(const Place& place, std::string_view setup_token) const;
  [[nodiscard]] nlohmann::json register_by_invite_body(const Place& place, const base::LocatorId& locator,
                                                       base::ByteView seat_token) const;
  [[nodiscard]] Reply register_place(const Place& place, std::string_view setup_token) const;
  [[nodiscard]] Reply log_in(const Place& place, std::size_t device = 0) const;
  // The token of a login that has to succeed; empty when it did not.
  [[nodiscard]] std::string token(const Place& place, std::size_t device = 0) const;
  [[nodiscard]] Reply make_space(std::string_view personal_token, const Place& place) const;
  [[nodiscard]] Reply add_seat(std::string_view space_token, const Place& joiner) const;
  [[nodiscard]] Reply seat_signed(const Place& place, std::string_view what, const DeviceKeys* device) const;

 private:
  [[nodiscard]] base::Bytes challenge(const base::LogId& log, const base::DeviceId& device) const;
  std::uint16_t port_;
};

// A socket after hello and the pages: live.
class Listener {
 public:
  Listener(std::uint16_t port, std::string_view token, std::uint64_t after = 0, const base::Hash32& link = {});
  [[nodiscard]] bool live() const { return live_; }
  [[nodiscard]] const Welcome& welcome() const { return welcome_; }
  [[nodiscard]] const std::vector<Event>& paged() const { return paged_; }
  bool send(base::ByteView message) { return socket_.send(message); }
  [[nodiscard]] std::optional<ServerMessage> next(std::chrono::milliseconds timeout = std::chrono::seconds(10));
  // Sends and waits for its answer, putting aside events that arrive meanwhile.
  [[nodiscard]] std::optional<ServerMessage> ask(base::ByteView message);
  [[nodiscard]] std::optional<Event> next_event(std::chrono::milliseconds timeout = std::chrono::seconds(10));
  [[nodiscard]] Socket& socket() { return socket_; }

 private:
  Socket socket_;
  Welcome welcome_;
  std::vector<Event> paged_;
  std::vector<Event> aside_;
  bool live_ = false;
};

}  // namespace hearth::tests
