// One person on one device: their personal log, the spaces that they share, the
// keys of both, and the handshake under way. Everything here is pure: bytes, time
// and randomness come in, envelopes go out; the caller stores and sends them.
//
// What the caller keeps:
//   - every envelope whose verdict is accepted, held or set_aside, and every
//     Outgoing, with the server's number once it is known (0 before): `receive`
//     is given all of them again after `restore`, in any order of logs, within a
//     log in the order of numbers, own unsent ones last, as `Replay::stored`;
//   - one secret record, `save()`, encrypted with the vault key, whenever
//     `revision()` moved; stored in the same transaction as the envelopes.
// Everything else is worked out again from these. One thread at a time.
#pragma once

#include <cstdint>
#include <expected>
#include <memory>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "base/entropy.h"
#include "base/error.h"
#include "base/ids.h"
#include "base/secret.h"
#include "log/handshake.h"
#include "log/types.h"
#include "vault/kit.h"
#include "verify/login.h"

namespace hearth::log {

// Whether the app asks for a device's signature or the seat owner's.
enum class Signer : std::uint8_t { device, seat };

// What the server has to know to register a log or a seat.
struct Registration {
  base::LogId log;
  base::MemberId member;
  base::SigningPublicKey seat_key;
  struct Device {
    base::DeviceId id;
    base::SigningPublicKey key;
  };
  std::vector<Device> devices;
};

// Where an envelope came from.
enum class Source : std::uint8_t {
  server,  // new on this device
  stored,  // read back from this device's own store
};

struct Incoming {
  Source source = Source::server;
  std::uint64_t number = 0;  // the server's; 0 for own ones that it has not acknowledged
  bool erased = false;       // the server (or this device's store) has no body any more
  base::ByteView header;
  base::ByteView body;
};

enum class ExchangeStep : std::uint8_t { none, sealed, released, withdrawn };

// What the log alone knows of one exchange; the story adds meaning.
struct ExchangeState {
  ExchangeStep own = ExchangeStep::none;
  ExchangeStep theirs = ExchangeStep::none;
  std::optional<base::EventId> own_seal;        // the one that counts
  std::optional<base::EventId> their_seal;      // the one that counts
  std::optional<base::EventId> other_own_seal;  // sealed on another own device too: offered as a draft
};

class Person {
 public:
  // ---- beginning ----------------------------------------------------------
  // A new personal log with this device in it; `take_outbox` has its first events.
  [[nodiscard]] static std::unique_ptr<Person> create(std::int64_t now_ms, base::Entropy& entropy);
  // decoder: log_record. What `save` gave. The envelopes follow through `receive`.
  [[nodiscard]] static std::expected<std::unique_ptr<Person>, base::Error> restore(base::ByteView record);
  ~Person();
  Person(const Person&) = delete;
  Person& operator=(const Person&) = delete;

  [[nodiscard]] base::SecretBytes save() const;
  [[nodiscard]] std::uint64_t revision() const;

  // ---- where ---------------------------------------------------------------
  [[nodiscard]] base::LogId personal_log() const;
  [[nodiscard]] std::vector<base::LogId> spaces() const;  // oldest first; archives too
  // The space that is lived in: the newest that is paired and not an archive.
  [[nodiscard]] std::optional<base::LogId> current_space() const;
  [[nodiscard]] bool paired(base::LogId space) const;
  [[nodiscard]] bool archive(base::LogId space) const;
  [[nodiscard]] bool left(base::LogId space, Author who) const;
  [[nodiscard]] base::MemberId member(base::LogId log) const;
  [[nodiscard]] base::DeviceId device(base::LogId log) const;
  [[nodiscard]] std::vector<DeviceInfo> devices(base::LogId log) const;

  // ---- for the server ------------------------------------------------------
  [[nodiscard]] Registration registration(base::LogId log) const;
  // The partner's devices in spaces that replace archives, for each archive: whoever
  // lost everything has no seat there any more and may read by our word.
  struct Reader {
    base::LogId log;
    Registration::Device device;
  };
  [[nodiscard]] std::vector<Reader> archive_readers() const;
  // The device id to put into a seat-signed statement is verify::seat_device.
  [[nodiscard]] std::expected<base::Signature, base::Error> sign(base::LogId log, Signer signer,
                                                                 const verify::LoginStatement& statement) const;

  // ---- events ----------------------------------------------------------------
  // Envelopes to store and send, of all logs, oldest first; handed out once.
  // Every call below that makes some adds them here.
  [[nodiscard]] std::vector<Outgoing> take_outbox();

