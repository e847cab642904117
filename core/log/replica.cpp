#include "log/replica.h"

#include <algorithm>

#include "codec/writer.h"
#include "vault/box.h"
#include "verify/hash.h"

namespace hearth::log {
namespace {

// What a log may hold back while it waits for keys or earlier events. A hostile
// host can fill it with what nobody can check; past this, more is refused.
constexpr std::size_t kHeldLimit = 64 * 1024 * 1024;

// The signing key that a device's first control event brings along.
std::optional<base::SigningPublicKey> introduced_key(const Control& control, const envelope::Header& header) {
  if (control.type == static_cast<std::uint8_t>(ControlType::member)) {
    const auto payload = decode_member(control.payload);
    if (payload && payload->first_device.device == header.device) return payload->first_device.key;
  }
  if (control.type == static_cast<std::uint8_t>(ControlType::certificate)) {
    const auto payload = decode_certificate(control.payload);
    if (payload && payload->certificate.device == header.device) return payload->certificate.key;
  }
  return std::nullopt;
}

}  // namespace

Replica::Replica(LogSecrets secrets, Keyring& keyring)
    : secrets_(std::move(secrets)), keyring_(keyring), roster_(secrets_.log) {
  roster_.pin(secrets_.member, secrets_.identity);
  if (secrets_.partner) roster_.pin(secrets_.partner->member, secrets_.partner->identity);
}

void Replica::pin_partner(const Partner& partner) {
  secrets_.partner = partner;
  roster_.pin(partner.member, partner.identity);
}

Author Replica::who(const base::MemberId& member) const {
  return member == secrets_.member ? Author::me : Author::partner;
}

Notice Replica::notice(std::string_view code, const envelope::Header& header) const {
  return {.code = code, .log = id(), .event = header.event, .device = header.device};
}

Receipt Replica::receive(const Incoming& incoming) {
  Receipt receipt;
  if (incoming.number > cursor_.number) cursor_ = {incoming.number, envelope::link(incoming.header)};
  const auto header = envelope::decode(incoming.header);
  if (!header) {
    receipt.error = header.error();
    receipt.verdict = header.error() == base::Error::unknown_version ? Verdict::set_aside : Verdict::refused;
    if (receipt.verdict == Verdict::refused) receipt.notices.push_back({.code = "altered", .log = id()});
    return receipt;
  }
  Envelope envelope{.source = incoming.source,
                    .number = incoming.number,
                    .erased = incoming.erased,
                    .header = *header,
                    .header_bytes = base::to_bytes(incoming.header),
                    .body = base::to_bytes(incoming.body)};
  const auto tried = admit(envelope, receipt);
  receipt.error = tried.error;
  if (tried.step == Step::wait) {
    const auto size = envelope.body.size() + envelope::kHeaderSize;
    if (held_bytes_ + size > kHeldLimit) {
      receipt.verdict = Verdict::refused;
      receipt.error = base::Error::too_large;
      return receipt;
    }
    hold(std::move(envelope));
    receipt.verdict = Verdict::held;
    return receipt;
  }
  receipt.verdict = tried.verdict;
  if (tried.verdict == Verdict::accepted || tried.verdict == Verdict::set_aside) drain_into(receipt);
  return receipt;
}

Replica::Tried Replica::admit(Envelope& envelope, Receipt& receipt) {
  const auto& header = envelope.header;
  const bool belongs =
      header.log == id() && (header.stream == Stream::control || (header.stream == Stream::private_) == personal());
  if (!belongs) {
    receipt.notices.push_back(notice("injected", header));
    return {.error = base::Error::not_yours};
  }
  const bool bodiless = envelope.erased && envelope.body.empty();
  if (!bodiless) {
    if (const auto body = envelope::check_body(header, envelope.body); !body) {
      receipt.notices.push_back(notice("altered", header));
      return {.error = body.error()};
    }
  }
  if (const auto known = events_.find(header.event); known != events_.end()) {
    return known_event(envelope, known->second, receipt);
  }
  const auto* chain = chains_.find(chain_of(header));
  const std::uint64_t last = chain != nullptr ? chain->last() : 0;
  if (header.sequence <= last) return slot_taken(envelope, receipt);
  if (header.sequence > last + 1) return {.step = Step::wait, .error = base::Error::sequence_gap};
  return try_next(envelope, receipt);
}

Replica::Tried Replica::known_event(const Envelope& envelope, EventRecord& record, Receipt& receipt) {
  if (!(record.header == envelope.header)) {
    receipt.notices.push_back(notice("replayed", envelope.header));
    return {.error = base::Error::conflict};
  }
  if (envelope.number > 0) {
    record.number = envelope.number;
    auto& chain = chains_.at(chain_of(envelope.header));
    chain.delivered = std::max(chain.delivered, envelope.header.sequence);
  }
  if (!record.has_body && !envelope.body.empty()) {
    // A body that was gone has come back: an erasure was undone.
    const auto content = authenticate(envelope);
    if (!content) return {.error = content.error()};
    record.has_body = true;
    if (content->plaintext) {
      if (auto opened = apply_event(*content->plaintext, envelope, receipt)) {
        record.opened = true;
        record.type = opened->type;
        receipt.opened.push_back(std::move(*opened));
      }
    }
    return {.verdict = Verdict::accepted};
  }
  return {.verdict = Verdict::duplicate};
}

Replica::Tried Replica::slot_taken(const Envelope& envelope, Receipt& receipt) {
  const auto& header = envelope.header;
  const auto content = authenticate(envelope);
  if (!content) {
    if (content.error() == base::Error::missing_key) return {.step = Step::wait, .error = content.error()};
    receipt.notices.push_back(notice("injected", header));
    return {.error = content.error()};
  }
  auto& chain = chains_.at(chain_of(header));
  if (chain.tail_unopened && header.sequence == chain.last()) {
    // What stood here came without a body and was never proved: the proved one takes its place.
    std::erase_if(events_, [&](const auto& entry) { return entry.second.link == chain.last_link(); });
    chain.links.pop_back();
    chain.tail_unopened = false;
    auto again = envelope;
    return try_next(again, receipt);
  }
  receipt.notices.push_back(notice("forked", header));
  return {.verdict = Verdict::set_aside, .error = base::Error::conflict};
}

bool Replica::own_tag_holds(const envelope::Header& header) const {
  const auto core = envelope::encode_core(header);
  for (const auto& [id, node] : keyring_.generations.nodes()) {
    const auto expected = own_tag(own_tag_key(node.key), core, header.body_hash);
    if (verify::equal(expected.view(), header.own_tag.view())) return true;
  }
  return false;
}

std::expected<Replica::Content, base::Error> Replica::authenticate(const Envelope& envelope) const {
  const auto& header = envelope.header;
  const auto core = envelope::encode_core(header);
  const auto* device = roster_.find(header.device);

  // A new own device knows no generation before the control stream gave it one;
  // an archive that the partner brought back has none at all.
  const bool tag_unknowable =
      (keyring_.generations.empty() && header.stream == Stream::control) || !secrets_.archive_keys.empty();
  if (header.owner == secrets_.member && !tag_unknowable && !own_tag_holds(header)) {
    return std::unexpected(base::Error::not_yours);
  }

  Content content;
  if (header.stream == Stream::control) {
    auto control = decode_control(envelope.body);
    std::optional<base::SigningPublicKey> key;
    if (device != nullptr) {
      key = device->certificate.key;
    } else if (control && header.sequence == 1) {
      key = introduced_key(*control, header);
    }
    if (!key) return std::unexpected(base::Error::missing_key);
    if (!control_matches(envelope.body, core, *key)) return std::unexpected(base::Error::verification_failed);
    if (!control) {
      content.aside = control.error();
    } else {
      content.control = std::move(*control);
    }
    return content;
  }

  if (device == nullptr) return std::unexpected(base::Error::missing_key);
  const auto key = key_of(header.key_id, header.stream, header.owner);
  if (!key) return std::unexpected(key.error());
  const auto opened = vault::decrypt(*key, core, envelope.body);
  if (!opened) return std::unexpected(base::Error::verification_failed);
  auto plaintext = decode_plaintext(opened->reveal());
  if (!plaintext) {
    content.aside = plaintext.error();
  } else {
    content.plaintext = std::move(*plaintext);
  }
  return content;
}

Replica::Tried Replica::try_next(Envelope& envelope, Receipt& receipt) {
  const auto& header = envelope.header;
  const auto refuse = [&](std::string_view code, base::Error error) {
    receipt.notices.push_back(notice(code, header));
    return Tried{.error = error};
  };
  const auto* device = roster_.find(header.device);
  const bool introduces_itself = device == nullptr && header.stream == Stream::control && header.sequence == 1;
  if (device == nullptr && !introduces_itself) return {.step = Step::wait, .error = base::Error::missing_key};
  if (device != nullptr) {
    if (device->member != header.owner) return refuse("injected", base::Error::not_yours);
    if (!roster_.may_write(header.device, header.stream, header.sequence)) {
      return refuse("injected", base::Error::not_yours);
    }
  }

  const bool bodiless = envelope.erased && envelope.body.empty();
  Content content;
  if (bodiless) {
    if (header.owner == secrets_.member && !own_tag_holds(header)) {
      return {.step = Step::wait, .error = base::Error::not_yours};
    }
    if (device == nullptr) return {.step = Step::wait, .error = base::Error::missing_key};
  } else {
    auto authentic = authenticate(envelope);
    if (!authentic) {
      // Without its own tag it is perhaps not ours, perhaps under a generation that
      // the personal log has yet to tell us about: it waits and shows nothing, and
      // is named in the standing notices.
      if (authentic.error() == base::Error::missing_key || authentic.error() == base::Error::not_yours) {
        return {.step = Step::wait, .error = authentic.error()};
      }
      return refuse("injected", authentic.error());
    }
    content = std::move(*authentic);
  }

  auto& chain = chains_.at(chain_of(header));
  if (header.previous != chain.last_link()) {
    // Its author wrote another event before this one than the one that we were given.
    receipt.notices.push_back(notice("withheld", header));
    return {.verdict = Verdict::set_aside, .error = base::Error::link_mismatch};
  }
  const bool older_key = chain.key != header.key_id && !chain.key.is_zero() &&
                         (personal() ? keyring_.generations.leads_to(header.key_id, chain.key)
                                     : secrets_.epochs.leads_to(header.key_id, chain.key));
  if (header.stream != Stream::control && older_key) return refuse("injected", base::Error::refused_by_rule);

  if (introduces_itself) {
    // Counts only if what it says of itself holds.
    if (!content.control) return refuse("injected", base::Error::verification_failed);
    if (const auto applied = apply_control(*content.control, envelope, receipt); !applied) {
      const bool other_identity = applied.error() == base::Error::not_yours;
      return refuse(other_identity ? "identity_changed" : "injected", applied.error());
    }
    const auto* introduced = roster_.find(header.device);
    if (introduced == nullptr || introduced->member != header.owner) {
      return refuse("injected", base::Error::not_yours);
    }
  }

  const auto heads = content.control ? content.control->heads
                                     : (content.plaintext ? content.plaintext->heads : std::vector<HeadSeen>{});
  EventRecord record{.header = header,
                     .link = envelope::link(envelope.header_bytes),
                     .number = envelope.number,
                     .has_body = !bodiless,
                     .erased = erasures_.contains(header.event)};
  auto& kept = events_.insert_or_assign(header.event, std::move(record)).first->second;
  advance(envelope, heads);
  chain.tail_unopened = bodiless;

  Tried tried{.verdict = content.aside ? Verdict::set_aside : Verdict::accepted, .error = content.aside};
  if (content.control && !introduces_itself) {
    if (const auto applied = apply_control(*content.control, envelope, receipt); !applied) {
      if (applied.error() == base::Error::verification_failed || applied.error() == base::Error::not_yours) {
        receipt.notices.push_back(
            notice(applied.error() == base::Error::not_yours ? "identity_changed" : "injected", header));
      }
      tried = {.verdict = Verdict::set_aside, .error = applied.error()};
    }
  }
  if (content.plaintext) {
    if (auto opened = apply_event(*content.plaintext, envelope, receipt)) {
      kept.opened = true;
      kept.type = opened->type;
      receipt.opened.push_back(std::move(*opened));
    } else {
      tried = {.verdict = Verdict::set_aside, .error = opened.error()};
    }
  }
  return tried;
}

void Replica::advance(const Envelope& envelope, const std::vector<HeadSeen>& heads) {
  const auto& header = envelope.header;
  const auto id = chain_of(header);
  auto& chain = chains_.at(id);
  const auto link = envelope::link(envelope.header_bytes);
  chain.links.push_back(link);
  if (header.stream != Stream::control) chain.key = header.key_id;
  if (envelope.number > 0) chain.delivered = header.sequence;
  const std::pair slot{id, header.sequence};
  if (const auto wanted = wanted_.find(slot); wanted != wanted_.end()) {
    if (wanted->second != link) other_views_.insert(slot);
    wanted_.erase(wanted);
  }
  note_heads(header.device, header.stream, heads);
}

void Replica::note_heads(const base::DeviceId& by, Stream stream, const std::vector<HeadSeen>& heads) {
  auto& named = chains_.at({by, stream}).named;
  for (const auto& head : heads) {
    const ChainId chain{head.device, head.stream};
    auto& named_up_to = named[chain];
    named_up_to = std::max(named_up_to, head.sequence);
    const auto* known = chains_.find(chain);
    const auto link = known != nullptr ? known->link(head.sequence) : std::nullopt;
    if (!link) {
      wanted_.try_emplace({chain, head.sequence}, head.link);
    } else if (*link != head.link) {
      other_views_.insert({chain, head.sequence});
    }
  }
}

void Replica::hold(Envelope envelope) {
  auto& slots = held_[chain_of(envelope.header)];
  const auto [first, last] = slots.equal_range(envelope.header.sequence);
  for (auto at = first; at != last; ++at) {
    if (at->second.header_bytes == envelope.header_bytes) {
      at->second.number = std::max(at->second.number, envelope.number);
      return;
    }
  }
  held_bytes_ += envelope.body.size() + envelope::kHeaderSize;
  const auto sequence = envelope.header.sequence;
  slots.emplace(sequence, std::move(envelope));
}

Receipt Replica::drain() {
  Receipt receipt;
  receipt.verdict = Verdict::accepted;
  drain_into(receipt);
  return receipt;
}

void Replica::drain_into(Receipt& receipt) {
  bool progress = !held_.empty();
  while (progress) {
    progress = false;
    for (auto& [id, slots] : held_) {
      // Several may claim one place; those before the next place lost it.
      for (auto at = slots.begin(); at != slots.end();) {
        const auto* chain = chains_.find(id);
        if (at->first > (chain != nullptr ? chain->last() : 0) + 1) break;
        const auto tried = admit(at->second, receipt);
        if (tried.step == Step::wait) {
          ++at;
          continue;
        }
        held_bytes_ -= at->second.body.size() + envelope::kHeaderSize;
        at = slots.erase(at);
        progress = true;
      }
    }
    std::erase_if(held_, [](const auto& entry) { return entry.second.empty(); });
  }
}

}  // namespace hearth::log
