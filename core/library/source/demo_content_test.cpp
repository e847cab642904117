// The demonstration's script is content too: what it names has to exist, and what
// its two people say has to be able to happen.
#include <gtest/gtest.h>

#include <fstream>
#include <iterator>
#include <map>
#include <set>
#include <string>

#include "library/builtin.h"
#include "library/text.h"
#include "story/exchange/exchange.h"
#include "story/json/value.h"

namespace hearth::library {
namespace {

using story::json::Array;
using story::json::Value;

constexpr std::int64_t kDays = 84;
constexpr std::size_t kLongestAnswer = 600;

class DemoContent : public testing::Test {
 protected:
  void SetUp() override {
    std::ifstream in("content/demo/sam-and-robin.en.json", std::ios::binary);
    const std::string text(std::istreambuf_iterator<char>(in), {});
    auto parsed = story::json::parse(text);
    ASSERT_TRUE(parsed) << "byte " << parsed.error().offset << ": " << parsed.error().reason;
    script_ = *std::move(parsed);
  }

  [[nodiscard]] const Array& list(std::string_view name) const {
    static const Array kNone;
    const Value* value = script_.find(name);
    if (value != nullptr && value->array() != nullptr) return *value->array();
    ADD_FAILURE() << name << " is missing";
    return kNone;
  }

  static std::int64_t number(const Value& item, std::string_view key) {
    const Value* value = item.find(key);
    if (value != nullptr && value->integer() != nullptr) return *value->integer();
    ADD_FAILURE() << key << " is missing in " << story::json::write(item);
    return -1;
  }

  static std::string text(const Value& item, std::string_view key) {
    const Value* value = item.find(key);
    if (value != nullptr && value->text() != nullptr && !value->text()->empty()) return *value->text();
    ADD_FAILURE() << key << " is missing in " << story::json::write(item);
    return "";
  }

  // The pair's day begins at 04:00; nobody of the two is up that long.
  static void expect_moment(const Value& item, std::string_view minute = "minute") {
    EXPECT_GE(number(item, minute), 4 * 60) << story::json::write(item);
    EXPECT_LT(number(item, minute), 24 * 60) << story::json::write(item);
  }
  static void expect_day(const Value& item) {
    EXPECT_GE(number(item, "day"), 0) << story::json::write(item);
    EXPECT_LT(number(item, "day"), kDays) << story::json::write(item);
  }
  static void expect_who(const Value& item) {
    EXPECT_TRUE(text(item, "who") == "sam" || text(item, "who") == "robin") << story::json::write(item);
  }

  Value script_;
};

TEST_F(DemoContent, ExchangesAskQuestionsOfTheDeckOnceAndOpenAfterBothHaveAnswered) {
  std::set<std::string> asked;
  std::int64_t last_day = -1;
  ASSERT_GE(list("exchanges").size(), 30U);
  for (const Value& exchange : list("exchanges")) {
    expect_day(exchange);
    EXPECT_GT(number(exchange, "day"), last_day) << "in order, one a day";
    last_day = number(exchange, "day");
    const Question* question = find_question(text(exchange, "question"));
    ASSERT_NE(question, nullptr) << text(exchange, "question");
    EXPECT_TRUE(fits(*question, "partner")) << question->id;
    EXPECT_TRUE(asked.insert(question->id).second) << question->id;
    for (const std::string_view who : {"sam", "robin"}) {
      const Value* answer = exchange.find(who);
      ASSERT_NE(answer, nullptr) << who;
      expect_moment(*answer);
      EXPECT_LE(text(*answer, "text").size(), kLongestAnswer) << question->id;
      EXPECT_LT(number(*answer, "minute"), number(exchange, "opened")) << question->id;
      if (const Value* reaction = answer->find("reaction")) {
        EXPECT_TRUE(story::exchange::is_reaction(*reaction->text())) << *reaction->text();
      }
    }
    expect_moment(exchange, "opened");
  }
}

TEST_F(DemoContent, DeepQuestionsComeOnlyAfterLighterOnes) {
  std::int64_t reached = 1;
  for (const Value& exchange : list("exchanges")) {
    const Question* question = find_question(text(exchange, "question"));
    ASSERT_NE(question, nullptr);
    EXPECT_LE(question->depth, reached + 1) << question->id;
    reached = std::max<std::int64_t>(reached, question->depth);
  }
  EXPECT_EQ(reached, kDeepest);
}

TEST_F(DemoContent, CheckinsUseTheWordsAndScalesOfTheAppOncePerPersonAndDay) {
  std::set<std::string> feelings;
  for (const FeelingGroup& group : builtin().feelings) {
    for (const Feeling& word : group.words) feelings.insert(word.id);
  }
  std::map<std::string, int> count;
  std::map<std::string, int> shared;
  std::set<std::pair<std::string, std::int64_t>> seen;
  for (const Value& checkin : list("checkins")) {
    expect_day(checkin);
    expect_moment(checkin);
    expect_who(checkin);
    const std::string who = text(checkin, "who");
    EXPECT_TRUE(seen.emplace(who, number(checkin, "day")).second) << story::json::write(checkin);
    for (const std::string_view scale : {"felt", "needed"}) {
      if (checkin.find(scale) == nullptr && scale == "needed") continue;
      EXPECT_GE(number(checkin, scale), 1);
      EXPECT_LE(number(checkin, scale), 7);
    }
    const Value* words = checkin.find("words");
    ASSERT_TRUE(words != nullptr && words->array() != nullptr && words->array()->size() <= 3);
    for (const Value& word : *words->array()) EXPECT_TRUE(feelings.contains(*word.text())) << *word.text();
    if (checkin.find("about") != nullptr) {
      EXPECT_TRUE(text(checkin, "about") == "us" || text(checkin, "about") == "not_us");
    }
    const std::string share = text(checkin, "share");
    EXPECT_TRUE(share == "none" || share == "number" || share == "all") << share;
    ++count[who];
    if (share != "none") ++shared[who];
  }
  for (const std::string who : {"sam", "robin"}) {
    EXPECT_GE(count[who], 55) << who;
    EXPECT_GE(shared[who], 40) << who;
    EXPECT_LT(shared[who], count[who]) << who << " keeps some private";
  }
}

TEST_F(DemoContent, WhatIsSaidBesidesIsThereAndRaisesNoVoice) {
  int in_jar = 0;
  for (const std::string_view name : {"thanks", "shares", "moments", "diary"}) {
    EXPECT_GE(list(name).size(), 3U) << name;
    for (const Value& item : list(name)) {
      expect_day(item);
      expect_moment(item);
      expect_who(item);
      EXPECT_FALSE(holds(text(item, name == "moments" ? "title" : "text"), "!")) << story::json::write(item);
      if (item.find("jar") != nullptr) ++in_jar;
    }
  }
  EXPECT_GE(in_jar, 3);
}

}  // namespace
}  // namespace hearth::library
