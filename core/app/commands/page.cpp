// Pages of one's own, and copying lines of them to the other.
#include "app/views/pages.h"

#include <algorithm>

#include "app/commands/guard.h"
#include "app/commands/input.h"
#include "app/member.h"
#include "app/views/people.h"

namespace hearth::app {
namespace {

namespace told = story::page;
using Entry = story::Entry<told::Text>;
using story::form::Form;
using story::form::Of;

void changed(Core& core) {
  for (const std::string_view topic : {"pages", "mine", "story"}) core.effects.change(topic);
}

}  // namespace

Outcome<boundary::PageViewResult> Member::page_view(boundary::PageViewArgs&) {
  HEARTH_REQUIRE(not_open());
  return boundary::PageViewResult{views::pages(core)};
}

Outcome<boundary::PageSaveResult> Member::page_save(boundary::PageSaveArgs& args) {
  HEARTH_REQUIRE(not_open());
  const Form* form = story::form::find(Of::page, args.kind);
  if (form == nullptr) return refuse(ErrorCode::kBadRequest, "form");
  auto lines = lines_in(*form, args.lines);
  if (!lines) return std::unexpected(lines.error());
  told::Text page{.kind = args.kind, .lines = std::move(*lines), .day = core.today()};
  // Of a form with one page it is the one that stands, whatever was named.
  for (const Entry* earlier : views::own_pages(core)) {
    const bool meant = !form->log || args.replaces == views::id_text(earlier->mark.id);
    if (earlier->content.kind != page.kind || !meant) continue;
    page.replaces = earlier->mark.id;
    if (form->log) page.day = earlier->content.day;
    break;
  }
  if (form->log && args.replaces && !page.replaces) return refuse(ErrorCode::kNotFound, "replaces");
  if (page.lines.empty() && !page.replaces) return refuse(ErrorCode::kEmpty, "lines");
  const auto event = core.say(page);
  if (!event) return std::unexpected(event.error());
  changed(core);
  return boundary::PageSaveResult{views::id_text(*event)};
}

Outcome<boundary::PageCopyResult> Member::page_copy(boundary::PageCopyArgs& args) {
  HEARTH_REQUIRE(not_open());
  HEARTH_REQUIRE(not_two(core));
  const auto pages = views::own_pages(core);
  const auto page =
      std::ranges::find_if(pages, [&](const Entry* entry) { return views::id_text(entry->mark.id) == args.event; });
  if (page == pages.end()) return refuse(ErrorCode::kNotFound, "event");
  const told::Text& text = (*page)->content;
  if (story::form::find(Of::page, text.kind)->stays) return refuse(ErrorCode::kRefusedByRule, "stays_with_you");
  told::Copy copy{.kind = text.kind};
  for (const std::string& id : args.lines) {
    const story::form::Line* line = story::form::find(text.lines, id);
    if (line == nullptr || story::form::find(copy.lines, id) != nullptr) return refuse(ErrorCode::kBadRequest, "lines");
    copy.lines.push_back(*line);
  }
  if (copy.lines.empty()) return refuse(ErrorCode::kEmpty, "lines");
  const auto event = core.say(copy);
  if (!event) return std::unexpected(event.error());
  changed(core);
  return boundary::PageCopyResult{views::id_text(*event)};
}

}  // namespace hearth::app
