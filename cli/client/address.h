// The address of a server, as people write it.
#pragma once

#include <string>
#include <string_view>

#include "cli/outcome.h"

namespace hearth::cli {

enum class Scheme { kHttp, kHttps };

struct Address {
  Scheme scheme = Scheme::kHttp;
  std::string host;  // without the brackets of an IPv6 address
  std::string port;

  // As a browser writes it: lower case, no default port, no slash at the end.
  [[nodiscard]] std::string origin() const;
  // The value of a Host header.
  [[nodiscard]] std::string authority() const;
};

// Takes `http://name[:port]` or `https://…`, with nothing but a slash behind it:
// an origin is never shared with other apps, so a path is refused.
[[nodiscard]] Outcome<Address> parse_address(std::string_view url);

// A link that carries its secret behind `#`: its server and the secret.
// Text without `#` is taken as the secret itself.
struct SecretLink {
  std::string server;  // empty when the text was the secret alone
  std::string secret;
};
[[nodiscard]] Outcome<SecretLink> parse_secret_link(std::string_view text);

}  // namespace hearth::cli
