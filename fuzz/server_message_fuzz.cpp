// What a server says on the socket, to the client that did not write it.
#include "app/net/frames.h"
#include "envelope/header.h"
#include "fuzz/target.h"

using hearth::fuzz::hold;
using hearth::fuzz::plant;
namespace net = hearth::app::net;

HEARTH_FUZZ_TARGET(input) {
  const auto message = net::decode_server_message(input);
  if (!message) return;
  if (const auto* refusal = std::get_if<net::Refusal>(&*message)) hold(refusal->code.size() <= 64);
  if (const auto* events = std::get_if<net::Events>(&*message)) {
    std::size_t carried = 0;
    for (const auto& event : events->events) {
      hold(event.header.size() <= hearth::envelope::kHeaderSize);
      carried += event.header.size() + event.body.size();
      // A body that was erased and came nevertheless.
      plant(event.body_erased && event.body.size() > 2);
    }
    hold(carried < input.size());
  }
}
