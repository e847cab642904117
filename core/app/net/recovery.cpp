#include "app/net/recovery.h"

namespace hearth::app::net {

void Recovering::begin(const vault::KitSecret& kit) {
  kit_.emplace(kit.duplicate());
  phase_ = Phase::reaching;
  reason_.clear();
  retry_.reset();
}

void Recovering::pump() {
  if (phase_ != Phase::reaching || busy_ || !retry_.due(core_.call.now_ms)) return;
  busy_ = true;
  read_.clear();
  recovery_ = std::make_unique<log::Recovery>(*kit_);
  // Zeros for the log: the server finds it by the kit's device.
  log_in(
      core_, carrier_, base::LogId{}, recovery_->device(),
      [this](const verify::LoginStatement& statement) -> std::optional<base::Signature> {
        return recovery_->sign(statement);
      },
      [this](const Session& session) { logged_in(session); });
}

void Recovering::fail(std::string_view reason) {
  phase_ = Phase::failed;
  reason_ = std::string(reason);
  busy_ = false;
  if (socket_ != 0) carrier_.close_socket(core_.effects, socket_);
  socket_ = 0;
  recovery_.reset();
  kit_.reset();
  core_.effects.change("recover");
}

void Recovering::logged_in(const Session& session) {
  if (phase_ != Phase::reaching) return;
  if (session.token.empty() && session.error == "unreachable") {
    busy_ = false;
    reason_ = session.error;
    retry_.later(core_.call.now_ms, core_.entropy());
    return;
  }
  if (session.token.empty() || !session.log)
    return fail(session.error == "login_refused" ? "unknown_kit" : session.error);
  log_ = *session.log;
  token_ = session.token;
  socket_ = carrier_.open_socket(core_.effects, "/v1/socket",
                                 {.opened =
                                      [this] {
                                        phase_ = Phase::reading;
                                        carrier_.send_frame(core_.effects, socket_, hello(token_, 0, {}));
                                      },
                                  .frame = [this](base::ByteView data) { heard(data); },
                                  .closed = [this] { lost(); }});
}

void Recovering::lost() {
  socket_ = 0;
  if (!under_way()) return;
  phase_ = Phase::reaching;
  busy_ = false;
  retry_.later(core_.call.now_ms, core_.entropy());
}

void Recovering::heard(base::ByteView data) {
  const auto message = decode_server_message(data);
  if (!message) return fail("unexpected_answer");
  if (std::holds_alternative<Welcome>(*message)) {
    carrier_.send_frame(core_.effects, socket_, page(0, kMaximumPage));
    return;
  }
  const Events* events = std::get_if<Events>(&*message);
  if (events == nullptr) return;
  for (const Delivered& event : events->events) {
    recovery_->receive({.source = log::Source::server,
                        .number = event.number,
                        .erased = event.body_erased,
                        .header = event.header,
                        .body = event.body});
    read_.push_back({log_, event.number, event.body_erased, base::to_bytes(event.header), base::to_bytes(event.body)});
  }
  core_.effects.change("recover");
  if (events->more && !events->events.empty()) {
    carrier_.send_frame(core_.effects, socket_, page(events->events.back().number, kMaximumPage));
    return;
  }
  complete();
}

void Recovering::complete() {
  auto person = recovery_->finish(log_, core_.entropy());
  if (!person) return fail(base::code(person.error()));
  carrier_.close_socket(core_.effects, socket_);
  socket_ = 0;
  phase_ = Phase::done;
  busy_ = false;
  recovery_.reset();
  kit_.reset();
  on_recovered(std::move(*person), read_);
  core_.effects.change("recover");
}

}  // namespace hearth::app::net
