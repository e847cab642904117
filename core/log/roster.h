// Who is in a log and with which devices: worked out from the control events that
// were accepted, in their order. A person is known by a pinned identity; a device
// by a certificate of three signatures; a revocation cuts each of a device's
// streams at a sequence number. What a device wrote past its cut is void, its
// revocations too, and a revocation by someone whose voucher is the kit comes
// before one by the device that it ends: so a thief cannot revoke the kit first.
#pragma once

#include <map>
#include <optional>
#include <vector>

#include "base/error.h"
#include "log/control.h"

namespace hearth::log {

struct RosterDevice {
  base::MemberId member;
  Certificate certificate;
  std::int64_t added_ms = 0;
  bool revoked = false;
  std::map<envelope::Stream, std::uint64_t> cuts;  // only when revoked
};

class Roster {
 public:
  explicit Roster(const base::LogId& log) : log_(log) {}

  // Trusts this identity for this member; only pinned members can enter.
  void pin(const base::MemberId& member, const Identity& identity);
  [[nodiscard]] const Identity* identity(const base::MemberId& member) const;

  // Each answers whether the statement holds now; if it does, it counts.
  // identity_changed is reported as not_yours.
  [[nodiscard]] std::expected<void, base::Error> add_member(const MemberPayload& payload, std::int64_t authored_ms);
  [[nodiscard]] std::expected<void, base::Error> add_certificate(const CertificatePayload& payload,
                                                                 std::int64_t authored_ms);
  // `by` is the device that signed the event, at `sequence` of its control stream.
  [[nodiscard]] std::expected<void, base::Error> revoke(const RevokePayload& payload, const base::DeviceId& by,
                                                        std::uint64_t sequence);

  [[nodiscard]] const RosterDevice* find(const base::DeviceId& device) const;
  [[nodiscard]] const std::map<base::DeviceId, RosterDevice>& devices() const { return devices_; }
  // Certified, and not past its cut.
  [[nodiscard]] bool may_write(const base::DeviceId& device, envelope::Stream stream, std::uint64_t sequence) const;
  // Certified and not revoked, of this member; the kit too.
  [[nodiscard]] std::vector<base::DeviceId> active(const base::MemberId& member) const;
  [[nodiscard]] std::optional<base::DeviceId> kit(const base::MemberId& member) const;

 private:
  struct Revocation {
    RevokePayload payload;
    base::DeviceId by;
    std::uint64_t sequence = 0;
  };

  [[nodiscard]] bool signatures_hold(const base::MemberId& member, const Certificate& certificate,
                                     const base::SigningPublicKey& voucher) const;
  [[nodiscard]] bool kit_vouched(const base::DeviceId& device) const;
  void apply_revocations();

  base::LogId log_;
  std::map<base::MemberId, Identity> pinned_;
  std::map<base::DeviceId, RosterDevice> devices_;
  std::vector<Revocation> revocations_;
};

}  // namespace hearth::log
