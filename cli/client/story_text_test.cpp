#include "cli/client/story_text.h"

#include <gtest/gtest.h>

namespace hearth::cli {
namespace {

Json item(const char* type, bool own, const char* text, Json detail = Json::object()) {
  return {{"event", "id-1"},
          {"type", type},
          {"own", own},
          {"day", "2026-03-28"},
          {"private", false},
          {"text", text},
          {"detail", std::move(detail)},
          {"erased", false},
          {"brought_back", false}};
}

std::string told(const Json& one) { return render_story(Json::array({one}), "Bob"); }

TEST(Story, TellsTheDayWhoAndWhat) {
  EXPECT_EQ(told(item("share.text", false, "It snows.", {{"reply", "ask"}})),
            "2026-03-28  Bob shared something (questions are welcome)\n    It snows.\n    (id-1)");
  EXPECT_EQ(told(item("thanks.note", true, "You sang.", {{"gave", "a slow start"}})),
            "2026-03-28  You noticed something good\n    You sang.\n    It gave: a slow start\n    (id-1)");
}

TEST(Story, TellsTheNumberOfALookIn) {
  const Json look = {{"felt", 5}, {"needed", 6}, {"words", {"tender", "calm"}}, {"about", "not_us"}};
  const std::string shared = told(item("checkin.shared", false, "a quiet day", look));
  EXPECT_NE(shared.find("Bob lets you see a look-in"), std::string::npos) << shared;
  EXPECT_NE(shared.find("felt 5 of 7, wished 6; tender, calm; about something else"), std::string::npos) << shared;
  EXPECT_NE(told(item("checkin", true, "", {{"felt", 3}, {"share", "number"}})).find("Bob sees the number"),
            std::string::npos);
}

TEST(Story, SaysTheQuestionOfAnAnswer) {
  const Json about = {{"question", "Where are you by noon?"}, {"sealed", false}};
  EXPECT_EQ(told(item("exchange.seal", true, "At sea.", about)),
            "2026-03-28  You answered “Where are you by noon?”\n    At sea.\n    (id-1)");
  EXPECT_NE(told(item("exchange.seal", false, "", {{"question", "Q?"}, {"sealed", true}})).find("Bob sealed an answer"),
            std::string::npos);
}

TEST(Story, SaysWhatWasSaidBack) {
  EXPECT_NE(told(item("exchange.react", false, "", {{"question", "Q?"}, {"reaction", "did_not_know"}}))
                .find("Bob said “I did not know that” on “Q?”"),
            std::string::npos);
  const Json share = item("share.text", true, "It snows.", {{"reply", "ask"}});
  Json reply = item("share.reply", false, "Where?", {{"share", "id-1"}, {"kind", "question"}});
  reply["event"] = "id-2";
  const std::string both = render_story(Json::array({share, reply}), "Bob");
  EXPECT_NE(both.find("Bob asked on “It snows.”\n    Where?"), std::string::npos) << both;
}

TEST(Story, TellsOfTalksAndEarlySigns) {
  EXPECT_EQ(told(item("talk.plan", false, "By the river?", {{"day", "2026-03-30"}, {"time", "20:30"}})),
            "2026-03-28  Bob proposed a talk for 2026-03-30 20:30\n    By the river?\n    (id-1)");
  EXPECT_EQ(told(item("talk.answer", true, "", {{"answer", "another_time"}})),
            "2026-03-28  You answered a proposed talk: another time\n    (id-1)");
  EXPECT_EQ(told(item("talk.kept", true, "warm\nYou listened.")),
            "2026-03-28  You kept something of a talk\n    warm\n    You listened.\n    (id-1)");
  EXPECT_EQ(told(item("sign", true, "", {{"notice", "go quiet"}, {"wish", "ask for a walk"}})),
            "2026-03-28  An early sign of yours\n    When I notice that I go quiet, then I would like to ask for a "
            "walk\n    (id-1)");
}

TEST(Story, NamesWhatWasSaidInPassingAgreedAndWrittenOnAPage) {
  EXPECT_EQ(
      told(item("signal.say", false, "The train again.", {{"kind", "carrying"}})),
      "2026-03-28  Bob said in passing: “I am carrying something from outside”\n    The train again.\n    (id-1)");
  EXPECT_NE(told(item("signal.answer", true, "", {{"kind", "here"}, {"answer", "thank_you"}}))
                .find("You answered “Thank you” to “I am here”"),
            std::string::npos);
  EXPECT_NE(told(item("agreement.answer", false, "", {{"kind", "screens"}, {"answer", "not_yet"}}))
                .find("Bob said “Not yet” to “Screens”"),
            std::string::npos);
  EXPECT_NE(told(item("page.text", true, "Signs: I go quiet", {{"kind", "stress"}})).find("“My stress”\n    Signs: I"),
            std::string::npos);
  EXPECT_NE(
      told(item("page.copy", false, "Helps: a walk", {{"kind", "stress"}})).find("Bob copied to you from “My stress”"),
      std::string::npos);
}

// Every type that the core's story has, and one that it does not have yet.
TEST(Story, NeverShowsATypeOrAnEmptyLine) {
  for (const char* type : {"share.text",       "share.reply",   "thanks.note", "thanks.jar",    "checkin",
                           "checkin.shared",   "diary",         "moment",      "exchange.seal", "exchange.open",
                           "exchange.react",   "talk.kept",     "talk.step",   "talk.still",    "talk.plan",
                           "talk.answer",      "sign",          "signal.say",  "signal.answer", "agreement.propose",
                           "agreement.answer", "agreement.end", "page.text",   "page.copy",     "from.tomorrow"}) {
    for (const bool own : {true, false}) {
      for (const bool erased : {true, false}) {
        Json one = item(type, own, "", {{"question", "Q?"}});
        one["erased"] = erased;
        const std::string text = told(one);
        const std::string headline = text.substr(12, text.find('\n') - 12);
        EXPECT_EQ(headline.find_first_of("._!{}"), std::string::npos) << text;
        EXPECT_GT(headline.size(), 8U) << text;
        EXPECT_EQ(text.find("\n    \n"), std::string::npos) << text;
      }
    }
  }
}

TEST(Story, MarksWhatNobodyElseSeesAndWhatWasTakenBack) {
  Json page = item("diary", true, "for me alone");
  page["private"] = true;
  EXPECT_NE(told(page).find("In your diary (only you)"), std::string::npos);
  page["erased"] = true;
  page["text"] = "";
  EXPECT_NE(told(page).find("You took this back"), std::string::npos);
}

TEST(Story, WithoutANameSpeaksOfTheOther) {
  EXPECT_NE(render_story(Json::array({item("thanks.note", false, "x")}), "").find("The other noticed"),
            std::string::npos);
}

TEST(Story, CutsALongQuoteBetweenTwoCharacters) {
  std::string long_text;
  for (int i = 0; i < 40; ++i) long_text += "ä";
  long_text.insert(0, "x");
  const Json share = item("share.text", true, long_text.c_str(), {{"reply", "ask"}});
  Json reply = item("share.reply", false, "", {{"share", "id-1"}, {"kind", "heard"}});
  reply["event"] = "id-2";
  const std::string text = render_story(Json::array({share, reply}), "Bob");
  EXPECT_NO_THROW((void)Json(text).dump()) << "it is no UTF-8 any more";
  EXPECT_NE(text.find("…”"), std::string::npos);
}

}  // namespace
}  // namespace hearth::cli
