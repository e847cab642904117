#include "server/relay/rules.h"

namespace hearth::server::relay {
namespace {

// Header and body of what takes an own event back, and a little more.
constexpr std::int64_t kErasureBytes = 768;

bool allowed(store::LogKind kind, envelope::Stream stream) {
  switch (stream) {
    case envelope::Stream::control: return true;
    case envelope::Stream::shared: return kind == store::LogKind::space;
    case envelope::Stream::private_: return kind == store::LogKind::personal;
  }
  return false;
}

Verdict refused(base::Error error, std::uint64_t expected = 0) {
  return {.kind = Verdict::Kind::refused, .error = error, .expected = expected};
}

}  // namespace

LogState state_of(const store::LogRecords& records) {
  LogState state;
  state.log = records.log;
  for (const auto& seat : records.seats) {
    if (seat.place < 1 || seat.place > 2) continue;
    auto& held = state.seats[static_cast<std::size_t>(seat.place - 1)];
    held.exists = true;
    held.ended = seat.ended;
    held.member = seat.member;
  }
  for (const auto& device : records.devices) {
    auto& held = state.devices[device.id];
    held.place = device.place == 2 ? 2 : 1;
    held.kind = device.kind;
    held.revoked = device.revoked;
  }
  for (const auto& chain : records.chains) {
    state.bytes += chain.bytes;
    const auto stream = static_cast<std::size_t>(chain.stream);
    if (stream < envelope::kStreamCount) state.devices[chain.device].chains[stream] = chain;
  }
  return state;
}

Verdict judge(LogState& state, const Arrival& arrival, const Limits& limits, std::int64_t now_ms) {
  const auto& header = *arrival.header;
  const auto found = state.devices.find(arrival.device);
  if (header.log != state.log.id || header.device != arrival.device || found == state.devices.end() ||
      found->second.revoked || found->second.kind == store::DeviceKind::reader) {
    return refused(base::Error::not_yours);
  }
  auto& seat = state.seats[static_cast<std::size_t>(found->second.place - 1)];
  if (!seat.exists || (seat.member && *seat.member != header.owner)) return refused(base::Error::not_yours);
  // Who left may still take own words back: an event that is small enough for that and
  // for little else. The other member's app reads nothing but erasures in it.
  if (seat.ended && (header.stream != envelope::Stream::shared || arrival.bytes > kErasureBytes)) {
    return refused(base::Error::seat_ended);
  }
  if (!allowed(state.log.kind, header.stream)) return refused(base::Error::shape);
  const auto& chain = found->second.chains[static_cast<std::size_t>(header.stream)];
  const auto next = chain.sequence + 1;
  if (!seat.bucket.take(limits.appends_per_minute, now_ms)) return refused(base::Error::rate, next);
  if (header.sequence < next) return {.kind = Verdict::Kind::old, .expected = next};
  if (header.sequence > next) return refused(base::Error::sequence_gap, next);
  if (header.previous != chain.link) return refused(base::Error::link_mismatch, next);
  if (state.bytes + arrival.bytes > limits.space_bytes) return refused(base::Error::quota, next);
  return {.kind = Verdict::Kind::next, .expected = next};
}

void accept(LogState& state, const Arrival& arrival, const base::Hash32& link) {
  const auto& header = *arrival.header;
  auto& device = state.devices[arrival.device];
  const auto stream = static_cast<std::size_t>(header.stream);
  auto& chain = device.chains[stream];
  chain.device = arrival.device;
  chain.stream = header.stream;
  chain.sequence = header.sequence;
  chain.link = link;
  ++chain.events;
  chain.bytes += arrival.bytes;
  device.changed[stream] = true;
  state.bytes += arrival.bytes;
  state.log.last_number += 1;
  auto& seat = state.seats[static_cast<std::size_t>(device.place - 1)];
  if (!seat.member) seat.member = header.owner;
}

}  // namespace hearth::server::relay
