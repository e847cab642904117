// The control stream: who is in a log, with which devices, under which keys.
// Readable by the host, so it holds public keys, signatures and sealed keys only.
//
//   body = version u8 (1) | type u8 | logical u64 | authored i64 | heads |
//          bytes payload | signature 64
//
// The signature is the authoring device's over hash("control", {core, body
// without the signature}); the core names the previous link, so each signature
// covers the whole chain before it.
#pragma once

#include <cstdint>
#include <expected>
#include <vector>

#include "base/error.h"
#include "base/ids.h"
#include "log/plaintext.h"
#include "vault/sign.h"

namespace hearth::log {

enum class ControlType : std::uint8_t {
  member = 0,       // a person with identity and first device
  certificate = 1,  // a further device, or the kit
  rotate = 2,       // a new epoch or generation, sealed to each device
  wrap = 3,         // known keys, sealed to a device that lacks them
  revoke = 4,       // a device ends, at given sequence numbers
  leave = 5,        // the author's seat ends
};
inline constexpr std::uint8_t kControlTypeCount = 6;

enum class DeviceKind : std::uint8_t { device = 0, kit = 1 };

struct Identity {
  base::SigningPublicKey signing;
  base::ExchangePublicKey exchange;

  friend bool operator==(const Identity&, const Identity&) = default;
};

// What three keys sign (hash "certificate" over the statement): the person's
// identity, a device of theirs that is already certified (the voucher; for the
// first device itself), and the new device, so that nobody certifies a key that
// is not theirs.
struct Certificate {
  base::DeviceId device;
  base::SigningPublicKey key;
  base::ExchangePublicKey exchange;
  DeviceKind kind = DeviceKind::device;
  base::DeviceId voucher;
  base::Signature by_identity;
  base::Signature by_subject;
  base::Signature by_voucher;

  friend bool operator==(const Certificate&, const Certificate&) = default;
};

// log | member | identity signing | identity exchange | device | key | exchange | kind.
// Not the voucher: a new device asks before it knows which sibling will vouch.
[[nodiscard]] base::Bytes statement(const base::LogId& log, const base::MemberId& member, const Identity& identity,
                                    const Certificate& certificate);

void write_certificate(codec::Writer& writer, const Certificate& certificate);
[[nodiscard]] Certificate read_certificate(codec::Reader& reader);

struct MemberPayload {
  base::MemberId member;
  Identity identity;
  Certificate first_device;
};

struct CertificatePayload {
  base::MemberId member;
  Certificate certificate;
};

// A key for one device: seal_to its exchange key, bound to wrap_place.
struct Wrap {
  base::Hash32 key_id;
  base::Hash32 parent;
  base::DeviceId device;
  base::Bytes sealed;
};
[[nodiscard]] base::Bytes wrap_place(const base::LogId& log, const base::Hash32& key_id, const base::DeviceId& device);

// For rotate (all of one key id) and wrap (any).
struct KeysPayload {
  std::vector<Wrap> wraps;
};

struct Cut {
  envelope::Stream stream = envelope::Stream::control;
  std::uint64_t sequence = 0;  // the last that counts; 0 for none
};

struct RevokePayload {
  base::DeviceId device;
  std::vector<Cut> cuts;  // one for each stream; a stream not named is cut at 0
};

inline constexpr std::size_t kWrapLimit = 1024;
inline constexpr std::size_t kSealedLimit = 256;

[[nodiscard]] base::Bytes encode(const MemberPayload& payload);
[[nodiscard]] base::Bytes encode(const CertificatePayload& payload);
[[nodiscard]] base::Bytes encode(const KeysPayload& payload);
[[nodiscard]] base::Bytes encode(const RevokePayload& payload);
// decoder: log_control
[[nodiscard]] std::expected<MemberPayload, base::Error> decode_member(base::ByteView bytes);
// decoder: log_control
[[nodiscard]] std::expected<CertificatePayload, base::Error> decode_certificate(base::ByteView bytes);
// decoder: log_control
[[nodiscard]] std::expected<KeysPayload, base::Error> decode_keys(base::ByteView bytes);
// decoder: log_control
[[nodiscard]] std::expected<RevokePayload, base::Error> decode_revoke(base::ByteView bytes);

struct Control {
  std::uint8_t type = 0;  // a ControlType, or one of a later version
  std::uint64_t logical = 0;
  std::int64_t authored_ms = 0;
  std::vector<HeadSeen> heads;
  base::Bytes payload;
  base::Signature signature;
};

// The body of a control event with this core, signed.
[[nodiscard]] base::Bytes sign_control(const Control& control, base::ByteView core, const vault::SigningSecret& secret);
// decoder: log_control
[[nodiscard]] std::expected<Control, base::Error> decode_control(base::ByteView body);
[[nodiscard]] bool control_matches(base::ByteView body, base::ByteView core, const base::SigningPublicKey& key);

}  // namespace hearth::log
