// The sealed exchange, taking back, leaving, and the words of the same page, as a
// person's app asks for them. (The release of a key is a duty: person_duties.cpp.)
#include "base/words.h"
#include "log/erasure.h"
#include "log/person_state.h"
#include "vault/box.h"

namespace hearth::log {
namespace {

constexpr std::size_t kSamePageWords = 4;

}  // namespace

std::expected<base::ExchangeId, base::Error> Person::exchange_id(base::LogId space, std::string_view question,
                                                                 std::uint32_t version, std::uint32_t round) const {
  const auto* replica = state_->find(space);
  if (replica == nullptr || !replica->secrets().root) return std::unexpected(base::Error::not_paired);
  return log::exchange_id(*replica->secrets().root, question, version, round);
}

std::expected<base::Hash32, base::Error> Person::rank(base::LogId space, std::string_view what) const {
  const auto* replica = state_->find(space);
  if (replica == nullptr || !replica->secrets().root) return std::unexpected(base::Error::not_paired);
  return log::rank(*replica->secrets().root, what);
}

base::Hash32 Person::own_coin(base::LogId log, std::string_view what) const {
  const auto* personal = state_->find(personal_log());
  if (personal == nullptr || !personal->secrets().owner) return {};
  return log::own_coin(personal->secrets().owner->exchange, log, what);
}

std::expected<base::EventId, base::Error> Person::seal(base::LogId space, std::string_view question,
                                                       std::uint32_t version, std::uint32_t round,
                                                       std::string_view answer, std::int64_t now_ms,
                                                       base::Entropy& entropy) {
  auto* replica = state_->find(space);
  if (replica == nullptr || !replica->secrets().root || !replica->secrets().partner) {
    return std::unexpected(base::Error::not_paired);
  }
  if (state_->closed(*replica)) return std::unexpected(base::Error::left);
  if (answer.empty() || question.empty()) return std::unexpected(base::Error::empty);
  if (answer.size() > kAnswerLimit || question.size() > kQuestionLimit) return std::unexpected(base::Error::too_long);
  if (!base::is_utf8(base::as_bytes(answer)) || !base::is_utf8(base::as_bytes(question))) {
    return std::unexpected(base::Error::shape);
  }
  const auto exchange = log::exchange_id(*replica->secrets().root, question, version, round);
  if (replica->exchanges().counting(exchange, Author::me) != nullptr) {
    return std::unexpected(base::Error::already_sealed);
  }
  const auto* generation = state_->keyring.generations.find(state_->keyring.generations.current());
  if (generation == nullptr) return std::unexpected(base::Error::not_ready);

  const auto event = entropy.draw<base::EventId>();
  const auto member = replica->secrets().member;
  const auto key = answer_key(seal_key(*generation), exchange, event);
  const auto padded = pad_answer(answer);
  auto box = vault::encrypt(key, box_place(space, exchange, member, event), padded.reveal(), entropy);
  SealPayload payload{.question = std::string(question), .version = version, .round = round, .box = std::move(box)};
  payload.commitment = commitment(exchange, payload.question, version, member, key, payload.box);
  return state_->send(
      replica->write({.type = std::string(kSealType), .payload = encode(payload), .event = event}, 0, now_ms, entropy));
}

std::expected<base::EventId, base::Error> Person::withdraw(base::LogId space, const base::ExchangeId& exchange,
                                                           std::int64_t now_ms, base::Entropy& entropy) {
  auto* replica = state_->find(space);
  if (replica == nullptr) return std::unexpected(base::Error::not_found);
  const auto* own = replica->exchanges().counting(exchange, Author::me);
  if (own == nullptr) return std::unexpected(base::Error::not_found);
  if (own->released) return std::unexpected(base::Error::refused_by_rule);
  const WithdrawPayload payload{.exchange = exchange, .seal = own->event};
  return state_->send(
      replica->write({.type = std::string(kWithdrawType), .payload = encode(payload)}, 0, now_ms, entropy));
}

ExchangeState Person::exchange(base::LogId space, const base::ExchangeId& exchange) const {
  const auto* replica = state_->find(space);
  return replica != nullptr ? replica->exchanges().state(exchange) : ExchangeState{};
}

std::expected<base::EventId, base::Error> Person::erase(base::LogId log, base::EventId event, std::int64_t now_ms,
                                                        base::Entropy& entropy) {
  auto* replica = state_->find(log);
  const auto* record = replica != nullptr ? replica->find(event) : nullptr;
  if (record == nullptr || record->header.stream == Stream::control) return std::unexpected(base::Error::not_found);
  if (record->header.owner != replica->secrets().member) return std::unexpected(base::Error::not_yours);
  return state_->send(replica->write(
      {.type = std::string(kEraseType), .payload = encode(ErasePayload{.event = event, .link = record->link})}, 0,
      now_ms, entropy));
}

std::expected<base::EventId, base::Error> Person::undo_erase(base::LogId log, base::EventId event, std::int64_t now_ms,
                                                             base::Entropy& entropy) {
  auto* replica = state_->find(log);
  const auto* record = replica != nullptr ? replica->find(event) : nullptr;
  if (record == nullptr || !record->erased) return std::unexpected(base::Error::not_found);
  if (record->header.owner != replica->secrets().member) return std::unexpected(base::Error::not_yours);
  return state_->send(replica->write({.type = std::string(kUndoType), .payload = encode(UndoPayload{.event = event})},
                                     0, now_ms, entropy));
}

std::expected<void, base::Error> Person::leave(base::LogId space, std::int64_t now_ms, base::Entropy& entropy) {
  auto* replica = state_->find(space);
  if (replica == nullptr || replica->personal()) return std::unexpected(base::Error::not_found);
  if (left(space, Author::me)) return std::unexpected(base::Error::left);
  return state_->send(replica->write_control(ControlType::leave, {}, now_ms, entropy)).transform([](const auto&) {});
}

std::vector<std::string> Person::same_page(base::LogId space) const {
  const auto* replica = state_->find(space);
  if (replica == nullptr) return {};
  const auto view = replica->view_hash();
  std::vector<std::string> words;
  for (std::size_t i = 0; i < kSamePageWords; ++i) {
    const auto bits = static_cast<std::size_t>(view.bytes[2 * i] | (view.bytes[2 * i + 1] << 8));
    words.emplace_back(base::words()[bits % base::kWordCount]);
  }
  return words;
}

}  // namespace hearth::log
