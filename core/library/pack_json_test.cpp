#include "library/pack_json.h"

#include <gtest/gtest.h>

#include <random>
#include <string>

#include "library/builtin.h"

namespace hearth::library {
namespace {

// One of everything.
Pack small_pack() {
  Pack pack;
  pack.language = "en";
  pack.questions = {{"q-rain",
                     1,
                     "What does rain do?",
                     2,
                     "mental",
                     "Weather is shared.",
                     {"walk", "call"},
                     {"friend"},
                     3,
                     "warm",
                     {"past"},
                     "our assumption"}};
  pack.practices = {{"p-tea",
                     "Tea",
                     "Make tea. Drink it.",
                     1,
                     10,
                     0,
                     "act",
                     "plain",
                     {0, 0, 16, 0, 0, 0, 0, 0, 0},
                     {"table"},
                     {"friend"},
                     {"home"},
                     "our assumption"}};
  pack.feelings = {{"calm", "Calm", {{"safe", "safe"}}}};
  pack.appreciations = {{"a-tea", "You made tea.", ""}};
  pack.own_steps = {{"o-walk", "A walk", "Go out.", {"hard"}, "our assumption"}};
  pack.heavy = {"heavy words"};
  pack.watching = {{{"gps"}, {}}, {{"phone*"}, {"read*"}}};
  pack.wording = {{"w-rain", "blame", {"your rain"}, {"your rain is fine"}, "I felt wet."}};
  pack.drills = {{"d-rain", "Rain", "Listen to it.", "What did it say?", 3, "alone", "our assumption"}};
  pack.rituals = {{"r-walk", "A walk", "weekly", "Air."}};
  pack.help.notes = {{"nobody-monitors", "Nobody monitors this app."}};
  pack.help.routes = {{"crisis", "Crisis", "Someone listens."}};
  pack.help.countries = {{"DE",
                          "Germany",
                          "112",
                          "",
                          {{"de-x", "crisis", "X", "1", "", "always", "everyone", "https://x.example", "2026-11-21"}}}};
  return pack;
}

std::string replaced(std::string text, std::string_view what, std::string_view with) {
  const auto at = text.find(what);
  EXPECT_NE(at, std::string::npos) << what;
  return text.replace(at, what.size(), with);
}

PackError error_of(std::string_view json) {
  const auto pack = parse(json);
  return pack ? PackError{base::Error::empty, "accepted"} : pack.error();
}

TEST(PackJson, WrittenPackReadsBackTheSame) {
  EXPECT_EQ(parse(to_json(small_pack())), small_pack());
  EXPECT_EQ(parse(to_json(builtin())), builtin());
}

TEST(PackJson, UnknownWordOrMissingValueIsRefusedWithItsPlace) {
  const std::string json = to_json(small_pack());
  const auto shape = [](std::string where) { return PackError{base::Error::shape, std::move(where)}; };
  EXPECT_EQ(error_of(replaced(json, "\"mental\"", "\"mystical\"")), shape("questions/0/facet"));
  EXPECT_EQ(error_of(replaced(json, "\"walk\",", "\"moon\",")), shape("questions/0/setting"));
  EXPECT_EQ(error_of(replaced(json, "\"walk\",", "\"call\",")), shape("questions/0/setting"));
  EXPECT_EQ(error_of(replaced(json, "[\"friend\"]", "[]")), shape("questions/0/pair_kinds"));
  EXPECT_EQ(error_of(replaced(json, "\"What does rain do?\",2", "\"What does rain do?\",6")),
            shape("questions/0/depth"));
  EXPECT_EQ(error_of(replaced(json, "\"What does rain do?\",2", "\"\",2")), shape("questions/0/text"));
  EXPECT_EQ(error_of(replaced(json, "q-rain", "Q rain")), shape("questions/0/id"));
  EXPECT_EQ(error_of(replaced(json, "[\"past\"],0]", "[\"past\"],1]")), shape("questions/0/source"));
  EXPECT_EQ(error_of(replaced(json, "[\"past\"],0]", "[\"past\"]]")), shape("questions/0/source"));
  EXPECT_EQ(error_of(replaced(json, "[\"past\"],0]", "[\"past\"],0,0]")), shape("questions/0"));
  EXPECT_EQ(error_of(replaced(json, "\"safe\",\"safe\"", "\"safe\"")), shape("feelings/0/words/0/label"));
  EXPECT_EQ(error_of(replaced(json, "\"crisis\",\"X\"", "\"gossip\",\"X\"")), shape("countries/0/lines/0/kind"));
  EXPECT_EQ(error_of(replaced(json, "\"heavy\"", "\"light\"")), shape("heavy"));
  EXPECT_EQ(error_of(replaced(json, "[\"gps\"]", "[]")), shape("watching/0/things"));
  EXPECT_EQ(error_of(replaced(json, "[\"read*\"]", "[\"\"]")), shape("watching/1/ways"));
  EXPECT_EQ(error_of(replaced(json, "[\"hard\"]", "[\"harder\"]")), shape("own_steps/0/fits"));
  EXPECT_EQ(error_of(replaced(json, "\"blame\"", "\"praise\"")), shape("wording/0/kind"));
  EXPECT_EQ(error_of(replaced(json, "[[\"your rain\"]]", "[[7]]")), shape("wording/0/phrases/0/phrase"));
  EXPECT_EQ(error_of(replaced(json, "\"What did it say?\",3", "\"What did it say?\",99")), shape("drills/0/minutes"));
  EXPECT_EQ(error_of(replaced(json, "\"alone\"", "\"nobody\"")), shape("drills/0/whom"));
  EXPECT_EQ(error_of(replaced(json, "\"rituals\"", "\"ritual\"")), shape("rituals"));
  EXPECT_EQ(error_of(replaced(json, "\"en\"", "7")), shape("language"));
}

TEST(PackJson, SameQuestionIdTwiceIsRefused) {
  Pack pack = small_pack();
  pack.questions.push_back(pack.questions.front());
  EXPECT_EQ(error_of(to_json(pack)), (PackError{base::Error::shape, "questions/1/id"}));
}

TEST(PackJson, AnotherFormatIsAnUnknownVersion) {
  EXPECT_EQ(error_of(replaced(to_json(small_pack()), "\"format\":1", "\"format\":2")),
            (PackError{base::Error::unknown_version, "format"}));
}

TEST(PackJson, WhatIsTooLargeIsRefused) {
  Pack pack = small_pack();
  pack.questions.front().text = std::string(kLongestText + 1, 'a');
  EXPECT_EQ(error_of(to_json(pack)), (PackError{base::Error::too_large, "questions/0/text"}));
  EXPECT_EQ(error_of(std::string(kLongestPack + 1, ' ')), (PackError{base::Error::too_large, ""}));
}

TEST(PackJson, TruncatedTextIsRefusedAtEveryLength) {
  const std::string json = to_json(small_pack());
  for (std::size_t length = 0; length < json.size(); ++length) {
    EXPECT_FALSE(parse(json.substr(0, length)).has_value()) << length;
  }
}

TEST(PackJson, ChangedBytesAreRefusedOrReadAsAPackThatWritesBackTheSame) {
  const unsigned seed = std::random_device{}();
  std::mt19937 random(seed);
  const std::string json = to_json(small_pack());
  int accepted = 0;
  for (int round = 0; round < 5000; ++round) {
    std::string changed = json;
    for (int i = 0; i < 1 + round % 3; ++i) changed[random() % changed.size()] = static_cast<char>(random() % 128);
    if (const auto pack = parse(changed)) {
      ++accepted;
      EXPECT_EQ(parse(to_json(*pack)), *pack) << "seed " << seed;
    }
  }
  EXPECT_GT(accepted, 0) << "seed " << seed;
}

TEST(PackJson, BannedWordsReadBackTheSameAndOthersAreRefused) {
  const std::vector<Banned> banned = {{"must", true, false, "Nobody owes."}, {"!", true, true, "Loud."}};
  EXPECT_EQ(parse_banned(to_json(banned)), banned);
  EXPECT_FALSE(parse_banned(replaced(to_json(banned), "1,0", "2,0")).has_value());
  EXPECT_FALSE(parse_banned("{\"format\":1}").has_value());
  EXPECT_FALSE(parse_banned("").has_value());
}

}  // namespace
}  // namespace hearth::library
