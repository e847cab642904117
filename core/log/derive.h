// Every derivation of the log, in one place: which label, which key, over what.
// docs/protocol.md lists them with vectors; tests/data/vectors.json pins them.
#pragma once

#include <string_view>

#include "base/ids.h"
#include "envelope/header.h"
#include "vault/keys.h"

namespace hearth::log {

// Of an epoch of a space or a generation of a person: which one a header means.
using KeyId = base::Hash32;

// hash("epoch", {key, parent}) · hash("generation", {key, parent}). One id can never mean two keys.
[[nodiscard]] KeyId key_id(const vault::EpochKey& key, const KeyId& parent);
[[nodiscard]] KeyId key_id(const vault::GenerationKey& key, const KeyId& parent);

struct AuthorKeyInput {
  const vault::SharedSecret& identities;  // agreement of both identities
  base::ExchangePublicKey own_identity;
  base::ExchangePublicKey other_identity;
  base::LogId space;
  KeyId epoch;
  envelope::Stream stream;
  base::MemberId author;
};
// keyed by the epoch key: hash("author", {agreement, smaller public, greater public, space, epoch id, stream, author}).
[[nodiscard]] vault::AuthorKey author_key(const vault::EpochKey& epoch_key, const AuthorKeyInput& input);

// For the private stream: keyed by the generation key, hash("private", {log, generation id, member}).
[[nodiscard]] vault::AuthorKey private_key(const vault::GenerationKey& generation_key, const base::LogId& log,
                                           const KeyId& generation, const base::MemberId& member);

[[nodiscard]] vault::OwnTagKey own_tag_key(const vault::GenerationKey& generation_key);
[[nodiscard]] base::Hash32 own_tag(const vault::OwnTagKey& key, base::ByteView core, const base::Hash32& body_hash);

[[nodiscard]] vault::SealKey seal_key(const vault::GenerationKey& generation_key);
// K of one own answer: keyed by the seal key, hash("answer", {exchange, event}).
[[nodiscard]] vault::AnswerKey answer_key(const vault::SealKey& key, const base::ExchangeId& exchange,
                                          const base::EventId& event);

// Keyed by hash("exchange-key") of the root: hash("exchange", {question, version, round}).
[[nodiscard]] base::ExchangeId exchange_id(const vault::SpaceRoot& root, std::string_view question,
                                           std::uint32_t version, std::uint32_t round);
// Keyed by hash("rank-key") of the root: hash("rank", {what}).
[[nodiscard]] base::Hash32 rank(const vault::SpaceRoot& root, std::string_view what);

// Keyed by hash("coin-key") of the personal log's owner: hash("coin", {log, what}).
[[nodiscard]] base::Hash32 own_coin(const vault::ExchangeSecret& owner, const base::LogId& log, std::string_view what);

// hash("commitment", {exchange, question, version, member, K, box}).
[[nodiscard]] base::Hash32 commitment(const base::ExchangeId& exchange, std::string_view question,
                                      std::uint32_t version, const base::MemberId& member, const vault::AnswerKey& key,
                                      base::ByteView box);
// Associated data of a box: text "hearth/1/box" | space | exchange | member | event.
[[nodiscard]] base::Bytes box_place(const base::LogId& space, const base::ExchangeId& exchange,
                                    const base::MemberId& member, const base::EventId& event);

}  // namespace hearth::log
