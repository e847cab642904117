// Requests to the host and what becomes of their answers. The host only carries
// bytes; here each request has a number and someone who waits for it. An answer
// that nobody waits for (any more) is passed over.
// One thread at a time.
#pragma once

#include <functional>
#include <map>
#include <string>
#include <vector>

#include "app/effects.h"
#include "base/ids.h"
#include "story/json/value.h"

namespace hearth::app::net {

using Json = story::json::Value;

// What came back; status 0 when nothing did.
struct Answer {
  std::int64_t status = 0;
  base::Bytes body;

  [[nodiscard]] bool ok() const { return status >= 200 && status < 300; }
  [[nodiscard]] bool reached() const { return status != 0; }
  // decoder: server_answer. Null for a body that is no JSON.
  [[nodiscard]] Json json() const;
  // The server's stable code, empty when there is none.
  [[nodiscard]] std::string error_code() const;
};

// The fields of a JSON answer, leniently: empty or zero when they are not there.
[[nodiscard]] std::string text_of(const Json& json, std::string_view name);
[[nodiscard]] std::int64_t integer_of(const Json& json, std::string_view name);
template <class Fixed>
[[nodiscard]] std::optional<Fixed> fixed_of(const Json& json, std::string_view name) {
  const auto bytes = base::from_base64url(text_of(json, name));
  if (!bytes) return std::nullopt;
  const auto made = Fixed::from(*bytes);
  return made ? std::optional(*made) : std::nullopt;
}

class Carrier {
 public:
  using OnAnswer = std::function<void(const Answer&)>;
  struct OnSocket {
    std::function<void()> opened;
    std::function<void(base::ByteView)> frame;
    std::function<void()> closed;
  };

  // `patient`: a long poll, which does not count as something in flight.
  enum class Patience : std::uint8_t { brisk, patient };
  void get(Effects& effects, std::string path, std::string authorization, Patience patience, OnAnswer on_answer);
  void send(Effects& effects, std::string_view method, std::string path, std::string authorization, const Json& body,
            OnAnswer on_answer);
  void stretch(Effects& effects, std::string passphrase, base::ByteView salt, OnAnswer on_answer);
  std::int64_t open_socket(Effects& effects, std::string path, OnSocket on_socket);
  void send_frame(Effects& effects, std::int64_t socket, base::Bytes data);
  // Nobody waits for the socket any more.
  void close_socket(Effects& effects, std::int64_t socket);

  // From the host.
  void answered(std::int64_t id, Answer answer);
  void failed(std::int64_t id);
  void opened(std::int64_t id);
  void frame(std::int64_t id, base::ByteView data);
  void closed(std::int64_t id);

  [[nodiscard]] bool waiting() const;  // for anything but a long poll
  void forget();                       // nobody waits for anything any more

 private:
  struct Waiting {
    OnAnswer on_answer;
    Patience patience = Patience::brisk;
  };
  std::int64_t next_ = 1;
  std::map<std::int64_t, Waiting> waiting_;
  std::map<std::int64_t, OnSocket> sockets_;
};

}  // namespace hearth::app::net
