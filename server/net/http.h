// One HTTP request and its answer as plain values, and reading the one without
// I/O (Beast's parser within limits). One thread at a time.
#pragma once

#include <cstdint>
#include <expected>
#include <memory>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "base/bytes.h"
#include "base/share.h"

namespace hearth::server::net {

inline constexpr std::size_t kHeaderLimit = 16 * 1024;
inline constexpr std::size_t kHttpBodyLimit = 64 * 1024;
// Of the one request that carries an encrypted document, as base64 in JSON.
inline constexpr std::size_t kHttpShareLimit = base::kShareLimit / 3 * 4 + 1024;

enum class Method : std::uint8_t { get, head, post, delete_, other };

struct Request {
  Method method = Method::other;
  std::string path;                                          // decoded, begins with '/'
  std::string query;                                         // as sent, without '?'
  std::vector<std::pair<std::string, std::string>> headers;  // names in lower case
  std::string body;
  bool keep_alive = false;

  // Set by the connection.
  std::string client;         // address, behind trusted proxies the real one
  std::string neighbourhood;  // what rates count: an IPv4 address, an IPv6 /64
  std::string origin;         // as dialled, such as "http://localhost:8080"; empty when refused

  // The value of a header, empty when it is not there. `name` in lower case.
  [[nodiscard]] std::string_view header(std::string_view name) const;
  // True when it stands there more than once.
  [[nodiscard]] bool repeated(std::string_view name) const;
};

struct Response {
  int status = 200;
  std::vector<std::pair<std::string, std::string>> headers;
  std::string content_type = "application/json";
  std::string body;

  void set(std::string name, std::string value) { headers.emplace_back(std::move(name), std::move(value)); }
};

// `{"error":{"code":…,"detail":{}}}`. A shape of all refusals.
[[nodiscard]] Response refusal(int status, std::string_view code);

// The target of a request line: its path decoded and its query apart.
struct Target {
  std::string path;
  std::string query;
};
// decoder: http_target. Refused: anything that is not an absolute path, broken
// escapes, control characters, backslashes, empty or dotted segments.
[[nodiscard]] std::expected<Target, base::Error> decode_target(std::string_view target);

// The value of `name` in a query of plain numbers and words; empty when missing.
[[nodiscard]] std::string_view query_value(std::string_view query, std::string_view name);

// decoder: http_request. Reads one request from pieces of bytes.
class RequestReader {
 public:
  RequestReader();
  RequestReader(const RequestReader&) = delete;
  RequestReader& operator=(const RequestReader&) = delete;
  ~RequestReader();

  enum class State : std::uint8_t { reading, done, refused };
  // Takes some of `data` and says how much; the rest belongs to the next request.
  [[nodiscard]] std::size_t feed(base::ByteView data);
  [[nodiscard]] State state() const { return state_; }
  [[nodiscard]] bool started() const { return started_; }
  // Once: when done.
  [[nodiscard]] Request take();
  // When refused: what to answer.
  [[nodiscard]] Response refused() const { return refusal(status_, code_); }
  // The client waits for "100 Continue" before it sends the body.
  [[nodiscard]] bool wants_continue();

 private:
  void refuse(int status, std::string_view code);
  struct Parser;
  std::unique_ptr<Parser> parser_;
  base::Bytes pending_;  // of the header, which Beast wants whole
  State state_ = State::reading;
  bool started_ = false;
  bool continue_told_ = false;
  int status_ = 400;
  std::string code_;
};

// The head of an answer, up to the empty line.
enum class Connection : std::uint8_t { keep, close };
[[nodiscard]] std::string encode_head(const Response& response, Connection connection, std::string_view date);

// "Sat, 21 Nov 2026 07:28:00 GMT"
[[nodiscard]] std::string http_date(std::int64_t unix_ms);

}  // namespace hearth::server::net
