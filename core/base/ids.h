// Strong ids and hashes: 16 random bytes each, a hash 32. Written as hex in keys
// of stores and paths, as base64url in JSON.
#pragma once

#include "base/bytes.h"

namespace hearth::base {

using LogId = Fixed<struct LogIdTag, 16>;          // a personal log or a space
using EventId = Fixed<struct EventIdTag, 16>;      // one event
using DeviceId = Fixed<struct DeviceIdTag, 16>;    // one device (or kit) in one log
using MemberId = Fixed<struct MemberIdTag, 16>;    // a person in one log
using LocatorId = Fixed<struct LocatorIdTag, 16>;  // where an invite is found
using ExchangeId = Fixed<struct ExchangeIdTag, 32>;

using Hash32 = Fixed<struct Hash32Tag, 32>;
using SigningPublicKey = Fixed<struct SigningPublicKeyTag, 32>;    // Ed25519
using ExchangePublicKey = Fixed<struct ExchangePublicKeyTag, 32>;  // X25519
using Signature = Fixed<struct SignatureTag, 64>;                  // Ed25519

}  // namespace hearth::base
