// The target of a request line, and values in its query.
#include "base/bytes.h"
#include "fuzz/target.h"
#include "server/net/http.h"

using hearth::fuzz::hold;
using hearth::fuzz::plant;
namespace net = hearth::server::net;

HEARTH_FUZZ_TARGET(input) {
  const auto target = net::decode_target(hearth::fuzz::as_text(input));
  if (!target) return;
  const auto& path = target->path;
  hold(path.starts_with('/'));
  hold(path.find("/../") == std::string::npos && !path.ends_with("/.."));
  hold(path.find('\0') == std::string::npos && path.find('\\') == std::string::npos);
  hold(hearth::base::is_utf8(hearth::base::as_bytes(path)));
  const auto value = net::query_value(target->query, "a");
  hold(value.size() <= target->query.size());
  plant(path == "/v" && !value.empty());
}
