#include "app/views/items.h"

#include <algorithm>

#include "app/views/exchanges.h"
#include "app/views/people.h"
#include "base/order.h"

namespace hearth::app::views {
namespace {

using boundary::Json;

class Collector {
 public:
  explicit Collector(const Core& core) : core_(core) {}

  void add(const story::Mark& mark, std::string_view type, const std::string& text, Json detail,
           std::optional<base::Date> day = std::nullopt) {
    boundary::StoryItem item;
    item.event = id_text(mark.id);
    item.type = std::string(type);
    item.own = mark.own();
    item.at = mark.authored_ms;
    item.day = base::to_iso(day.value_or(core_.day_of(mark.authored_ms)));
    item.private_ = mark.stream == log::Stream::private_;
    item.erased = core_.story.is_hidden(mark.id);
    item.text = item.erased ? std::string() : text;
    item.detail = item.erased || detail.is_null() ? Json(story::json::Object{}) : std::move(detail);
    if (const auto until = core_.story.undo_until(mark.id)) item.detail.set("undo_until", *until);
    item.brought_back = mark.provenance == log::Provenance::brought_back;
    items_.push_back(std::move(item));
  }
  std::vector<boundary::StoryItem> sorted() {
    base::sort(items_, [](const auto& a, const auto& b) { return a.at < b.at; });
    return std::move(items_);
  }

