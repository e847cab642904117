// What a Person is made of; shared by the files that implement it.
#pragma once

#include <functional>
#include <map>
#include <memory>
#include <optional>
#include <string>
#include <vector>

#include "log/person.h"
#include "log/replica.h"
#include "log/secrets.h"

namespace hearth::log {

// Private events that the log writes for itself; the story never sees them.
inline constexpr std::string_view kSecretType = "space.secret";
inline constexpr std::string_view kPlaceType = "device.place";
// A shared one: old author keys, handed to a partner who lost everything.
inline constexpr std::string_view kArchiveType = "archive.keys";

// Says which device of a space one of the person's devices is, and asks its
// siblings to certify it there: identity's and subject's signatures are on it.
struct DevicePlace {
  base::LogId log;
  Certificate certificate;
};
[[nodiscard]] base::Bytes encode(const DevicePlace& place);
// decoder: log_private
[[nodiscard]] std::expected<DevicePlace, base::Error> decode_place(base::ByteView bytes);

// Both hellos of pairing, and both of linking.
struct PairHelloInviter {
  base::LogId space;
  base::MemberId member;
  Identity identity;
};
struct PairHelloJoiner {
  base::MemberId member;
  Identity identity;
  base::SigningPublicKey seat;
  base::DeviceId device;
  base::SigningPublicKey key;
  base::ExchangePublicKey exchange;
};
struct LinkHelloOld {
  base::LogId log;
  base::MemberId member;
  Identity identity;
};
struct LinkHelloNew {
  base::DeviceId device;
  base::SigningPublicKey key;
  base::ExchangePublicKey exchange;

  friend bool operator==(const LinkHelloNew&, const LinkHelloNew&) = default;
};
[[nodiscard]] base::Bytes encode(const PairHelloInviter& hello);
[[nodiscard]] base::Bytes encode(const PairHelloJoiner& hello);
[[nodiscard]] base::Bytes encode(const LinkHelloOld& hello);
[[nodiscard]] base::Bytes encode(const LinkHelloNew& hello);
// decoder: log_hello
[[nodiscard]] std::expected<PairHelloInviter, base::Error> decode_pair_inviter(base::ByteView bytes);
// decoder: log_hello
[[nodiscard]] std::expected<PairHelloJoiner, base::Error> decode_pair_joiner(base::ByteView bytes);
// decoder: log_hello
[[nodiscard]] std::expected<LinkHelloOld, base::Error> decode_link_old(base::ByteView bytes);
// decoder: log_hello
[[nodiscard]] std::expected<LinkHelloNew, base::Error> decode_link_new(base::ByteView bytes);

// The text of a linking QR code: "hearth-link:1:" and base64url of the invite's
// secret and LinkHelloNew. Gives the hello's bytes back, for a look without using it.
// decoder: log_hello
[[nodiscard]] std::expected<base::Bytes, base::Error> decode_link_code(std::string_view text);

// The kit's device in a space, sealed to the kit itself.
struct KitPlace {
  base::DeviceId device;
  vault::SigningSecret signing;
  vault::ExchangeSecret exchange;
};
[[nodiscard]] base::SecretBytes encode(const KitPlace& place);
// decoder: log_private
[[nodiscard]] std::expected<KitPlace, base::Error> decode_kit_place(base::ByteView bytes);
[[nodiscard]] base::Bytes kit_place_bound_to(const base::LogId& log);

// What an archive's other reader needs.
struct ArchiveKeys {
  base::LogId log;
  Partner giver;     // who hands over, as they were in the old space
  Partner receiver;  // who lost everything, as they were
  base::Hash32 root;
  std::vector<ArchiveKey> keys;
};
[[nodiscard]] base::SecretBytes encode(const ArchiveKeys& keys);
// decoder: log_private
[[nodiscard]] std::expected<ArchiveKeys, base::Error> decode_archive_keys(base::ByteView bytes);

// A certificate's statement signed by all who are at hand.
struct Signers {
  const vault::SigningSecret* identity = nullptr;
  const vault::SigningSecret* subject = nullptr;
  const vault::SigningSecret* voucher = nullptr;
};
void sign_certificate(const base::LogId& log, const base::MemberId& member, const Identity& identity,
                      Certificate& certificate, const Signers& signers);
// This device's certificate in its log, signed by identity and subject.
[[nodiscard]] Certificate own_certificate(const LogSecrets& secrets);

struct Person::State {
  Keyring keyring;
  std::unique_ptr<Replica> personal;
  std::vector<std::unique_ptr<Replica>> spaces;
  std::vector<Outgoing> outbox;
  std::uint64_t revision = 1;

