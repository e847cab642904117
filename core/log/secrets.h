// What a device must keep secret of one log, and how it is written down: into the
// record of the device (vault), and, as far as the person's other devices and the
// kit need it, into a private event (`space.secret`).
#pragma once

#include <cstdint>
#include <expected>
#include <optional>
#include <vector>

#include "base/error.h"
#include "base/ids.h"
#include "base/secret.h"
#include "codec/reader.h"
#include "codec/writer.h"
#include "log/control.h"
#include "log/key_tree.h"
#include "vault/keys.h"

namespace hearth::log {

enum class LogKind : std::uint8_t {
  personal = 0,
  space = 1,
  archive = 2,  // a space that a successor replaced: read, not written
};

// The identity's secrets and the seat's: the same on all of a person's devices.
struct OwnerSecrets {
  vault::SigningSecret signing;
  vault::ExchangeSecret exchange;
  vault::SigningSecret seat;

  [[nodiscard]] static OwnerSecrets draw(base::Entropy& entropy);
  [[nodiscard]] OwnerSecrets duplicate() const;
  [[nodiscard]] Identity identity() const;
};

struct Partner {
  base::MemberId member;
  Identity identity;
};

// A key that the partner handed over for an archive, in place of an epoch key.
struct ArchiveKey {
  KeyId epoch;
  base::MemberId author;
  vault::AuthorKey key;
};

struct LogSecrets {
  LogKind kind = LogKind::personal;
  base::LogId log;
  base::MemberId member;
  base::DeviceId device;
  vault::SigningSecret device_signing;
  vault::ExchangeSecret device_exchange;
  Identity identity;                        // of the owner, public
  std::optional<OwnerSecrets> owner;        // a new device learns them from its personal log
  std::optional<vault::SpaceRoot> root;     // spaces only
  std::optional<Partner> partner;           // pinned at pairing
  KeyTree<vault::EpochKey> epochs;          // spaces only
  std::vector<ArchiveKey> archive_keys;     // archives brought back by the partner
  std::optional<base::LogId> successor_of;  // the space that this one replaces
  // Back from the kit, until this device is certified (Person::attend): the
  // certificate that the kit vouched for, and the kit's key to open its wraps with.
  std::optional<Certificate> introduction;
  std::optional<vault::ExchangeSecret> kit_exchange;
  std::int64_t created_ms = 0;
};

void write(codec::Writer& writer, const LogSecrets& secrets);
[[nodiscard]] std::optional<LogSecrets> read_log_secrets(codec::Reader& reader);

// Fresh secrets for this device; ids and keys drawn, nothing of the owner's yet.
[[nodiscard]] LogSecrets draw_device(LogKind kind, const base::LogId& log, const base::MemberId& member,
                                     const Identity& identity, base::Entropy& entropy);

// The private event `space.secret`: for the personal log itself and each space.
// `kit_sealed` holds the secrets of the kit's device in that space, sealed to the
// kit's key in the personal log: devices write it and cannot read it.
struct SharedSecrets {
  LogKind kind = LogKind::space;
  base::LogId log;
  base::MemberId member;
  OwnerSecrets owner;
  std::optional<vault::SpaceRoot> root;
  std::optional<Partner> partner;
  base::Bytes kit_sealed;
  std::int64_t created_ms = 0;
};
[[nodiscard]] base::SecretBytes encode(const SharedSecrets& secrets);
// decoder: log_private
[[nodiscard]] std::expected<SharedSecrets, base::Error> decode_shared_secrets(base::ByteView bytes);

}  // namespace hearth::log