  // Writes an event. Refuses: too_large (payload over 200 KiB), not_paired, left,
  // and type names that the log keeps for itself (refused_by_rule).
  [[nodiscard]] std::expected<base::EventId, base::Error> append(base::LogId log, const Draft& draft,
                                                                 std::int64_t now_ms, base::Entropy& entropy);

  // Verifies and opens an envelope; never fails as a whole.
  [[nodiscard]] Receipt receive(base::LogId log, const Incoming& incoming);

  // The server acknowledged an own event under this number.
  void acknowledged(base::LogId log, base::EventId event, std::uint64_t number);
  // Own events without a number, in order: what is still to be sent.
  [[nodiscard]] std::vector<base::EventId> unsent(base::LogId log) const;
  [[nodiscard]] Cursor cursor(base::LogId log) const;
  // The server does not know our cursor (a restored backup): forget all numbers
  // and page from 0; what comes again gets its number, own events that did not
  // come are in `unsent` afterwards and go again, verbatim.
  void begin_resync(base::LogId log);

  // Once a log is read to its end: what others have seen and we have not, and
  // bodies that are gone without an erasure (notices `withheld`, `forked`, …).
  [[nodiscard]] std::vector<Notice> standing_notices(base::LogId log) const;

  // What this device owes the logs by itself once they are read to their end:
  // releases that are due, certificates and keys for own new devices, keys for the
  // partner's new devices. Adds to the outbox; true when it did.
  bool attend(std::int64_t now_ms, base::Entropy& entropy);

  // ---- sealed exchange ---------------------------------------------------------
  // Equal on both sides, also offline, and meaningless to the host.
  [[nodiscard]] std::expected<base::ExchangeId, base::Error> exchange_id(base::LogId space, std::string_view question,
                                                                         std::uint32_t version,
                                                                         std::uint32_t round) const;
  // Boxes and seals an answer. `question` is its id in the library with its version,
  // or, with version 0, the own words that were asked; at most 2,000 bytes.
  // already_sealed, empty, too_long (> 60 KiB).
  [[nodiscard]] std::expected<base::EventId, base::Error> seal(base::LogId space, std::string_view question,
                                                               std::uint32_t version, std::uint32_t round,
                                                               std::string_view answer, std::int64_t now_ms,
                                                               base::Entropy& entropy);
  // Until the own release is written; refused_by_rule afterwards.
  [[nodiscard]] std::expected<base::EventId, base::Error> withdraw(base::LogId space, const base::ExchangeId& exchange,
                                                                   std::int64_t now_ms, base::Entropy& entropy);
  [[nodiscard]] ExchangeState exchange(base::LogId space, const base::ExchangeId& exchange) const;
  // A keyed number for (day, question): the order in which a pair meets questions.
  // Equal on both sides; nobody else can work it out.
  [[nodiscard]] std::expected<base::Hash32, base::Error> rank(base::LogId space, std::string_view what) const;
  // The same for this person alone: equal on all own devices, and for ever; neither
  // the partner nor the host can work it out. Zeros until this device knows the owner's keys.
  [[nodiscard]] base::Hash32 own_coin(base::LogId log, std::string_view what) const;

  // ---- taking back, leaving -------------------------------------------------------
  // Own events only (not_yours). Shared events: partner's app hides it too.
  [[nodiscard]] std::expected<base::EventId, base::Error> erase(base::LogId log, base::EventId event,
                                                                std::int64_t now_ms, base::Entropy& entropy);
  [[nodiscard]] std::expected<base::EventId, base::Error> undo_erase(base::LogId log, base::EventId event,
                                                                     std::int64_t now_ms, base::Entropy& entropy);
  // Ends the own seat: from now on only erasures of own words are written there.
  [[nodiscard]] std::expected<void, base::Error> leave(base::LogId space, std::int64_t now_ms, base::Entropy& entropy);

  // Four words over all that was delivered to both in this space: equal exactly
  // when both have the same view.
  [[nodiscard]] std::vector<std::string> same_page(base::LogId space) const;

