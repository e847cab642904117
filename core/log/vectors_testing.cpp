#include "log/vectors_testing.h"

#include <format>
#include <initializer_list>
#include <utility>
#include <vector>

#include "envelope/header.h"
#include "envelope/padding.h"
#include "log/control.h"
#include "log/derive.h"
#include "log/exchange.h"
#include "log/handshake.h"
#include "log/person_state.h"
#include "log/plaintext.h"
#include "vault/box.h"
#include "vault/entropy.h"
#include "vault/kit.h"
#include "vault/local_vault.h"
#include "vault/share.h"
#include "vault/sign.h"
#include "verify/hash.h"
#include "verify/login.h"

namespace hearth::log::testing {
namespace {

using base::as_bytes;
using base::Bytes;
using base::ByteView;

// Bytes that anyone can write down: first, first + 1, first + 2, …
Bytes counting(std::uint8_t first, std::size_t length) {
  Bytes bytes(length);
  for (std::size_t i = 0; i < length; ++i) bytes[i] = static_cast<std::uint8_t>(first + i);
  return bytes;
}

template <class Value>
Value fixed(std::uint8_t first) {
  return *Value::from(counting(first, Value::kSize));
}

// Gives 0x00…, then 0x20…, then 0x40… with each draw.
class Counting final : public base::Entropy {
 public:
  void fill(std::span<std::uint8_t> out) override {
    const auto bytes = counting(next_, out.size());
    for (std::size_t i = 0; i < out.size(); ++i) out[i] = bytes[i];
    next_ = static_cast<std::uint8_t>(next_ + 0x20);
  }

 private:
  std::uint8_t next_ = 0;
};

std::string hex(ByteView bytes) { return "\"" + base::to_hex(bytes) + "\""; }
std::string number(std::uint64_t value) { return std::to_string(value); }

// An object of one level, in the order given.
class Case {
 public:
  explicit Case(std::string_view name) { add("name", json_text(name)); }
  Case& add(std::string_view key, std::string value) {
    lines_.push_back(std::format("      \"{}\": {}", key, std::move(value)));
    return *this;
  }
  Case& bytes(std::string_view key, ByteView value) { return add(key, hex(value)); }
  Case& text(std::string_view key, std::string_view value) { return add(key, json_text(value)); }
  Case& texts(std::string_view key, const std::vector<std::string>& values) {
    std::string list;
    for (const auto& value : values) list += (list.empty() ? "" : ", ") + json_text(value);
    return add(key, "[" + list + "]");
  }
  [[nodiscard]] std::string json() const {
    std::string all;
    for (const auto& line : lines_) all += (all.empty() ? "" : ",\n") + line;
    return "    {\n" + all + "\n    }";
  }

