#include "server/relay/session.h"

#include <algorithm>

#include "server/relay/board.h"
#include "server/relay/committer.h"
#include "verify/hash.h"

namespace hearth::server::relay {
namespace {

constexpr std::uint16_t kRefused = 1008;
constexpr std::uint16_t kFault = 1011;
constexpr std::uint32_t kPageLimit = 1000;
constexpr std::size_t kPageBytes = 512 * 1024;

std::uint8_t flags_of(const store::EventRecord& event) {
  if (event.erased) return kBodyErased;
  return event.erase_at ? kBeingErased : 0;
}

}  // namespace

void Session::on_message(base::ByteView message) {
  if (outlet_ == nullptr) return;
  const auto decoded = decode_client_message(message);
  if (!decoded) {
    fail(base::code(decoded.error()), kRefused);
    return;
  }
  if (!said_hello_ && !std::holds_alternative<Hello>(*decoded)) {
    fail("hello_first", kRefused);
    return;
  }
  std::visit([this](const auto& one) { on(one); }, *decoded);
}

void Session::detach() {
  if (outlet_ == nullptr) return;
  outlet_ = nullptr;
  if (said_hello_) context_.board.remove(identity_.log, *this);
}

void Session::on(const Hello& hello) {
  if (said_hello_) return fail("shape", kRefused);
  const auto now = context_.clock.now_ms();
  const auto identity = context_.sessions.find(hello.token, now);
  if (!identity) return fail(base::code(base::Error::login_refused), kRefused);
  identity_ = *identity;
  const auto last = context_.reader.last_number(identity_.log);
  if (!last) return fail("unavailable", kFault);
  auto cursor = Cursor::known;
  if (hello.after > static_cast<std::uint64_t>(*last)) {
    cursor = Cursor::lost;
  } else if (hello.after > 0) {
    const auto event = context_.reader.event_by_number(identity_.log, static_cast<std::int64_t>(hello.after));
    if (!event) return fail("unavailable", kFault);
    if (!*event || envelope::link((*event)->header) != hello.link) cursor = Cursor::lost;
  }
  said_hello_ = true;
  context_.board.add(identity_.log, *this);
  outlet_->send(encode_welcome(now, *last, cursor));
}

void Session::on(const Append& append) {
  // What needs no look at the log is refused here, on the worker's thread.
  if (append.body.size() > envelope::kBodyLimit) return refuse(append.ref, base::Error::too_large);
  const auto header = envelope::decode(append.header);
  if (!header) return refuse(append.ref, base::Error::shape);
  if (header->log != identity_.log_id || header->device != identity_.device ||
      identity_.device_kind == store::DeviceKind::reader) {
    return refuse(append.ref, base::Error::not_yours);
  }
  if (const auto body = envelope::check_body(*header, append.body); !body) return refuse(append.ref, body.error());
  AppendRequest request;
  request.session = shared_from_this();
  request.ref = append.ref;
  request.log = identity_.log;
  request.header = *header;
  request.link = envelope::link(append.header);
  request.bytes.reserve(append.header.size() + append.body.size());
  request.bytes.assign(append.header.begin(), append.header.end());
  base::append(request.bytes, append.body);
  outlet_->in_flight(static_cast<std::ptrdiff_t>(request.bytes.size()));
  context_.committer.append(std::move(request));
}

void Session::on(const PageRequest& request) {
  const auto last = context_.reader.last_number(identity_.log);
  if (!last) return fail("unavailable", kFault);
  const auto after =
      static_cast<std::int64_t>(std::min<std::uint64_t>(request.after, static_cast<std::uint64_t>(*last)));
  EventsMessage message;
  auto sent = after;
  const auto max = std::clamp<std::uint32_t>(request.max, 1, kPageLimit);
  const auto read = context_.reader.page(identity_.log, after, max, kPageBytes, [&](const store::EventRecord& event) {
    message.add(event.number, flags_of(event), event.header, event.body);
    sent = event.number;
  });
  if (!read) return fail("unavailable", kFault);
  // Asked again after reading: a commit in between shows as `more`, or is in the page.
  const auto newest = context_.reader.last_number(identity_.log);
  if (!newest) return fail("unavailable", kFault);
  live_ = sent >= *newest;
  cursor_ = sent;
  outlet_->send(message.finish(live_ ? More::none : More::waiting));
}

void Session::on(const Erase& erase) {
  EraseRequest request;
  request.session = shared_from_this();
  request.ref = erase.ref;
  request.event = erase.event;
  request.link = erase.link;
  context_.committer.erase(std::move(request));
}

void Session::on(const Unerase& unerase) {
  EraseRequest request;
  request.session = shared_from_this();
  request.ref = unerase.ref;
  request.event = unerase.event;
  context_.committer.erase(std::move(request));
}

void Session::on_outcome(const Outcome& outcome) {
  if (outlet_ == nullptr) return;
  if (outcome.bytes != 0) outlet_->in_flight(-outcome.bytes);
  if (outcome.accepted) {
    outlet_->send(encode_ack(outcome.ref, outcome.number, outcome.novelty));
  } else {
    outlet_->send(encode_refusal(outcome.ref, base::code(outcome.error), outcome.expected));
  }
}

void Session::on_push(const Push& push) {
  if (!live_ || outlet_ == nullptr || push.last <= cursor_) return;
  if (push.first > cursor_ + 1) {
    // Cannot happen while commits are told in order; if it does, the client pages.
    live_ = false;
    outlet_->send(EventsMessage().finish(More::waiting));
    return;
  }
  cursor_ = push.last;
  for (const auto& [writer, message] : push.without_own) {
    if (writer != this) continue;
    if (message) outlet_->send(*message);
    return;
  }
  outlet_->send(*push.all);
}

void Session::on_revoked() { fail("revoked", kRefused); }

void Session::refuse(std::uint32_t ref, base::Error error) { outlet_->send(encode_refusal(ref, base::code(error), 0)); }

void Session::fail(std::string_view code, std::uint16_t close_code) {
  if (outlet_ == nullptr) return;
  outlet_->send(encode_error(code));
  outlet_->close(close_code, code);
}

}  // namespace hearth::server::relay
