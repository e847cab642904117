// The picture, the whole story, the export.
#include "app/commands/guard.h"
#include "app/export.h"
#include "app/member.h"
#include "app/views/items.h"
#include "app/views/picture.h"

namespace hearth::app {

Outcome<boundary::PictureViewResult> Member::picture_view(boundary::PictureViewArgs& args) {
  HEARTH_REQUIRE(not_open());
  auto picture = views::picture(core, args.range);
  if (!picture) return std::unexpected(picture.error());
  return boundary::PictureViewResult{std::move(*picture)};
}

Outcome<boundary::StoryViewResult> Member::story_view(boundary::StoryViewArgs&) {
  HEARTH_REQUIRE(not_open());
  return boundary::StoryViewResult{views::story_items(core)};
}

Outcome<boundary::ExportResult> Member::export_(boundary::ExportArgs& args) {
  HEARTH_REQUIRE(not_proved());
  return boundary::ExportResult{export_files(core, args.scope)};
}

}  // namespace hearth::app
