#include "app/views/pages.h"

#include <algorithm>
#include <ranges>
#include <set>

#include "app/views/agreements.h"
#include "app/views/people.h"

namespace hearth::app::views {
namespace {

namespace told = story::page;
using story::form::Form;
using story::form::Of;
using Entry = story::Entry<told::Text>;

// What of the page the other has now, word for word. Nothing joins a copy to its page:
// an event of the two never names a private one.
std::vector<std::string> copied(const Core& core, const Entry& page) {
  std::vector<std::string> ids;
  for (const story::form::Line& line : page.content.lines) {
    const bool there = std::ranges::any_of(core.story.page_copies, [&](const auto& copy) {
      const story::form::Line* sent = story::form::find(copy.content.lines, line.id);
      return copy.mark.own() && copy.content.kind == page.content.kind && sent != nullptr && *sent == line &&
             !core.story.is_hidden(copy.mark.id);
    });
    if (there) ids.push_back(line.id);
  }
  return ids;
}

}  // namespace

std::vector<const Entry*> own_pages(const Core& core) {
  std::set<base::EventId> replaced;
  std::set<std::string_view> written;  // kinds of which one page stands alone
  std::vector<const Entry*> pages;
  for (const auto& entry : core.story.pages | std::views::reverse) {
    if (core.story.is_hidden(entry.mark.id)) continue;
    if (entry.content.replaces) replaced.insert(*entry.content.replaces);
    const Form* form = story::form::find(Of::page, entry.content.kind);
    const bool older = form->log ? replaced.contains(entry.mark.id) : !written.insert(form->kind).second;
    if (!older && !entry.content.lines.empty()) pages.push_back(&entry);
  }
  return pages;
}

boundary::Pages pages(const Core& core) {
  boundary::Pages view;
  for (const Form& form : story::form::forms()) {
    if (form.of != Of::page) continue;
    view.forms.push_back({std::string(form.kind), story::form::ids(form), form.log, !form.stays});
  }
  for (const Entry* entry : own_pages(core)) {
    const told::Text& page = entry->content;
    view.own.push_back({id_text(entry->mark.id), page.kind, lines_view(page.lines), base::to_iso(page.day),
                        entry->mark.authored_ms, copied(core, *entry)});
  }
  for (const auto& entry : core.story.page_copies | std::views::reverse) {
    if (core.story.is_hidden(entry.mark.id)) continue;
    const std::int64_t at = entry.mark.authored_ms;
    view.shared.push_back({id_text(entry.mark.id), entry.content.kind, entry.mark.own(),
                           lines_view(entry.content.lines), base::to_iso(core.day_of(at)), at});
  }
  return view;
}

}  // namespace hearth::app::views