  std::optional<Handshake> handshake;
  std::optional<LogSecrets> joining;     // joiner: keys for a space that is not known yet
  std::optional<base::LogId> inviting;   // inviter: the space that is being made
  std::optional<LinkHelloNew> linking;   // old device: what the QR code said
  std::optional<Registration> admitted;  // the seat or device to register at the server

  // Worked out from private events.
  std::map<base::LogId, SharedSecrets> known_secrets;
  std::map<std::pair<base::DeviceId, base::LogId>, Certificate> places;  // (personal device, log)
  std::vector<ArchiveKeys> offered_archives;

  [[nodiscard]] Replica* find(const base::LogId& log);
  [[nodiscard]] const Replica* find(const base::LogId& log) const;
  [[nodiscard]] std::vector<Replica*> all();

  // Runs a write and puts its envelope into the outbox.
  std::expected<base::EventId, base::Error> send(std::expected<Outgoing, base::Error> written);
  std::expected<base::EventId, base::Error> send_private(std::string_view type, base::Bytes payload,
                                                         std::int64_t now_ms, base::Entropy& entropy);

  // Takes what is the log's own out of opened events.
  void take_own(std::vector<Opened>& opened);
  void learn_owner();

  [[nodiscard]] bool certified(const Replica& replica) const;
  // An archive, or a space that one of the two has left: it is read, not written, and
  // nothing opens in it any more.
  [[nodiscard]] bool closed(const Replica& replica) const;
  // A replica of a space, with its first control events.
  std::expected<Replica*, base::Error> enter_space(LogSecrets secrets, std::int64_t now_ms, base::Entropy& entropy);
  std::expected<void, base::Error> write_secrets(Replica& replica, base::ByteView kit_sealed, std::int64_t now_ms,
                                                 base::Entropy& entropy);
  std::expected<void, base::Error> write_place(Replica& replica, std::int64_t now_ms, base::Entropy& entropy);
  void introduce(Replica& replica, std::int64_t now_ms, base::Entropy& entropy);
  // Gives the person's kit, if there is one, a device of its own in this space.
  std::expected<base::Bytes, base::Error> add_space_kit(Replica& space, std::int64_t now_ms, base::Entropy& entropy);
  std::expected<void, base::Error> rotate(Replica& replica, std::int64_t now_ms, base::Entropy& entropy);
  std::expected<void, base::Error> revoke_in(Replica& replica, const base::DeviceId& device, std::int64_t now_ms,
                                             base::Entropy& entropy);
  // Wraps of all known keys for own devices that have none yet; true when any.
  bool wrap_missing(Replica& replica, std::int64_t now_ms, base::Entropy& entropy);

  std::expected<void, base::Error> joined(std::int64_t now_ms, base::Entropy& entropy);
  std::expected<void, base::Error> admit_partner(std::int64_t now_ms, base::Entropy& entropy);
  std::expected<void, base::Error> admit_device(std::int64_t now_ms, base::Entropy& entropy);
  std::expected<void, base::Error> hand_over(Replica& old_space, Replica& space, std::int64_t now_ms,
                                             base::Entropy& entropy);
};

}  // namespace hearth::log
