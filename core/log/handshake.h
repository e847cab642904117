// The handshake of pairing and of linking an own device: two roles, messages in,
// messages out, two words for each role. Pure: the messages travel through the
// invite's message box at the server, which may be hostile.
//
//   inviter                                   joiner
//   (1) hello A, H(nonce A, hello A)  ──────▶
//                                     ◀──────  (2) hello B, nonce B
//   (3) nonce A                       ──────▶
//   both now show two words of their own role, read them aloud, and confirm the
//   words that the OTHER reads out
//   (4) confirmed                     ◀─────▶  (4) confirmed
//   (5) admission, sealed to B        ──────▶
//
// Every message carries a MAC of its role over all before it, so that only who
// knows the invite's secret takes part. The secret may be known to an attacker
// (a link in a mailbox): then the words notice a substituted key. They are 22 bits
// of the transcript for each role, and a commitment comes before the other's
// nonce, so an attacker has one try of 2^-22 and no offline search.
#pragma once

#include <array>
#include <expected>
#include <optional>
#include <string>
#include <vector>

#include "base/entropy.h"
#include "base/error.h"
#include "base/ids.h"
#include "base/secret.h"
#include "vault/keys.h"

namespace hearth::log {

enum class Role : std::uint8_t { inviter, joiner };

// Pairing makes two persons share a space; linking makes a device one of a
// person's own. The purpose is part of the transcript.
enum class Purpose : std::uint8_t { pair, link };

enum class Phase : std::uint8_t {
  inviting,       // inviter: hello sent, nobody came yet
  joining,        // joiner: waits for hello or for the nonce
  check,          // both words are known: waits for the own person
  waiting_other,  // confirmed here, not yet there
  confirmed,      // both confirmed: the inviter admits, the joiner waits for it
  done,
  mismatch,  // other words were read out: destroy the invite
  failed,    // a MAC, a commitment or a layout was wrong, or the other refused
};

using TwoWords = std::array<std::string, 2>;

// What the server needs, derived from the secret alone.
struct InviteAddress {
  base::LocatorId locator;
  base::Hash32 seat_token;
};
[[nodiscard]] InviteAddress address_of(const vault::PairingSecret& secret);

// Six words (66 bits) to be spoken. Their secret is Argon2id over
// `spoken_text(words)` with `spoken_salt(origin)`: the host runs it (command
// `kdf`) and gives the 32 bytes to PairingSecret::from.
[[nodiscard]] std::vector<std::string> draw_spoken_words(base::Entropy& entropy);
// decoder: spoken_words. Six words in any case, with any spaces, hyphens or numbers between.
// Error::wrong_words otherwise.
[[nodiscard]] std::expected<std::vector<std::string>, base::Error> parse_spoken_words(std::string_view text);
[[nodiscard]] std::string spoken_text(const std::vector<std::string>& words);
[[nodiscard]] std::array<std::uint8_t, 16> spoken_salt(std::string_view origin);

class Handshake {
 public:
  // `hello` is what this side says of itself (keys and ids), at most 4 KiB.
  [[nodiscard]] static Handshake invite(Purpose purpose, vault::PairingSecret secret, base::Bytes hello,
                                        base::Entropy& entropy);
  [[nodiscard]] static Handshake join(Purpose purpose, vault::PairingSecret secret, base::Bytes hello,
                                      base::Entropy& entropy);

  // Messages to post, in order; handed out once, so keep them until the server has
  // them.
  [[nodiscard]] std::vector<base::Bytes> take_outbox();
  // The same one by one: a message stays (also in what `save` gives) until it is
  // known to have arrived.
  [[nodiscard]] const base::Bytes* next_message() const { return outbox_.empty() ? nullptr : &outbox_.front(); }
  void arrived() { outbox_.erase(outbox_.begin()); }

  // A message of the other side from the box, each once and in order. Phase
  // `failed` and an error when it does not verify; the invite is then destroyed.
  [[nodiscard]] std::expected<void, base::Error> receive(base::ByteView message);

  [[nodiscard]] Role role() const { return role_; }
  [[nodiscard]] Purpose purpose() const { return purpose_; }
  [[nodiscard]] Phase phase() const { return phase_; }
  // From `check` on: what this side reads out.
  [[nodiscard]] std::optional<TwoWords> own_words() const;
  // From `check` on: the other's words among three decoys, in an order that both
  // secret and transcript decide.
  [[nodiscard]] std::vector<TwoWords> choices() const;
  // The words that the other read out (four letters of each are enough). Wrong
  // ones end the handshake: Error::wrong_words, phase `mismatch`.
  // `attachment` (at most 1 KiB) goes with the confirmation: what only makes sense
  // once the other's hello is known.
  [[nodiscard]] std::expected<void, base::Error> confirm(const TwoWords& words, base::ByteView attachment = {});
  // The person says that the words differ, or stops.
  void refuse();

  // From `check` on.
  [[nodiscard]] const base::Hash32& transcript() const { return transcript_; }
  [[nodiscard]] base::ByteView other_hello() const { return other_hello_; }
  // From `confirmed` on.
  [[nodiscard]] base::ByteView other_attachment() const { return other_attachment_; }

  // Inviter, phase confirmed: posts message (5) and is done.
  [[nodiscard]] std::expected<void, base::Error> admit(base::Bytes admission);
  // Joiner, phase done: the content of message (5).
  [[nodiscard]] base::ByteView admission() const { return admission_; }

  [[nodiscard]] InviteAddress address() const { return address_of(secret_); }

  // For the record of a device that is stopped in the middle.
  [[nodiscard]] base::SecretBytes save() const;
  // decoder: log_handshake
  [[nodiscard]] static std::expected<Handshake, base::Error> restore(base::ByteView bytes);

 private:
  Handshake(Role role, Purpose purpose, vault::PairingSecret secret, base::Bytes hello);

  std::expected<void, base::Error> receive_message(base::ByteView bytes);
  [[nodiscard]] base::Hash32 mac(Role author, base::ByteView before_mac) const;
  void post(std::uint8_t kind, base::ByteView payload);
  void post_transcript(std::uint8_t kind, base::ByteView payload);
  void extend(base::ByteView message);
  void fail();
  [[nodiscard]] TwoWords words_of(Role role) const;
  [[nodiscard]] vault::RoleKey role_key(Role role) const;

  Role role_;
  Purpose purpose_;
  Phase phase_;
  vault::PairingSecret secret_;
  base::Bytes hello_;
  base::Bytes other_hello_;
  base::Bytes other_attachment_;
  base::Hash32 nonce_;
  base::Hash32 other_commitment_;
  base::Hash32 running_;     // hash over all messages so far
  base::Hash32 transcript_;  // that of the first three
  std::uint8_t seen_ = 0;    // messages in the transcript so far
  bool own_confirmed_ = false;
  bool other_confirmed_ = false;
  base::Bytes admission_;
  std::vector<base::Bytes> outbox_;
};

}  // namespace hearth::log
