#include "story/story.h"

#include <gtest/gtest.h>

#include <chrono>

#include "story/exchange/state.h"
#include "story/story_testing.h"

namespace hearth::story {
namespace {

using testing::Teller;

template <class Content>
void list(std::string& out, const Entries<Content>& entries) {
  for (const auto& entry : entries) {
    out += base::to_hex(entry.mark.id.view()) + (entry.mark.own() ? " me " : " partner ") +
           json::write(write(entry.content)) + "\n";
  }
}
template <class Content>
void print_last(std::string& out, const Said<Content>& said) {
  if (said.entry) out += base::to_hex(said.entry->mark.id.view()) + json::write(write(said.entry->content)) + "\n";
}

// All that a story has, as text: two stories are the same when this is.
std::string print(const Story& story) {
  std::string out = std::to_string(story.began_ms()) + (story.zone() != nullptr ? story.zone()->zone : "-") + "\n";
  print_last(out, story.me().profile);
  print_last(out, story.partner().profile);
  print_last(out, story.partner().begin);
  for (const auto& [id, record] : story.exchanges()) {
    out += base::to_hex(id.view()) + (record.passed ? " passed" : "") + (record.seen ? " seen" : "") + "\n";
    list(out, record.seals);
    list(out, record.releases);
    list(out, record.withdrawals);
    list(out, record.open_answers);
    list(out, record.reactions);
  }
  list(out, story.shares);
  list(out, story.replies);
  list(out, story.notes);
  list(out, story.jar);
  list(out, story.checkins);
  list(out, story.shared_checkins);
  list(out, story.diary);
  list(out, story.moments);
  list(out, story.signals);
  list(out, story.signal_answers);
  list(out, story.agreements);
  list(out, story.agreement_answers);
  list(out, story.pages);
  list(out, story.page_copies);
  for (const auto& [key, draft] : story.drafts) print_last(out, draft);
  for (const auto& text : story.shares) out += story.is_hidden(text.mark.id) ? "hidden\n" : "shown\n";
  for (const auto& aside : story.set_aside) out += aside.type + "\n";
  return out;
}

// A life of the given number of events, of all kinds, some of them broken.
std::vector<log::Opened> some_life(Teller& teller, int count) {
  std::vector<log::Opened> events;
  std::vector<base::ExchangeId> exchanges;
  for (int i = 0; i < 6; ++i) exchanges.push_back(teller.id<base::ExchangeId>());
  std::vector<base::EventId> written;
  for (int i = 0; i < count; ++i) {
    const Author who = teller.random()() % 2 == 0 ? Author::me : Author::partner;
    const auto& exchange = exchanges[teller.random()() % exchanges.size()];
    const base::EventId earlier = written.empty() ? base::EventId{} : written[teller.random()() % written.size()];
    switch (teller.random()() % 18) {
      case 0: events.push_back(teller.says(who, share::Text{"text " + std::to_string(i)})); break;
      case 1: events.push_back(teller.says(who, thanks::Note{"thanks", "warmth"})); break;
      case 2: events.push_back(teller.says(Author::me, checkin::Checkin{.felt = 1 + i % 7, .words = {"calm"}})); break;
      case 3: events.push_back(teller.says(who, checkin::Shared{.felt = 1 + i % 7})); break;
      case 4: events.push_back(teller.says(Author::me, diary::Text{"dear diary", {}, earlier})); break;
      case 5: events.push_back(teller.says(who, exchange::Seal{exchange, {"q1", 1, ""}, 0, {1, 2, 3}, {}})); break;
      case 6: events.push_back(teller.says(who, exchange::Withdraw{exchange, earlier})); break;
      case 7: events.push_back(teller.says(who, exchange::Release{exchange, earlier, base::Bytes(32, 1)})); break;
      case 8: events.push_back(teller.says(who, erase::Erase{earlier, {}}, Stream::shared, 1)); break;
      case 9: events.push_back(teller.says(who, erase::Undo{earlier}, Stream::shared, 1)); break;
      case 10:
        events.push_back(teller.says(who, profile::Profile{"name " + std::to_string(i)}, Stream::shared, 1));
        break;
      case 11: events.push_back(teller.says(who, profile::Zone{"Europe/Berlin"}, Stream::shared, 1)); break;
      case 12: events.push_back(teller.says(Author::me, exchange::Pass{exchange})); break;
      case 13: events.push_back(teller.says(who, signal::Say{})); break;
      case 14: events.push_back(teller.says(who, signal::Answered{earlier, signal::Answer::here, "", {}, ""})); break;
      case 15:
        events.push_back(teller.says(who, agreement::Proposed{.kind = "own", .lines = {{"words", "tea"}}}));
        break;
      case 16: events.push_back(teller.says(Author::me, page::Text{"pattern", {}, {}, earlier})); break;
      default: {
        auto odd = teller.says(who, share::Text{"odd"});
        if (i % 3 == 0) odd.type = "from.the.future";
        if (i % 3 == 1) odd.payload.push_back('x');
        if (i % 3 == 2) odd.type_version = 9;
        events.push_back(odd);
      }
    }
    // Events of one instant: the order has to come from the id.
    if (i % 5 == 0) events.back().logical = 7;
    written.push_back(events.back().id);
  }
  return events;
}

TEST(Story, AnyOrderOfArrivalAndAnyRepetitionTellTheSame) {
  const std::uint32_t seed = std::random_device{}();
  SCOPED_TRACE("seed " + std::to_string(seed));
  Teller teller(seed);
  for (int round = 0; round < 30; ++round) {
    auto events = some_life(teller, 120);
    Story first;
    for (const auto& event : events) first.add(event);
    auto shuffled = events;
    shuffled.insert(shuffled.end(), events.begin(), events.begin() + 40);
    std::shuffle(shuffled.begin(), shuffled.end(), teller.random());
    Story second;
    for (const auto& event : shuffled) second.add(event);
    ASSERT_EQ(print(first), print(second));
  }
}

TEST(Story, AnUnknownTypeIsSetAsideAloneAndTheRestIsTold) {
  Teller teller;
  auto unknown = teller.says(Author::partner, share::Text{"hello"});
  unknown.type = "dance.invite";
  Story story;
  EXPECT_EQ(story.add(unknown), Story::Added::set_aside);
  EXPECT_EQ(story.add(teller.says(Author::partner, share::Text{"hello"})), Story::Added::told);
  ASSERT_EQ(story.set_aside.size(), 1U);
  EXPECT_EQ(story.set_aside[0].reason, Aside::unknown_type);
  EXPECT_EQ(story.shares.size(), 1U);
}

TEST(Story, APrivateTypeInTheSharedStreamIsSetAside) {
  Teller teller;
  auto misplaced = teller.says(Author::partner, diary::Text{"not mine to see", {}, {}});
  misplaced.stream = Stream::shared;
  Story story;
  EXPECT_EQ(story.add(misplaced), Story::Added::set_aside);
  EXPECT_EQ(story.set_aside[0].reason, Aside::wrong_stream);
  EXPECT_TRUE(story.diary.empty());
}

TEST(Story, OnlyItsOwnerCanEraseAnEventAndUndoIt) {
  Teller teller;
  const auto text = teller.says(Author::partner, share::Text{"mine"});
  Story story;
  story.add(text);
  story.add(teller.says(Author::me, erase::Erase{text.id, {}}, Stream::shared, 1));
  EXPECT_FALSE(story.is_hidden(text.id));
  story.add(teller.says(Author::partner, erase::Erase{text.id, {}}, Stream::shared, 1));
  EXPECT_TRUE(story.is_hidden(text.id));
  EXPECT_EQ(story.undo_until(text.id), teller.now_ms() + 7 * base::kMillisecondsPerDay);
  story.add(teller.says(Author::partner, erase::Undo{text.id}, Stream::shared, 1));
  EXPECT_FALSE(story.is_hidden(text.id));
}

TEST(Story, AnErasureThatArrivesBeforeItsEventHidesItToo) {
  Teller teller;
  const auto text = teller.says(Author::partner, share::Text{"mine"});
  Story story;
  story.add(teller.says(Author::partner, erase::Erase{text.id, {}}, Stream::shared, 1));
  story.add(text);
  EXPECT_TRUE(story.is_hidden(text.id));
}

TEST(Story, FifteenThousandEventsFoldInAMoment) {
  Teller teller(5);
  const auto events = some_life(teller, 15'000);
  Story story;
  const auto start = std::chrono::steady_clock::now();
  for (const auto& event : events) story.add(event);
  const auto took = std::chrono::duration_cast<std::chrono::milliseconds>(std::chrono::steady_clock::now() - start);
  RecordProperty("milliseconds", static_cast<int>(took.count()));
  std::printf("15,000 events folded in %d ms\n", static_cast<int>(took.count()));
  EXPECT_GT(story.shares.size(), 500U);
  EXPECT_LT(took.count(), 2'000);  // far above the aim of 100 ms: this also runs under sanitizers
}

TEST(Payload, AnOlderVersionIsRaisedStepByStep) {
  Teller teller;
  auto event = teller.says(Author::me, thanks::Note{"you made the coffee", ""});
  event.payload = base::to_bytes(base::as_bytes(R"({"words":"you made the coffee"})"));
  event.type_version = 1;
  constexpr Upcaster kSteps[] = {
      {"thanks.note", 1, [](Json old) { return Json().set("text", *old.find("words")); }},
      {"thanks.note", 2, [](Json old) { return old.set("gave", ""); }},
  };
  const auto payload = payload_of(event, kSteps, 3);
  ASSERT_TRUE(payload.has_value());
  thanks::Note note;
  ASSERT_TRUE(thanks::read(*payload, note));
  EXPECT_EQ(note.text, "you made the coffee");
  EXPECT_FALSE(payload_of(event, std::span(kSteps).first(1), 3).has_value());
}

TEST(Payload, ANewerVersionIsSetAside) {
  Teller teller;
  auto event = teller.says(Author::me, thanks::Note{"text", ""});
  event.type_version = 2;
  Story story;
  ASSERT_EQ(story.add(event), Story::Added::set_aside);
  EXPECT_EQ(story.set_aside[0].reason, Aside::unknown_version);
}

TEST(Payload, AFieldTooManyOrOutOfRangeIsMalformed) {
  Teller teller;
  auto event = teller.says(Author::me, checkin::Shared{.felt = 4});
  for (const std::string_view payload :
       {R"({"day":"2026-11-02","felt":8})", R"({"day":"2026-11-02","felt":0})", R"({"day":"2026-11-31","felt":4})",
        R"({"day":"2026-11-02","felt":4,"extra":1})", R"({"day":"2026-11-02"})",
        R"({"day":"2026-11-02","felt":4,"words":["calm","calm","calm","calm"]})",
        R"({"day":"2026-11-02","felt":4,"words":["Not an id"]})", "[]", "", "{"}) {
    event.payload = base::to_bytes(base::as_bytes(payload));
    Story story;
    ASSERT_EQ(story.add(event), Story::Added::set_aside) << payload;
    EXPECT_EQ(story.set_aside[0].reason, Aside::malformed) << payload;
  }
}

TEST(Checkin, OnlyWhatItsOwnerChoseIsShared) {
  const checkin::Checkin all{
      .felt = 2, .needed = 6, .words = {"low"}, .note = "long day", .share = checkin::Share::all};
  auto number = all;
  number.share = checkin::Share::number;
  auto none = all;
  none.share = checkin::Share::none;
  EXPECT_FALSE(checkin::shared_part(none).has_value());
  EXPECT_EQ(json::write(checkin::write(*checkin::shared_part(number))), R"({"day":"1970-01-01","felt":2})");
  EXPECT_EQ(checkin::shared_part(all)->note, "long day");
}

}  // namespace
}  // namespace hearth::story
