#include "log/roster.h"

#include <algorithm>

#include "verify/signature.h"

namespace hearth::log {

void Roster::pin(const base::MemberId& member, const Identity& identity) { pinned_.try_emplace(member, identity); }

const Identity* Roster::identity(const base::MemberId& member) const {
  const auto found = pinned_.find(member);
  return found == pinned_.end() ? nullptr : &found->second;
}

bool Roster::signatures_hold(const base::MemberId& member, const Certificate& certificate,
                             const base::SigningPublicKey& voucher) const {
  const auto* own = identity(member);
  if (own == nullptr) return false;
  const auto said = statement(log_, member, *own, certificate);
  return verify::signature_matches(own->signing, "certificate", {said}, certificate.by_identity) &&
         verify::signature_matches(certificate.key, "certificate", {said}, certificate.by_subject) &&
         verify::signature_matches(voucher, "certificate", {said}, certificate.by_voucher);
}

std::expected<void, base::Error> Roster::add_member(const MemberPayload& payload, std::int64_t authored_ms) {
  const auto* own = identity(payload.member);
  if (own == nullptr || *own != payload.identity) return std::unexpected(base::Error::not_yours);
  const auto& first = payload.first_device;
  const bool has_device =
      std::ranges::any_of(devices_, [&](const auto& entry) { return entry.second.member == payload.member; });
  if (has_device || first.voucher != first.device || first.kind != DeviceKind::device) {
    return std::unexpected(base::Error::verification_failed);
  }
  if (devices_.contains(first.device)) return std::unexpected(base::Error::conflict);
  if (!signatures_hold(payload.member, first, first.key)) return std::unexpected(base::Error::verification_failed);
  devices_.emplace(first.device, RosterDevice{.member = payload.member, .certificate = first, .added_ms = authored_ms});
  return {};
}

std::expected<void, base::Error> Roster::add_certificate(const CertificatePayload& payload, std::int64_t authored_ms) {
  const auto& certificate = payload.certificate;
  if (const auto* known = find(certificate.device)) {
    // The same device again, perhaps by two siblings at once: nothing new.
    const bool same = known->member == payload.member && known->certificate.key == certificate.key &&
                      known->certificate.exchange == certificate.exchange;
    if (!same) return std::unexpected(base::Error::conflict);
    return {};
  }
  const auto* voucher = find(certificate.voucher);
  if (voucher == nullptr || voucher->member != payload.member || voucher->revoked) {
    return std::unexpected(base::Error::verification_failed);
  }
  if (!signatures_hold(payload.member, certificate, voucher->certificate.key)) {
    return std::unexpected(base::Error::verification_failed);
  }
  devices_.emplace(certificate.device,
                   RosterDevice{.member = payload.member, .certificate = certificate, .added_ms = authored_ms});
  return {};
}

std::expected<void, base::Error> Roster::revoke(const RevokePayload& payload, const base::DeviceId& by,
                                                std::uint64_t sequence) {
  const auto* target = find(payload.device);
  const auto* author = find(by);
  if (target == nullptr || author == nullptr || target->member != author->member) {
    return std::unexpected(base::Error::not_yours);
  }
  revocations_.push_back({payload, by, sequence});
  apply_revocations();
  return {};
}

bool Roster::kit_vouched(const base::DeviceId& device) const {
  const auto* found = find(device);
  if (found == nullptr) return false;
  if (found->certificate.kind == DeviceKind::kit) return true;
  const auto* voucher = find(found->certificate.voucher);
  return voucher != nullptr && voucher->certificate.kind == DeviceKind::kit;
}

void Roster::apply_revocations() {
  for (auto& [id, device] : devices_) {
    device.revoked = false;
    device.cuts.clear();
  }
  auto ordered = revocations_;
  std::ranges::stable_partition(ordered, [&](const Revocation& revocation) { return kit_vouched(revocation.by); });
  for (const auto& revocation : ordered) {
    if (!may_write(revocation.by, envelope::Stream::control, revocation.sequence)) continue;
    auto& device = devices_.at(revocation.payload.device);
    if (device.revoked) continue;
    device.revoked = true;
    for (const auto& cut : revocation.payload.cuts) device.cuts[cut.stream] = cut.sequence;
  }
}

const RosterDevice* Roster::find(const base::DeviceId& device) const {
  const auto found = devices_.find(device);
  return found == devices_.end() ? nullptr : &found->second;
}

bool Roster::may_write(const base::DeviceId& device, envelope::Stream stream, std::uint64_t sequence) const {
  const auto* found = find(device);
  if (found == nullptr) return false;
  if (!found->revoked) return true;
  const auto cut = found->cuts.find(stream);
  return cut != found->cuts.end() && sequence <= cut->second;
}

std::vector<base::DeviceId> Roster::active(const base::MemberId& member) const {
  std::vector<base::DeviceId> result;
  for (const auto& [id, device] : devices_) {
    if (device.member == member && !device.revoked) result.push_back(id);
  }
  return result;
}

std::optional<base::DeviceId> Roster::kit(const base::MemberId& member) const {
  for (const auto& [id, device] : devices_) {
    if (device.member == member && !device.revoked && device.certificate.kind == DeviceKind::kit) return id;
  }
  return std::nullopt;
}

}  // namespace hearth::log
