// The recovery kit, coming back from it, own devices.
#include <algorithm>

#include "app/commands/guard.h"
#include "app/commands/text.h"
#include "app/member.h"
#include "app/views/people.h"
#include "base/words.h"

namespace hearth::app {
namespace {

constexpr std::int64_t kLinkingLasts = 10 * base::kMillisecondsPerMinute;

std::expected<std::pair<vault::PassphraseKey, vault::Salt>, boundary::Failure> key_and_salt(
    base::Bytes& key_bytes, const base::Bytes& salt_bytes) {
  auto key = vault::PassphraseKey::from(key_bytes);
  base::wipe(key_bytes);
  vault::Salt salt;
  if (!key || salt_bytes.size() != salt.size()) return refuse(ErrorCode::kBadRequest, "key");
  std::copy(salt_bytes.begin(), salt_bytes.end(), salt.begin());
  return std::pair(std::move(*key), salt);
}

boundary::Linking linking_view(const Core& core, net::Sync& sync) {
  using boundary::LinkPhase;
  const KeptMeeting& meeting = core.keep.meeting;
  boundary::Linking linking{.phase = LinkPhase::kNone};
  if (meeting.role == MeetingRole::none || !meeting.linking) return linking;
  if (!meeting.reason.empty()) linking.reason = meeting.reason;
  switch (meeting.end) {
    case MeetingEnd::done: linking.phase = LinkPhase::kDone; return linking;
    case MeetingEnd::expired:
    case MeetingEnd::used: linking.phase = LinkPhase::kExpired; return linking;
    case MeetingEnd::mismatch:
    case MeetingEnd::failed: linking.phase = LinkPhase::kFailed; return linking;
    case MeetingEnd::open: break;
  }
  linking.phase = LinkPhase::kShowing;
  if (sync.meeting.new_device) linking.code = sync.meeting.new_device->link_code;
  log::Handshake* shake = sync.meeting.handshake();
  if (shake == nullptr) return linking;
  if (const auto own = shake->own_words()) {
    linking.own_words.assign(own->begin(), own->end());
    linking.phase = shake->phase() == log::Phase::check ? LinkPhase::kCheck : LinkPhase::kWaitingOther;
  }
  return linking;
}

}  // namespace

Outcome<boundary::KitMakeResult> Member::kit_make(boundary::KitMakeArgs&) {
  HEARTH_REQUIRE(not_real());
  HEARTH_REQUIRE(not_proved());
  kit_.emplace(vault::KitSecret::draw(core.entropy()));
  boundary::KitMakeResult result{.words = vault::kit_words(*kit_)};
  // Two different places to prove that the words were kept.
  std::uint8_t chance[2];
  core.entropy().fill(chance);
  const std::size_t first = chance[0] % vault::kKitWords;
  const std::size_t second = (first + 1 + chance[1] % (vault::kKitWords - 1)) % vault::kKitWords;
  kit_asked_ = {std::min(first, second), std::max(first, second)};
  for (const std::size_t place : kit_asked_) result.ask.push_back(static_cast<std::int64_t>(place) + 1);
  for (const std::string& word : result.words) result.qr += (result.qr.empty() ? "" : " ") + word;
  return result;
}

Outcome<boundary::KitProveResult> Member::kit_prove(boundary::KitProveArgs& args) {
  HEARTH_REQUIRE(not_real());
  if (!kit_) return refuse(ErrorCode::kNotReady, "no_kit");
  const auto words = vault::kit_words(*kit_);
  if (args.answers.size() != kit_asked_.size()) return refuse(ErrorCode::kBadRequest, "answers");
  for (std::size_t i = 0; i < kit_asked_.size(); ++i) {
    const auto said = base::word_index(trimmed(args.answers[i]));
    const auto meant = base::word_index(words[kit_asked_[i]]);
    if (!said || said != meant) return boundary::KitProveResult{false};
  }
  const base::LogId personal = core.person->personal_log();
  const auto before = core.person->kit_device();
  if (auto set = core.person->set_kit(*kit_, core.now_ms(), core.entropy()); !set) return refuse(set.error());
  kit_.reset();
  const auto device = core.person->kit_device();
  auto& tasks = core.keep.seat_tasks;
  // Registered with the log when that is still to come.
  if (core.keep.registered.contains(personal)) {
    if (before && (!device || before->id != device->id)) {
      tasks.push_back({SeatAction::revoke_device, personal, before->id, before->key});
    }
    if (device) tasks.push_back({SeatAction::add_device, personal, device->id, device->key});
  }
  core.keep.kit = KitState::saved;
  core.keep_changed();
  core.settle();
  for (const std::string_view topic : {"status", "today", "devices"}) core.effects.change(topic);
  return boundary::KitProveResult{true};
}

Outcome<boundary::KitLaterResult> Member::kit_later(boundary::KitLaterArgs&) {
  HEARTH_REQUIRE(not_real());
  kit_.reset();
  if (core.keep.kit == KitState::none) core.keep.kit = KitState::later;
  core.keep_changed();
  core.effects.change("status");
  return boundary::KitLaterResult{};
}

Outcome<boundary::KitCheckResult> Member::kit_check(boundary::KitCheckArgs& args) {
  HEARTH_REQUIRE(not_real());
  const auto kit = vault::parse_kit(args.words);
  if (!kit) return boundary::KitCheckResult{false, std::string(vault::code(kit.error().fault))};
  const auto checked = core.person->check_kit(*kit);
  return boundary::KitCheckResult{checked.has_value(), checked ? "" : "another_kit"};
}

Outcome<boundary::RecoverBeginResult> Member::recover_begin(boundary::RecoverBeginArgs& args) {
  if (core.stage != Stage::fresh) return refuse(ErrorCode::kRefusedByRule, "already_set_up");
  const auto kit = vault::parse_kit(args.kit);
  if (!kit) {
    boundary::Json detail;
    detail.set("reason", vault::code(kit.error().fault)).set("count", static_cast<std::int64_t>(kit.error().count));
    detail.set("position", static_cast<std::int64_t>(kit.error().position)).set("word", kit.error().word);
    return std::unexpected(boundary::Failure{ErrorCode::kBadKit, std::move(detail)});
  }
  std::string server;
  if (!is_server(args.server, server)) return refuse(ErrorCode::kBadRequest, "server");
  auto keys = key_and_salt(args.key, args.salt);
  if (!keys) return std::unexpected(keys.error());
  core.keep = Keep();
  core.keep.server = server;
  make_vault(vault::LocalVault::create(core.entropy()), keys->first, keys->second);
  sync->recovering.begin(*kit);
  return boundary::RecoverBeginResult{};
}

Outcome<boundary::RecoverViewResult> Member::recover_view(boundary::RecoverViewArgs&) {
  constexpr std::string_view kPhases[] = {"none", "reaching", "reading", "done", "failed"};
  const net::Recovering& recovering = sync->recovering;
  boundary::RecoverViewResult result;
  result.phase = kPhases[static_cast<std::size_t>(recovering.phase())];
  result.restored = recovering.restored();
  if (!recovering.reason().empty()) result.reason = recovering.reason();
  return result;
}

Outcome<boundary::DevicesViewResult> Member::devices_view(boundary::DevicesViewArgs&) {
  HEARTH_REQUIRE(not_open());
  boundary::DevicesViewResult result;
  if (core.demo) return result;
  for (const log::DeviceInfo& info : core.person->devices(core.person->personal_log())) {
    boundary::Device device;
    device.id = views::id_text(info.id);
    const auto name = core.story.device_names.find(info.id);
    if (name != core.story.device_names.end() && name->second.get() != nullptr) device.name = name->second.get()->name;
    device.this_ = info.this_device;
    device.kit = info.kit;
    device.added_at = info.added_ms;
    device.revoked = info.revoked;
    result.devices.push_back(std::move(device));
  }
  return result;
}

Outcome<boundary::DeviceShowResult> Member::device_show(boundary::DeviceShowArgs&) {
  return boundary::DeviceShowResult{linking_view(core, *sync)};
}

Outcome<boundary::DeviceViewResult> Member::device_view(boundary::DeviceViewArgs&) {
  return boundary::DeviceViewResult{linking_view(core, *sync)};
}

Outcome<boundary::DeviceJoinLinkingResult> Member::device_join_linking(boundary::DeviceJoinLinkingArgs& args) {
  if (core.stage != Stage::fresh) return refuse(ErrorCode::kRefusedByRule, "already_set_up");
  std::string server;
  if (!is_server(args.server, server)) return refuse(ErrorCode::kBadRequest, "server");
  const std::string name = trimmed(args.name);
  if (story::count_characters(name) > story::kShortText) return refuse(ErrorCode::kTooLong, "name");
  auto keys = key_and_salt(args.key, args.salt);
  if (!keys) return std::unexpected(keys.error());
  auto begun = log::Person::begin_link(std::nullopt, core.entropy());
  if (!begun) return refuse(begun.error());
  core.keep = Keep();
  core.keep.server = server;
  core.keep.device_name = name;
  core.keep.meeting = {.role = MeetingRole::joiner, .linking = true};
  core.keep.meeting.expires_at = core.now_ms() + kLinkingLasts;
  make_vault(vault::LocalVault::create(core.entropy()), keys->first, keys->second);
  sync->meeting.new_device = std::move(*begun);
  core.effects.change("linking");
  return boundary::DeviceJoinLinkingResult{linking_view(core, *sync)};
}

Outcome<boundary::DeviceScanResult> Member::device_scan(boundary::DeviceScanArgs& args) {
  HEARTH_REQUIRE(not_real());
  auto proved = prove(args.key);
  base::wipe(args.key);
  if (!proved) return std::unexpected(proved.error());
  if (!core.keep.registered.contains(core.person->personal_log())) return refuse(ErrorCode::kNotReady, "no_server");
  KeptMeeting meeting{.role = MeetingRole::inviter, .linking = true};
  meeting.expires_at = core.now_ms() + kLinkingLasts;
  begin_meeting(std::move(meeting));
  if (auto begun = core.person->begin_link_invite(trimmed(args.code), core.entropy()); !begun) {
    core.keep.meeting = KeptMeeting();
    return refuse(begun.error());
  }
  core.settle();
  core.effects.change("linking");
  return boundary::DeviceScanResult{linking_view(core, *sync)};
}

Outcome<boundary::DeviceConfirmResult> Member::device_confirm(boundary::DeviceConfirmArgs& args) {
  if (args.words.size() != 2) return refuse(ErrorCode::kBadRequest, "two_words");
  if (!core.keep.meeting.linking) return refuse(ErrorCode::kNotReady);
  if (auto done = sync->meeting.confirm({trimmed(args.words[0]), trimmed(args.words[1])}); !done) {
    return std::unexpected(done.error());
  }
  return boundary::DeviceConfirmResult{linking_view(core, *sync)};
}

Outcome<boundary::DeviceRevokeResult> Member::device_revoke(boundary::DeviceRevokeArgs& args) {
  HEARTH_REQUIRE(not_real());
  auto proved = prove(args.key);
  base::wipe(args.key);
  if (!proved) return std::unexpected(proved.error());
  const auto id = views::id_of<base::DeviceId>(args.id);
  if (!id) return refuse(ErrorCode::kBadRequest, "id");
  if (*id == core.person->device(core.person->personal_log())) return refuse(ErrorCode::kRefusedByRule, "this_device");
  const auto placed = core.person->placed(*id);
  if (auto revoked = core.person->revoke(*id, core.now_ms(), core.entropy()); !revoked) return refuse(revoked.error());
  for (const auto& place : placed) {
    core.keep.seat_tasks.push_back({SeatAction::revoke_device, place.log, place.device, {}});
  }
  core.keep_changed();
  core.settle();
  core.effects.change("devices");
  return boundary::DeviceRevokeResult{};
}

}  // namespace hearth::app
