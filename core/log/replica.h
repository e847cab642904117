// One log as this device knows it: chains, roster, keys, exchanges, erasures. It
// verifies and opens what comes, and writes what this device says. person.h joins
// the replicas of one person and is what others use.
// Pure; one thread at a time.
#pragma once

#include <cstdint>
#include <expected>
#include <map>
#include <optional>
#include <set>
#include <string>
#include <vector>

#include "log/chain.h"
#include "log/exchange.h"
#include "log/key_tree.h"
#include "log/person.h"
#include "log/plaintext.h"
#include "log/roster.h"
#include "log/secrets.h"
#include "log/types.h"

namespace hearth::log {

// The generations of the person: shared by the replicas of all their logs.
struct Keyring {
  KeyTree<vault::GenerationKey> generations;
};

class Replica {
 public:
  // Borrows the keyring, which outlives it.
  Replica(LogSecrets secrets, Keyring& keyring);

  [[nodiscard]] const LogSecrets& secrets() const { return secrets_; }
  [[nodiscard]] LogSecrets& secrets() { return secrets_; }
  [[nodiscard]] const base::LogId& id() const { return secrets_.log; }
  [[nodiscard]] bool personal() const { return secrets_.kind == LogKind::personal; }
  [[nodiscard]] const Roster& roster() const { return roster_; }
  [[nodiscard]] Exchanges& exchanges() { return exchanges_; }
  [[nodiscard]] const Exchanges& exchanges() const { return exchanges_; }
  void pin_partner(const Partner& partner);

  [[nodiscard]] Receipt receive(const Incoming& incoming);
  // Tries again what waits for keys, after the keyring or the epochs changed.
  [[nodiscard]] Receipt drain();

  void acknowledged(const base::EventId& event, std::uint64_t number);
  [[nodiscard]] std::vector<base::EventId> unsent() const;
  [[nodiscard]] Cursor cursor() const { return cursor_; }
  void begin_resync();
  [[nodiscard]] std::vector<Notice> standing_notices() const;
  [[nodiscard]] base::Hash32 view_hash() const;

  // ---- writing: a complete envelope, received here already ----------------
  struct Words {
    std::string type;
    std::uint16_t type_version = 1;
    base::Bytes payload;
    std::optional<base::EventId> event;  // drawn when empty
  };
  [[nodiscard]] std::expected<Outgoing, base::Error> write(Words words, std::uint64_t logical_floor,
                                                           std::int64_t now_ms, base::Entropy& entropy);
  [[nodiscard]] std::expected<Outgoing, base::Error> write_control(ControlType type, base::Bytes payload,
                                                                   std::int64_t now_ms, base::Entropy& entropy);
  [[nodiscard]] std::uint64_t greatest_logical() const { return greatest_logical_; }

  // ---- keys ------------------------------------------------------------------
  // Which (key, device) pairs have a wrap in the log.
  [[nodiscard]] bool wrapped(const base::Hash32& key, const base::DeviceId& device) const;
  [[nodiscard]] std::expected<Wrap, base::Error> make_wrap(const base::Hash32& id, const base::Hash32& parent,
                                                           base::ByteView key, const base::DeviceId& device,
                                                           base::Entropy& entropy) const;
  [[nodiscard]] std::expected<vault::AuthorKey, base::Error> key_of(const KeyId& id, Stream stream,
                                                                    const base::MemberId& author) const;

  // ---- what happened --------------------------------------------------------
  struct EventRecord {
    envelope::Header header;
    base::Hash32 link;
    std::uint64_t number = 0;
    bool has_body = false;
    bool erased = false;  // by its owner
    bool opened = false;
    std::string type;
  };
  [[nodiscard]] const EventRecord* find(const base::EventId& event) const;
  [[nodiscard]] std::uint64_t last_sequence(const base::DeviceId& device, Stream stream) const {
    const auto* chain = chains_.find({device, stream});
    return chain != nullptr ? chain->last() : 0;
  }
  [[nodiscard]] bool left(const base::MemberId& member) const { return left_.contains(member); }

