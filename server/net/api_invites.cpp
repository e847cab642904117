// Invites: a mailbox between one who is in and one who wants to join (a partner, or
// an own new device). The
// server checks that both know the seat token and passes on what they write; what
// that means, only they know.
#include <charconv>

#include "server/net/api_call.h"
#include "server/relay/execute.h"
#include "verify/hash.h"

namespace hearth::server::net {
namespace {

using namespace api_call;
using boost::asio::awaitable;

constexpr int kWrongTries = 5;
constexpr std::int64_t kMessagesPerInvite = 12;
constexpr std::int64_t kOpenInvitesPerSpace = 4;
constexpr std::int64_t kLongestWait = 25;

std::optional<std::int64_t> number_in(std::string_view query, std::string_view name, std::int64_t otherwise) {
  const auto value = query_value(query, name);
  if (value.empty()) return otherwise;
  std::int64_t number = 0;
  const auto parsed = std::from_chars(value.data(), value.data() + value.size(), number);
  if (parsed.ec != std::errc() || parsed.ptr != value.data() + value.size() || number < 0) return std::nullopt;
  return number;
}

// Used up is not the same as taken back.
base::Error gone_because(const store::InviteRecord& invite) {
  return invite.claim_hash ? base::Error::invite_used : base::Error::invite_expired;
}

// Counts a wrong seat token; the fifth ends the invite.
store::Result<void> count_wrong_try(store::Writer& writer, store::InviteRecord invite) {
  if (++invite.wrong_tries >= kWrongTries && !invite.gone) {
    if (auto done = writer.destroy_invite(invite.locator); !done) return done;
    invite.gone = true;
  }
  return writer.update_invite(invite);
}

}  // namespace

// One of the two who may use an invite.
struct Api::Visitor {
  base::LocatorId locator;
  store::Side side = store::Side::inviter;
  std::int64_t expires_at = 0;
};

awaitable<Response> Api::post_invite(Call& call) {
  const auto identity = bearer(call);
  if (!identity) co_return refused(base::Error::login_refused);
  // Of a space: somebody joins. Of a personal log: an own device is linked.
  if (identity->device_kind != store::DeviceKind::member) co_return refused(base::Error::not_yours);
  const auto body = decode_invite(call.request.body);
  if (!body) co_return refused(body.error());
  const auto now = now_ms();
  if (!claim_buckets_.take("log " + text(identity->log_id), now)) co_return refused(base::Error::rate);
  const store::InviteRecord invite{.locator = body->locator,
                                   .log = identity->log,
                                   .place = identity->place,
                                   .seat_hash = body->seat_hash,
                                   .expires_at = now + body->ttl_s * host::kSecond};
  const auto decision = co_await relay::execute<Decision>(
      parts_.committer, [invite, now](const relay::Asked& asked) -> store::Result<Decision> {
        const auto there = asked.writer.invite(invite.locator);
        if (!there) return std::unexpected(there.error());
        if (*there) {
          const bool same = (*there)->log == invite.log && (*there)->seat_hash == invite.seat_hash && !(*there)->gone;
          return same ? decided(200) : decided(base::Error::conflict);
        }
        const auto open = asked.writer.open_invites_of(invite.log, now);
        if (!open) return std::unexpected(open.error());
        if (*open >= kOpenInvitesPerSpace) return decided(base::Error::rate);
        if (auto done = asked.writer.add_invite(invite); !done) return std::unexpected(done.error());
        return decided(201);
      });
  co_return response(decision, {{"expires_at", invite.expires_at}, {"server_time", now}});
}

awaitable<Response> Api::post_claim(Call& call) {
  const auto now = now_ms();
  if (!claim_buckets_.take(call.request.neighbourhood, now)) co_return refused(base::Error::rate);
  const auto locator = from_path<base::LocatorId>(call.segment);
  const auto body = decode_claim(call.request.body);
  if (!locator || !body) co_return refused(base::Error::shape);
  const auto seat_hash = auth::token_hash(body->seat_token);
  const auto claim_hash = auth::token_hash(body->claim.view());
  const auto decision = co_await relay::execute<Decision>(
      parts_.committer,
      [locator = *locator, seat_hash, claim_hash, now](const relay::Asked& asked) -> store::Result<Decision> {
        const auto found = asked.writer.invite(locator);
        if (!found) return std::unexpected(found.error());
        if (!*found) return decided(base::Error::invite_unknown);
        auto invite = **found;
        if (invite.expires_at <= now) return decided(base::Error::invite_expired);
        if (!verify::equal(invite.seat_hash.view(), seat_hash.view())) {
          if (auto done = count_wrong_try(asked.writer, invite); !done) return std::unexpected(done.error());
          return decided(base::Error::not_yours);
        }
        if (invite.gone) return decided(gone_because(invite));
        if (invite.claim_hash) {
          return *invite.claim_hash == claim_hash ? decided(200) : decided(base::Error::invite_used);
        }
        invite.claim_hash = claim_hash;
        if (auto done = asked.writer.update_invite(invite); !done) return std::unexpected(done.error());
        return decided(200);
      });
  co_return response(decision, {{"server_time", now}});
}

awaitable<std::expected<Api::Visitor, Response>> Api::visitor(Call& call) {
  using Answer = std::expected<Visitor, Response>;
  const auto refuse = [](base::Error error) { return Answer(std::unexpected(refused(error))); };
  const auto locator = from_path<base::LocatorId>(call.segment);
  if (!locator) co_return refuse(base::Error::shape);
  const auto found = call.worker.reader->invite(*locator);
  if (!found) co_return Answer(std::unexpected(troubled(found.error())));
  if (!*found) co_return refuse(base::Error::invite_unknown);
  const auto& invite = **found;
  Visitor visitor{.locator = *locator, .expires_at = invite.expires_at};

  static constexpr std::string_view kScheme = "Seat ";
  const auto header = call.request.header("authorization");
  if (header.starts_with(kScheme)) {
    if (!visit_buckets_.take(call.request.neighbourhood, now_ms())) co_return refuse(base::Error::rate);
    const auto seat = decode_seat_authorization(header.substr(kScheme.size()));
    if (!seat) co_return refuse(base::Error::shape);
    if (invite.expires_at <= now_ms()) co_return refuse(base::Error::invite_expired);
    if (!verify::equal(auth::token_hash(seat->seat_token).view(), invite.seat_hash.view())) {
      const auto counted = co_await relay::execute<Decision>(
          parts_.committer, [locator = *locator](const relay::Asked& asked) -> store::Result<Decision> {
            const auto now_held = asked.writer.invite(locator);
            if (!now_held) return std::unexpected(now_held.error());
            if (*now_held) {
              if (auto done = count_wrong_try(asked.writer, **now_held); !done) return std::unexpected(done.error());
            }
            return decided(base::Error::not_yours);
          });
      co_return Answer(std::unexpected(response(counted, {})));
    }
    if (!invite.claim_hash || *invite.claim_hash != auth::token_hash(seat->claim.view())) {
      co_return refuse(base::Error::invite_used);
    }
    visitor.side = store::Side::joiner;
  } else {
    const auto identity = bearer(call);
    if (!identity) co_return refuse(base::Error::login_refused);
    if (identity->log != invite.log || identity->place != invite.place ||
        identity->device_kind != store::DeviceKind::member) {
      co_return refuse(base::Error::not_yours);
    }
    if (invite.expires_at <= now_ms()) co_return refuse(base::Error::invite_expired);
  }
  if (invite.gone) co_return refuse(gone_because(invite));
  co_return visitor;
}

awaitable<Response> Api::get_messages(Call& call) {
  const auto who = co_await visitor(call);
  if (!who) co_return who.error();
  const auto after = number_in(call.request.query, "after", 0);
  const auto wait = number_in(call.request.query, "wait", 0);
  if (!after || !wait || *wait > kLongestWait) co_return refused(base::Error::shape);

  Mailboxes::Wait bell(parts_.mailboxes, who->locator, call.worker.context.get_executor());
  auto messages = call.worker.reader->invite_messages(who->locator, *after);
  if (messages && messages->empty() && *wait > 0) {
    co_await bell.wait(std::chrono::seconds(*wait));
    // It may have been destroyed meanwhile: then say so.
    const auto invite = call.worker.reader->invite(who->locator);
    if (invite && *invite && (*invite)->gone) co_return refused(gone_because(**invite));
    messages = call.worker.reader->invite_messages(who->locator, *after);
  }
  if (!messages) co_return troubled(messages.error());
  auto list = nlohmann::json::array();
  auto last = *after;
  for (const auto& message : *messages) {
    list.push_back({{"number", message.number},
                    {"from", message.from == store::Side::joiner ? "joiner" : "inviter"},
                    {"data", base::to_base64url(message.data)}});
    last = message.number;
  }
  co_return json(200, {{"messages", list}, {"last", last}, {"expires_at", who->expires_at}, {"server_time", now_ms()}});
}

awaitable<Response> Api::post_message(Call& call) {
  const auto who = co_await visitor(call);
  if (!who) co_return who.error();
  auto data = decode_invite_message(call.request.body);
  if (!data) co_return refused(data.error());
  auto number = std::make_shared<std::int64_t>(0);
  const auto decision = co_await relay::execute<Decision>(
      parts_.committer,
      [locator = who->locator, side = who->side, data = std::move(*data),
       number](const relay::Asked& asked) -> store::Result<Decision> {
        const auto invite = asked.writer.invite(locator);
        if (!invite) return std::unexpected(invite.error());
        if (!*invite || (*invite)->gone) return decided(base::Error::invite_unknown);
        const auto messages = asked.writer.invite_messages(locator, 0);
        if (!messages) return std::unexpected(messages.error());
        // The same message again, because its answer was lost, is the same message.
        for (const auto& message : *messages) {
          if (message.from != side || message.data != data) continue;
          *number = message.number;
          return decided(200);
        }
        *number = static_cast<std::int64_t>(messages->size()) + 1;
        if (*number > kMessagesPerInvite) return decided(base::Error::quota);
        const store::InviteMessage message{.number = *number, .from = side, .data = data};
        if (auto done = asked.writer.add_invite_message(locator, message); !done) {
          return std::unexpected(done.error());
        }
        return decided(201);
      });
  if (decision && !decision->refusal) parts_.mailboxes.notify(who->locator);
  co_return response(decision, {{"number", *number}});
}

awaitable<Response> Api::delete_invite(Call& call) {
  const auto who = co_await visitor(call);
  if (!who) co_return who.error();
  const auto decision = co_await relay::execute<Decision>(
      parts_.committer, [locator = who->locator](const relay::Asked& asked) -> store::Result<Decision> {
        if (auto done = asked.writer.destroy_invite(locator); !done) return std::unexpected(done.error());
        return decided(200);
      });
  if (decision && !decision->refusal) parts_.mailboxes.notify(who->locator);
  co_return response(decision, nlohmann::json::object());
}

}  // namespace hearth::server::net
