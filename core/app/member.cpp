#include "app/member.h"

#include "app/counsel.h"
#include "vault/entropy.h"

namespace hearth::app {
namespace {
// More rounds than any step needs; a call always ends.
constexpr int kRounds = 8;
}  // namespace

Member::Member() {
  vault::initialise();
  wire();
}
Member::~Member() = default;

void Member::wire() {
  sync = std::make_unique<net::Sync>(core);
  sync->meeting.on_linked = [this] {
    auto person = sync->meeting.new_device->finish();
    if (!person) {
      core.keep.meeting.end = MeetingEnd::failed;
      core.keep.meeting.reason = std::string(base::code(person.error()));
      sync->meeting.new_device.reset();
      return;
    }
    core.keep.registered.insert((*person)->personal_log());
    settle_in(std::move(*person));
    sync->meeting.new_device.reset();
    core.effects.change("linking");
  };
  sync->recovering.on_recovered = [this](std::unique_ptr<log::Person> person, std::vector<StoredEvent> events) {
    settle_in(std::move(person));
    core.keep.kit = KitState::saved;
    for (const StoredEvent& event : events) {
      const auto header = envelope::decode(event.header);
      if (!header) continue;
      const auto receipt = core.person->receive(event.log, {.source = log::Source::server,
                                                            .number = event.number,
                                                            .erased = event.erased,
                                                            .header = event.header,
                                                            .body = event.body});
      core.hear(receipt.opened);
      if (receipt.verdict != log::Verdict::refused) {
        core.put_event(event.log, header->event, event.number, event.erased, event.header, event.body);
      }
    }
    core.settle();
  };
}

void Member::settle_in(std::unique_ptr<log::Person> person) {
  core.person = std::move(person);
  core.stage = Stage::open;
  core.effects.put("records", "vault", core.wrapped_vault);
  core.keep_changed();
  core.settle();
  for (const std::string_view topic : {"status", "today", "story", "devices"}) core.effects.change(topic);
}

void Member::settle() {
  for (int round = 0; round < kRounds; ++round) {
    const std::size_t before = core.effects.net.size() + core.effects.store.size();
    if (core.stage == Stage::open && core.person) {
      introduce();
      say_word();
      counsel::mind(core);
    }
    core.settle();
    sync->pump();
    core.settle();
    if (core.effects.net.size() + core.effects.store.size() == before) break;
  }
}

// Each pair has to know its names, its zone and its kind; whoever lacks the own part
// says it. Runs after every call, says each thing once.
void Member::introduce() {
  if (!core.keep.device_name.empty() && sync->connected()) {
    const base::DeviceId device = core.person->device(core.person->personal_log());
    if (core.say(story::settings::DeviceName{device, core.keep.device_name})) {
      core.keep.device_name.clear();
      core.keep_changed();
      core.effects.change("devices");
    }
  }
  const auto space = core.space();
  if (!space || !core.person->paired(*space) || core.demo) return;
  if (core.story.me().profile.get() == nullptr) {
    const auto* own = core.story.me().personal_profile.get();
    if (own != nullptr) static_cast<void>(core.say(*own, log::Stream::shared));
  }
  if (core.keep.meeting.role != MeetingRole::inviter || core.keep.meeting.linking) return;
  if (!core.story.zone_is_shared()) {
    const auto* zone = core.story.zone();
    static_cast<void>(core.say(zone != nullptr ? *zone : story::profile::Zone{core.call.zone}, log::Stream::shared));
  }
  if (core.story.kind.get() == nullptr && story::profile::is_kind(core.keep.meeting.kind)) {
    static_cast<void>(core.say(story::profile::Kind{core.keep.meeting.kind}));
  }
}

std::optional<boundary::Failure> Member::not_open() const {
  if (core.stage == Stage::open) return std::nullopt;
  return refuse(core.stage == Stage::locked ? ErrorCode::kLocked : ErrorCode::kNotReady).error();
}

std::optional<boundary::Failure> Member::not_real() const {
  if (auto failure = not_open()) return failure;
  if (core.demo) return refuse(ErrorCode::kRefusedByRule, "demo").error();
  return std::nullopt;
}

std::optional<boundary::Failure> Member::not_proved() const {
  if (auto failure = not_open()) return failure;
  if (core.demo || core.call.now_ms < core.proved_until_ms) return std::nullopt;
  return refuse(ErrorCode::kReauthNeeded).error();
}

}  // namespace hearth::app
