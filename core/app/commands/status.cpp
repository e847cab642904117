// Status, settings, notices, the pair's names and zone.
#include "app/commands/guard.h"
#include "app/commands/text.h"
#include "app/member.h"
#include "app/views/people.h"

namespace hearth::app {
namespace {

boundary::SettingsModel settings_model(const story::settings::Settings& settings) {
  return {settings.auto_lock_minutes, settings.text_percent, settings.theme,  settings.look,
          settings.haptics,           settings.language,     settings.wording};
}

std::optional<boundary::BeginMode> begin_mode(const story::Said<story::profile::Begin>& said) {
  const auto* begin = said.get();
  if (begin == nullptr) return std::nullopt;
  return begin->mode == story::profile::BeginMode::together ? boundary::BeginMode::kTogether
                                                            : boundary::BeginMode::kSolo;
}

boundary::RegisterState register_state(const Core& core, const net::Sync& sync) {
  const Keep& keep = core.keep;
  // Coming back from a kit, the server knows this person and will say so.
  if (sync.recovering.under_way()) return boundary::RegisterState::kPending;
  if (core.person && keep.registered.contains(core.person->personal_log())) return boundary::RegisterState::kRegistered;
  if (keep.register_refused) return boundary::RegisterState::kRefused;
  const bool meets = keep.meeting.role != MeetingRole::none &&
                     (keep.meeting.end == MeetingEnd::open || keep.meeting.end == MeetingEnd::done);
  if (keep.server.empty() || (keep.setup_token.empty() && !meets)) {
    return boundary::RegisterState::kLocal;
  }
  return boundary::RegisterState::kPending;
}

// What was begun for a space that was given up goes nowhere: it does not wait.
std::int64_t waiting(const Core& core) {
  if (!core.person) return 0;
  std::vector<base::LogId> logs = core.person->spaces();
  logs.push_back(core.person->personal_log());
  std::int64_t count = 0;
  for (const base::LogId& log : logs) {
    if (const auto events = core.unsent.find(log); events != core.unsent.end()) {
      count += static_cast<std::int64_t>(events->second.size());
    }
  }
  return count;
}

}  // namespace

Outcome<boundary::StatusViewResult> Member::status_view(boundary::StatusViewArgs&) {
  // A new device that is still being linked or recovered has a status too.
  if (core.stage != Stage::fresh) HEARTH_REQUIRE(not_open());
  boundary::Status status;
  const Keep& keep = core.keep;
  status.name = views::own_name(core);
  status.partner = views::partner_name(core);
  const auto space = core.space();
  status.paired = core.demo || (space && core.person->paired(*space));
  status.partner_here = status.partner.has_value();
  status.begin = begin_mode(core.story.me().begin);
  if (!status.begin) status.begin = begin_mode(core.story.me().personal_begin);
  status.partner_begin = begin_mode(core.story.partner().begin);
  status.zone = core.story.zone() != nullptr ? core.story.zone()->zone : core.call.zone;
  status.day = base::to_iso(core.today());
  status.register_ = register_state(core, *sync);
  if (!keep.server.empty()) status.server = keep.server;
  status.online = sync->connected();
  status.waiting = waiting(core);
  if (keep.last_synced_ms != 0) status.last_synced = keep.last_synced_ms;
  status.clock_off_s = core.clock_off_ms() / 1000;
  constexpr std::string_view kKit[] = {"none", "later", "saved"};
  status.kit = kKit[static_cast<std::size_t>(keep.kit)];
  if (status.clock_off_s != 0)
    status.notices.push_back({"clock_off", boundary::Json().set("seconds", status.clock_off_s)});
  if (!keep.register_reason.empty() && status.register_ != boundary::RegisterState::kRegistered) {
    status.notices.push_back({"register_refused", boundary::Json().set("code", keep.register_reason)});
  }
  for (const KeptNotice& notice : keep.notices) {
    if (notice.dismissed) continue;
    auto detail = story::json::parse(notice.detail);
    status.notices.push_back({notice.code, detail ? std::move(*detail) : boundary::Json()});
    status.read_only = status.read_only || notice.code == "read_only";
  }
  status.settings =
      settings_model(core.story.settings.get() != nullptr ? *core.story.settings.get() : story::settings::Settings{});
  status.left = keep.left;
  if (core.person) {
    const auto current = core.person->current_space();
    status.partner_left = current && core.person->left(*current, log::Author::partner);
  }
  status.settled = sync->settled();
  return boundary::StatusViewResult{std::move(status)};
}

Outcome<boundary::ProfileSetResult> Member::profile_set(boundary::ProfileSetArgs& args) {
  HEARTH_REQUIRE(not_open());
  const std::string name = trimmed(args.name);
  if (name.empty()) return refuse(ErrorCode::kEmpty, "name");
  if (!is_short_name(name)) return refuse(ErrorCode::kTooLong, "name");
  if (auto said = core.say(story::profile::Profile{name}, log::Stream::private_); !said) {
    return std::unexpected(said.error());
  }
  if (core.open_space()) {
    if (auto said = core.say(story::profile::Profile{name}, log::Stream::shared); !said) {
      return std::unexpected(said.error());
    }
  }
  core.effects.change("status");
  return boundary::ProfileSetResult{};
}

Outcome<boundary::ZoneSetResult> Member::zone_set(boundary::ZoneSetArgs& args) {
  HEARTH_REQUIRE(not_open());
  if (!story::profile::is_zone_name(args.zone)) return refuse(ErrorCode::kBadRequest, "zone");
  const auto stream = core.open_space() ? log::Stream::shared : log::Stream::private_;
  if (auto said = core.say(story::profile::Zone{args.zone}, stream); !said) return std::unexpected(said.error());
  core.effects.change("status");
  core.effects.change("today");
  return boundary::ZoneSetResult{};
}

Outcome<boundary::SettingsSetResult> Member::settings_set(boundary::SettingsSetArgs& args) {
  HEARTH_REQUIRE(not_open());
  const boundary::SettingsModel& wanted = args.settings;
  const story::settings::Settings settings{wanted.auto_lock_minutes, wanted.text_percent, wanted.theme,  wanted.look,
                                           wanted.haptics,           wanted.language,     wanted.wording};
  // What the story would set aside is refused here.
  story::settings::Settings again;
  if (!story::settings::read(story::settings::write(settings), again))
    return refuse(ErrorCode::kBadRequest, "settings");
  if (auto said = core.say(settings); !said) return std::unexpected(said.error());
  core.effects.change("status");
  return boundary::SettingsSetResult{};
}

Outcome<boundary::NoticeDismissResult> Member::notice_dismiss(boundary::NoticeDismissArgs& args) {
  HEARTH_REQUIRE(not_open());
  bool found = false;
  for (KeptNotice& notice : core.keep.notices) {
    if (notice.code != args.code) continue;
    notice.dismissed = true;
    found = true;
  }
  if (args.code == "register_refused") {
    core.keep.register_reason.clear();
    found = true;
  }
  if (!found) return refuse(ErrorCode::kNotFound, "notice");
  core.keep_changed();
  core.effects.change("status");
  return boundary::NoticeDismissResult{};
}

Outcome<boundary::BeginResult> Member::begin(boundary::BeginArgs& args) {
  HEARTH_REQUIRE(not_open());
  const bool together = args.mode == boundary::BeginMode::kTogether;
  const story::profile::Begin content{together ? story::profile::BeginMode::together : story::profile::BeginMode::solo};
  const auto stream = core.space() ? log::Stream::shared : log::Stream::private_;
  if (auto said = core.say(content, stream); !said) return std::unexpected(said.error());
  core.effects.change("status");
  core.effects.change("today");
  return boundary::BeginResult{};
}

}  // namespace hearth::app
