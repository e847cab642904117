// Taking back, leaving, what the host can see.
#include "app/commands/guard.h"
#include "app/member.h"
#include "app/views/people.h"
#include "app/write.h"

namespace hearth::app {
namespace {

// Keys of the language files, one sentence each; the list is that of docs/protocol.md.
constexpr std::string_view kHostRows[][2] = {
    {"what_you_write", "nothing"},
    {"your_names", "nothing"},
    {"how_you_feel", "nothing"},
    {"which_question", "nothing"},
    {"your_address", "address"},
    {"when_you_connect", "times"},
    {"that_you_wrote", "count_and_time"},
    {"how_much", "rounded_size"},
    {"shared_or_private", "which_log"},
    {"how_many_devices", "count"},
    {"who_you_paired_with", "two_accounts"},
    {"that_you_took_back", "which_event"},
    {"that_you_left", "time"},
    {"for_a_counsellor", "readings"},
};

}  // namespace

Outcome<boundary::HostViewResult> Member::host_view(boundary::HostViewArgs&) {
  boundary::HostViewResult result;
  for (const auto& row : kHostRows) result.rows.push_back({std::string(row[0]), std::string(row[1])});
  return result;
}

Outcome<boundary::EraseResult> Member::erase(boundary::EraseArgs& args) {
  HEARTH_REQUIRE(not_open());
  const auto id = views::id_of<base::EventId>(args.event);
  if (!id) return refuse(ErrorCode::kBadRequest, "event");
  const auto until = write::erase(core, *id);
  if (!until) return std::unexpected(until.error());
  for (const std::string_view topic : {"today", "shelf", "thanks", "mine", "picture", "story"})
    core.effects.change(topic);
  return boundary::EraseResult{*until};
}

Outcome<boundary::EraseUndoResult> Member::erase_undo(boundary::EraseUndoArgs& args) {
  HEARTH_REQUIRE(not_open());
  const auto id = views::id_of<base::EventId>(args.event);
  if (!id) return refuse(ErrorCode::kBadRequest, "event");
  if (auto undone = write::undo_erase(core, *id); !undone) return std::unexpected(undone.error());
  for (const std::string_view topic : {"today", "shelf", "thanks", "mine", "picture", "story"})
    core.effects.change(topic);
  return boundary::EraseUndoResult{};
}

Outcome<boundary::LeaveResult> Member::leave(boundary::LeaveArgs&) {
  HEARTH_REQUIRE(not_real());
  const auto space = core.space();
  if (!space) return refuse(core.keep.left ? ErrorCode::kLeft : ErrorCode::kNotPaired);
  if (auto left = core.person->leave(*space, core.now_ms(), core.entropy()); !left) return refuse(left.error());
  if (core.keep.registered.contains(*space)) core.keep.seat_tasks.push_back({SeatAction::leave, *space, {}, {}});
  core.keep.left = true;
  core.keep_changed();
  core.settle();
  for (const std::string_view topic : {"status", "today", "shelf", "story"}) core.effects.change(topic);
  return boundary::LeaveResult{};
}

}  // namespace hearth::app
