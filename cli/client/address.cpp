#include "cli/client/address.h"

#include <algorithm>
#include <charconv>
#include <format>

namespace hearth::cli {
namespace {

std::string_view default_port(Scheme scheme) { return scheme == Scheme::kHttp ? "80" : "443"; }

bool is_port(std::string_view text) {
  unsigned value = 0;
  const auto [end, error] = std::from_chars(text.data(), text.data() + text.size(), value);
  return error == std::errc{} && end == text.data() + text.size() && value >= 1 && value <= 65535;
}

bool is_host(std::string_view text) {
  return !text.empty() && text.size() <= 253 && std::ranges::all_of(text, [](char c) {
    return (c >= 'a' && c <= 'z') || (c >= '0' && c <= '9') || c == '-' || c == '.' || c == '_' || c == ':';
  });
}

std::unexpected<Failure> not_an_address(std::string_view url) {
  return wrong_usage(
      std::format("'{}' is not a server's address. It looks like http://localhost:8080 or "
                  "https://hearth.example.org.",
                  url));
}

}  // namespace

std::string Address::authority() const {
  std::string text = host.find(':') == std::string::npos ? host : "[" + host + "]";
  if (port != default_port(scheme)) text += ":" + port;
  return text;
}

std::string Address::origin() const { return (scheme == Scheme::kHttp ? "http://" : "https://") + authority(); }

Outcome<Address> parse_address(std::string_view url) {
  Address address;
  std::string lower(url);
  std::ranges::transform(lower, lower.begin(),
                         [](char c) { return c >= 'A' && c <= 'Z' ? static_cast<char>(c - 'A' + 'a') : c; });
  std::string_view rest = lower;
  if (rest.starts_with("https://")) {
    address.scheme = Scheme::kHttps;
    rest.remove_prefix(8);
  } else if (rest.starts_with("http://")) {
    rest.remove_prefix(7);
  } else {
    return not_an_address(url);
  }
  const std::size_t path = rest.find_first_of("/?#");
  if (path != std::string_view::npos) {
    if (rest.substr(path) != "/") {
      return wrong_usage(
          std::format("'{}' goes on after the server's name. Hearth lives at the root of a name of its "
                      "own, so give the address up to there.",
                      url));
    }
    rest = rest.substr(0, path);
  }
  std::string_view host = rest;
  std::string_view port = default_port(address.scheme);
  if (rest.starts_with('[')) {
    const std::size_t close = rest.find(']');
    if (close == std::string_view::npos) return not_an_address(url);
    host = rest.substr(1, close - 1);
    rest.remove_prefix(close + 1);
    if (!rest.empty()) {
      if (!rest.starts_with(':')) return not_an_address(url);
      port = rest.substr(1);
    }
  } else if (const std::size_t colon = rest.find(':'); colon != std::string_view::npos) {
    host = rest.substr(0, colon);
    port = rest.substr(colon + 1);
  }
  address.host = host;
  address.port = port;
  if (!is_host(address.host) || !is_port(port)) return not_an_address(url);
  return address;
}

Outcome<SecretLink> parse_secret_link(std::string_view text) {
  const std::size_t hash = text.find('#');
  if (hash == std::string_view::npos) {
    if (text.find("://") != std::string_view::npos) {
      return wrong_usage("The link has lost its end: the secret after '#' is missing. Copy the whole link.");
    }
    return SecretLink{.server = {}, .secret = std::string(text)};
  }
  const std::size_t scheme = text.find("://");
  const std::size_t path = scheme == std::string_view::npos ? std::string_view::npos : text.find('/', scheme + 3);
  auto address = parse_address(text.substr(0, std::min(path, hash)));
  if (!address) return std::unexpected(address.error());
  if (hash + 1 == text.size()) return wrong_usage("The link has lost its end: there is no secret after '#'.");
  std::string_view secret = text.substr(hash + 1);
  // The fragment may name what it carries, as in `#setup=…`.
  if (const std::size_t equals = secret.find('='); equals != std::string_view::npos) secret.remove_prefix(equals + 1);
  if (secret.empty()) return wrong_usage("The link has lost its end: there is no secret after '#'.");
  return SecretLink{.server = address->origin(), .secret = std::string(secret)};
}

}  // namespace hearth::cli