 private:
  struct Envelope {
    Source source = Source::server;
    std::uint64_t number = 0;
    bool erased = false;
    envelope::Header header;
    base::Bytes header_bytes;
    base::Bytes body;
  };
  // The inside of an envelope that is authentic.
  struct Content {
    std::optional<Control> control;
    std::optional<Plaintext> plaintext;
    std::optional<base::Error> aside;  // authentic, but of an unknown version or broken inside
  };
  enum class Step : std::uint8_t { done, wait };
  struct Tried {
    Step step = Step::done;
    Verdict verdict = Verdict::refused;
    std::optional<base::Error> error;
  };

  [[nodiscard]] Author who(const base::MemberId& member) const;
  [[nodiscard]] Notice notice(std::string_view code, const envelope::Header& header) const;

  // receive, step by step (replica.cpp)
  Tried admit(Envelope& envelope, Receipt& receipt);
  Tried try_next(Envelope& envelope, Receipt& receipt);
  Tried slot_taken(const Envelope& envelope, Receipt& receipt);
  Tried known_event(const Envelope& envelope, EventRecord& record, Receipt& receipt);
  void hold(Envelope envelope);
  void drain_into(Receipt& receipt);
  [[nodiscard]] std::expected<Content, base::Error> authenticate(const Envelope& envelope) const;
  [[nodiscard]] bool own_tag_holds(const envelope::Header& header) const;
  void advance(const Envelope& envelope, const std::vector<HeadSeen>& heads);
  void note_heads(const base::DeviceId& by, Stream stream, const std::vector<HeadSeen>& heads);

  // what it means (replica_apply.cpp)
  std::expected<void, base::Error> apply_control(const Control& control, const Envelope& envelope, Receipt& receipt);
  std::expected<void, base::Error> apply_keys(const KeysPayload& payload);
  std::expected<Opened, base::Error> apply_event(const Plaintext& plaintext, const Envelope& envelope,
                                                 Receipt& receipt);
  std::expected<void, base::Error> apply_seal(Opened& opened, const Plaintext& plaintext);
  std::expected<void, base::Error> apply_release(Opened& opened, const Plaintext& plaintext, Receipt& receipt);
  std::expected<void, base::Error> apply_withdraw(Opened& opened, const Plaintext& plaintext);
  std::expected<void, base::Error> apply_erase(Opened& opened, const Plaintext& plaintext);
  std::expected<void, base::Error> apply_undo(Opened& opened, const Plaintext& plaintext);
  [[nodiscard]] std::optional<std::string> open_box(const SealRecord& record, const vault::AnswerKey& key) const;
  [[nodiscard]] std::optional<std::string> own_answer(const SealRecord& record) const;

  // writing (replica_write.cpp)
  [[nodiscard]] envelope::Header next_header(Stream stream, base::Entropy& entropy,
                                             std::optional<base::EventId> event) const;
  [[nodiscard]] std::vector<HeadSeen> heads_to_name(Stream stream) const;
  [[nodiscard]] std::expected<Outgoing, base::Error> finish_write(envelope::Header header, base::Bytes body);

  LogSecrets secrets_;
  Keyring& keyring_;
  Roster roster_;
  Chains chains_;
  Exchanges exchanges_;
  std::map<base::EventId, EventRecord> events_;
  std::map<ChainId, std::multimap<std::uint64_t, Envelope>> held_;
  std::size_t held_bytes_ = 0;
  // Heads that someone named and we have not seen: what, and by whom it was named.
  std::map<std::pair<ChainId, std::uint64_t>, base::Hash32> wanted_;
  std::set<std::pair<ChainId, std::uint64_t>> other_views_;  // named with another link than ours
  std::map<base::EventId, base::Hash32> erasures_;           // event → link, by its owner
  std::set<std::pair<base::Hash32, base::DeviceId>> wrapped_;
  std::map<base::MemberId, std::uint64_t> left_;  // with the number of the leaving, 0 when it has none yet
  Cursor cursor_;
  std::uint64_t greatest_logical_ = 0;
  mutable std::map<std::tuple<KeyId, Stream, base::MemberId>, vault::AuthorKey> author_keys_;
};

}  // namespace hearth::log
