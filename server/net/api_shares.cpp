// Shares for a counsellor: an encrypted document with an end, whose key is in the link
// alone. In a space it is pending until the other seat says yes too; either seat ends
// it at any time. Whoever has no part in it is told the same of an unknown, a pending,
// an ended and an expired one.
#include "server/net/api_call.h"
#include "server/relay/execute.h"

namespace hearth::server::net {
namespace {

using namespace api_call;
using boost::asio::awaitable;

constexpr std::size_t kOpenSharesPerLog = 4;

bool is_open(const store::ShareRecord& share, std::int64_t now) { return !share.gone && share.expires_at > now; }

// Whether the seat still has a say; reading and ending stay when it has ended.
store::Result<bool> is_seated(store::Writer& writer, store::LogNumber log, int place) {
  const auto seat = writer.seat(log, place);
  if (!seat) return std::unexpected(seat.error());
  return *seat && !(*seat)->ended;
}

}  // namespace

awaitable<Response> Api::post_share(Call& call) {
  const auto identity = member_of(call);
  if (!identity) co_return identity.error();
  if (identity->device_kind != store::DeviceKind::member) co_return refused(base::Error::not_yours);
  auto body = decode_share(call.request.body);
  if (!body) co_return refused(body.error());
  const auto now = now_ms();
  if (!claim_buckets_.take("share " + text(identity->log_id), now)) co_return refused(base::Error::rate);
  const auto log = call.worker.reader->log(identity->log_id);
  if (!log) co_return troubled(log.error());
  if (!*log) co_return refused(base::Error::not_found);
  const store::ShareRecord share{.id = body->id,
                                 .log = identity->log,
                                 .place = identity->place,
                                 .expires_at = now + body->ttl_s * host::kSecond,
                                 .confirmed = (*log)->kind == store::LogKind::personal};
  auto expires_at = std::make_shared<std::int64_t>(share.expires_at);
  const auto decision = co_await relay::execute<Decision>(
      parts_.committer,
      [share, body = std::move(body->body), now, expires_at](const relay::Asked& asked) -> store::Result<Decision> {
        const auto seated = is_seated(asked.writer, share.log, share.place);
        if (!seated) return std::unexpected(seated.error());
        if (!*seated) return decided(base::Error::seat_ended);
        const auto there = asked.writer.share(share.id);
        if (!there) return std::unexpected(there.error());
        if (*there) {
          // The same one again, because its answer was lost; one that has ended stays ended.
          if ((*there)->log != share.log || (*there)->place != share.place) return decided(base::Error::conflict);
          if (!is_open(**there, now)) return decided(base::Error::not_found);
          const auto before = asked.writer.share_body(share.id);
          if (!before) return std::unexpected(before.error());
          if (*before != body) return decided(base::Error::conflict);
          *expires_at = (*there)->expires_at;
          return decided(200);
        }
        const auto open = asked.writer.open_shares_of(share.log, now);
        if (!open) return std::unexpected(open.error());
        if (open->size() >= kOpenSharesPerLog) return decided(base::Error::quota);
        if (auto done = asked.writer.add_share(share, body); !done) return std::unexpected(done.error());
        return decided(201);
      });
  co_return response(decision, {{"expires_at", *expires_at}, {"confirmed", share.confirmed}, {"server_time", now}});
}

awaitable<Response> Api::get_shares(Call& call) {
  const auto identity = member_of(call);
  if (!identity) co_return identity.error();
  if (identity->device_kind != store::DeviceKind::member) co_return refused(base::Error::not_yours);
  const auto shares = call.worker.reader->open_shares_of(identity->log, now_ms());
  if (!shares) co_return troubled(shares.error());
  auto list = nlohmann::json::array();
  for (const auto& share : *shares) {
    list.push_back({{"id", text(share.id)},
                    {"expires_at", share.expires_at},
                    {"confirmed", share.confirmed},
                    {"fetched", share.fetched}});
  }
  co_return json(200, {{"shares", list}, {"server_time", now_ms()}});
}

awaitable<Response> Api::post_share_confirm(Call& call) {
  const auto identity = member_of(call);
  if (!identity) co_return identity.error();
  if (identity->device_kind != store::DeviceKind::member) co_return refused(base::Error::not_yours);
  const auto id = from_path<base::ShareId>(call.second);
  if (!id) co_return refused(base::Error::shape);
  const auto now = now_ms();
  const auto decision = co_await relay::execute<Decision>(
      parts_.committer, [id = *id, who = *identity, now](const relay::Asked& asked) -> store::Result<Decision> {
        const auto seated = is_seated(asked.writer, who.log, who.place);
        if (!seated) return std::unexpected(seated.error());
        if (!*seated) return decided(base::Error::seat_ended);
        const auto found = asked.writer.share(id);
        if (!found) return std::unexpected(found.error());
        if (!*found || (*found)->log != who.log || !is_open(**found, now)) return decided(base::Error::not_found);
        auto share = **found;
        if (share.place == who.place) return decided(base::Error::not_yours);  // one's own key is no second one
        share.confirmed = true;
        if (auto done = asked.writer.update_share(share); !done) return std::unexpected(done.error());
        return decided(200);
      });
  co_return response(decision, nlohmann::json::object());
}

awaitable<Response> Api::delete_share(Call& call) {
  const auto identity = member_of(call);
  if (!identity) co_return identity.error();
  if (identity->device_kind != store::DeviceKind::member) co_return refused(base::Error::not_yours);
  const auto id = from_path<base::ShareId>(call.second);
  if (!id) co_return refused(base::Error::shape);
  const auto decision = co_await relay::execute<Decision>(
      parts_.committer, [id = *id, log = identity->log](const relay::Asked& asked) -> store::Result<Decision> {
        const auto found = asked.writer.share(id);
        if (!found) return std::unexpected(found.error());
        if (!*found || (*found)->log != log) return decided(base::Error::not_found);
        if (auto done = asked.writer.end_share(id); !done) return std::unexpected(done.error());
        return decided(200);
      });
  co_return response(decision, nlohmann::json::object());
}

// For whoever has the link; nobody logs in here.
awaitable<Response> Api::get_share(Call& call) {
  const auto now = now_ms();
  if (!share_buckets_.take(call.request.neighbourhood, now)) co_return refused(base::Error::rate);
  const auto id = from_path<base::ShareId>(call.segment);
  if (!id) co_return refused(base::Error::not_found);
  const auto found = call.worker.reader->share(*id);
  if (!found) co_return troubled(found.error());
  if (!*found || !is_open(**found, now) || !(*found)->confirmed) co_return refused(base::Error::not_found);
  Response response{.content_type = "application/octet-stream"};
  if (!(*found)->fetched && call.request.method == Method::get) {
    // The two can see that it was read before it is: noted first, then handed out.
    auto body = std::make_shared<base::Bytes>();
    const auto decision = co_await relay::execute<Decision>(
        parts_.committer, [id = *id, now, body](const relay::Asked& asked) -> store::Result<Decision> {
          const auto again = asked.writer.share(id);
          if (!again) return std::unexpected(again.error());
          if (!*again || !is_open(**again, now)) return decided(base::Error::not_found);
          auto share = **again;
          share.fetched = true;
          if (auto done = asked.writer.update_share(share); !done) return std::unexpected(done.error());
          auto bytes = asked.writer.share_body(id);
          if (!bytes) return std::unexpected(bytes.error());
          *body = std::move(*bytes);
          return decided(200);
        });
    if (!decision) co_return troubled(decision.error());
    if (decision->refusal) co_return refused(*decision->refusal);
    response.body = std::string(base::as_text(*body));
    co_return response;
  }
  const auto body = call.worker.reader->share_body(*id);
  if (!body) co_return troubled(body.error());
  if (body->empty()) co_return refused(base::Error::not_found);  // ended in this moment
  response.body = std::string(base::as_text(*body));
  co_return response;
}

}  // namespace hearth::server::net
