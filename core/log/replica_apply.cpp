// What a verified event means for the log itself.
#include <algorithm>

#include "log/erasure.h"
#include "log/replica.h"
#include "vault/box.h"
#include "verify/hash.h"

namespace hearth::log {
namespace {

// Logical times far beyond what two people can write are set aside, so that one
// event cannot use up the order.
constexpr std::uint64_t kLogicalLimit = std::uint64_t{1} << 62;

}  // namespace

std::expected<void, base::Error> Replica::apply_control(const Control& control, const Envelope& envelope,
                                                        Receipt& receipt) {
  const auto& header = envelope.header;
  const bool news = envelope.source == Source::server && header.device != secrets_.device;
  const auto tell = [&](std::string_view code, const base::DeviceId& device) {
    if (news) receipt.notices.push_back({.code = code, .log = id(), .event = header.event, .device = device});
  };
  if (control.type >= kControlTypeCount) return std::unexpected(base::Error::unknown_version);
  if (control.logical > kLogicalLimit) return std::unexpected(base::Error::shape);
  greatest_logical_ = std::max(greatest_logical_, control.logical);

  switch (static_cast<ControlType>(control.type)) {
    case ControlType::member: {
      const auto payload = decode_member(control.payload);
      if (!payload) return std::unexpected(payload.error());
      return roster_.add_member(*payload, control.authored_ms);
    }
    case ControlType::certificate: {
      const auto payload = decode_certificate(control.payload);
      if (!payload) return std::unexpected(payload.error());
      if (payload->member != header.owner) return std::unexpected(base::Error::verification_failed);
      const auto& certificate = payload->certificate;
      const bool known = roster_.find(certificate.device) != nullptr;
      if (const auto added = roster_.add_certificate(*payload, control.authored_ms); !added) {
        return std::unexpected(added.error());
      }
      const bool own = payload->member == secrets_.member && certificate.device != secrets_.device;
      if (own && !known && certificate.kind == DeviceKind::device) {
        const auto* voucher = roster_.find(certificate.voucher);
        const bool by_kit = voucher != nullptr && voucher->certificate.kind == DeviceKind::kit;
        tell(by_kit ? "kit_used" : "device_added", certificate.device);
      }
      return {};
    }
    case ControlType::rotate:
    case ControlType::wrap: {
      const auto payload = decode_keys(control.payload);
      if (!payload) return std::unexpected(payload.error());
      return apply_keys(*payload);
    }
    case ControlType::revoke: {
      const auto payload = decode_revoke(control.payload);
      if (!payload) return std::unexpected(payload.error());
      const auto revoked = roster_.revoke(*payload, header.device, header.sequence);
      if (revoked && header.owner == secrets_.member) tell("device_revoked", payload->device);
      return revoked;
    }
    case ControlType::leave: {
      if (!control.payload.empty()) return std::unexpected(base::Error::shape);
      left_.emplace(header.owner, envelope.number);
      if (header.owner != secrets_.member) tell("partner_left", header.device);
      return {};
    }
  }
  return std::unexpected(base::Error::unknown_version);
}

std::expected<void, base::Error> Replica::apply_keys(const KeysPayload& payload) {
  for (const auto& wrap : payload.wraps) {
    wrapped_.insert({wrap.key_id, wrap.device});
    const bool for_kit = secrets_.introduction && wrap.device == secrets_.introduction->voucher;
    if (wrap.device != secrets_.device && !(for_kit && secrets_.kit_exchange)) continue;
    const auto place = wrap_place(id(), wrap.key_id, wrap.device);
    const auto& secret = for_kit ? *secrets_.kit_exchange : secrets_.device_exchange;
    const auto opened = vault::open_sealed(secret, place, wrap.sealed);
    if (!opened) continue;  // not for us after all; a sibling can wrap it again
    if (personal()) {
      auto key = vault::GenerationKey::from(opened->reveal());
      if (key && key_id(*key, wrap.parent) == wrap.key_id) keyring_.generations.add(wrap.parent, std::move(*key));
    } else {
      auto key = vault::EpochKey::from(opened->reveal());
      if (key && key_id(*key, wrap.parent) == wrap.key_id) secrets_.epochs.add(wrap.parent, std::move(*key));
    }
  }
  return {};
}

std::expected<Opened, base::Error> Replica::apply_event(const Plaintext& plaintext, const Envelope& envelope,
                                                        Receipt& receipt) {
  const auto& header = envelope.header;
  if (plaintext.logical > kLogicalLimit) return std::unexpected(base::Error::shape);
  greatest_logical_ = std::max(greatest_logical_, plaintext.logical);
  Opened opened{.id = header.event,
                .log = id(),
                .stream = header.stream,
                .author = header.owner,
                .device = header.device,
                .who = who(header.owner),
                .logical = plaintext.logical,
                .authored_ms = plaintext.authored_ms,
                .type = plaintext.type,
                .type_version = plaintext.type_version,
                .payload = plaintext.payload,
                .link = envelope::link(envelope.header_bytes),
                .provenance = secrets_.archive_keys.empty() ? Provenance::direct : Provenance::brought_back};
  // A later version of a type that the log itself understands is set aside.
  const bool own_type = opened.type == kSealType || opened.type == kReleaseType || opened.type == kWithdrawType ||
                        opened.type == kEraseType || opened.type == kUndoType;
  if (own_type && opened.type_version != 1) return std::unexpected(base::Error::unknown_version);

  // Who left takes own words back and says nothing more, whatever the host lets through.
  const auto left = left_.find(header.owner);
  const bool afterwards = left != left_.end() && left->second > 0 && envelope.number > left->second;
  if (afterwards && opened.type != kEraseType && opened.type != kUndoType) {
    return std::unexpected(base::Error::left);
  }

  std::expected<void, base::Error> applied;
  if (opened.type == kSealType) {
    applied = apply_seal(opened, plaintext);
  } else if (opened.type == kReleaseType) {
    applied = apply_release(opened, plaintext, receipt);
  } else if (opened.type == kWithdrawType) {
    applied = apply_withdraw(opened, plaintext);
  } else if (opened.type == kEraseType) {
    applied = apply_erase(opened, plaintext);
  } else if (opened.type == kUndoType) {
    applied = apply_undo(opened, plaintext);
  } else if (opened.type == kOpenType && opened.who == Author::partner) {
    if (const auto exchange = answered_openly(opened.payload)) exchanges_.opened_by_partner(*exchange);
  }
  if (!applied) return std::unexpected(applied.error());
  return opened;
}

std::expected<void, base::Error> Replica::apply_seal(Opened& opened, const Plaintext& plaintext) {
  if (opened.stream != Stream::shared || !secrets_.root) {
    if (secrets_.archive_keys.empty()) return std::unexpected(base::Error::refused_by_rule);
  }
  auto payload = decode_seal(plaintext.payload);
  if (!payload) return std::unexpected(payload.error());
  if (!secrets_.root) return std::unexpected(base::Error::missing_key);
  const auto exchange = exchange_id(*secrets_.root, payload->question, payload->version, payload->round);
  opened.payload = to_json(*payload, exchange);
  SealRecord record{.event = opened.id,
                    .who = opened.who,
                    .member = opened.author,
                    .exchange = exchange,
                    .payload = std::move(*payload)};
  opened.answer = opened.who == Author::me ? own_answer(record) : std::nullopt;
  exchanges_.add(std::move(record));
  return {};
}

std::expected<void, base::Error> Replica::apply_release(Opened& opened, const Plaintext& plaintext, Receipt& receipt) {
  const auto payload = decode_release(plaintext.payload);
  if (!payload) return std::unexpected(payload.error());
  auto* record = exchanges_.find(payload->seal);
  if (record == nullptr) return std::unexpected(base::Error::not_found);
  if (record->member != opened.author || record->exchange != payload->exchange) {
    return std::unexpected(base::Error::not_yours);
  }
  const auto wrong = [&] {
    receipt.notices.push_back({.code = "wrong_release", .log = id(), .event = opened.id, .device = opened.device});
    return std::unexpected(base::Error::verification_failed);
  };
  if (record->withdrawn) return std::unexpected(base::Error::refused_by_rule);
  const auto key = vault::AnswerKey::from(payload->key.view());
  if (!key) return std::unexpected(key.error());
  // The commitment comes first: only the key that was meant is ever tried.
  const auto expected = commitment(record->exchange, record->payload.question, record->payload.version, record->member,
                                   *key, record->payload.box);
  if (expected != record->payload.commitment) return wrong();
  auto answer = open_box(*record, *key);
  if (!answer) return wrong();
  record->released = true;
  opened.payload = to_json(*payload);
  if (opened.who == Author::partner) opened.answer = std::move(answer);
  return {};
}

std::expected<void, base::Error> Replica::apply_withdraw(Opened& opened, const Plaintext& plaintext) {
  const auto payload = decode_withdraw(plaintext.payload);
  if (!payload) return std::unexpected(payload.error());
  auto* record = exchanges_.find(payload->seal);
  if (record == nullptr) return std::unexpected(base::Error::not_found);
  if (record->member != opened.author || record->exchange != payload->exchange) {
    return std::unexpected(base::Error::not_yours);
  }
  if (record->released) return std::unexpected(base::Error::refused_by_rule);
  record->withdrawn = true;
  opened.payload = to_json(*payload);
  return {};
}

std::expected<void, base::Error> Replica::apply_erase(Opened& opened, const Plaintext& plaintext) {
  const auto payload = decode_erase(plaintext.payload);
  if (!payload) return std::unexpected(payload.error());
  const auto target = events_.find(payload->event);
  if (target == events_.end()) return std::unexpected(base::Error::not_found);
  if (target->second.header.owner != opened.author || target->second.link != payload->link) {
    return std::unexpected(base::Error::not_yours);
  }
  target->second.erased = true;
  erasures_[payload->event] = payload->link;
  opened.payload = to_json(*payload);
  return {};
}

std::expected<void, base::Error> Replica::apply_undo(Opened& opened, const Plaintext& plaintext) {
  const auto payload = decode_undo(plaintext.payload);
  if (!payload) return std::unexpected(payload.error());
  const auto target = events_.find(payload->event);
  if (target == events_.end()) return std::unexpected(base::Error::not_found);
  if (target->second.header.owner != opened.author) return std::unexpected(base::Error::not_yours);
  target->second.erased = false;
  erasures_.erase(payload->event);
  opened.payload = to_json(*payload);
  return {};
}

std::optional<std::string> Replica::open_box(const SealRecord& record, const vault::AnswerKey& key) const {
  const auto place = box_place(id(), record.exchange, record.member, record.event);
  const auto opened = vault::decrypt(key, place, record.payload.box);
  if (!opened) return std::nullopt;
  auto answer = unpad_answer(opened->reveal());
  if (!answer) return std::nullopt;
  return std::move(*answer);
}

std::optional<std::string> Replica::own_answer(const SealRecord& record) const {
  for (const auto& [id, node] : keyring_.generations.nodes()) {
    const auto key = answer_key(seal_key(node.key), record.exchange, record.event);
    const auto expected = commitment(record.exchange, record.payload.question, record.payload.version, record.member,
                                     key, record.payload.box);
    if (expected == record.payload.commitment) return open_box(record, key);
  }
  return std::nullopt;
}

}  // namespace hearth::log
