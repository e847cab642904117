#include "app/core.h"

#include "codec/reader.h"
#include "codec/writer.h"
#include "envelope/header.h"

namespace hearth::app {
namespace {

constexpr std::int64_t kClockTolerance = 5 * base::kMillisecondsPerMinute;
constexpr std::uint8_t kErasedFlag = 1;

// What the partner may want to hear of at once. Never a sealed or private event:
// when one answers is nobody's business.
bool wakes(const log::Outgoing& outgoing) {
  if (outgoing.stream != log::Stream::shared || !outgoing.opened) return false;
  const std::string& type = outgoing.opened->type;
  return type == story::share::Text::kType || type == story::thanks::Note::kType ||
         type == story::exchange::OpenAnswer::kType || type == story::share::Reply::kType ||
         type == story::signal::Say::kType;
}

}  // namespace

std::unexpected<boundary::Failure> refuse(ErrorCode code, std::string_view reason) {
  boundary::Json detail;
  if (!reason.empty()) detail.set("reason", reason);
  return std::unexpected(boundary::Failure{code, std::move(detail)});
}

std::unexpected<boundary::Failure> refuse(base::Error error) {
  const std::string_view code = base::code(error);
  switch (error) {
    case base::Error::locked: return refuse(ErrorCode::kLocked);
    case base::Error::not_ready: return refuse(ErrorCode::kNotReady);
    case base::Error::wrong_key: return refuse(ErrorCode::kWrongKey);
    case base::Error::not_open_yet: return refuse(ErrorCode::kNotOpenYet);
    case base::Error::not_found: return refuse(ErrorCode::kNotFound);
    case base::Error::too_long:
    case base::Error::too_large: return refuse(ErrorCode::kTooLong);
    case base::Error::empty: return refuse(ErrorCode::kEmpty);
    case base::Error::verification_failed:
    case base::Error::bad_scalar: return refuse(ErrorCode::kVerificationFailed, code);
    case base::Error::wrong_words: return refuse(ErrorCode::kWrongWords);
    case base::Error::already_sealed: return refuse(ErrorCode::kAlreadySealed);
    case base::Error::not_paired: return refuse(ErrorCode::kNotPaired);
    case base::Error::left:
    case base::Error::seat_ended: return refuse(ErrorCode::kLeft);
    case base::Error::bad_kit: return refuse(ErrorCode::kBadKit);
    case base::Error::read_only: return refuse(ErrorCode::kReadOnly);
    case base::Error::refused_by_rule:
    case base::Error::not_yours: return refuse(ErrorCode::kRefusedByRule, code);
    default: return refuse(ErrorCode::kBadRequest, code);
  }
}

std::int64_t Core::clock_off_ms() const {
  const std::int64_t off = keep.clock_ahead_ms;
  return off > kClockTolerance || off < -kClockTolerance ? off : 0;
}
std::int64_t Core::now_ms() const { return call.now_ms + clock_off_ms(); }

void Core::forget() {
  demo = false;
  vault.reset();
  person.reset();
  story = story::Story();
  keep = Keep();
  unsent.clear();
  highest.clear();
  local_drafts.clear();
  proved_until_ms = 0;
  keep_dirty_ = false;
  stored_any_revision_ = false;
  stage = wrapped_vault.empty() ? Stage::fresh : Stage::locked;
}

void Core::put_record(std::string_view name, base::ByteView value) {
  if (demo || !vault) return;
  effects.put("records", std::string(name), vault->encrypt("records", name, value, entropy()));
}

void Core::delete_record(std::string_view name) {
  if (!demo) effects.put("records", std::string(name), std::nullopt);
}

void Core::put_event(const base::LogId& log, const base::EventId& event, std::uint64_t number, bool erased,
                     base::ByteView header, base::ByteView body) {
  if (demo) return;
  highest[log] = std::max(highest[log], number);
  effects.put("events", event_key(log, event), encode_stored(number, erased, header, body));
}

std::optional<base::LogId> Core::space() const {
  if (!person) return std::nullopt;
  const auto current = person->current_space();
  if (!current || person->left(*current, log::Author::me)) return std::nullopt;
  return current;
}

std::optional<base::LogId> Core::open_space() const {
  const auto current = space();
  if (!current || person->left(*current, log::Author::partner)) return std::nullopt;
  return current;
}

base::EventId Core::tell_demo(const story::Draft& draft, std::optional<std::string> answer) {
  log::Opened event;
  event.id = entropy().draw<base::EventId>();
  event.stream = draft.stream;
  event.logical = ++demo_logical_;
  event.authored_ms = now_ms();
  event.type = draft.type;
  event.type_version = draft.type_version;
  event.payload = draft.payload;
  event.answer = std::move(answer);
  story.add(event);
  return event.id;
}

Outcome<base::EventId> Core::say(const story::Draft& draft) {
  if (demo) return tell_demo(draft, std::nullopt);
  base::LogId log = person->personal_log();
  if (draft.stream == log::Stream::shared) {
    const auto current = space();
    if (!current) return refuse(keep.left ? ErrorCode::kLeft : ErrorCode::kNotPaired);
    log = *current;
  }
  const auto event = person->append(log, {draft.type, draft.type_version, draft.payload}, now_ms(), entropy());
  if (!event) return refuse(event.error());
  settle();
  return *event;
}

void Core::hear(const std::vector<log::Opened>& opened) {
  for (const log::Opened& event : opened) story.add(event);
}

void Core::settle() {
  if (!person) return;
  for (log::Outgoing& outgoing : person->take_outbox()) {
    put_event(outgoing.log, outgoing.event, 0, false, outgoing.header, outgoing.body);
    if (outgoing.opened) story.add(*outgoing.opened);
    const bool rouses = wakes(outgoing);
    unsent[outgoing.log][outgoing.event] = {outgoing.stream, outgoing.sequence, rouses, std::move(outgoing.header),
                                            std::move(outgoing.body)};
  }
  if (!stored_any_revision_ || person->revision() != stored_revision_) {
    put_record("person", person->save().reveal());
    stored_revision_ = person->revision();
    stored_any_revision_ = true;
  }
  if (keep_dirty_) {
    const std::string text = story::json::write(to_json(keep));
    put_record("app", base::as_bytes(text));
    keep_dirty_ = false;
  }
}

void Core::notice(std::string_view code, const boundary::Json& detail) {
  if (!keep.notice(code, story::json::write(detail))) return;
  keep_changed();
  effects.change("status");
}

std::string event_key(const base::LogId& log, const base::EventId& event) {
  return base::to_hex(log.view()) + "/" + base::to_hex(event.view());
}

base::Bytes encode_stored(std::uint64_t number, bool erased, base::ByteView header, base::ByteView body) {
  codec::Writer writer;
  writer.u64(number).u8(erased ? kErasedFlag : 0).bytes(header).bytes(body);
  return writer.take();
}

std::expected<StoredEvent, base::Error> decode_stored(std::string_view key, base::ByteView value) {
  const std::size_t slash = key.find('/');
  const auto log_bytes = base::from_hex(key.substr(0, slash));
  if (slash == std::string_view::npos || !log_bytes) return std::unexpected(base::Error::shape);
  const auto log = base::LogId::from(*log_bytes);
  if (!log) return std::unexpected(base::Error::shape);
  codec::Reader reader(value);
  StoredEvent stored{.log = *log};
  stored.number = reader.u64();
  stored.erased = (reader.u8() & kErasedFlag) != 0;
  stored.header = base::to_bytes(reader.bytes(envelope::kHeaderSize));
  stored.body = base::to_bytes(reader.bytes(envelope::kBodyLimit));
  if (const auto done = reader.finish(); !done) return std::unexpected(done.error());
  return stored;
}

}  // namespace hearth::app
