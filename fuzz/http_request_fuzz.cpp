// A whole request in pieces: as it comes, or with the input as the parts of a
// well-formed one, so that what lies behind the head is reached too.
#include <algorithm>
#include <format>
#include <string>

#include "fuzz/target.h"
#include "server/net/http.h"

using hearth::fuzz::hold;
using hearth::fuzz::plant;
namespace net = hearth::server::net;

HEARTH_FUZZ_TARGET(input) {
  if (input.size() < 4) return;
  const bool well_formed = (input[0] & 1) != 0;
  const std::size_t piece = 1 + input[1];
  const std::size_t body_size = input[2] % 40U;
  auto text = std::string(hearth::fuzz::as_text(input.subspan(3)));
  if (well_formed) {
    const auto body = text.substr(0, std::min(body_size, text.size()));
    text = std::format("POST /{} HTTP/1.1\r\nHost: a\r\nX: {}\r\nContent-Length: {}\r\n\r\n{}", body.size(),
                       text.substr(body.size()), body.size(), body);
  }
  net::RequestReader reader;
  std::size_t used = 0;
  while (used < text.size() && reader.state() == net::RequestReader::State::reading) {
    const auto part = std::string_view(text).substr(used, piece);
    const auto took = reader.feed(hearth::base::as_bytes(part));
    hold(took <= part.size());
    used += took;
    (void)reader.wants_continue();
  }
  if (reader.state() == net::RequestReader::State::refused) hold(reader.refused().status >= 400);
  if (reader.state() != net::RequestReader::State::done) return;
  const auto request = reader.take();
  const bool share = request.path.starts_with("/v1/logs/") && request.path.ends_with("/shares");
  hold(request.body.size() <= (share ? net::kHttpShareLimit : net::kHttpBodyLimit));
  plant(well_formed && request.body.size() == 3 && request.body[0] == '!' && !request.header("x").empty());
}
