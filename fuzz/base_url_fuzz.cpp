// What --base-url takes.
#include <string>

#include "fuzz/target.h"
#include "server/net/origins.h"

using hearth::fuzz::hold;
using hearth::fuzz::plant;
namespace net = hearth::server::net;

HEARTH_FUZZ_TARGET(input) {
  auto text = std::string(hearth::fuzz::as_text(input));
  if (text.starts_with('!')) text = "https://" + text.substr(1);
  const auto url = net::decode_base_url(text);
  if (!url) return;
  hold(url->port != 0 && !url->host.empty());
  hold(url->host.find('/') == std::string::npos && url->host.find('@') == std::string::npos);
  const auto again = net::decode_base_url(url->origin());
  hold(again.has_value() && again->origin() == url->origin());
  plant(url->port == 7 && url->host.size() == 1);
}
