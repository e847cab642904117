#include "app/commands/guard.h"
#include "app/member.h"
namespace hearth::app {
Outcome<boundary::PictureViewResult> Member::picture_view(boundary::PictureViewArgs) {
  return refuse(ErrorCode::kNotReady);
}
Outcome<boundary::StoryViewResult> Member::story_view(boundary::StoryViewArgs) { return refuse(ErrorCode::kNotReady); }
Outcome<boundary::ExportResult> Member::export_(boundary::ExportArgs) { return refuse(ErrorCode::kNotReady); }
Outcome<boundary::DemoStartResult> Member::demo_start(boundary::DemoStartArgs) { return refuse(ErrorCode::kNotReady); }
}  // namespace hearth::app
