// The JSON bodies of the control requests, decoded strictly: what must be there is
// there, ids and keys have their lengths, lists are short. Fields that are not
// known are passed over. No state; any thread.
#pragma once

#include <cstdint>
#include <expected>
#include <optional>
#include <string_view>
#include <vector>

#include "base/error.h"
#include "base/ids.h"
#include "base/share.h"
#include "server/auth/tokens.h"
#include "verify/login.h"

namespace hearth::server::net {

template <class Value>
using Decoded = std::expected<Value, base::Error>;

inline constexpr std::size_t kDevicesAtOnce = 8;
inline constexpr std::size_t kSecretTokenLimit = 64;  // setup and seat tokens, bytes
inline constexpr std::size_t kInviteMessageLimit = 8 * 1024;

struct ChallengeBody {
  base::LogId log;
  base::DeviceId device;
};
// decoder: request_bodies. POST /v1/challenge
[[nodiscard]] Decoded<ChallengeBody> decode_challenge(std::string_view json);

struct SessionBody {
  base::LogId log;
  base::DeviceId device;
  verify::Challenge challenge;
  verify::ClientNonce nonce;
  base::Signature signature;
};
// decoder: request_bodies. POST /v1/session
[[nodiscard]] Decoded<SessionBody> decode_session(std::string_view json);

struct RegisterBody {
  base::LogId log;
  base::SigningPublicKey seat_key;
  std::optional<base::MemberId> member;
  std::vector<auth::NewDevice> devices;  // at least one
  base::Bytes token;                     // of the setup link, or the invite's seat token
  std::optional<base::LocatorId> invite;
  verify::ClientNonce nonce;
  base::Signature signature;
};
// decoder: request_bodies. POST /v1/register
[[nodiscard]] Decoded<RegisterBody> decode_register(std::string_view json);

struct SpaceBody {
  base::LogId log;
  base::SigningPublicKey seat_key;
  base::MemberId member;
  std::vector<auth::NewDevice> devices;
};
// decoder: request_bodies. POST /v1/spaces
[[nodiscard]] Decoded<SpaceBody> decode_space(std::string_view json);

struct SeatBody {
  base::SigningPublicKey seat_key;
  base::MemberId member;
  std::vector<auth::NewDevice> devices;
};
// decoder: request_bodies. POST /v1/logs/{log}/seats
[[nodiscard]] Decoded<SeatBody> decode_seat(std::string_view json);

struct SeatSignedBody {
  base::SigningPublicKey seat_key;
  auth::NewDevice device;  // zeros for "leave"
  verify::Challenge challenge;
  verify::ClientNonce nonce;
  base::Signature signature;
};
// decoder: request_bodies. POST /v1/logs/{log}/devices and …/devices/revoke (its key may be left out)
[[nodiscard]] Decoded<SeatSignedBody> decode_seat_device(std::string_view json);
// decoder: request_bodies. POST /v1/logs/{log}/leave
[[nodiscard]] Decoded<SeatSignedBody> decode_leave(std::string_view json);

// decoder: request_bodies. POST /v1/logs/{log}/readers
[[nodiscard]] Decoded<auth::NewDevice> decode_reader(std::string_view json);

struct InviteBody {
  base::LocatorId locator;
  base::Hash32 seat_hash;
  std::int64_t ttl_s = 0;  // 1 … 86400
};
// decoder: request_bodies. POST /v1/invites
[[nodiscard]] Decoded<InviteBody> decode_invite(std::string_view json);

struct ClaimBody {
  base::Bytes seat_token;
  base::Hash32 claim;
};
// decoder: request_bodies. POST /v1/invites/{locator}/claim
[[nodiscard]] Decoded<ClaimBody> decode_claim(std::string_view json);

// decoder: request_bodies. POST /v1/invites/{locator}/messages
[[nodiscard]] Decoded<base::Bytes> decode_invite_message(std::string_view json);

struct ShareBody {
  base::ShareId id;
  base::Bytes body;  // not empty
  std::int64_t ttl_s = 0;
};
// decoder: request_bodies. POST /v1/logs/{log}/shares
[[nodiscard]] Decoded<ShareBody> decode_share(std::string_view json);

// decoder: request_bodies. `Authorization: Seat <seat token>.<claim>`, without the word.
[[nodiscard]] Decoded<ClaimBody> decode_seat_authorization(std::string_view text);

}  // namespace hearth::server::net
