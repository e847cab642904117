// Under which names this server may be reached, and who really asks when a proxy
// stands in front. A page of another origin, or a name that somebody pointed at
// this machine (DNS rebinding), gets nothing, also on localhost.
// Immutable after construction; any thread.
#pragma once

#include <cstdint>
#include <expected>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "base/error.h"

namespace hearth::server::net {

// A URL without path: "https://hearth.example" or "http://localhost:8080".
struct BaseUrl {
  std::string scheme;  // "http" or "https"
  std::string host;    // lower case; IPv6 in brackets
  std::uint16_t port = 0;

  [[nodiscard]] std::string origin() const;     // without the scheme's own port
  [[nodiscard]] std::string authority() const;  // host, and the port unless it is the scheme's own
};

// decoder: base_url. What --base-url takes. Refused: paths other than '/', queries, user
// names, other schemes, names with other characters than letters, digits, '-', '.'.
[[nodiscard]] std::expected<BaseUrl, base::Error> decode_base_url(std::string_view text);

// An address block, such as 10.0.0.0/8 or ::1.
struct AddressBlock {
  std::string bytes;  // 4 or 16
  int bits = 0;
};
// decoder: address_blocks. A list of addresses and blocks, apart by commas.
[[nodiscard]] std::expected<std::vector<AddressBlock>, base::Error> decode_address_blocks(std::string_view text);
[[nodiscard]] bool contains(const AddressBlock& block, std::string_view address);

// decoder: forwarded_client. The client's address out of X-Forwarded-For: the last one that no
// trusted proxy added. Nothing when it holds something that is no address.
[[nodiscard]] std::optional<std::string> forwarded_client(std::string_view header,
                                                          const std::vector<AddressBlock>& trusted);

// What belongs to one household or machine: an IPv4 address, the /64 of an IPv6 one.
[[nodiscard]] std::string neighbourhood(std::string_view address);

struct OriginOptions {
  std::optional<BaseUrl> base_url;
  std::uint16_t port = 8080;  // that it listens on
  enum class Transport : std::uint8_t { plain, tls } transport = Transport::plain;
  std::vector<std::string> tls_names;  // that the certificate is for, lower case, maybe "*.x"
  std::vector<AddressBlock> trusted_proxies;
};

class Origins {
 public:
  explicit Origins(OriginOptions options) : options_(std::move(options)) {}

  // The origin as the client dialled it, from its Host header; nothing when this
  // server is not called so. `forwarded_proto` counts only from a trusted proxy.
  [[nodiscard]] std::optional<std::string> dialled(std::string_view host, std::string_view forwarded_proto,
                                                   bool from_proxy) const;
  // Whether a request with this Origin header may be answered; empty means that it
  // comes from no page.
  [[nodiscard]] static bool allows(std::string_view origin_header, std::string_view dialled_origin);

  [[nodiscard]] bool is_proxy(std::string_view address) const;
  [[nodiscard]] const std::vector<AddressBlock>& proxies() const { return options_.trusted_proxies; }
  // Where a person on this machine opens it.
  [[nodiscard]] std::string home() const;

 private:
  OriginOptions options_;
};

}  // namespace hearth::server::net
