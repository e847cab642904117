// Looking in, appreciation, sharing, the diary, moments: what is written and needs
// no keys of its own.
#include <algorithm>

#include "app/commands/guard.h"
#include "app/commands/input.h"
#include "app/member.h"
#include "app/views/entries.h"
#include "app/views/exchanges.h"
#include "app/views/people.h"
#include "base/order.h"
#include "library/builtin.h"

namespace hearth::app {
namespace {

constexpr std::int32_t kNeededEveryDays = 28;
constexpr std::int64_t kLow = 2;
constexpr std::size_t kLowInARow = 3;

bool is_feeling(std::string_view word) {
  for (const library::FeelingGroup& group : library::builtin().feelings) {
    for (const library::Feeling& feeling : group.words) {
      if (feeling.id == word) return true;
    }
  }
  return false;
}

bool asks_needed(const Core& core) {
  std::optional<base::Date> last;
  for (const auto& checkin : core.story.checkins) {
    if (checkin.content.needed && (!last || *last < checkin.content.day)) last = checkin.content.day;
  }
  return !last || core.today() - *last >= kNeededEveryDays;
}

// The last three look-ins, this one among them, were all low.
bool is_low_for_a_while(const Core& core) {
  std::vector<const story::Entry<story::checkin::Checkin>*> last;
  for (const auto& checkin : core.story.checkins) {
    if (!core.story.is_hidden(checkin.mark.id)) last.push_back(&checkin);
  }
  base::sort(last, [](const auto* a, const auto* b) { return a->mark.authored_ms < b->mark.authored_ms; });
  if (last.size() < kLowInARow) return false;
  return std::all_of(last.end() - kLowInARow, last.end(),
                     [](const auto* entry) { return entry->content.felt <= kLow; });
}

}  // namespace

Outcome<boundary::CheckinFormResult> Member::checkin_form(boundary::CheckinFormArgs&) {
  HEARTH_REQUIRE(not_open());
  boundary::CheckinFormResult form{.ask_needed = asks_needed(core)};
  for (const library::FeelingGroup& group : library::builtin().feelings) {
    boundary::FeelingGroup view{group.id, {}};
    for (const library::Feeling& feeling : group.words) view.words.push_back(feeling.id);
    form.groups.push_back(std::move(view));
  }
  return form;
}

Outcome<boundary::CheckinSaveResult> Member::checkin_save(boundary::CheckinSaveArgs& args) {
  HEARTH_REQUIRE(not_open());
  using story::checkin::kHighest;
  using story::checkin::kLowest;
  if (args.felt < kLowest || args.felt > kHighest) return refuse(ErrorCode::kBadRequest, "felt");
  if (args.needed && (*args.needed < kLowest || *args.needed > kHighest))
    return refuse(ErrorCode::kBadRequest, "needed");
  if (args.words.size() > story::checkin::kMaximumWords) return refuse(ErrorCode::kTooMany, "words");
  for (const std::string& word : args.words) {
    if (!is_feeling(word)) return refuse(ErrorCode::kBadRequest, "words");
  }
  const auto note = words_within(args.note, story::kLongText, "note");
  if (!note) return std::unexpected(note.error());
  const bool shares = args.share != boundary::Share::kNone;
  if (shares && !core.space() && !core.demo) return refuse(core.keep.left ? ErrorCode::kLeft : ErrorCode::kNotPaired);
  story::checkin::Checkin checkin;
  checkin.felt = args.felt;
  checkin.needed = args.needed;
  checkin.words = args.words;
  if (args.about) {
    checkin.about = *args.about == boundary::About::kUs ? story::checkin::About::us : story::checkin::About::not_us;
  }
  checkin.note = *note;
  checkin.share = static_cast<story::checkin::Share>(args.share);
  checkin.day = core.today();
  const auto event = core.say(checkin);
  if (!event) return std::unexpected(event.error());
  if (const auto shared = story::checkin::shared_part(checkin)) {
    if (auto said = core.say(*shared); !said) return std::unexpected(said.error());
  }
  for (const std::string_view topic : {"today", "picture", "mine", "story"}) core.effects.change(topic);
  return boundary::CheckinSaveResult{views::id_text(*event), is_low_for_a_while(core)};
}

Outcome<boundary::ThanksSaveResult> Member::thanks_save(boundary::ThanksSaveArgs& args) {
  HEARTH_REQUIRE(not_open());
  const auto text = needed_words(args.text, story::kLongText, "text");
  if (!text) return std::unexpected(text.error());
  const auto gave = words_within(args.gave, story::kLongText, "gave");
  if (!gave) return std::unexpected(gave.error());
  const auto event =
      args.jar ? core.say(story::thanks::Jar{*text, *gave}) : core.say(story::thanks::Note{*text, *gave});
  if (!event) return std::unexpected(event.error());
  for (const std::string_view topic : {"thanks", "today", "story"}) core.effects.change(topic);
  return boundary::ThanksSaveResult{views::id_text(*event)};
}

Outcome<boundary::ThanksSendFromJarResult> Member::thanks_send_from_jar(boundary::ThanksSendFromJarArgs& args) {
  HEARTH_REQUIRE(not_open());
  const auto jar = views::jar(core);
  const auto note = std::find_if(jar.begin(), jar.end(), [&](const auto& kept) { return kept.event == args.event; });
  if (note == jar.end()) return refuse(ErrorCode::kNotFound, "event");
  if (auto said = core.say(story::thanks::Note{note->text, note->gave}); !said) return std::unexpected(said.error());
  const auto id = views::id_of<base::EventId>(args.event);
  if (auto said = core.say(story::thanks::JarSent{*id}); !said) return std::unexpected(said.error());
  for (const std::string_view topic : {"thanks", "today", "story"}) core.effects.change(topic);
  return boundary::ThanksSendFromJarResult{};
}

Outcome<boundary::ThanksViewResult> Member::thanks_view(boundary::ThanksViewArgs&) {
  HEARTH_REQUIRE(not_open());
  return boundary::ThanksViewResult{views::notes(core), views::jar(core)};
}

Outcome<boundary::ShareSendResult> Member::share_send(boundary::ShareSendArgs& args) {
  HEARTH_REQUIRE(not_open());
  const auto text = needed_words(args.text, story::kLongText, "text");
  if (!text) return std::unexpected(text.error());
  const auto mode = static_cast<story::share::ReplyMode>(args.reply);
  const auto event = core.say(story::share::Text{*text, mode});
  if (!event) return std::unexpected(event.error());
  for (const std::string_view topic : {"today", "story"}) core.effects.change(topic);
  return boundary::ShareSendResult{views::id_text(*event)};
}

Outcome<boundary::ShareReplyResult> Member::share_reply(boundary::ShareReplyArgs& args) {
  HEARTH_REQUIRE(not_open());
  using story::share::ReplyKind;
  const auto id = views::id_of<base::EventId>(args.share);
  const auto* share = id ? core.story.shares.find(*id) : nullptr;
  if (share == nullptr || core.story.is_hidden(*id)) return refuse(ErrorCode::kNotFound, "share");
  const auto kind = story::share::reply_kind(args.kind);
  if (!kind) return refuse(ErrorCode::kBadRequest, "kind");
  if (share->mark.own()) return refuse(ErrorCode::kRefusedByRule, "event");
  const auto now = views::replies_now(core, *share);
  if (!now.empty() && std::ranges::find(now, *kind) == now.end()) {
    if (now.front() == ReplyKind::thank_you) return refuse(ErrorCode::kRefusedByRule, "thanks_first");
    if (*kind == ReplyKind::question) return refuse(ErrorCode::kRefusedByRule, "witness_only");
    if (*kind == ReplyKind::idea) return refuse(ErrorCode::kRefusedByRule, "no_ideas");
    return refuse(ErrorCode::kRefusedByRule, "said_already");
  }
  const bool words = story::share::has_words(*kind);
  const auto text = words ? needed_words(args.text, story::kLongText, "text") : Outcome<std::string>(std::string());
  if (!text) return std::unexpected(text.error());
  // "Just hear me" means that no question comes back, in whatever it is wrapped.
  if (share->content.reply == story::share::ReplyMode::witness && story::share::asks(*text)) {
    return refuse(ErrorCode::kRefusedByRule, "witness_only");
  }
  if (auto said = core.say(story::share::Reply{*id, *kind, *text}); !said) return std::unexpected(said.error());
  for (const std::string_view topic : {"today", "story"}) core.effects.change(topic);
  return boundary::ShareReplyResult{};
}

Outcome<boundary::DiarySaveResult> Member::diary_save(boundary::DiarySaveArgs& args) {
  HEARTH_REQUIRE(not_open());
  const auto text = needed_words(args.text, story::kLongText * 4, "text");
  if (!text) return std::unexpected(text.error());
  story::diary::Text entry{*text, core.today(), std::nullopt};
  if (args.replaces) {
    const auto id = views::id_of<base::EventId>(*args.replaces);
    const auto* earlier = id ? core.story.diary.find(*id) : nullptr;
    if (earlier == nullptr) return refuse(ErrorCode::kNotFound, "replaces");
    entry.replaces = *id;
    entry.day = earlier->content.day;
  }
  const auto event = core.say(entry);
  if (!event) return std::unexpected(event.error());
  for (const std::string_view topic : {"mine", "story"}) core.effects.change(topic);
  return boundary::DiarySaveResult{views::id_text(*event)};
}

Outcome<boundary::DiaryShareCopyResult> Member::diary_share_copy(boundary::DiaryShareCopyArgs& args) {
  HEARTH_REQUIRE(not_open());
  const auto id = views::id_of<base::EventId>(args.event);
  const auto* entry = id ? core.story.diary.find(*id) : nullptr;
  if (entry == nullptr || core.story.is_hidden(*id)) return refuse(ErrorCode::kNotFound, "event");
  if (story::count_characters(entry->content.text) > story::kLongText) return refuse(ErrorCode::kTooLong, "text");
  boundary::ShareSendArgs copy{entry->content.text, args.reply};
  const auto shared = share_send(copy);
  if (!shared) return std::unexpected(shared.error());
  return boundary::DiaryShareCopyResult{shared->event};
}

Outcome<boundary::MomentSaveResult> Member::moment_save(boundary::MomentSaveArgs& args) {
  HEARTH_REQUIRE(not_open());
  const auto title = needed_words(args.title, story::kShortText, "title");
  if (!title) return std::unexpected(title.error());
  const auto day = base::from_iso(args.day);
  if (!day) return refuse(ErrorCode::kBadRequest, "day");
  const auto event =
      core.say(story::moment::Moment{*title, *day}, args.shared ? log::Stream::shared : log::Stream::private_);
  if (!event) return std::unexpected(event.error());
  for (const std::string_view topic : {"picture", "story"}) core.effects.change(topic);
  return boundary::MomentSaveResult{views::id_text(*event)};
}

Outcome<boundary::MineViewResult> Member::mine_view(boundary::MineViewArgs&) {
  HEARTH_REQUIRE(not_open());
  boundary::MineViewResult mine{views::diary(core), views::own_checkins(core), {}};
  std::vector<std::string> keys;
  for (const auto& [key, text] : core.local_drafts) keys.push_back(key);
  for (const auto& [key, draft] : core.story.drafts) {
    const bool kept = draft.get() != nullptr && !draft.get()->text.empty();
    if (kept && !core.local_drafts.contains(key)) keys.push_back(key);
  }
  for (const std::string& key : keys) {
    if (const auto asked = views::askable(core, key)) mine.drafts.push_back(views::exchange_view(core, *sync, *asked));
  }
  return mine;
}

}  // namespace hearth::app
