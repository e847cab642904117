// WebSocket frames from either side, cut into pieces as a network would.
#include <algorithm>
#include <vector>

#include "fuzz/target.h"
#include "server/net/websocket.h"

using hearth::fuzz::hold;
using hearth::fuzz::plant;
namespace net = hearth::server::net;

namespace {

constexpr std::size_t kLimit = 600;

struct Heard final : net::MessageSink {
  std::vector<hearth::base::Bytes> messages;
  int pings = 0;
  bool closed = false;
  void on_message(hearth::base::ByteView message) override {
    hold(!closed && message.size() <= kLimit);
    messages.emplace_back(message.begin(), message.end());
  }
  void on_ping(hearth::base::ByteView payload) override {
    hold(payload.size() <= 125);
    ++pings;
  }
  void on_pong() override {}
  void on_close(std::uint16_t) override { closed = true; }
  [[nodiscard]] bool wants_more() const override { return !closed; }
};

}  // namespace

HEARTH_FUZZ_TARGET(input) {
  if (input.size() < 2) return;
  const auto role = (input[0] & 1) == 0 ? net::Role::server : net::Role::client;
  const std::size_t piece = 1 + input[1] % 64U;
  const auto stream = input.subspan(2);

  Heard whole;
  net::MessageReader at_once(role, kLimit);
  std::vector<std::uint8_t> copy(stream.begin(), stream.end());
  const auto read = at_once.feed(copy, whole);

  Heard cut;
  net::MessageReader in_pieces(role, kLimit);
  bool fine = true;
  for (std::size_t at = 0; at < stream.size() && fine; at += piece) {
    const auto part = stream.subspan(at, std::min(piece, stream.size() - at));
    std::vector<std::uint8_t> bytes(part.begin(), part.end());
    fine = in_pieces.feed(bytes, cut).has_value();
    hold(in_pieces.held() <= 2 * kLimit + 64 + piece);
  }
  hold(fine == read.has_value());
  hold(whole.messages == cut.messages && whole.pings == cut.pings && whole.closed == cut.closed);
  plant(whole.pings == 1 && whole.messages.size() == 1 && whole.messages[0].size() == 2);
}
