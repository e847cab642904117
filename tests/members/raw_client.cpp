#include "tests/members/raw_client.h"

#include <arpa/inet.h>
#include <netinet/tcp.h>
#include <poll.h>
#include <sys/socket.h>
#include <unistd.h>

#include <algorithm>
#include <charconv>
#include <format>

namespace hearth::tests {
namespace {

std::string lower(std::string_view text) {
  std::string result(text);
  std::ranges::transform(result, result.begin(), [](char c) { return c >= 'A' && c <= 'Z' ? char(c - 'A' + 'a') : c; });
  return result;
}

std::size_t number(const std::string& text) {
  std::size_t value = 0;
  std::from_chars(text.data(), text.data() + text.size(), value);
  return value;
}

}  // namespace

std::string Reply::code() const {
  const auto parsed = json();
  if (!parsed.is_object() || !parsed.contains("error")) return {};
  return parsed["error"].value("code", "");
}

Wire::Wire(std::uint16_t port) {
  file_ = ::socket(AF_INET, SOCK_STREAM | SOCK_CLOEXEC, 0);
  sockaddr_in address{};
  address.sin_family = AF_INET;
  address.sin_port = htons(port);
  address.sin_addr.s_addr = htonl(INADDR_LOOPBACK);
  const int on = 1;
  ::setsockopt(file_, IPPROTO_TCP, TCP_NODELAY, &on, sizeof on);
  if (::connect(file_, reinterpret_cast<const sockaddr*>(&address), sizeof address) != 0) {
    ::close(file_);
    file_ = -1;
  }
}

Wire::~Wire() {
  if (file_ >= 0) ::close(file_);
}

bool Wire::send(std::string_view bytes) {
  while (!bytes.empty()) {
    const auto sent = ::send(file_, bytes.data(), bytes.size(), MSG_NOSIGNAL);
    if (sent <= 0) return false;
    bytes.remove_prefix(static_cast<std::size_t>(sent));
  }
  return true;
}

std::string Wire::receive(std::chrono::milliseconds timeout) {
  if (!left_.empty()) return std::exchange(left_, {});
  pollfd poll{.fd = file_, .events = POLLIN, .revents = 0};
  if (file_ < 0 || ::poll(&poll, 1, static_cast<int>(timeout.count())) <= 0) return {};
  std::string buffer(64 * 1024, '\0');
  const auto got = ::recv(file_, buffer.data(), buffer.size(), 0);
  buffer.resize(got > 0 ? static_cast<std::size_t>(got) : 0);
  return buffer;
}

Reply Wire::read_reply(std::chrono::milliseconds timeout) {
  std::string text;
  std::size_t end = std::string::npos;
  while ((end = text.find("\r\n\r\n")) == std::string::npos) {
    const auto more = receive(timeout);
    if (more.empty()) return {};
    text += more;
  }
  Reply reply;
  reply.status = static_cast<int>(number(text.substr(std::min<std::size_t>(9, text.size()), 3)));
  std::size_t at = text.find("\r\n") + 2;
  while (at < end) {
    const auto line_end = text.find("\r\n", at);
    const auto line = text.substr(at, line_end - at);
    const auto colon = line.find(": ");
    if (colon != std::string::npos) reply.headers[lower(line.substr(0, colon))] = line.substr(colon + 2);
    at = line_end + 2;
  }
  text.erase(0, end + 4);
  const auto length = reply.status == 101 || reply.status == 100 ? 0 : number(reply.headers["content-length"]);
  while (text.size() < length) {
    const auto more = receive(timeout);
    if (more.empty()) break;
    text += more;
  }
  reply.body = text.substr(0, length);
  if (text.size() > length) left_ = text.substr(length);
  return reply;
}

void Wire::set_receive_buffer(int bytes) { ::setsockopt(file_, SOL_SOCKET, SO_RCVBUF, &bytes, sizeof bytes); }

void Wire::vanish() {
  const linger at_once{.l_onoff = 1, .l_linger = 0};
  ::setsockopt(file_, SOL_SOCKET, SO_LINGER, &at_once, sizeof at_once);
  ::close(file_);
  file_ = -1;
}

Reply http(std::uint16_t port, std::string_view method, std::string_view path, std::string_view body,
           const Headers& headers) {
  Wire wire(port);
  if (!wire.connected()) return {};
  std::string text = std::format("{} {} HTTP/1.1\r\n", method, path);
  bool has_host = false;
  for (const auto& [name, value] : headers) {
    text += std::format("{}: {}\r\n", name, value);
    has_host = has_host || lower(name) == "host";
  }
  if (!has_host) text += std::format("Host: localhost:{}\r\n", port);
  if (!body.empty() || method == "POST") text += std::format("Content-Length: {}\r\n", body.size());
  text += "Connection: close\r\n\r\n";
  text += body;
  wire.send(text);
  if (method == "HEAD") {
    Reply reply = wire.read_reply();
    return reply;
  }
  return wire.read_reply();
}

Reply post(std::uint16_t port, std::string_view path, const nlohmann::json& body, std::string_view authorization) {
  Headers headers{{"Content-Type", "application/json"}};
  if (!authorization.empty()) headers.emplace_back("Authorization", authorization);
  return http(port, "POST", path, body.dump(), headers);
}

Reply get(std::uint16_t port, std::string_view path, std::string_view authorization) {
  Headers headers;
  if (!authorization.empty()) headers.emplace_back("Authorization", authorization);
  return http(port, "GET", path, {}, headers);
}

Socket::Socket(std::uint16_t port, const Headers& headers)
    : wire_(port), reader_(server::net::Role::client, 8 * 1024 * 1024) {
  std::string text = "GET /v1/socket HTTP/1.1\r\n";
  bool has_host = false;
  for (const auto& [name, value] : headers) {
    text += std::format("{}: {}\r\n", name, value);
    has_host = has_host || lower(name) == "host";
  }
  if (!has_host) text += std::format("Host: localhost:{}\r\n", port);
  text +=
      "Upgrade: websocket\r\nConnection: Upgrade\r\nSec-WebSocket-Version: 13\r\n"
      "Sec-WebSocket-Key: dGhlIHNhbXBsZSBub25jZQ==\r\n\r\n";
  wire_.send(text);
  const auto reply = wire_.read_reply();
  const auto accept = reply.headers.find("sec-websocket-accept");
  open_ = reply.status == 101 && accept != reply.headers.end() && accept->second == "s3pPLMBiTxaQ9kYGzzhZRbK+xOo=";
}

bool Socket::send(base::ByteView message) {
  base::Bytes frame;
  server::net::append_masked_message(frame, message, 0x5a17c3e9U);
  return wire_.send(frame);
}

void Socket::on_ping(base::ByteView payload) {
  base::Bytes frame;
  server::net::append_masked_pong(frame, payload, 0x01020304U);
  wire_.send(frame);
}

std::optional<base::Bytes> Socket::receive(std::chrono::milliseconds timeout) {
  const auto until = std::chrono::steady_clock::now() + timeout;
  while (next_ >= messages_.size()) {
    messages_.clear();
    next_ = 0;
    if (close_code_ != 0) return std::nullopt;
    const auto left = std::chrono::duration_cast<std::chrono::milliseconds>(until - std::chrono::steady_clock::now());
    if (left.count() <= 0) return std::nullopt;
    auto data = wire_.receive(left);
    if (data.empty()) return std::nullopt;
    base::Bytes bytes(data.begin(), data.end());
    if (!reader_.feed(bytes, *this)) return std::nullopt;
  }
  return std::move(messages_[next_++]);
}

}  // namespace hearth::tests
