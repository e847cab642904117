#include "log/forger_testing.h"

#include <gtest/gtest.h>

#include "codec/reader.h"
#include "vault/box.h"
#include "vault/sign.h"

namespace hearth::log::testing {

Tail tail_of(Host& host, const base::LogId& log, const base::DeviceId& device, Stream stream) {
  Tail tail;
  for (const auto& stored : host.log(log)) {
    const auto header = envelope::decode(stored.header);
    if (!header || header->device != device || header->stream != stream || header->sequence <= tail.sequence) continue;
    tail = {.sequence = header->sequence, .link = envelope::link(stored.header)};
  }
  return tail;
}

Forger::Forger(Actor& actor, Host& host) : actor_(actor), host_(host) {
  const auto record = actor.person().save();
  codec::Reader reader(record.reveal());
  reader.u8();
  const auto generations = reader.list(100, 64);
  for (std::uint32_t i = 0; i < generations; ++i) {
    const auto parent = reader.fixed<base::Hash32>();
    generations_.add(parent, std::move(*vault::GenerationKey::from(reader.raw(32))));
  }
  personal_ = read_log_secrets(reader);
  const auto spaces = reader.list(100, 100);
  for (std::uint32_t i = 0; i < spaces; ++i) space_ = read_log_secrets(reader);
  EXPECT_TRUE(personal_ && space_);
}

Stored Forger::shared(const Forgery& forgery) {
  const auto tail = tail_of(host_, space_->log, forgery.device, Stream::shared);
  envelope::Header header;
  header.stream = Stream::shared;
  header.log = space_->log;
  header.owner = forgery.owner;
  header.event = forgery.event ? *forgery.event : actor_.entropy().draw<base::EventId>();
  header.device = forgery.device;
  header.sequence = tail.sequence + 1;
  header.previous = tail.link;
  header.key_id = forgery.epoch ? *forgery.epoch : space_->epochs.current();
  const auto identities = vault::agree(space_->owner->exchange, space_->partner->identity.exchange);
  const auto key =
      author_key(*space_->epochs.find(header.key_id), {.identities = *identities,
                                                       .own_identity = space_->identity.exchange,
                                                       .other_identity = space_->partner->identity.exchange,
                                                       .space = space_->log,
                                                       .epoch = header.key_id,
                                                       .stream = Stream::shared,
                                                       .author = forgery.owner});
  const auto inside = encode(Plaintext{
      .type = forgery.type, .logical = 1000, .authored_ms = actor_.now(), .heads = {}, .payload = forgery.payload});
  auto body = vault::encrypt(key, envelope::encode_core(header), inside, actor_.entropy());
  header.body_hash = envelope::body_hash(body);
  header.body_length = static_cast<std::uint32_t>(body.size());
  if (forgery.own_tag) {
    const auto& generation = *generations_.find(generations_.current());
    header.own_tag = own_tag(own_tag_key(generation), envelope::encode_core(header), header.body_hash);
  }
  return {.header = envelope::encode(header), .body = std::move(body)};
}

Stored Forger::mine(std::string_view type, base::Bytes payload) {
  return shared(
      {.owner = space_->member, .device = space_->device, .type = std::string(type), .payload = std::move(payload)});
}

}  // namespace hearth::log::testing