  // ---- pairing -----------------------------------------------------------------------
  // Inviter: makes a space (register it, then send the outbox) and begins. With
  // `successor_of`, the partner lost everything: the old space becomes an archive
  // when this is done and the partner can read it again.
  [[nodiscard]] std::expected<base::LogId, base::Error> begin_invite(vault::PairingSecret secret,
                                                                     std::optional<base::LogId> successor_of,
                                                                     std::int64_t now_ms, base::Entropy& entropy);
  [[nodiscard]] std::expected<void, base::Error> begin_join(vault::PairingSecret secret, base::Entropy& entropy);
  // The handshake under way; nullptr when there is none. Post what its outbox has.
  [[nodiscard]] Handshake* handshake();
  // As Handshake::receive, and checks what the other says of itself.
  [[nodiscard]] std::expected<void, base::Error> handshake_receive(base::ByteView message, std::int64_t now_ms,
                                                                   base::Entropy& entropy);
  // As Handshake::confirm.
  [[nodiscard]] std::expected<void, base::Error> handshake_confirm(const TwoWords& words, std::int64_t now_ms,
                                                                   base::Entropy& entropy);
  // Inviter, phase confirmed: what to register at the server before `admit`
  // (pair: the joiner's seat in the space; link: the new device of the personal log).
  [[nodiscard]] std::optional<Registration> seat_to_register() const;
  // Inviter, after that: writes certificates and keys, posts message (5).
  [[nodiscard]] std::expected<void, base::Error> admit(std::int64_t now_ms, base::Entropy& entropy);
  // Ends the handshake; a space begun for it is forgotten unless it was admitted.
  void end_handshake();

  // ---- devices ---------------------------------------------------------------------
  // Linking, new device: draws its keys and begins as joiner. `link_code` is the
  // text of its QR code (public keys and the invite's secret, no more).
  struct NewDevice;
  [[nodiscard]] static std::expected<std::unique_ptr<NewDevice>, base::Error> begin_link(
      std::optional<vault::PairingSecret> spoken, base::Entropy& entropy);
  // Linking, old device: begins as inviter, from the QR code or from spoken words.
  [[nodiscard]] std::expected<void, base::Error> begin_link_invite(std::string_view link_code, base::Entropy& entropy);
  [[nodiscard]] std::expected<void, base::Error> begin_link_invite(vault::PairingSecret spoken, base::Entropy& entropy);
  // Revokes in every log what the device with this id in the personal log is, and
  // replaces all keys that it had. The server is told by the caller.
  [[nodiscard]] std::expected<void, base::Error> revoke(base::DeviceId personal_device, std::int64_t now_ms,
                                                        base::Entropy& entropy);
  // The devices that `revoke` ended: (log, device) to tell the server.
  struct Placed {
    base::LogId log;
    base::DeviceId device;
  };
  [[nodiscard]] std::vector<Placed> placed(base::DeviceId personal_device) const;

  // ---- kit -----------------------------------------------------------------------------
  // Certifies a kit in every log and revokes the one before. The words are the
  // caller's to show; nothing of the secret stays here.
  [[nodiscard]] std::expected<void, base::Error> set_kit(const vault::KitSecret& kit, std::int64_t now_ms,
                                                         base::Entropy& entropy);
  // The kit's device at the server (of the personal log), for Registration.
  [[nodiscard]] std::optional<Registration::Device> kit_device() const;
  // Locally: is this the kit that is certified now? bad_kit otherwise.
  [[nodiscard]] std::expected<void, base::Error> check_kit(const vault::KitSecret& kit) const;

 private:
  friend class Recovery;
  struct State;
  explicit Person(std::unique_ptr<State> state);
  std::unique_ptr<State> state_;
};

// The new device's side of linking, until it is admitted and becomes a Person.
struct Person::NewDevice {
  std::string link_code;  // empty when begun from spoken words
  Handshake handshake;
  struct Keys;
  std::unique_ptr<Keys> keys;

  NewDevice(std::string code, Handshake begun, std::unique_ptr<Keys> drawn);
  ~NewDevice();
  // As Handshake::confirm; use this one, it signs for the own certificate.
  [[nodiscard]] std::expected<void, base::Error> confirm(const TwoWords& words);
  // After `handshake.phase() == done`: the person, with an empty log to be read.
  // Follow with reading the personal log to its end, then `attend`.
  [[nodiscard]] std::expected<std::unique_ptr<Person>, base::Error> finish();
};

// Back from a recovery kit. The kit logs in to the personal log as the device
// `device()` with `sign`; all its envelopes are fed to `receive` in order; then
// `finish` gives the person with a new device that the kit vouches for, and with
// empty logs. Register the new device of each log with a seat signature
// (Registration), feed or read the personal log again, then the spaces, through
// Person::receive, then `attend`: it introduces the device everywhere.
class Recovery {
 public:
  explicit Recovery(const vault::KitSecret& kit);
  ~Recovery();
  [[nodiscard]] base::DeviceId device() const;
  [[nodiscard]] base::Signature sign(const verify::LoginStatement& statement) const;
  void receive(const Incoming& incoming);
  // bad_kit: the log does not belong to this kit, or the kit was replaced.
  // verification_failed: the log does not hold together.
  [[nodiscard]] std::expected<std::unique_ptr<Person>, base::Error> finish(base::LogId log, base::Entropy& entropy);

 private:
  struct State;
  std::unique_ptr<State> state_;
};

}  // namespace hearth::log
