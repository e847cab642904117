#include "server/net/origins.h"

#include <arpa/inet.h>

#include <algorithm>
#include <charconv>
#include <format>

#include "base/bytes.h"

namespace hearth::server::net {
namespace {

std::string lower(std::string_view text) {
  std::string result(text);
  for (auto& c : result) {
    if (c >= 'A' && c <= 'Z') c = static_cast<char>(c - 'A' + 'a');
  }
  return result;
}

std::string_view trim(std::string_view text) {
  while (!text.empty() && (text.front() == ' ' || text.front() == '\t')) text.remove_prefix(1);
  while (!text.empty() && (text.back() == ' ' || text.back() == '\t')) text.remove_suffix(1);
  return text;
}

// 4 or 16 bytes; nothing when it is no address.
std::optional<std::string> address_bytes(std::string_view address) {
  // What inet_pton takes ends at a zero byte; an address has none.
  if (address.size() >= INET6_ADDRSTRLEN || address.find('\0') != std::string_view::npos) return std::nullopt;
  const std::string text(address);
  std::string bytes(16, '\0');
  if (inet_pton(AF_INET6, text.c_str(), bytes.data()) == 1) {
    // An IPv4 address that came over an IPv6 socket is the IPv4 address.
    if (bytes.compare(0, 12, std::string("\0\0\0\0\0\0\0\0\0\0\xff\xff", 12)) == 0) return bytes.substr(12);
    return bytes;
  }
  bytes.resize(4);
  if (inet_pton(AF_INET, text.c_str(), bytes.data()) == 1) return bytes;
  return std::nullopt;
}

std::optional<std::uint16_t> port_of(std::string_view text) {
  std::uint16_t port = 0;
  const auto parsed = std::from_chars(text.data(), text.data() + text.size(), port);
  if (text.empty() || parsed.ec != std::errc() || parsed.ptr != text.data() + text.size() || port == 0) {
    return std::nullopt;
  }
  return port;
}

bool is_name(std::string_view host) {
  if (host.empty() || host.size() > 253) return false;
  return std::ranges::all_of(
      host, [](char c) { return (c >= 'a' && c <= 'z') || (c >= '0' && c <= '9') || c == '-' || c == '.'; });
}

struct Authority {
  std::string host;
  std::optional<std::uint16_t> port;
};

// "name", "name:80", "[::1]:80"
std::optional<Authority> authority_of(std::string_view text) {
  Authority result;
  std::string_view rest;
  if (text.starts_with('[')) {
    const auto end = text.find(']');
    if (end == std::string_view::npos) return std::nullopt;
    const auto bytes = address_bytes(text.substr(1, end - 1));
    if (!bytes || bytes->size() != 16) return std::nullopt;
    result.host = lower(text.substr(0, end + 1));
    rest = text.substr(end + 1);
  } else {
    const auto colon = std::min(text.find(':'), text.size());
    result.host = lower(text.substr(0, colon));
    rest = text.substr(colon);
    if (!is_name(result.host)) return std::nullopt;
  }
  if (rest.empty()) return result;
  if (!rest.starts_with(':')) return std::nullopt;
  result.port = port_of(rest.substr(1));
  if (!result.port) return std::nullopt;
  return result;
}

std::uint16_t own_port(std::string_view scheme) { return scheme == "https" ? 443 : 80; }

bool is_local(std::string_view host) { return host == "localhost" || host == "127.0.0.1" || host == "[::1]"; }

bool certificate_is_for(const std::vector<std::string>& names, std::string_view host) {
  return std::ranges::any_of(names, [&](const std::string& name) {
    if (!name.starts_with("*.")) return name == host;
    const auto dot = host.find('.');
    return dot != std::string_view::npos && dot > 0 && host.substr(dot) == std::string_view(name).substr(1);
  });
}

}  // namespace

std::string BaseUrl::authority() const { return port == own_port(scheme) ? host : std::format("{}:{}", host, port); }

std::string BaseUrl::origin() const { return std::format("{}://{}", scheme, authority()); }

std::expected<BaseUrl, base::Error> decode_base_url(std::string_view text) {
  BaseUrl url;
  for (const std::string_view scheme : {"http", "https"}) {
    const auto prefix = std::string(scheme) + "://";
    if (lower(text.substr(0, prefix.size())) != prefix) continue;
    url.scheme = scheme;
    text.remove_prefix(prefix.size());
    break;
  }
  if (url.scheme.empty()) return std::unexpected(base::Error::shape);
  if (text.ends_with('/')) text.remove_suffix(1);
  const auto authority = authority_of(text);
  if (!authority) return std::unexpected(base::Error::shape);
  url.host = authority->host;
  url.port = authority->port.value_or(own_port(url.scheme));
  return url;
}

std::expected<std::vector<AddressBlock>, base::Error> decode_address_blocks(std::string_view text) {
  std::vector<AddressBlock> blocks;
  while (!text.empty()) {
    const auto end = std::min(text.find(','), text.size());
    auto item = trim(text.substr(0, end));
    text.remove_prefix(std::min(end + 1, text.size()));
    if (item.empty()) continue;
    const auto slash = item.find('/');
    const auto bytes = address_bytes(item.substr(0, slash));
    if (!bytes || blocks.size() >= 64) return std::unexpected(base::Error::shape);
    AddressBlock block{.bytes = *bytes, .bits = static_cast<int>(bytes->size() * 8)};
    if (slash != std::string_view::npos) {
      item.remove_prefix(slash + 1);
      int bits = -1;
      const auto parsed = std::from_chars(item.data(), item.data() + item.size(), bits);
      if (parsed.ec != std::errc() || parsed.ptr != item.data() + item.size() || bits < 0 || bits > block.bits) {
        return std::unexpected(base::Error::shape);
      }
      block.bits = bits;
    }
    blocks.push_back(std::move(block));
  }
  return blocks;
}

bool contains(const AddressBlock& block, std::string_view address) {
  const auto bytes = address_bytes(address);
  if (!bytes || bytes->size() != block.bytes.size()) return false;
  for (int bit = 0; bit < block.bits; ++bit) {
    const auto at = static_cast<std::size_t>(bit / 8);
    const auto mask = 0x80 >> (bit % 8);
    if (((*bytes)[at] & mask) != (block.bytes[at] & mask)) return false;
  }
  return true;
}

std::optional<std::string> forwarded_client(std::string_view header, const std::vector<AddressBlock>& trusted) {
  // From the right: each proxy adds the address that it saw.
  while (!header.empty()) {
    const auto comma = header.rfind(',');
    const auto item = trim(comma == std::string_view::npos ? header : header.substr(comma + 1));
    header = comma == std::string_view::npos ? std::string_view() : header.substr(0, comma);
    if (!address_bytes(item)) return std::nullopt;
    const bool proxy = std::ranges::any_of(trusted, [&](const auto& block) { return contains(block, item); });
    if (!proxy || header.empty()) return std::string(item);
  }
  return std::nullopt;
}

std::string neighbourhood(std::string_view address) {
  const auto bytes = address_bytes(address);
  if (!bytes || bytes->size() == 4) return std::string(address);
  return base::to_hex(base::as_bytes(*bytes).first(8));
}

std::optional<std::string> Origins::dialled(std::string_view host, std::string_view forwarded_proto,
                                            bool from_proxy) const {
  const auto authority = authority_of(host);
  if (!authority) return std::nullopt;
  const auto& base = options_.base_url;
  if (base && authority->host == base->host && authority->port.value_or(own_port(base->scheme)) == base->port) {
    return base->origin();
  }
  const bool tls =
      options_.transport == OriginOptions::Transport::tls || (from_proxy && lower(trim(forwarded_proto)) == "https");
  const BaseUrl here{.scheme = tls ? "https" : "http",
                     .host = authority->host,
                     .port = authority->port.value_or(own_port(tls ? "https" : "http"))};
  if (here.port != options_.port) return std::nullopt;
  if (is_local(here.host) || certificate_is_for(options_.tls_names, here.host)) return here.origin();
  return std::nullopt;
}

bool Origins::allows(std::string_view origin_header, std::string_view dialled_origin) {
  return origin_header.empty() || lower(origin_header) == dialled_origin;
}

bool Origins::is_proxy(std::string_view address) const {
  return std::ranges::any_of(options_.trusted_proxies, [&](const auto& block) { return contains(block, address); });
}

std::string Origins::home() const {
  if (options_.base_url) return options_.base_url->origin();
  const bool tls = options_.transport == OriginOptions::Transport::tls;
  return BaseUrl{.scheme = tls ? "https" : "http", .host = "localhost", .port = options_.port}.origin();
}

}  // namespace hearth::server::net
