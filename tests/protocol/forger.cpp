#include "tests/protocol/forger.h"

#include <cstdio>
#include <cstdlib>

#include "codec/reader.h"
#include "log/derive.h"
#include "log/plaintext.h"
#include "vault/box.h"
#include "vault/entropy.h"
#include "vault/local_vault.h"

namespace hearth::tests {
namespace {

constexpr std::size_t kAnyCount = 1000;

template <class Value, class Error>
Value must(std::expected<Value, Error> value, const char* what) {
  if (value) return std::move(*value);
  std::fprintf(stderr, "%s\n", what);
  std::abort();
}

base::Bytes record(Actor& actor, const std::string& name) {
  auto found = actor.host().store().value(cli::Table::kRecords, name);
  if (!found || !*found) std::abort();
  return **found;
}

}  // namespace

Forger::Forger(Actor& bob) {
  bob.stop();
  bob.restart();
  const auto key = must(vault::PassphraseKey::from(bob.host().key()), "bob's key");
  const auto vault = must(vault::LocalVault::unlock(record(bob, "vault"), key), "bob's vault");
  const auto person = must(vault.decrypt("records", "person", record(bob, "person")), "bob's keys");
  // As core/log/person.cpp writes it: version, generations, the personal log, spaces.
  codec::Reader reader(person.reveal());
  reader.u8();
  const auto generations = reader.list(kAnyCount, 64);
  for (std::uint32_t i = 0; i < generations; ++i) reader.raw(64);
  auto personal = log::read_log_secrets(reader);
  const auto spaces = reader.list(kAnyCount, 100);
  if (!personal || spaces != 1) std::abort();
  space_ = log::read_log_secrets(reader);
  if (!space_ || !space_->owner || !space_->partner) std::abort();
}

LedgerEvent Forger::in_alices_name(const LedgerEvent& last, const std::string& text) const {
  const vault::SharedSecret identities =
      must(vault::agree(space_->owner->exchange, space_->partner->identity.exchange), "the shared secret");
  envelope::Header header = last.read();
  const auto* epoch = space_->epochs.find(header.key_id);
  if (epoch == nullptr) std::abort();
  const vault::AuthorKey key = log::author_key(*epoch, {.identities = identities,
                                                        .own_identity = space_->identity.exchange,
                                                        .other_identity = space_->partner->identity.exchange,
                                                        .space = space_->log,
                                                        .epoch = header.key_id,
                                                        .stream = header.stream,
                                                        .author = header.owner});
  header.previous = envelope::link(last.header);
  header.sequence += 1;
  header.event.bytes.fill(0x6d);
  const std::string payload = Json{{"text", text}, {"reply", "witness"}}.dump();
  const base::Bytes inside = log::encode(log::Plaintext{.type = "share.text",
                                                        .type_version = 1,
                                                        .logical = 1000,
                                                        .authored_ms = cli::real_surroundings().now_ms(),
                                                        .heads = {},
                                                        .payload = base::to_bytes(base::as_bytes(payload))});
  const base::Bytes seed(32, 0x42);
  vault::SeededEntropy entropy(seed);
  LedgerEvent forged{.log = last.log, .number = 0, .header = {}, .body = {}};
  forged.body = vault::encrypt(key, envelope::encode_core(header), inside, entropy);
  header.body_length = static_cast<std::uint32_t>(forged.body.size());
  header.body_hash = envelope::body_hash(forged.body);
  header.own_tag.bytes.fill(0x11);
  forged.header = envelope::encode(header);
  return forged;
}

}  // namespace hearth::tests
