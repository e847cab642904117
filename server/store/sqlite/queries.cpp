#include "server/store/sqlite/queries.h"

namespace hearth::server::store::sqlite {
namespace {

using Use = Statement::Use;

constexpr std::int64_t kNumbersInABlock = 256;  // as in events_by_id

LogRecord log_in(const Use& row) {
  return {.number = row.integer(0),
          .id = row.fixed<base::LogId>(1),
          .kind = row.integer(2) == 1 ? LogKind::space : LogKind::personal};
}

SeatRecord seat_in(const Use& row) {
  SeatRecord seat{.place = static_cast<int>(row.integer(0)), .key = row.fixed<base::SigningPublicKey>(1)};
  if (!row.is_null(2)) seat.member = row.fixed<base::MemberId>(2);
  seat.ended = row.integer(3) != 0;
  return seat;
}

DeviceRecord device_in(const Use& row) {
  return {.id = row.fixed<base::DeviceId>(0),
          .key = row.fixed<base::SigningPublicKey>(1),
          .place = static_cast<int>(row.integer(2)),
          .kind = row.integer(3) == 1 ? DeviceKind::reader : DeviceKind::member,
          .revoked = row.integer(4) != 0};
}

ChainRecord chain_in(const Use& row) {
  return {.device = row.fixed<base::DeviceId>(0),
          .stream = static_cast<envelope::Stream>(row.integer(1)),
          .sequence = static_cast<std::uint64_t>(row.integer(2)),
          .link = row.fixed<base::Hash32>(3),
          .events = row.integer(4),
          .bytes = row.integer(5)};
}

ShareRecord share_in(const Use& row) {
  return {.id = row.fixed<base::ShareId>(0),
          .log = row.integer(1),
          .place = static_cast<int>(row.integer(2)),
          .expires_at = row.integer(3),
          .confirmed = row.integer(4) != 0,
          .fetched = row.integer(5) != 0,
          .gone = row.integer(6) != 0};
}

void event_in(const Use& row, EventRecord& event) {
  event.number = row.integer(0);
  const auto header = row.bytes(1);
  event.header.assign(header.begin(), header.end());
  event.erased = row.is_null(2);
  const auto body = row.bytes(2);
  event.body.assign(body.begin(), body.end());
  event.erase_at.reset();
  if (!row.is_null(3)) event.erase_at = row.integer(3);
}

// The first row, or nothing.
template <class Value, class Read>
Result<std::optional<Value>> first(Use& use, Read read) {
  const auto row = use.step();
  if (!row) return std::unexpected(row.error());
  if (!*row) return std::nullopt;
  return read(use);
}

// All rows.
template <class Value, class Read>
Result<std::vector<Value>> all(Use& use, Read read) {
  std::vector<Value> values;
  for (;;) {
    const auto row = use.step();
    if (!row) return std::unexpected(row.error());
    if (!*row) return values;
    values.push_back(read(use));
  }
}

Result<std::int64_t> number(Use& use) {
  const auto row = use.step();
  if (!row) return std::unexpected(row.error());
  return *row ? use.integer(0) : 0;
}

EventRecord whole_event(const Use& row) {
  EventRecord event;
  event_in(row, event);
  return event;
}

}  // namespace

template <class Base>
Result<std::optional<LogRecord>> Reading<Base>::log(const base::LogId& id) {
  auto use = log_.use();
  use.bind(1, id.view());
  auto found = first<LogRecord>(use, log_in);
  if (!found || !*found) return found;
  const auto last = last_number((*found)->number);
  if (!last) return std::unexpected(last.error());
  (*found)->last_number = *last;
  return found;
}

template <class Base>
Result<std::optional<LogRecord>> Reading<Base>::personal_log_of(const base::DeviceId& device) {
  auto use = personal_log_of_.use();
  use.bind(1, device.view());
  return first<LogRecord>(use, log_in);
}

template <class Base>
Result<std::int64_t> Reading<Base>::last_number(LogNumber log) {
  auto use = last_number_.use();
  use.bind(1, log);
  return number(use);
}

template <class Base>
Result<std::optional<SeatRecord>> Reading<Base>::seat(LogNumber log, int place) {
  auto use = seat_.use();
  use.bind(1, log).bind(2, std::int64_t{place});
  return first<SeatRecord>(use, seat_in);
}

template <class Base>
Result<std::optional<SeatRecord>> Reading<Base>::seat_by_key(LogNumber log, const base::SigningPublicKey& key) {
  auto use = seat_by_key_.use();
  use.bind(1, log).bind(2, key.view());
  return first<SeatRecord>(use, seat_in);
}

template <class Base>
Result<std::optional<DeviceRecord>> Reading<Base>::device(LogNumber log, const base::DeviceId& id) {
  auto use = device_.use();
  use.bind(1, log).bind(2, id.view());
  return first<DeviceRecord>(use, device_in);
}

template <class Base>
Result<std::optional<LogRecords>> Reading<Base>::log_records(LogNumber log) {
  LogRecords records;
  {
    auto use = log_by_number_.use();
    use.bind(1, log);
    const auto found = first<LogRecord>(use, log_in);
    if (!found) return std::unexpected(found.error());
    if (!*found) return std::nullopt;
    records.log = **found;
  }
  const auto last = last_number(log);
  if (!last) return std::unexpected(last.error());
  records.log.last_number = *last;
  {
    auto use = seats_.use();
    use.bind(1, log);
    auto seats = all<SeatRecord>(use, seat_in);
    if (!seats) return std::unexpected(seats.error());
    records.seats = std::move(*seats);
  }
  {
    auto use = devices_.use();
    use.bind(1, log);
    auto devices = all<DeviceRecord>(use, device_in);
    if (!devices) return std::unexpected(devices.error());
    records.devices = std::move(*devices);
  }
  auto use = chains_.use();
  use.bind(1, log);
  auto chains = all<ChainRecord>(use, chain_in);
  if (!chains) return std::unexpected(chains.error());
  records.chains = std::move(*chains);
  return records;
}

template <class Base>
Result<Usage> Reading<Base>::usage(LogNumber log) {
  auto use = usage_.use();
  use.bind(1, log);
  const auto row = use.step();
  if (!row) return std::unexpected(row.error());
  return Usage{.events = use.integer(0), .bytes = use.integer(1)};
}

template <class Base>
Result<std::int64_t> Reading<Base>::spaces_of(LogNumber personal) {
  auto use = spaces_of_.use();
  use.bind(1, personal);
  return number(use);
}

template <class Base>
Result<void> Reading<Base>::page(LogNumber log, std::int64_t after, std::size_t max, std::size_t max_bytes,
                                 const std::function<void(const EventRecord&)>& take) {
  auto use = page_.use();
  use.bind(1, log).bind(2, after).bind(3, static_cast<std::int64_t>(max));
  EventRecord event;
  std::size_t bytes = 0;
  while (bytes < max_bytes) {
    const auto row = use.step();
    if (!row) return std::unexpected(row.error());
    if (!*row) break;
    event_in(use, event);
    bytes += event.header.size() + event.body.size();
    take(event);
  }
  return {};
}

template <class Base>
Result<std::optional<EventRecord>> Reading<Base>::event_by_number(LogNumber log, std::int64_t number) {
  auto use = event_by_number_.use();
  use.bind(1, log).bind(2, number);
  return first<EventRecord>(use, whole_event);
}

template <class Base>
Result<std::optional<EventRecord>> Reading<Base>::event_by_id(LogNumber log, const base::EventId& id) {
  const auto last = last_number(log);
  if (!last) return std::unexpected(last.error());
  // The newest first: what is sent again or taken back is mostly new.
  for (auto block = *last / kNumbersInABlock; block >= 0; --block) {
    auto use = event_by_id_.use();
    use.bind(1, log).bind(2, block).bind(3, id.view());
    auto found = first<EventRecord>(use, whole_event);
    if (!found || *found) return found;
  }
  return std::nullopt;
}

template <class Base>
Result<std::optional<InviteRecord>> Reading<Base>::invite(const base::LocatorId& locator) {
  auto use = invite_.use();
  use.bind(1, locator.view());
  return first<InviteRecord>(use, [](const Use& row) {
    InviteRecord invite{.locator = row.fixed<base::LocatorId>(0),
                        .log = row.integer(1),
                        .place = static_cast<int>(row.integer(2)),
                        .seat_hash = row.fixed<base::Hash32>(3),
                        .expires_at = row.integer(4),
                        .gone = row.integer(5) != 0,
                        .wrong_tries = static_cast<int>(row.integer(6))};
    if (!row.is_null(7)) invite.claim_hash = row.fixed<base::Hash32>(7);
    if (!row.is_null(8)) invite.registered = row.fixed<base::LogId>(8);
    return invite;
  });
}

template <class Base>
Result<std::vector<InviteMessage>> Reading<Base>::invite_messages(const base::LocatorId& locator, std::int64_t after) {
  auto use = invite_messages_.use();
  use.bind(1, locator.view()).bind(2, after);
  return all<InviteMessage>(use, [](const Use& row) {
    const auto data = row.bytes(2);
    return InviteMessage{.number = row.integer(0),
                         .from = row.integer(1) == 1 ? Side::joiner : Side::inviter,
                         .data = base::Bytes(data.begin(), data.end())};
  });
}

template <class Base>
Result<std::int64_t> Reading<Base>::open_invites_of(LogNumber log, std::int64_t now_ms) {
  auto use = open_invites_of_.use();
  use.bind(1, log).bind(2, now_ms);
  return number(use);
}

template <class Base>
Result<std::optional<ShareRecord>> Reading<Base>::share(const base::ShareId& id) {
  auto use = share_.use();
  use.bind(1, id.view());
  return first<ShareRecord>(use, share_in);
}

template <class Base>
Result<base::Bytes> Reading<Base>::share_body(const base::ShareId& id) {
  auto use = share_body_.use();
  use.bind(1, id.view());
  const auto row = use.step();
  if (!row) return std::unexpected(row.error());
  if (!*row) return base::Bytes();
  const auto body = use.bytes(0);
  return base::Bytes(body.begin(), body.end());
}

template <class Base>
Result<std::vector<ShareRecord>> Reading<Base>::open_shares_of(LogNumber log, std::int64_t now_ms) {
  auto use = open_shares_of_.use();
  use.bind(1, log).bind(2, now_ms);
  return all<ShareRecord>(use, share_in);
}

template <class Base>
Result<std::optional<SetupToken>> Reading<Base>::setup_token(const base::Hash32& hash) {
  auto use = setup_token_.use();
  use.bind(1, hash.view());
  return first<SetupToken>(use, [](const Use& row) {
    SetupToken token{.expires_at = row.integer(0)};
    if (!row.is_null(1)) token.used_by = row.fixed<base::LogId>(1);
    return token;
  });
}

template <class Base>
Result<bool> Reading<Base>::has_logs() {
  auto use = has_logs_.use();
  const auto value = number(use);
  if (!value) return std::unexpected(value.error());
  return *value != 0;
}

template class Reading<Reader>;
template class Reading<Writer>;

}  // namespace hearth::server::store::sqlite
