#include "log/derive.h"

#include <algorithm>
#include <array>

#include "codec/writer.h"
#include "verify/hash.h"

namespace hearth::log {
namespace {

// A hash becomes a key; the copy on the way is wiped.
template <class Key>
Key into_key(base::Hash32 digest) {
  auto key = Key::from(digest.view());
  base::wipe(digest.bytes);
  return std::move(*key);
}

std::array<std::uint8_t, 4> little_endian(std::uint32_t value) {
  std::array<std::uint8_t, 4> bytes{};
  for (std::size_t i = 0; i < bytes.size(); ++i) bytes[i] = static_cast<std::uint8_t>(value >> (8 * i));
  return bytes;
}

}  // namespace

KeyId key_id(const vault::EpochKey& key, const KeyId& parent) {
  return verify::hash("epoch", {key.reveal(), parent.view()});
}

KeyId key_id(const vault::GenerationKey& key, const KeyId& parent) {
  return verify::hash("generation", {key.reveal(), parent.view()});
}

vault::AuthorKey author_key(const vault::EpochKey& epoch_key, const AuthorKeyInput& input) {
  const auto [smaller, greater] = std::minmax(input.own_identity, input.other_identity);
  const std::array stream{static_cast<std::uint8_t>(input.stream)};
  return into_key<vault::AuthorKey>(
      verify::keyed_hash(epoch_key.reveal(), "author",
                         {input.identities.reveal(), smaller.view(), greater.view(), input.space.view(),
                          input.epoch.view(), stream, input.author.view()}));
}

vault::AuthorKey private_key(const vault::GenerationKey& generation_key, const base::LogId& log,
                             const KeyId& generation, const base::MemberId& member) {
  return into_key<vault::AuthorKey>(
      verify::keyed_hash(generation_key.reveal(), "private", {log.view(), generation.view(), member.view()}));
}

vault::OwnTagKey own_tag_key(const vault::GenerationKey& generation_key) {
  return into_key<vault::OwnTagKey>(verify::keyed_hash(generation_key.reveal(), "own-tag-key", {}));
}

base::Hash32 own_tag(const vault::OwnTagKey& key, base::ByteView core, const base::Hash32& body_hash) {
  return verify::keyed_hash(key.reveal(), "own-tag", {core, body_hash.view()});
}

vault::SealKey seal_key(const vault::GenerationKey& generation_key) {
  return into_key<vault::SealKey>(verify::keyed_hash(generation_key.reveal(), "seal-key", {}));
}

vault::AnswerKey answer_key(const vault::SealKey& key, const base::ExchangeId& exchange, const base::EventId& event) {
  return into_key<vault::AnswerKey>(verify::keyed_hash(key.reveal(), "answer", {exchange.view(), event.view()}));
}

base::ExchangeId exchange_id(const vault::SpaceRoot& root, std::string_view question, std::uint32_t version,
                             std::uint32_t round) {
  auto key = verify::keyed_hash(root.reveal(), "exchange-key", {});
  const auto digest = verify::keyed_hash(key.view(), "exchange",
                                         {base::as_bytes(question), little_endian(version), little_endian(round)});
  base::wipe(key.bytes);
  base::ExchangeId id;
  id.bytes = digest.bytes;
  return id;
}

base::Hash32 rank(const vault::SpaceRoot& root, std::string_view what) {
  auto key = verify::keyed_hash(root.reveal(), "rank-key", {});
  const auto digest = verify::keyed_hash(key.view(), "rank", {base::as_bytes(what)});
  base::wipe(key.bytes);
  return digest;
}

base::Hash32 own_coin(const vault::ExchangeSecret& owner, const base::LogId& log, std::string_view what) {
  auto key = verify::keyed_hash(owner.reveal(), "coin-key", {});
  const auto digest = verify::keyed_hash(key.view(), "coin", {log.view(), base::as_bytes(what)});
  base::wipe(key.bytes);
  return digest;
}

base::Hash32 commitment(const base::ExchangeId& exchange, std::string_view question, std::uint32_t version,
                        const base::MemberId& member, const vault::AnswerKey& key, base::ByteView box) {
  return verify::hash("commitment", {exchange.view(), base::as_bytes(question), little_endian(version), member.view(),
                                     key.reveal(), box});
}

base::Bytes box_place(const base::LogId& space, const base::ExchangeId& exchange, const base::MemberId& member,
                      const base::EventId& event) {
  codec::Writer writer;
  writer.text("hearth/1/box").fixed(space).fixed(exchange).fixed(member).fixed(event);
  return writer.take();
}

}  // namespace hearth::log
