// What a replica can be asked: what is sent and seen, what is missing, which key.
#include <algorithm>

#include "base/order.h"
#include "codec/writer.h"
#include "log/replica.h"
#include "vault/sign.h"
#include "verify/hash.h"

namespace hearth::log {

void Replica::acknowledged(const base::EventId& event, std::uint64_t number) {
  const auto found = events_.find(event);
  if (found == events_.end()) return;
  found->second.number = number;
  auto& chain = chains_.at(chain_of(found->second.header));
  chain.delivered = std::max(chain.delivered, found->second.header.sequence);
}

std::vector<base::EventId> Replica::unsent() const {
  std::vector<const EventRecord*> waiting;
  for (const auto& [id, record] : events_) {
    if (record.number == 0 && record.header.device == secrets_.device) waiting.push_back(&record);
  }
  base::sort(waiting, [](const EventRecord* a, const EventRecord* b) {
    return std::pair(a->header.stream, a->header.sequence) < std::pair(b->header.stream, b->header.sequence);
  });
  std::vector<base::EventId> result;
  for (const auto* record : waiting) result.push_back(record->header.event);
  return result;
}

void Replica::begin_resync() {
  cursor_ = {};
  for (auto& [id, record] : events_) record.number = 0;
  for (auto& [id, chain] : chains_.all()) chain.delivered = 0;
}

std::vector<Notice> Replica::standing_notices() const {
  std::vector<Notice> notices;
  const auto tell = [&](std::string_view code, const base::DeviceId& device) {
    const Notice standing{.code = code, .log = id(), .device = device};
    if (std::ranges::find(notices, standing) == notices.end()) notices.push_back(standing);
  };
  for (const auto& [slot, link] : wanted_) tell("withheld", slot.first.device);
  for (const auto& slot : other_views_) tell("withheld", slot.first.device);
  for (const auto& [event, record] : events_) {
    if (!record.has_body && !erasures_.contains(event)) tell("withheld", record.header.device);
  }
  for (const auto& [chain, slots] : held_) {
    const auto* known = chains_.find(chain);
    const std::uint64_t next = (known != nullptr ? known->last() : 0) + 1;
    if (!slots.empty() && slots.begin()->first > next) tell("withheld", chain.device);
    for (const auto& [sequence, envelope] : slots) {
      const bool in_our_name = envelope.header.owner == secrets_.member;
      if (sequence == next && in_our_name && !own_tag_holds(envelope.header)) tell("injected", chain.device);
    }
  }
  return notices;
}

base::Hash32 Replica::view_hash() const {
  codec::Writer writer;
  for (const auto& [id, chain] : chains_.all()) {
    if (chain.delivered == 0 || id.stream == Stream::private_) continue;
    writer.fixed(id.device).u8(static_cast<std::uint8_t>(id.stream)).u64(chain.delivered);
    writer.fixed(*chain.link(chain.delivered));
  }
  return verify::hash("same-page", {id().view(), writer.data()});
}

const Replica::EventRecord* Replica::find(const base::EventId& event) const {
  const auto found = events_.find(event);
  return found == events_.end() ? nullptr : &found->second;
}

std::expected<vault::AuthorKey, base::Error> Replica::key_of(const KeyId& key, Stream stream,
                                                             const base::MemberId& author) const {
  const std::tuple place{key, stream, author};
  if (const auto cached = author_keys_.find(place); cached != author_keys_.end()) return cached->second.duplicate();
  const auto keep = [&](vault::AuthorKey made) {
    author_keys_.try_emplace(place, made.duplicate());
    return made;
  };
  if (stream == Stream::private_) {
    const auto* generation = keyring_.generations.find(key);
    if (generation == nullptr) return std::unexpected(base::Error::missing_key);
    return keep(private_key(*generation, id(), key, author));
  }
  for (const auto& handed_over : secrets_.archive_keys) {
    if (handed_over.epoch == key && handed_over.author == author) return handed_over.key.duplicate();
  }
  const auto* epoch = secrets_.epochs.find(key);
  if (epoch == nullptr || !secrets_.owner || !secrets_.partner) return std::unexpected(base::Error::missing_key);
  const auto identities = vault::agree(secrets_.owner->exchange, secrets_.partner->identity.exchange);
  if (!identities) return std::unexpected(identities.error());
  return keep(author_key(*epoch, {.identities = *identities,
                                  .own_identity = secrets_.identity.exchange,
                                  .other_identity = secrets_.partner->identity.exchange,
                                  .space = id(),
                                  .epoch = key,
                                  .stream = stream,
                                  .author = author}));
}

}  // namespace hearth::log