 private:
  const Core& core_;
  std::vector<boundary::StoryItem> items_;
};

Json checkin_detail(std::int64_t felt, std::optional<std::int64_t> needed, const std::vector<std::string>& words,
                    std::optional<story::checkin::About> about) {
  Json detail;
  detail.set("felt", felt);
  if (needed) detail.set("needed", *needed);
  if (!words.empty()) detail.set("words", story::to_json(words));
  if (about) detail.set("about", *about == story::checkin::About::us ? "us" : "not_us");
  return detail;
}

// An answer shows its words only where the exchange shows them.
void add_exchanges(Collector& collector, const Core& core) {
  for (const auto& [id, record] : core.story.exchanges()) {
    const auto state = state_of(core, id);
    const auto asked = story::exchange::asked_in(record);
    if (!asked) continue;
    Json about;
    about.set("exchange", id_text(id)).set("question", question_view(core, asked->question).text);
    about.set("question_id", question_key(asked->question));
    for (const auto& seal : record.seals) {
      const bool counts = state.own.seal == &seal || state.theirs.seal == &seal;
      const bool readable = seal.mark.own() || state.phase == story::exchange::Phase::open;
      // That the partner has sealed is not told before the own answer is.
      if (!counts || (!seal.mark.own() && !state.own.answered())) continue;
      const std::string* words = readable ? core.story.answer(seal.mark.id) : nullptr;
      Json detail = about;
      detail.set("sealed", !readable || !state.theirs.answered());
      collector.add(seal.mark, seal.content.kType, words != nullptr ? *words : "", std::move(detail));
    }
    // A side that a program of another make sent open waits for its reader all the same.
    const bool waits = story::mend::is_question(asked->question.id) && state.phase != story::exchange::Phase::open;
    for (const auto& open : record.open_answers) {
      if (waits && !open.mark.own()) continue;
      collector.add(open.mark, open.content.kType, open.content.text, about);
    }
    if (state.phase != story::exchange::Phase::open) continue;
    for (const auto& reaction : record.reactions) {
      Json detail = about;
      detail.set("reaction", reaction.content.reaction);
      collector.add(reaction.mark, reaction.content.kType, "", std::move(detail));
    }
  }
}

// Their fields as they were written, with what was said of them as words.
void add_signals(Collector& collector, const story::Story& story) {
  for (const auto& entry : story.signals) {
    collector.add(entry.mark, entry.content.kType, entry.content.text, write(entry.content));
  }
  for (const auto& entry : story.signal_answers) {
    Json detail = write(entry.content);
    if (const auto* signal = story.signals.find(entry.content.signal)) {
      detail.set("kind", story::signal::rule(signal->content.kind).word);
    }
    collector.add(entry.mark, entry.content.kType, entry.content.text, std::move(detail));
  }
}

void add_agreements(Collector& collector, const story::Story& story) {
  for (const auto& entry : story.agreements) {
    collector.add(entry.mark, entry.content.kType, story::form::as_text(entry.content.lines), write(entry.content));
  }
  const auto add = [&](const auto& entries) {
    for (const auto& entry : entries) {
      Json detail = write(entry.content);
      const auto* agreement = story.agreements.find(entry.content.agreement);
      if (agreement != nullptr) detail.set("kind", agreement->content.kind);
      collector.add(entry.mark, entry.content.kType, "", std::move(detail));
    }
  };
  add(story.agreement_answers);
  add(story.agreement_ends);
}

void add_pages(Collector& collector, const story::Story& story) {
  for (const auto& entry : story.pages) {
    const auto& page = entry.content;
    collector.add(entry.mark, page.kType, story::form::as_text(page.lines), write(page), page.day);
  }
  for (const auto& entry : story.page_copies) {
    collector.add(entry.mark, entry.content.kType, story::form::as_text(entry.content.lines), write(entry.content));
  }
}

}  // namespace

std::vector<boundary::StoryItem> items(const Core& core) {
  Collector collector(core);
  const story::Story& story = core.story;
  for (const auto& entry : story.shares) {
    Json detail;
    detail.set("reply", story::share::word(entry.content.reply));
    collector.add(entry.mark, entry.content.kType, entry.content.text, std::move(detail));
  }
  for (const auto& entry : story.replies) {
    Json detail;
    detail.set("share", id_text(entry.content.share)).set("kind", story::share::word(entry.content.kind));
    collector.add(entry.mark, entry.content.kType, entry.content.text, std::move(detail));
  }
  for (const auto& entry : story.notes) {
    collector.add(entry.mark, entry.content.kType, entry.content.text, Json().set("gave", entry.content.gave));
  }
  for (const auto& entry : story.jar) {
    collector.add(entry.mark, entry.content.kType, entry.content.text, Json().set("gave", entry.content.gave));
  }
  for (const auto& entry : story.checkins) {
    const auto& checkin = entry.content;
    constexpr std::string_view kShare[] = {"none", "number", "all"};
    Json detail = checkin_detail(checkin.felt, checkin.needed, checkin.words, checkin.about);
    detail.set("share", kShare[static_cast<std::size_t>(checkin.share)]);
    collector.add(entry.mark, checkin.kType, checkin.note, std::move(detail), checkin.day);
  }
  for (const auto& entry : story.shared_checkins) {
    const auto& checkin = entry.content;
    collector.add(entry.mark, checkin.kType, checkin.note.value_or(""),
                  checkin_detail(checkin.felt, checkin.needed, checkin.words, checkin.about), checkin.day);
  }
  for (const auto& entry : story.diary) {
    Json detail(story::json::Object{});
    if (entry.content.replaces) detail.set("replaces", id_text(*entry.content.replaces));
    collector.add(entry.mark, entry.content.kType, entry.content.text, std::move(detail), entry.content.day);
  }
  for (const auto& entry : story.moments) {
    collector.add(entry.mark, entry.content.kType, entry.content.title, {}, entry.content.day);
  }
  add_exchanges(collector, core);
  add_signals(collector, story);
  add_agreements(collector, story);
  add_pages(collector, story);
  return collector.sorted();
}

std::vector<boundary::StoryItem> guide_items(const Core& core) {
  Collector collector(core);
  // Their fields as they were written; the day stands beside them.
  const auto add = [&](const auto& entries) {
    for (const auto& entry : entries) {
      collector.add(entry.mark, entry.content.kType, "", write(entry.content));
    }
  };
  add(core.story.guide_own);
  add(core.story.guide_fates);
  add(core.story.guide_numbers);
  add(core.story.ways);
  add(core.story.signs);
  for (const auto& entry : core.story.talks) {
    std::string words;
    for (const std::string* said :
         {&entry.content.word, &entry.content.learned, &entry.content.step, &entry.content.note}) {
      if (!said->empty()) words += (words.empty() ? "" : "\n") + *said;
    }
    collector.add(entry.mark, entry.content.kType, words, write(entry.content));
  }
  add(core.story.talk_steps);
  add(core.story.signal_ends);
  add(core.story.signal_helped);
  add(core.story.agreement_reviews);
  for (const auto& entry : core.story.talk_stills) {
    collector.add(entry.mark, entry.content.kType, entry.content.words, write(entry.content), entry.content.day);
  }
  add(core.story.talk_answers);
  const auto with_words = [&](const auto& entries, auto&& words) {
    for (const auto& entry : entries) {
      collector.add(entry.mark, entry.content.kType, words(entry.content), write(entry.content));
    }
  };
  with_words(core.story.mends, [](const auto& invite) { return invite.words; });
  with_words(core.story.mend_promises, [](const auto& promise) { return promise.text; });
  with_words(core.story.mend_again, [](const auto& again) { return again.name; });
  add(core.story.mend_answers);
  add(core.story.mend_rests);
  add(core.story.mend_kept);
  add(core.story.mend_followed);
  for (const auto& entry : core.story.mend_ready) {
    // The other's readiness is for their own eyes: what it opened says enough.
    if (entry.mark.own()) collector.add(entry.mark, entry.content.kType, "", write(entry.content));
  }
  // Not the secrets of links.
  add(core.story.counsel_answers);
  for (const auto& entry : core.story.counsel_proposals) {
    collector.add(entry.mark, entry.content.kType, entry.content.purpose, write(entry.content));
  }
  for (const auto& entry : core.story.talk_plans) {
    collector.add(entry.mark, entry.content.kType, entry.content.words, write(entry.content), entry.content.day);
  }
  return collector.sorted();
}

std::vector<boundary::StoryItem> story_items(const Core& core) {
  std::vector<boundary::StoryItem> all = items(core);
  for (boundary::StoryItem& item : guide_items(core)) {
    if (!item.type.starts_with("guide.")) all.push_back(std::move(item));
  }
  base::sort(all, [](const auto& a, const auto& b) { return a.at < b.at; });
  return all;
}

}  // namespace hearth::app::views
