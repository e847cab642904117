// X-Forwarded-For behind a trusted proxy.
#include <format>
#include <string>

#include "fuzz/target.h"
#include "server/net/origins.h"

using hearth::fuzz::hold;
using hearth::fuzz::plant;
namespace net = hearth::server::net;

HEARTH_FUZZ_TARGET(input) {
  static const auto kTrusted = net::decode_address_blocks("10.0.0.0/8,::1").value();
  auto text = std::string(hearth::fuzz::as_text(input));
  if (input.size() >= 4 && input[0] == '!') {
    text = std::format("{},{}.0.0.{},10.0.0.{}", text.substr(4), input[1], input[2], input[3]);
  }
  const auto client = net::forwarded_client(text, kTrusted);
  if (!client) return;
  hold(!client->empty() && client->size() < 64);
  hold(text.find(*client) != std::string::npos);
  plant(*client == "203.0.0.7");
}