 private:
  std::vector<std::string> lines_;
};

struct Group {
  std::string_view name;
  std::vector<Case> cases;
};

Group hashes() {
  Group group{"hash", {}};
  const auto key = counting(0x80, 32);
  const auto field = as_bytes("hearth");
  group.cases.push_back(Case("labelled")
                            .text("label", "link")
                            .add("fields", "[" + hex(field) + "]")
                            .bytes("hash", verify::hash("link", {field}).view()));
  group.cases.push_back(Case("two fields, one empty")
                            .text("label", "link")
                            .add("fields", "[" + hex(field) + ", \"\"]")
                            .bytes("hash", verify::hash("link", {field, {}}).view()));
  group.cases.push_back(Case("keyed")
                            .text("label", "own-tag")
                            .bytes("key", key)
                            .add("fields", "[" + hex(field) + "]")
                            .bytes("hash", verify::keyed_hash(key, "own-tag", {field}).view()));
  return group;
}

envelope::Header example_header() {
  envelope::Header header;
  header.stream = Stream::shared;
  header.log = fixed<base::LogId>(0x01);
  header.owner = fixed<base::MemberId>(0x11);
  header.event = fixed<base::EventId>(0x21);
  header.device = fixed<base::DeviceId>(0x31);
  header.sequence = 7;
  header.previous = fixed<base::Hash32>(0x41);
  header.key_id = fixed<base::Hash32>(0x61);
  return header;
}

Plaintext example_plaintext() {
  return {.type = "share.text",
          .type_version = 1,
          .logical = 42,
          .authored_ms = 1'795'000'000'000,
          .heads = {{.device = fixed<base::DeviceId>(0x51),
                     .stream = Stream::shared,
                     .sequence = 3,
                     .link = fixed<base::Hash32>(0x71)}},
          .payload = base::to_bytes(as_bytes(R"({"reply":"witness","text":"hello"})"))};
}

// The worked example of docs/protocol.md: one shared event, whole.
Group envelopes() {
  Group group{"envelope", {}};
  auto header = example_header();
  const auto key = fixed<vault::AuthorKey>(0xa0);
  const auto generation = fixed<vault::GenerationKey>(0xc0);
  const auto plaintext = encode(example_plaintext());
  const auto core = envelope::encode_core(header);
  Counting entropy;
  const auto body = vault::encrypt(key, core, plaintext, entropy);
  header.body_hash = envelope::body_hash(body);
  header.body_length = static_cast<std::uint32_t>(body.size());
  header.own_tag = own_tag(own_tag_key(generation), core, header.body_hash);
  const auto bytes = envelope::encode(header);
  group.cases.push_back(Case("one shared event")
                            .text("type", "share.text")
                            .add("logical", "42")
                            .add("authored_ms", "1795000000000")
                            .text("payload", R"({"reply":"witness","text":"hello"})")
                            .bytes("head_device", counting(0x51, 16))
                            .add("head_stream", "1")
                            .add("head_sequence", "3")
                            .bytes("head_link", counting(0x71, 32))
                            .bytes("plaintext", plaintext)
                            .bytes("log", header.log.view())
                            .bytes("owner", header.owner.view())
                            .bytes("event", header.event.view())
                            .bytes("device", header.device.view())
                            .add("stream", "1")
                            .add("sequence", "7")
                            .bytes("previous", header.previous.view())
                            .bytes("key_id", header.key_id.view())
                            .bytes("core", core)
                            .bytes("author_key", key.reveal())
                            .bytes("random", counting(0, 32))
                            .bytes("nonce", ByteView(body).first(vault::kNonceSize))
                            .bytes("body", body)
                            .bytes("body_hash", header.body_hash.view())
                            .bytes("generation_key", generation.reveal())
                            .bytes("own_tag", header.own_tag.view())
                            .bytes("header", bytes)
                            .bytes("link", envelope::link(bytes).view()));
  return group;
}

Group paddings() {
  Group group{"padme", {}};
  for (const std::size_t length : {1, 9, 512, 513, 1000, 1025, 5000, 65537, 200000}) {
    group.cases.push_back(Case(std::format("{} bytes", length))
                              .add("length", number(length))
                              .add("padme", number(envelope::padme(length)))
                              .add("plaintext", number(envelope::padded_plaintext(length))));
  }
  return group;
}

Group derivations() {
  Group group{"derive", {}};
  const auto epoch_key = fixed<vault::EpochKey>(0x10);
  const auto generation_key = fixed<vault::GenerationKey>(0x30);
  const auto root = fixed<vault::SpaceRoot>(0x50);
  const auto parent = fixed<base::Hash32>(0x70);
  const auto space = fixed<base::LogId>(0x01);
  const auto member = fixed<base::MemberId>(0x11);
  const auto event = fixed<base::EventId>(0x21);
  const auto exchange = exchange_id(root, "light-01", 2, 0);

  group.cases.push_back(Case("epoch id")
                            .bytes("key", epoch_key.reveal())
                            .bytes("parent", parent.view())
                            .bytes("id", key_id(epoch_key, parent).view()));
  group.cases.push_back(Case("generation id")
                            .bytes("key", generation_key.reveal())
                            .bytes("parent", parent.view())
                            .bytes("id", key_id(generation_key, parent).view()));
  const auto alice = fixed<vault::ExchangeSecret>(0x90);
  const auto bob = fixed<vault::ExchangeSecret>(0xb0);
  const auto identities = vault::agree(alice, vault::public_key(bob));
  const auto id = key_id(epoch_key, parent);
  group.cases.push_back(Case("author key")
                            .bytes("alice_identity_secret", alice.reveal())
                            .bytes("alice_identity", vault::public_key(alice).view())
                            .bytes("bob_identity_secret", bob.reveal())
                            .bytes("bob_identity", vault::public_key(bob).view())
                            .bytes("agreement", identities->reveal())
                            .bytes("epoch_key", epoch_key.reveal())
                            .bytes("epoch_id", id.view())
                            .bytes("space", space.view())
                            .add("stream", "1")
                            .bytes("author", member.view())
                            .bytes("key", author_key(epoch_key, {.identities = *identities,
                                                                 .own_identity = vault::public_key(alice),
                                                                 .other_identity = vault::public_key(bob),
                                                                 .space = space,
                                                                 .epoch = id,
                                                                 .stream = Stream::shared,
                                                                 .author = member})
                                              .reveal()));
  group.cases.push_back(Case("private key")
                            .bytes("generation_key", generation_key.reveal())
                            .bytes("log", space.view())
                            .bytes("generation_id", id.view())
                            .bytes("member", member.view())
                            .bytes("key", private_key(generation_key, space, id, member).reveal()));
  group.cases.push_back(Case("own tag key")
                            .bytes("generation_key", generation_key.reveal())
                            .bytes("key", own_tag_key(generation_key).reveal()));
  const auto seal = seal_key(generation_key);
  group.cases.push_back(Case("seal key").bytes("generation_key", generation_key.reveal()).bytes("key", seal.reveal()));
  group.cases.push_back(Case("exchange id")
                            .bytes("root", root.reveal())
                            .text("question", "light-01")
                            .add("version", "2")
                            .add("round", "0")
                            .bytes("id", exchange.view()));
  group.cases.push_back(Case("rank")
                            .bytes("root", root.reveal())
                            .text("what", "2026-11-21")
                            .bytes("rank", rank(root, "2026-11-21").view()));
  group.cases.push_back(Case("own coin")
                            .bytes("owner_exchange_secret", alice.reveal())
                            .bytes("log", space.view())
                            .text("what", "pace")
                            .bytes("coin", own_coin(alice, space, "pace").view()));
  const auto key = answer_key(seal, exchange, event);
  group.cases.push_back(Case("answer key")
                            .bytes("seal_key", seal.reveal())
                            .bytes("exchange", exchange.view())
                            .bytes("event", event.view())
                            .bytes("key", key.reveal()));
  Counting entropy;
  const auto padded = pad_answer("the walk by the river");
  const auto place = box_place(space, exchange, member, event);
  const auto box = vault::encrypt(key, place, padded.reveal(), entropy);
  group.cases.push_back(Case("sealed answer")
                            .text("answer", "the walk by the river")
                            .bytes("space", space.view())
                            .bytes("exchange", exchange.view())
                            .bytes("member", member.view())
                            .bytes("event", event.view())
                            .text("question", "light-01")
                            .add("version", "2")
                            .bytes("key", key.reveal())
                            .bytes("random", counting(0, 32))
                            .bytes("associated", place)
                            .bytes("box", box)
                            .bytes("commitment", commitment(exchange, "light-01", 2, member, key, box).view()));
  return group;
}

Group sealing() {
  Group group{"seal_to", {}};
  const auto recipient = fixed<vault::ExchangeSecret>(0xd0);
  Counting entropy;  // the ephemeral secret, then the nonce's random bytes
  const auto place = wrap_place(fixed<base::LogId>(0x01), fixed<base::Hash32>(0x61), fixed<base::DeviceId>(0x31));
  const auto sealed = vault::seal_to(vault::public_key(recipient), place, counting(0x10, 32), entropy);
  group.cases.push_back(Case("an epoch key for a device")
                            .bytes("recipient_secret", recipient.reveal())
                            .bytes("recipient", vault::public_key(recipient).view())
                            .bytes("ephemeral_secret", counting(0, 32))
                            .bytes("random", counting(0x20, 32))
                            .bytes("bound_to", place)
                            .bytes("plaintext", counting(0x10, 32))
                            .bytes("sealed", *sealed));
  return group;
}

Group control() {
  Group group{"control", {}};
  const auto identity_signing = fixed<vault::SigningSecret>(0x01);
  const auto identity_exchange = fixed<vault::ExchangeSecret>(0x21);
  const auto device_signing = fixed<vault::SigningSecret>(0x41);
  const auto device_exchange = fixed<vault::ExchangeSecret>(0x61);
  const Identity identity{vault::public_key(identity_signing), vault::public_key(identity_exchange)};
  const auto log = fixed<base::LogId>(0x01);
  const auto member = fixed<base::MemberId>(0x11);
  Certificate certificate{.device = fixed<base::DeviceId>(0x31),
                          .key = vault::public_key(device_signing),
                          .exchange = vault::public_key(device_exchange),
                          .voucher = fixed<base::DeviceId>(0x31)};
  sign_certificate(log, member, identity, certificate,
                   {.identity = &identity_signing, .subject = &device_signing, .voucher = &device_signing});
  auto header = example_header();
  header.stream = Stream::control;
  header.sequence = 1;
  header.previous = {};
  header.key_id = {};
  const Control event{.type = static_cast<std::uint8_t>(ControlType::member),
                      .logical = 1,
                      .authored_ms = 1'795'000'000'000,
                      .payload = encode(MemberPayload{member, identity, certificate})};
  const auto core = envelope::encode_core(header);
  const auto body = sign_control(event, core, device_signing);
  group.cases.push_back(Case("member with first device")
                            .bytes("identity_signing_secret", identity_signing.reveal())
                            .bytes("identity_exchange_secret", identity_exchange.reveal())
                            .bytes("device_signing_secret", device_signing.reveal())
                            .bytes("device_exchange_secret", device_exchange.reveal())
                            .bytes("log", log.view())
                            .bytes("member", member.view())
                            .bytes("device", certificate.device.view())
                            .bytes("statement", statement(log, member, identity, certificate))
                            .bytes("by_identity", certificate.by_identity.view())
                            .bytes("by_subject", certificate.by_subject.view())
                            .bytes("by_voucher", certificate.by_voucher.view())
                            .bytes("core", core)
                            .bytes("body", body));
  return group;
}

Group handshakes() {
  Group group{"handshake", {}};
  Counting entropy;
  const auto secret = fixed<vault::PairingSecret>(0xe0);
  const auto hello_a = counting(0x01, 96);
  const auto hello_b = counting(0x61, 160);
  auto a = Handshake::invite(Purpose::pair, secret.duplicate(), hello_a, entropy);
  auto b = Handshake::join(Purpose::pair, secret.duplicate(), hello_b, entropy);
  const auto first = a.take_outbox().front();
  static_cast<void>(b.receive(first));
  const auto second = b.take_outbox().front();
  static_cast<void>(a.receive(second));
  const auto third = a.take_outbox().front();
  static_cast<void>(b.receive(third));
  const auto words = [](const Handshake& handshake) {
    const auto own = handshake.own_words().value_or(TwoWords{});
    return std::vector<std::string>{own[0], own[1]};
  };
  const auto transcript = a.transcript();
  const auto words_a = words(a);
  const auto words_b = words(b);
  static_cast<void>(a.confirm({words_b[0], words_b[1]}));
  group.cases.push_back(Case("pairing")
                            .bytes("secret", secret.reveal())
                            .bytes("locator", a.address().locator.view())
                            .bytes("seat_token", a.address().seat_token.view())
                            .add("purpose", "0")
                            .bytes("hello_inviter", hello_a)
                            .bytes("nonce_inviter", counting(0x00, 32))
                            .bytes("hello_joiner", hello_b)
                            .bytes("nonce_joiner", counting(0x20, 32))
                            .bytes("message_1", first)
                            .bytes("message_2", second)
                            .bytes("message_3", third)
                            .bytes("transcript", transcript.view())
                            .texts("words_inviter", words_a)
                            .texts("words_joiner", words_b)
                            .bytes("message_4_inviter", a.take_outbox().front()));
  group.cases.push_back(Case("spoken words")
                            .text("origin", "https://hearth.example")
                            .bytes("salt", spoken_salt("https://hearth.example")));
  return group;
}

Group kits() {
  Group group{"kit", {}};
  const auto kit = fixed<vault::KitSecret>(0x05);
  group.cases.push_back(Case("kit")
                            .bytes("bits", kit.reveal())
                            .texts("words", vault::kit_words(kit))
                            .bytes("signing_secret", vault::kit_signing_secret(kit).reveal())
                            .bytes("signing_key", vault::public_key(vault::kit_signing_secret(kit)).view())
                            .bytes("exchange_secret", vault::kit_exchange_secret(kit).reveal())
                            .bytes("device", vault::kit_device(kit).view()));
  return group;
}

Group logins() {
  Group group{"login", {}};
  const auto secret = fixed<vault::SigningSecret>(0x41);
  const auto extra = counting(0x70, 48);
  const verify::LoginStatement statement{.origin = "http://localhost:8080",
                                         .action = "device.add",
                                         .log = fixed<base::LogId>(0x01),
                                         .device = fixed<base::DeviceId>(0x31),
                                         .challenge = fixed<verify::Challenge>(0x81),
                                         .nonce = fixed<verify::ClientNonce>(0xa1),
                                         .extra = extra};
  group.cases.push_back(Case("device.add")
                            .text("origin", statement.origin)
                            .text("action", statement.action)
                            .bytes("log", statement.log.view())
                            .bytes("device", statement.device.view())
                            .bytes("challenge", statement.challenge.view())
                            .bytes("nonce", statement.nonce.view())
                            .bytes("extra", extra)
                            .bytes("statement", verify::encode(statement))
                            .bytes("signing_secret", secret.reveal())
                            .bytes("signing_key", vault::public_key(secret).view())
                            .bytes("signature", vault::sign(secret, statement).view()));
  return group;
}

Group shares() {
  Group group{"share", {}};
  const auto key = fixed<vault::ShareKey>(0xa0);
  const auto id = fixed<base::ShareId>(0x41);
  for (const std::size_t length : {std::size_t{10}, std::size_t{4092}}) {
    const auto document = counting(0x20, length);
    const auto body = *vault::seal_share(key, id, document);
    group.cases.push_back(Case(std::format("a document of {} bytes", length))
                              .bytes("key", key.reveal())
                              .bytes("id", id.view())
                              .bytes("document", document)
                              .add("body_length", number(body.size()))
                              .bytes("body_hash", verify::hash("body", {body}).view())
                              .bytes("nonce", base::ByteView(body).first(vault::kNonceSize)));
  }
  return group;
}

Group passphrases() {
  Group group{"argon2id", {}};
  vault::Salt salt{};
  const auto bytes = counting(0x01, salt.size());
  for (std::size_t i = 0; i < salt.size(); ++i) salt[i] = bytes[i];
  group.cases.push_back(Case("64 MiB, 3 passes")
                            .text("passphrase", "lantern river copper")
                            .bytes("salt", salt)
                            .bytes("key", vault::stretch("lantern river copper", salt)->reveal()));
  return group;
}

}  // namespace

std::string vectors_json() {
  vault::initialise();
  const Group groups[] = {hashes(),     envelopes(), paddings(), derivations(), sealing(), control(),
                          handshakes(), kits(),      logins(),   passphrases(), shares()};
  std::string json = "{\n  \"version\": 1";
  for (const auto& group : groups) {
    json += std::format(",\n  \"{}\": [\n", group.name);
    for (std::size_t i = 0; i < group.cases.size(); ++i) json += (i == 0 ? "" : ",\n") + group.cases[i].json();
    json += "\n  ]";
  }
  return json + "\n}\n";
}

}  // namespace hearth::log::testing
