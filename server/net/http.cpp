#include "server/net/http.h"

#include <algorithm>
#include <boost/beast/http/parser.hpp>
#include <boost/beast/http/string_body.hpp>
#include <chrono>
#include <format>

namespace hearth::server::net {
namespace {

namespace http = boost::beast::http;

Method method_of(http::verb verb) {
  switch (verb) {
    case http::verb::get: return Method::get;
    case http::verb::head: return Method::head;
    case http::verb::post: return Method::post;
    case http::verb::delete_: return Method::delete_;
    default: return Method::other;
  }
}

std::string lower(std::string_view text) {
  std::string result(text);
  for (auto& c : result) {
    if (c >= 'A' && c <= 'Z') c = static_cast<char>(c - 'A' + 'a');
  }
  return result;
}

int hex_digit(char c) {
  if (c >= '0' && c <= '9') return c - '0';
  if (c >= 'a' && c <= 'f') return c - 'a' + 10;
  if (c >= 'A' && c <= 'F') return c - 'A' + 10;
  return -1;
}

bool is_plain(std::string_view path) {
  if (path.empty() || path.front() != '/') return false;
  for (const char c : path) {
    const auto byte = static_cast<unsigned char>(c);
    if (byte < 0x20 || byte == 0x7f || c == '\\') return false;
  }
  std::size_t at = 1;
  while (at < path.size()) {
    const auto end = std::min(path.find('/', at), path.size());
    const auto segment = path.substr(at, end - at);
    if (segment.empty() || segment == "." || segment == "..") return false;
    at = end + 1;
  }
  return true;
}

// The body that a request may have, by its first line as far as it is there.
std::size_t body_limit_for(std::string_view head) {
  const auto target = head.substr(0, head.find(" HTTP/"));
  const bool shares = target.starts_with("POST /v1/logs/") && target.ends_with("/shares") &&
                      target.find_first_of("?\r\n") == std::string_view::npos;
  return shares ? kHttpShareLimit : kHttpBodyLimit;
}

}  // namespace

std::string_view Request::header(std::string_view name) const {
  for (const auto& [key, value] : headers) {
    if (key == name) return value;
  }
  return {};
}

bool Request::repeated(std::string_view name) const {
  return std::ranges::count(headers, name, [](const auto& one) { return std::string_view(one.first); }) > 1;
}

Response refusal(int status, std::string_view code) {
  return {.status = status, .body = std::format(R"({{"error":{{"code":"{}","detail":{{}}}}}})", code)};
}

std::expected<Target, base::Error> decode_target(std::string_view target) {
  Target result;
  const auto question = target.find('?');
  if (question != std::string_view::npos) {
    result.query = std::string(target.substr(question + 1));
    target = target.substr(0, question);
  }
  result.path.reserve(target.size());
  for (std::size_t i = 0; i < target.size(); ++i) {
    if (target[i] != '%') {
      result.path += target[i];
      continue;
    }
    const int high = i + 2 < target.size() ? hex_digit(target[i + 1]) : -1;
    const int low = i + 2 < target.size() ? hex_digit(target[i + 2]) : -1;
    if (high < 0 || low < 0) return std::unexpected(base::Error::shape);
    result.path += static_cast<char>(high * 16 + low);
    i += 2;
  }
  if (!is_plain(result.path) || !base::is_utf8(base::as_bytes(result.path))) {
    return std::unexpected(base::Error::shape);
  }
  return result;
}

std::string_view query_value(std::string_view query, std::string_view name) {
  while (!query.empty()) {
    const auto end = std::min(query.find('&'), query.size());
    const auto pair = query.substr(0, end);
    query.remove_prefix(std::min(end + 1, query.size()));
    const auto equals = pair.find('=');
    if (equals != std::string_view::npos && pair.substr(0, equals) == name) return pair.substr(equals + 1);
  }
  return {};
}

struct RequestReader::Parser {
  http::request_parser<http::string_body> beast;
};

RequestReader::RequestReader() : parser_(std::make_unique<Parser>()) {
  parser_->beast.header_limit(kHeaderLimit);
  parser_->beast.body_limit(kHttpBodyLimit);
  parser_->beast.eager(true);
}

RequestReader::~RequestReader() = default;

void RequestReader::refuse(int status, std::string_view code) {
  state_ = State::refused;
  status_ = status;
  code_ = code;
}

std::size_t RequestReader::feed(base::ByteView data) {
  if (state_ != State::reading || data.empty()) return 0;
  started_ = true;
  const auto before = pending_.size();
  base::append(pending_, data);
  std::size_t used = 0;
  boost::beast::error_code error;
  if (!parser_->beast.is_header_done()) parser_->beast.body_limit(body_limit_for(base::as_text(pending_)));
  while (used < pending_.size() && !parser_->beast.is_done()) {
    const auto rest = base::ByteView(pending_).subspan(used);
    const auto took = parser_->beast.put(boost::asio::buffer(rest.data(), rest.size()), error);
    used += took;
    if (error == http::error::need_more) break;
    if (error) break;
    if (took == 0) break;
  }
  if (error == http::error::body_limit || error == http::error::buffer_overflow) {
    refuse(413, "too_large");
  } else if (error == http::error::header_limit) {
    refuse(431, "too_large");
  } else if (error && error != http::error::need_more) {
    refuse(400, "shape");
  } else if (parser_->beast.is_done()) {
    state_ = State::done;
  }
  if (state_ != State::reading) return used > before ? used - before : 0;
  pending_.erase(pending_.begin(), pending_.begin() + static_cast<std::ptrdiff_t>(used));
  if (pending_.size() > kHeaderLimit) refuse(431, "too_large");
  return data.size();
}

bool RequestReader::wants_continue() {
  if (continue_told_ || state_ != State::reading || !parser_->beast.is_header_done()) return false;
  const auto& fields = parser_->beast.get();
  continue_told_ = lower(fields[http::field::expect]) == "100-continue";
  return continue_told_;
}

Request RequestReader::take() {
  auto message = parser_->beast.release();
  Request request;
  request.method = method_of(message.method());
  request.keep_alive = message.keep_alive();
  for (const auto& field : message) {
    request.headers.emplace_back(lower(field.name_string()), std::string(field.value()));
  }
  request.body = std::move(message.body());
  const auto target = decode_target(message.target());
  if (target) {
    request.path = target->path;
    request.query = target->query;
  }
  return request;
}

std::string encode_head(const Response& response, Connection connection, std::string_view date) {
  const auto reason = http::obsolete_reason(http::int_to_status(static_cast<unsigned>(response.status)));
  std::string head = std::format("HTTP/1.1 {} {}\r\nDate: {}\r\n", response.status, std::string_view(reason), date);
  if (response.status >= 200 && response.status != 204 && response.status != 304) {
    if (!response.content_type.empty()) head += std::format("Content-Type: {}\r\n", response.content_type);
    head += std::format("Content-Length: {}\r\n", response.body.size());
  }
  for (const auto& [name, value] : response.headers) head += std::format("{}: {}\r\n", name, value);
  if (connection == Connection::close) head += "Connection: close\r\n";
  head += "\r\n";
  return head;
}

std::string http_date(std::int64_t unix_ms) {
  const auto time = std::chrono::sys_seconds(std::chrono::seconds(unix_ms / 1000));
  return std::format("{:%a, %d %b %Y %T} GMT", time);
}

}  // namespace hearth::server::net
