#include "app/views/entries.h"

#include <algorithm>
#include <ranges>
#include <set>

#include "app/views/people.h"

namespace hearth::app::views {

boundary::ThanksNote note_view(const Core& core, const story::Mark& mark, const std::string& text,
                               const std::string& gave, bool in_jar) {
  return {
      id_text(mark.id), text, gave, mark.own(), in_jar, mark.authored_ms, base::to_iso(core.day_of(mark.authored_ms))};
}

std::vector<story::share::ReplyKind> replies_now(const Core& core, const story::Entry<story::share::Text>& share) {
  using story::share::ReplyKind;
  if (share.mark.own() || (!core.open_space() && !core.demo)) return {};
  bool said[story::share::kReplyKinds] = {};
  for (const auto& reply : core.story.replies) {
    const bool counts =
        reply.content.share == share.mark.id && reply.mark.own() && !core.story.is_hidden(reply.mark.id);
    if (counts) said[static_cast<std::size_t>(reply.content.kind)] = true;
  }
  // First a thank-you for telling it, and nothing else until then.
  if (!said[static_cast<std::size_t>(ReplyKind::thank_you)]) return {ReplyKind::thank_you};
  std::vector<ReplyKind> now;
  for (const auto kind : {ReplyKind::heard, ReplyKind::said_back, ReplyKind::question, ReplyKind::idea}) {
    const bool again = !said[static_cast<std::size_t>(kind)] || story::share::has_words(kind);
    if (again && story::share::welcome(share.content.reply, kind)) now.push_back(kind);
  }
  return now;
}

boundary::SharedText shared_view(const Core& core, const story::Entry<story::share::Text>& share) {
  boundary::SharedText view;
  view.event = id_text(share.mark.id);
  view.text = share.content.text;
  view.own = share.mark.own();
  view.reply = static_cast<boundary::ReplyMode>(share.content.reply);
  view.at = share.mark.authored_ms;
  view.brought_back = share.mark.provenance == log::Provenance::brought_back;
  for (const auto& reply : core.story.replies) {
    if (reply.content.share != share.mark.id || core.story.is_hidden(reply.mark.id)) continue;
    view.replies.push_back({id_text(reply.mark.id), reply.mark.own(),
                            std::string(story::share::word(reply.content.kind)), reply.content.text});
  }
  for (const auto kind : replies_now(core, share)) view.may.emplace_back(story::share::word(kind));
  return view;
}

boundary::CheckinEntry checkin_view(const story::Entry<story::checkin::Checkin>& entry) {
  const story::checkin::Checkin& checkin = entry.content;
  boundary::CheckinEntry view;
  view.event = id_text(entry.mark.id);
  view.day = base::to_iso(checkin.day);
  view.at = entry.mark.authored_ms;
  view.felt = checkin.felt;
  view.needed = checkin.needed;
  view.words = checkin.words;
  if (checkin.about) {
    view.about = *checkin.about == story::checkin::About::us ? boundary::About::kUs : boundary::About::kNotUs;
  }
  view.note = checkin.note;
  view.share = static_cast<boundary::Share>(checkin.share);
  view.own = true;
  return view;
}

boundary::CheckinEntry shared_checkin_view(const story::Entry<story::checkin::Shared>& entry) {
  const story::checkin::Shared& shared = entry.content;
  story::checkin::Checkin whole{shared.felt, shared.needed, shared.words, shared.about, shared.note.value_or("")};
  whole.share = shared.note ? story::checkin::Share::all : story::checkin::Share::number;
  whole.day = shared.day;
  boundary::CheckinEntry view = checkin_view(story::Entry<story::checkin::Checkin>(entry.mark, std::move(whole)));
  view.own = entry.mark.own();
  return view;
}

boundary::DiaryEntry diary_view(const story::Entry<story::diary::Text>& entry) {
  return {id_text(entry.mark.id), entry.content.text, entry.mark.authored_ms, base::to_iso(entry.content.day)};
}

std::vector<boundary::ThanksNote> notes(const Core& core) {
  std::vector<boundary::ThanksNote> views;
  for (const auto& note : core.story.notes | std::views::reverse) {
    if (core.story.is_hidden(note.mark.id)) continue;
    views.push_back(note_view(core, note.mark, note.content.text, note.content.gave, false));
  }
  return views;
}

std::vector<boundary::ThanksNote> jar(const Core& core) {
  std::set<base::EventId> sent;
  for (const auto& entry : core.story.jar_sent) sent.insert(entry.content.jar);
  std::vector<boundary::ThanksNote> views;
  for (const auto& note : core.story.jar | std::views::reverse) {
    if (core.story.is_hidden(note.mark.id) || sent.contains(note.mark.id)) continue;
    views.push_back(note_view(core, note.mark, note.content.text, note.content.gave, true));
  }
  return views;
}

std::vector<boundary::SharedText> shares(const Core& core) {
  std::vector<boundary::SharedText> views;
  for (const auto& share : core.story.shares | std::views::reverse) {
    if (!core.story.is_hidden(share.mark.id)) views.push_back(shared_view(core, share));
  }
  return views;
}

std::vector<boundary::CheckinEntry> own_checkins(const Core& core) {
  std::vector<boundary::CheckinEntry> views;
  for (const auto& checkin : core.story.checkins | std::views::reverse) {
    if (!core.story.is_hidden(checkin.mark.id)) views.push_back(checkin_view(checkin));
  }
  return views;
}

std::vector<boundary::DiaryEntry> diary(const Core& core) {
  std::set<base::EventId> replaced;
  for (const auto& entry : core.story.diary) {
    if (entry.content.replaces && !core.story.is_hidden(entry.mark.id)) replaced.insert(*entry.content.replaces);
  }
  std::vector<boundary::DiaryEntry> views;
  for (const auto& entry : core.story.diary | std::views::reverse) {
    if (core.story.is_hidden(entry.mark.id) || replaced.contains(entry.mark.id)) continue;
    views.push_back(diary_view(entry));
  }
  return views;
}

}  // namespace hearth::app::views
