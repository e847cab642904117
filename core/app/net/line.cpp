#include "app/net/line.h"

#include <algorithm>

#include "story/fields.h"

namespace hearth::app::net {
namespace {

constexpr std::size_t kWindow = 32;  // appends on their way at once
constexpr int kMaximumResyncs = 3;
constexpr std::int64_t kPauseForRate = 20'000;
constexpr std::int64_t kPauseForRoom = 10 * base::kMillisecondsPerMinute;
constexpr std::int64_t kPauseForDisk = base::kMillisecondsPerMinute;

Json about(const base::LogId& log, std::string_view key, std::string_view value) {
  Json detail;
  detail.set("log", base::to_hex(log.view())).set(key, value);
  return detail;
}

bool something_missing(const std::vector<log::Notice>& standing) {
  return std::ranges::contains(standing, std::string_view("withheld"), &log::Notice::code);
}

}  // namespace

std::string Line::token() const { return core_.call.now_ms < token_until_ms_ ? token_ : std::string(); }

bool Line::settled() const {
  if (!refused_.empty()) return true;
  if (stage_ != Stage::live || !sent_.empty()) return false;
  if (pause_until_ms_ == 0 && !core_.person->unsent(log_).empty()) return false;
  return std::none_of(core_.keep.erase_tasks.begin(), core_.keep.erase_tasks.end(),
                      [&](const EraseTask& task) { return task.log == log_; });
}

void Line::pump() {
  if (stage_ == Stage::idle) {
    if (!retry_.due(core_.call.now_ms)) return;
    stage_ = Stage::logging_in;
    log_in(
        core_, carrier_, log_, core_.person->device(log_),
        [this](const verify::LoginStatement& statement) -> std::optional<base::Signature> {
          const auto signature = core_.person->sign(log_, log::Signer::device, statement);
          return signature ? std::optional(*signature) : std::nullopt;
        },
        [this](const Session& session) { logged_in(session); });
  } else if (stage_ == Stage::live) {
    send_unsent();
    send_erasures();
  }
}

void Line::restart() {
  give_up_socket();
  token_.clear();
  retry_.reset();
}

void Line::give_up_socket() {
  if (socket_ != 0) carrier_.close_socket(core_.effects, socket_);
  socket_ = 0;
  sent_.clear();
  stage_ = Stage::idle;
}

void Line::logged_in(const Session& session) {
  if (stage_ != Stage::logging_in) return;
  if (session.token.empty()) {
    stage_ = Stage::idle;
    retry_.later(core_.call.now_ms, core_.entropy());
    if (session.error != "unreachable" && refused_ != session.error) {
      refused_ = session.error;
      // An archive waits until the partner's device has let this one in. As long as the
      // server refuses, it is told again at each start, also when it was put away before.
      if (session.error == "login_refused" && !core_.person->archive(log_)) {
        core_.keep.take_back_notice("login_refused", log_);
        core_.notice("login_refused", about(log_, "code", session.error));
      }
    }
    return;
  }
  refused_.clear();
  if (core_.keep.take_back_notice("login_refused", log_)) core_.keep_changed();
  token_ = session.token;
  token_until_ms_ = session.until_ms;
  stage_ = Stage::opening;
  socket_ = carrier_.open_socket(core_.effects, "/v1/socket",
                                 {.opened = [this] { opened(); },
                                  .frame = [this](base::ByteView data) { heard(data); },
                                  .closed = [this] { lost(); }});
}

void Line::opened() {
  stage_ = Stage::greeting;
  const log::Cursor cursor = core_.person->cursor(log_);
  carrier_.send_frame(core_.effects, socket_, hello(token_, cursor.number, cursor.link));
}

void Line::lost() {
  socket_ = 0;
  sent_.clear();
  const bool was_live = stage_ == Stage::live;
  stage_ = Stage::idle;
  if (was_live) retry_.reset();
  retry_.later(core_.call.now_ms, core_.entropy());
  core_.effects.change("status");
}

void Line::heard(base::ByteView data) {
  const auto message = decode_server_message(data);
  if (!message) {
    // No sentence of ours: this server cannot be talked to right now.
    give_up_socket();
    retry_.later(core_.call.now_ms, core_.entropy());
    return;
  }
  std::visit([this](const auto& said) { take(said); }, *message);
}

void Line::ask_page() {
  stage_ = Stage::paging;
  carrier_.send_frame(core_.effects, socket_, page(core_.person->cursor(log_).number, kMaximumPage));
}

void Line::take(const Welcome& welcome) {
  if (stage_ != Stage::greeting) return;
  learn_time(core_, welcome.server_time);
  retry_.reset();
  // Fewer events than it has given numbers for: it was restored from a backup.
  if (!welcome.cursor_known || welcome.last_number < core_.highest[log_]) {
    resync();
    return;
  }
  // Something was kept back from us, before where we stand: all is read once more,
  // in case it is given now.
  if (something_missing(core_.person->standing_notices(log_))) core_.person->begin_resync(log_);
  ask_page();
}

void Line::resync() {
  if (++resyncs_ > kMaximumResyncs) {
    core_.notice("server_disagrees", about(log_, "code", "resync"));
    give_up_socket();
    retry_.after(core_.call.now_ms, kPauseForRoom);
    resyncs_ = 0;
    return;
  }
  sent_.clear();
  core_.highest[log_] = 0;
  core_.person->begin_resync(log_);
  ask_page();
}

void Line::take(const Events& events) {
  if (stage_ != Stage::paging && stage_ != Stage::live) return;
  for (const Delivered& delivered : events.events) take_event(delivered);
  if (stage_ == Stage::paging) {
    if (events.more && !events.events.empty()) {
      ask_page();
    } else {
      stage_ = Stage::live;
      read_to_the_end();
    }
  } else if (core_.person->attend(core_.now_ms(), core_.entropy())) {
    core_.settle();
  }
  for (const std::string_view topic : {"status", "today", "shelf", "picture", "thanks", "mine", "story", "devices"}) {
    if (!events.events.empty()) core_.effects.change(topic);
  }
  if (stage_ == Stage::live) send_unsent();
}

void Line::take_event(const Delivered& delivered) {
  const log::Receipt receipt = core_.person->receive(log_, {.source = log::Source::server,
                                                            .number = delivered.number,
                                                            .erased = delivered.body_erased,
                                                            .header = delivered.header,
                                                            .body = delivered.body});
  const auto header = envelope::decode(delivered.header);
  for (const log::Notice& notice : receipt.notices) {
    core_.notice(notice.code, about(notice.log, "event", base::to_hex(notice.event.view())));
  }
  core_.hear(receipt.opened);
  if (receipt.verdict == log::Verdict::refused || !header) return;
  if (receipt.verdict == log::Verdict::duplicate) {
    // An own one that was sent before the line broke: now it has its number.
    auto& waiting = core_.unsent[log_];
    const auto own = waiting.find(header->event);
    if (own == waiting.end()) return;
    core_.put_event(log_, header->event, delivered.number, false, own->second.header, own->second.body);
    waiting.erase(own);
    return;
  }
  core_.put_event(log_, header->event, delivered.number, delivered.body_erased, delivered.header, delivered.body);
}

void Line::read_to_the_end() {
  core_.person->attend(core_.now_ms(), core_.entropy());
  core_.settle();
  const auto standing = core_.person->standing_notices(log_);
  for (const log::Notice& notice : standing) {
    core_.notice(notice.code, about(notice.log, "event", base::to_hex(notice.event.view())));
  }
  if (!something_missing(standing)) {
    // It came after all.
    core_.keep.take_back_notice("withheld", log_);
  }
  core_.keep.last_synced_ms = core_.now_ms();
  core_.keep_changed();
  core_.effects.change("status");
  send_unsent();
  send_erasures();
}

void Line::send_unsent() {
  if (core_.call.now_ms < pause_until_ms_) return;
  pause_until_ms_ = 0;
  auto& waiting = core_.unsent[log_];
  bool missing = false;
  for (const base::EventId& event : core_.person->unsent(log_)) {
    if (sent_.size() >= kWindow) return;
    const auto under_way = std::any_of(sent_.begin(), sent_.end(), [&](const auto& entry) {
      return !entry.second.erasure && entry.second.event == event;
    });
    const auto envelope = waiting.find(event);
    if (under_way) continue;
    if (envelope == waiting.end()) {
      // Acknowledged once, lost by the server since: its bytes are with the host. What
      // comes after it in the chain has to wait.
      if (asked_.insert(event).second) core_.effects.need.push_back(event_key(log_, event));
      missing = true;
      continue;
    }
    asked_.erase(event);
    if (missing) continue;
    const std::uint32_t ref = next_ref_++;
    sent_[ref] = {event, false};
    carrier_.send_frame(
        core_.effects, socket_,
        append(ref, envelope->second.wakes ? Wake::wake : Wake::quiet, envelope->second.header, envelope->second.body));
  }
}

void Line::send_erasures() {
  for (const EraseTask& task : core_.keep.erase_tasks) {
    const auto under_way = std::any_of(sent_.begin(), sent_.end(), [&](const auto& entry) {
      return entry.second.erasure && entry.second.event == task.event;
    });
    // The event itself has to be there first.
    if (task.log != log_ || under_way || core_.unsent[log_].contains(task.event)) continue;
    const std::uint32_t ref = next_ref_++;
    sent_[ref] = {task.event, true};
    carrier_.send_frame(core_.effects, socket_,
                        task.undo ? unerase(ref, task.event) : erase(ref, task.event, task.link));
  }
}

void Line::take(const Ack& ack) {
  const auto found = sent_.find(ack.ref);
  if (found == sent_.end()) return;
  const Sent sent = found->second;
  sent_.erase(found);
  if (sent.erasure) {
    std::erase_if(core_.keep.erase_tasks,
                  [&](const EraseTask& task) { return task.log == log_ && task.event == sent.event; });
    core_.keep_changed();
  } else {
    core_.person->acknowledged(log_, sent.event, ack.number);
    auto& waiting = core_.unsent[log_];
    if (const auto own = waiting.find(sent.event); own != waiting.end()) {
      core_.put_event(log_, sent.event, ack.number, false, own->second.header, own->second.body);
      waiting.erase(own);
    }
    resyncs_ = 0;
    // The server takes events again: what it complained of is over.
    std::erase_if(core_.keep.notices,
                  [](const KeptNotice& notice) { return notice.code == "read_only" || notice.code == "quota"; });
    core_.keep.last_synced_ms = core_.now_ms();
    core_.keep_changed();
    core_.effects.change("status");
    core_.effects.change("today");
  }
  send_unsent();
  send_erasures();
}

void Line::take(const Refusal& refusal) {
  const auto found = sent_.find(refusal.ref);
  if (found == sent_.end()) return;
  const Sent sent = found->second;
  sent_.erase(found);
  if (sent.erasure) {
    // Not there (any more) or not ours: nothing is left to do.
    std::erase_if(core_.keep.erase_tasks,
                  [&](const EraseTask& task) { return task.log == log_ && task.event == sent.event; });
    core_.keep_changed();
    return;
  }
  const std::string& code = refusal.code;
  core_.effects.change("status");
  if (code == "sequence_gap" || code == "link_mismatch") {
    // The server has less (or other) than we think: read it again, then send again.
    resync();
    return;
  }
  sent_.clear();  // what follows in the chain is refused too
  if (code == "rate") {
    pause_until_ms_ = core_.call.now_ms + kPauseForRate;
  } else if (code == "read_only") {
    core_.notice("read_only", about(log_, "code", code));
    pause_until_ms_ = core_.call.now_ms + kPauseForDisk;
  } else {
    core_.notice(code == "quota" || code == "seat_ended" ? std::string_view(code) : std::string_view("not_accepted"),
                 about(log_, "code", code));
    pause_until_ms_ = core_.call.now_ms + kPauseForRoom;
  }
}

void Line::take(const Closing& closing) {
  if (closing.code == "login_refused" || closing.code == "unauthorized") token_.clear();
}

}  // namespace hearth::app::net
