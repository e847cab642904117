// What the app keeps on the device: only ours can have written it, yet any JSON gives
// something that can be written and read again.
#include "app/keep.h"
#include "fuzz/target.h"

using hearth::fuzz::hold;
using hearth::fuzz::plant;
namespace app = hearth::app;
namespace json = hearth::story::json;

HEARTH_FUZZ_TARGET(input) {
  const auto value = json::parse(hearth::fuzz::as_text(input));
  if (!value) return;
  const auto keep = app::parse_keep(*value);
  hold(!keep.registered.contains({}) && !keep.begun_here.contains({}));
  hold(value->find("meeting") != nullptr || keep.meeting.kind == "partner");
  const auto text = json::write(app::to_json(keep));
  const auto again = json::parse(text);
  hold(again && json::write(app::to_json(app::parse_keep(*again))) == text);
  // A wait that doubles with each try: 1 << 32 is none.
  for (const auto& task : keep.seat_tasks) plant(task.tries >= 32);
}
