// The list of trusted proxies: as it comes, or with numbers in the right places.
#include <format>
#include <string>

#include "fuzz/target.h"
#include "server/net/origins.h"

using hearth::fuzz::hold;
using hearth::fuzz::plant;
namespace net = hearth::server::net;

HEARTH_FUZZ_TARGET(input) {
  auto text = std::string(hearth::fuzz::as_text(input));
  if (input.size() >= 7 && input[0] == '!') {
    text = std::format("{}.{}.{}.{}/{},{}", input[1], input[2], input[3], input[4], input[5], text.substr(6));
  }
  const auto blocks = net::decode_address_blocks(text);
  if (!blocks) return;
  for (const auto& block : *blocks) {
    hold(block.bytes.size() == 4 || block.bytes.size() == 16);
    hold(block.bits >= 0 && static_cast<std::size_t>(block.bits) <= block.bytes.size() * 8);
    plant(block.bytes[0] == 10 && block.bits == 9);
  }
}
