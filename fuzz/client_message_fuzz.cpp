// What a client says on the socket.
#include "fuzz/target.h"
#include "server/relay/frames.h"

using hearth::fuzz::hold;
using hearth::fuzz::plant;
namespace relay = hearth::server::relay;

HEARTH_FUZZ_TARGET(input) {
  const auto message = relay::decode_client_message(input);
  if (!message) return;
  if (const auto* hello = std::get_if<relay::Hello>(&*message)) hold(hello->token.size() <= relay::kTokenLimit);
  if (const auto* append = std::get_if<relay::Append>(&*message)) {
    hold(append->header.size() <= hearth::envelope::kHeaderSize);
    plant(!append->body.empty());
  }
}
