// The JSON bodies of the control requests: as they come, or put together from the
// input so that lengths and encodings are mostly right.
#include <nlohmann/json.hpp>

#include "fuzz/target.h"
#include "server/net/requests.h"

using hearth::fuzz::hold;
using hearth::fuzz::plant;
namespace net = hearth::server::net;
namespace base = hearth::base;

namespace {

class Pieces {
 public:
  explicit Pieces(hearth::fuzz::Input input) : input_(input) {}
  std::uint8_t byte() {
    if (input_.empty()) return 0;
    const auto value = input_.front();
    input_ = input_.subspan(1);
    return value;
  }
  // `size` bytes mostly; a little off now and then.
  std::string text(std::size_t size) {
    const auto odd = byte();
    if (odd == 255) ++size;
    if (odd == 254 && size > 0) --size;
    base::Bytes bytes(size, byte());
    return odd == 253 ? std::string(size, '=') : base::to_base64url(bytes);
  }
  nlohmann::json device() { return {{"id", text(16)}, {"key", text(32)}}; }
  nlohmann::json devices() {
    auto list = nlohmann::json::array();
    for (int count = byte() % 10; count > 0; --count) list.push_back(device());
    return list;
  }

 private:
  hearth::fuzz::Input input_;
};

void decode_all(std::string_view json) {
  (void)net::decode_challenge(json);
  (void)net::decode_session(json);
  if (const auto body = net::decode_register(json)) {
    hold(!body->devices.empty() && body->devices.size() <= net::kDevicesAtOnce);
    hold(body->token.size() <= net::kSecretTokenLimit);
  }
  if (const auto body = net::decode_space(json)) hold(!body->devices.empty());
  if (const auto body = net::decode_seat(json)) hold(body->devices.size() <= net::kDevicesAtOnce);
  (void)net::decode_seat_device(json);
  (void)net::decode_leave(json);
  (void)net::decode_reader(json);
  if (const auto body = net::decode_invite(json)) hold(body->ttl_s >= 1 && body->ttl_s <= 86'400);
  if (const auto body = net::decode_claim(json)) {
    hold(body->seat_token.size() <= net::kSecretTokenLimit);
    plant(body->seat_token.size() == 3);
  }
  if (const auto body = net::decode_share(json)) {
    hold(!body->body.empty() && body->body.size() <= base::kShareLimit);
    hold(body->ttl_s >= 1 && body->ttl_s <= base::kLongestShareS);
  }
  if (const auto body = net::decode_invite_message(json)) hold(body->size() <= net::kInviteMessageLimit);
}

}  // namespace

HEARTH_FUZZ_TARGET(input) {
  if (input.empty()) return;
  if ((input[0] & 1) == 0) {
    const auto text = hearth::fuzz::as_text(input.subspan(1));
    decode_all(text);
    (void)net::decode_seat_authorization(text);
    return;
  }
  Pieces pieces(input.subspan(1));
  nlohmann::json json;
  const auto leave_out = pieces.byte();
  json["log"] = pieces.text(16);
  json["device"] = (leave_out & 1) != 0 ? nlohmann::json(pieces.text(16)) : pieces.device();
  json["locator"] = pieces.text(16);
  json["member"] = pieces.text(16);
  for (const auto* name : {"challenge", "nonce", "seat_key", "seat_hash", "claim"}) json[name] = pieces.text(32);
  json["signature"] = pieces.text(64);
  json["seat_token"] = pieces.text(pieces.byte() % 70U);
  json["data"] = pieces.text(pieces.byte() * 40U);
  json["id"] = pieces.text(16);
  json["body"] = json["data"];
  json["ttl_s"] = pieces.byte() * 700 - 100;
  json["devices"] = pieces.devices();
  if ((leave_out & 2) != 0) {
    json["setup"] = pieces.text(32);
  } else {
    json["invite"] = {{"locator", pieces.text(16)}, {"seat_token", pieces.text(32)}};
  }
  decode_all(json.dump());
}
