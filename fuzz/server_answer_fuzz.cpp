// The JSON with which a server answers, read leniently: whatever it holds.
#include <string>

#include "app/net/carrier.h"
#include "fuzz/target.h"

using hearth::fuzz::hold;
using hearth::fuzz::plant;
namespace net = hearth::app::net;
namespace base = hearth::base;

HEARTH_FUZZ_TARGET(input) {
  const net::Answer answer{400, base::to_bytes(input)};
  const auto json = answer.json();
  if (!answer.error_code().empty()) hold(json.find("error") != nullptr);
  const auto nonce = net::text_of(json, "nonce");
  const auto challenge = net::fixed_of<base::Hash32>(json, "nonce");
  hold(!challenge || nonce.size() == 43);
  (void)net::text_of(json, "session");
  // A lifetime of more than the host promises, taken as it comes.
  plant(challenge && net::integer_of(json, "expires_in") > 500);
}
