// Writing: an envelope of this device, complete and received here, so that what
// is sent has passed the same checks as what comes.
#include <algorithm>

#include "log/replica.h"
#include "vault/box.h"
#include "verify/hash.h"

namespace hearth::log {
namespace {

constexpr std::uint64_t kGreatestLogical = std::uint64_t{1} << 62;

}  // namespace

envelope::Header Replica::next_header(Stream stream, base::Entropy& entropy, std::optional<base::EventId> event) const {
  const auto* chain = chains_.find({secrets_.device, stream});
  envelope::Header header;
  header.stream = stream;
  header.log = id();
  header.owner = secrets_.member;
  header.event = event ? *event : entropy.draw<base::EventId>();
  header.device = secrets_.device;
  header.sequence = (chain != nullptr ? chain->last() : 0) + 1;
  if (chain != nullptr) header.previous = chain->last_link();
  return header;
}

std::vector<HeadSeen> Replica::heads_to_name(Stream stream) const {
  const ChainId own{secrets_.device, stream};
  const auto* own_chain = chains_.find(own);
  std::vector<HeadSeen> heads;
  for (const auto& [id, chain] : chains_.all()) {
    if (id == own || chain.last() == 0) continue;
    // A control event is readable by the host, and a shared one by the partner.
    if (stream != Stream::private_ && id.stream == Stream::private_) continue;
    std::uint64_t named = 0;
    if (own_chain != nullptr) {
      const auto found = own_chain->named.find(id);
      if (found != own_chain->named.end()) named = found->second;
    }
    if (chain.last() <= named || heads.size() == kHeadsLimit) continue;
    heads.push_back({.device = id.device, .stream = id.stream, .sequence = chain.last(), .link = chain.last_link()});
  }
  return heads;
}

std::expected<Outgoing, base::Error> Replica::write(Words words, std::uint64_t logical_floor, std::int64_t now_ms,
                                                    base::Entropy& entropy) {
  if (words.type.size() > kTypeLimit || words.payload.size() > kPayloadLimit) {
    return std::unexpected(base::Error::too_large);
  }
  const auto stream = personal() ? Stream::private_ : Stream::shared;
  auto header = next_header(stream, entropy, words.event);
  header.key_id = personal() ? keyring_.generations.current() : secrets_.epochs.current();
  const auto key = key_of(header.key_id, stream, secrets_.member);
  if (!key) return std::unexpected(base::Error::not_ready);
  const Plaintext plaintext{.type = std::move(words.type),
                            .type_version = words.type_version,
                            .logical = std::min(std::max(greatest_logical_, logical_floor) + 1, kGreatestLogical),
                            .authored_ms = now_ms,
                            .heads = heads_to_name(stream),
                            .payload = std::move(words.payload)};
  const base::SecretBytes inside(encode(plaintext));
  return finish_write(header, vault::encrypt(*key, envelope::encode_core(header), inside.reveal(), entropy));
}

std::expected<Outgoing, base::Error> Replica::write_control(ControlType type, base::Bytes payload, std::int64_t now_ms,
                                                            base::Entropy& entropy) {
  const auto header = next_header(Stream::control, entropy, std::nullopt);
  const Control control{.type = static_cast<std::uint8_t>(type),
                        .logical = std::min(greatest_logical_ + 1, kGreatestLogical),
                        .authored_ms = now_ms,
                        .heads = heads_to_name(Stream::control),
                        .payload = std::move(payload)};
  return finish_write(header, sign_control(control, envelope::encode_core(header), secrets_.device_signing));
}

std::expected<Outgoing, base::Error> Replica::finish_write(envelope::Header header, base::Bytes body) {
  header.body_length = static_cast<std::uint32_t>(body.size());
  header.body_hash = envelope::body_hash(body);
  const auto* generation = keyring_.generations.find(keyring_.generations.current());
  if (generation == nullptr) return std::unexpected(base::Error::not_ready);
  header.own_tag = own_tag(own_tag_key(*generation), envelope::encode_core(header), header.body_hash);
  Outgoing outgoing{.log = id(),
                    .event = header.event,
                    .stream = header.stream,
                    .sequence = header.sequence,
                    .header = envelope::encode(header),
                    .body = std::move(body)};
  auto receipt = receive({.source = Source::stored, .header = outgoing.header, .body = outgoing.body});
  if (receipt.verdict != Verdict::accepted) {
    return std::unexpected(receipt.error.value_or(base::Error::refused_by_rule));
  }
  if (!receipt.opened.empty()) outgoing.opened = std::move(receipt.opened.front());
  return outgoing;
}

bool Replica::wrapped(const base::Hash32& key, const base::DeviceId& device) const {
  return wrapped_.contains({key, device});
}

std::expected<Wrap, base::Error> Replica::make_wrap(const base::Hash32& key_id, const base::Hash32& parent,
                                                    base::ByteView key, const base::DeviceId& device,
                                                    base::Entropy& entropy) const {
  const auto* recipient = roster_.find(device);
  if (recipient == nullptr) return std::unexpected(base::Error::not_found);
  auto sealed = vault::seal_to(recipient->certificate.exchange, wrap_place(id(), key_id, device), key, entropy);
  if (!sealed) return std::unexpected(sealed.error());
  return Wrap{.key_id = key_id, .parent = parent, .device = device, .sealed = std::move(*sealed)};
}

}  // namespace hearth::log
