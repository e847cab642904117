// Agreements of two: proposed, agreed, looked at by each alone, ended by either.
#include <gtest/gtest.h>

#include <algorithm>

#include "app/testing/two_testing.h"
#include "base/date.h"

namespace hearth::app::testing {
namespace {

using boundary::Agreement;
using boundary::ErrorCode;

boundary::AgreementProposeArgs proposal(const std::string& kind, const std::vector<boundary::Line>& lines) {
  boundary::AgreementProposeArgs args;
  args.kind = kind;
  args.lines = lines;
  return args;
}

class Agreements : public Two {
 protected:
  static boundary::Agreements room(Host& host) { return host.must(boundary::AgreementViewArgs{}).agreements; }
  static Agreement one(Host& host, const std::string& event) {
    const auto all = room(host).agreements;
    const auto found = std::ranges::find(all, event, &Agreement::event);
    return found == all.end() ? Agreement{.phase = "gone"} : *found;
  }
  static std::string phase(Host& host, const std::string& event) { return one(host, event).phase; }
  std::string day(std::int32_t ahead) {
    const auto today = base::from_iso(alice.must(boundary::StatusViewArgs{}).status.day);
    return base::to_iso(*today + ahead);
  }
  std::string proposes(Host& host, const boundary::AgreementProposeArgs& args) {
    const auto event = host.must(args).event;
    world.settle();
    return event;
  }
  void answers(Host& host, const std::string& event, const std::string& answer) {
    host.must(boundary::AgreementAnswerArgs{event, answer});
    world.settle();
  }
  std::string agreed_space() {
    const auto event = proposes(alice, proposal("space", {{"holds", "What is said here stays here."}}));
    answers(bob, event, "yes");
    return event;
  }
  void come_onto_the_slow_way() {
    alice.must(boundary::WayChooseArgs{"after_breach", "steady", false});
    world.settle();
  }
};

TEST_F(Agreements, TakesTheYesOfTheOneWhoDidNotProposeIt) {
  const auto event = proposes(alice, proposal("screens", {{"hours", " From nine on. "}, {"places", ""}}));
  EXPECT_EQ(phase(bob, event), "proposed");
  const Agreement seen = one(bob, event);
  EXPECT_FALSE(seen.own);
  ASSERT_EQ(seen.lines.size(), 1U) << "an empty line is none";
  EXPECT_EQ(seen.lines[0].text, "From nine on.");
  EXPECT_EQ(seen.may, (std::vector<std::string>{"yes", "not_yet", "replace"}));
  EXPECT_EQ(one(alice, event).may, (std::vector<std::string>{"erase", "replace"}));
  EXPECT_EQ(alice.call(boundary::AgreementAnswerArgs{event, "yes"}).error().code, ErrorCode::kRefusedByRule);
  EXPECT_EQ(bob.call(boundary::AgreementAnswerArgs{event, "perhaps"}).error().code, ErrorCode::kBadRequest);
  answers(bob, event, "not_yet");
  EXPECT_EQ(one(alice, event).answer, "not_yet");
  EXPECT_EQ(phase(alice, event), "proposed");
  EXPECT_EQ(alice.call(boundary::AgreementEndArgs{event}).error().code, ErrorCode::kRefusedByRule);
  answers(bob, event, "yes");
  for (Host* host : {&alice, &bob}) {
    EXPECT_EQ(phase(*host, event), "agreed");
    EXPECT_EQ(one(*host, event).may, (std::vector<std::string>{"replace", "review", "end"}));
  }
  EXPECT_EQ(bob.call(boundary::AgreementAnswerArgs{event, "not_yet"}).error().code, ErrorCode::kRefusedByRule);
}

TEST_F(Agreements, AreEndedByEitherAtOnceAndWithoutAReason) {
  for (Host* host : {&alice, &bob}) {
    const auto event = agreed_space();
    host->must(boundary::AgreementEndArgs{event});
    world.settle();
    EXPECT_EQ(phase(alice, event), "ended");
    EXPECT_EQ(phase(bob, event), "ended");
    EXPECT_TRUE(one(bob, event).may.empty());
    host->must(boundary::AgreementEndArgs{event});  // twice is once
  }
}

TEST_F(Agreements, AProposalIsTakenBackByErasingIt) {
  const auto event = proposes(alice, proposal("own", {{"words", "Tea before talk."}}));
  EXPECT_FALSE(bob.call(boundary::EraseArgs{event}).has_value());
  // Bob, offline, says yes to what Alice has taken back meanwhile.
  bob.connected = false;
  bob.must(boundary::AgreementAnswerArgs{event, "yes"});
  EXPECT_EQ(phase(bob, event), "agreed");
  alice.must(boundary::EraseArgs{event});
  bob.connected = true;
  world.pass(3'600'000);
  EXPECT_EQ(phase(alice, event), "gone");
  EXPECT_EQ(phase(bob, event), "gone");
  EXPECT_EQ(bob.call(boundary::AgreementAnswerArgs{event, "yes"}).error().code, ErrorCode::kNotFound);
}

TEST_F(Agreements, ANewerOneTakesThePlaceOfAnOlderOnlyWhenItIsAgreed) {
  const auto old = agreed_space();
  auto newer = proposal("space", {{"holds", "And we stop when one is tired."}});
  newer.replaces = old;
  const auto next = proposes(bob, newer);
  EXPECT_EQ(one(alice, next).replaces, old);
  EXPECT_EQ(phase(alice, old), "agreed");
  answers(alice, next, "not_yet");
  EXPECT_EQ(phase(bob, old), "agreed");
  answers(alice, next, "yes");
  EXPECT_EQ(phase(alice, old), "replaced");
  EXPECT_EQ(phase(bob, old), "replaced");
  EXPECT_EQ(phase(bob, next), "agreed");
  // Taken away altogether, it brings nothing back that either has not agreed to anew.
  bob.must(boundary::EraseArgs{next});
  world.settle();
  EXPECT_EQ(phase(alice, old), "ended");
  EXPECT_EQ(alice.call(newer).error().code, ErrorCode::kNotFound) << "that one is over";
  newer.replaces = "nobody";
  EXPECT_EQ(alice.call(newer).error().code, ErrorCode::kNotFound);
  auto other = proposal("often", {{"how_often", "Sundays"}});
  other.replaces = agreed_space();
  EXPECT_EQ(alice.call(other).error().code, ErrorCode::kNotFound) << "one of its own kind";
}

TEST_F(Agreements, BothAnswersAtOnceFromTwoWhoAreOfflineEndTheSameOnBothSides) {
  const auto first = proposes(alice, proposal("often", {{"how_often", "Sundays"}}));
  auto counter = proposal("often", {{"how_often", "Every other Sunday"}});
  counter.replaces = first;
  const auto second = proposes(bob, counter);
  alice.connected = false;
  bob.connected = false;
  alice.must(boundary::AgreementAnswerArgs{second, "yes"});
  bob.must(boundary::AgreementAnswerArgs{first, "yes"});
  alice.connected = true;
  bob.connected = true;
  world.pass(3'600'000);
  for (Host* host : {&alice, &bob}) {
    EXPECT_EQ(phase(*host, first), "replaced");
    EXPECT_EQ(phase(*host, second), "agreed");
  }
  bob.reopen();
  EXPECT_EQ(phase(bob, second), "agreed");
}

TEST_F(Agreements, OneForASeasonHasALastDayAndEndsWithIt) {
  auto busy = proposal("busy", {{"minimum", "Ten minutes at night."}});
  EXPECT_EQ(alice.call(busy).error().code, ErrorCode::kBadRequest);
  busy.ends = day(-1);
  EXPECT_EQ(alice.call(busy).error().code, ErrorCode::kBadRequest);
  busy.ends = day(400);
  EXPECT_EQ(alice.call(busy).error().code, ErrorCode::kBadRequest);
  busy.ends = day(2);
  const auto event = proposes(alice, busy);
  answers(bob, event, "yes");
  EXPECT_EQ(one(alice, event).ends, busy.ends);
  world.pass(2 * kDay);
  EXPECT_EQ(phase(alice, event), "agreed");
  world.pass(kDay);
  EXPECT_EQ(phase(alice, event), "ended");
  EXPECT_EQ(alice.call(boundary::AgreementReviewArgs{event, "well", ""}).error().code, ErrorCode::kRefusedByRule);
}

TEST_F(Agreements, WhatIsNoAgreementIsRefused) {
  const std::size_t before = events_in_space(world);
  EXPECT_EQ(alice.call(proposal("obedience", {{"words", "x"}})).error().code, ErrorCode::kBadRequest);
  EXPECT_EQ(alice.call(proposal("stress", {{"signs", "x"}})).error().code, ErrorCode::kBadRequest);
  EXPECT_EQ(alice.call(proposal("space", {})).error().code, ErrorCode::kEmpty);
  EXPECT_EQ(alice.call(proposal("space", {{"holds", "  "}})).error().code, ErrorCode::kEmpty);
  EXPECT_EQ(alice.call(proposal("space", {{"minimum", "x"}})).error().code, ErrorCode::kBadRequest);
  EXPECT_EQ(alice.call(proposal("space", {{"holds", "a"}, {"holds", "b"}})).error().code, ErrorCode::kBadRequest);
  EXPECT_EQ(alice.call(proposal("space", {{"holds", std::string(4001, 'a')}})).error().code, ErrorCode::kTooLong);
  auto reviewed = proposal("space", {{"holds", "x"}});
  reviewed.review = "tomorrow";
  EXPECT_EQ(alice.call(reviewed).error().code, ErrorCode::kBadRequest);
  reviewed.review = day(-1);
  EXPECT_EQ(alice.call(reviewed).error().code, ErrorCode::kBadRequest);
  world.settle();
  EXPECT_EQ(events_in_space(world), before);
  Host& carol = world.host("Carol");
  carol.set_up(std::nullopt);
  EXPECT_EQ(carol.call(proposal("space", {{"holds", "x"}})).error().code, ErrorCode::kNotPaired);
  EXPECT_FALSE(room(carol).forms.empty());
}

TEST_F(Agreements, OpennessBelongsToTheWayAfterABreachAndNeverWatchesAnybody) {
  auto openness = proposal("openness", {{"what", "I say by myself when I meet them."}, {"until_when", "Until June."}});
  openness.ends = day(90);
  EXPECT_EQ(alice.call(openness).error().code, ErrorCode::kRefusedByRule) << "on another way";
  come_onto_the_slow_way();
  for (const char* watching : {"I share my location.", "You may look through my phone.",
                               "We read each other's messages.", "All my passwords are yours."}) {
    auto asked = openness;
    asked.lines[0].text = watching;
    const auto refused = alice.call(asked);
    ASSERT_FALSE(refused.has_value()) << watching;
    EXPECT_EQ(refused.error().code, ErrorCode::kRefusedByRule);
    EXPECT_EQ(*refused.error().detail.find("reason")->text(), "watching");
    asked.lines = {{"until_when", watching}};
    EXPECT_FALSE(alice.call(asked).has_value()) << "in any line";
  }
  openness.ends = "";
  EXPECT_EQ(alice.call(openness).error().code, ErrorCode::kBadRequest) << "never without an end";
  openness.ends = day(90);
  const auto event = proposes(alice, openness);
  answers(bob, event, "yes");
  EXPECT_EQ(phase(alice, event), "agreed");
}

TEST_F(Agreements, HowItGoesIsLookedAtByEachAlone) {
  auto changes = proposal("changes", {{"small", "Shoes off at the door."}});
  changes.review = day(30);
  const auto event = proposes(alice, changes);
  answers(bob, event, "yes");
  EXPECT_FALSE(one(alice, event).review_due);
  world.pass(30 * kDay);
  EXPECT_TRUE(one(alice, event).review_due);
  EXPECT_TRUE(one(bob, event).review_due);
  world.settle();  // the guide's word of the week goes by itself
  const std::size_t before = events_in_space(world);
  boundary::Blobs none;
  const auto told = boundary::encode(boundary::AgreementViewResult{room(bob)}, none);
  EXPECT_EQ(alice.call(boundary::AgreementReviewArgs{event, "badly", ""}).error().code, ErrorCode::kBadRequest);
  EXPECT_EQ(alice.call(boundary::AgreementReviewArgs{event, "well", day(-1)}).error().code, ErrorCode::kBadRequest);
  alice.must(boundary::AgreementReviewArgs{event, "change", day(14)});
  world.settle();
  EXPECT_EQ(events_in_space(world), before);
  EXPECT_EQ(boundary::encode(boundary::AgreementViewResult{room(bob)}, none), told);
  EXPECT_EQ(one(alice, event).reviewed, "change");
  EXPECT_EQ(one(alice, event).review, day(14));
  EXPECT_FALSE(one(alice, event).review_due);
  world.pass(14 * kDay);
  EXPECT_TRUE(one(alice, event).review_due);
  alice.must(boundary::AgreementReviewArgs{event, "well", ""});
  EXPECT_FALSE(one(alice, event).review_due);
  EXPECT_TRUE(one(bob, event).review_due);
  tell(bob, boundary::Tell::kLeftOut, 1);
  EXPECT_FALSE(one(bob, event).review_due) << "nothing joint is suggested there";
}

TEST_F(Agreements, StandInTheExportOfEachWithTheirOwnReviewsAlone) {
  const auto event = agreed_space();
  bob.must(boundary::AgreementReviewArgs{event, "mixed", ""});
  const auto exported = [](Host& host, std::size_t file) {
    const auto data = host.must(boundary::ExportArgs{boundary::ExportScope::kAll}).files.at(file).data;
    return std::string(data.begin(), data.end());
  };
  for (const char* told : {"Our truthful space.", "Holds: What is said here stays here.", "Yes."}) {
    EXPECT_NE(exported(alice, 0).find(told), std::string::npos) << told;
  }
  EXPECT_NE(exported(bob, 0).find("Some of it goes well."), std::string::npos);
  EXPECT_NE(exported(bob, 1).find("agreement.review"), std::string::npos);
  EXPECT_EQ(exported(alice, 1).find("agreement.review"), std::string::npos);
}

}  // namespace
}  // namespace hearth::app::testing
