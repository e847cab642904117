// The real deck is held against the rules, and each canary of content/canary, which
// is the real deck with one thing spoilt, has to break the rule that it names and
// no other.
#include <gtest/gtest.h>

#include <filesystem>
#include <fstream>
#include <iterator>
#include <map>
#include <set>
#include <string>

#include "library/builtin.h"
#include "library/check.h"
#include "library/source/banned.h"
#include "library/source/read.h"
#include "library/text.h"

namespace hearth::library::source {
namespace {

std::vector<File> files_of(const std::filesystem::path& folder) {
  std::map<std::string, std::string> sorted;
  for (const auto& entry : std::filesystem::directory_iterator(folder)) {
    if (entry.path().extension() != ".toml") continue;
    std::ifstream in(entry.path(), std::ios::binary);
    sorted[entry.path().string()] = std::string(std::istreambuf_iterator<char>(in), {});
  }
  std::vector<File> files;
  for (auto& [name, text] : sorted) files.push_back({name, std::move(text)});
  return files;
}

std::string told(const ReadError& error) { return error.file + ":" + std::to_string(error.line) + ": " + error.detail; }

Source real_deck() {
  auto source = read(files_of("content/en"));
  if (!source) {
    ADD_FAILURE() << told(source.error());
    return {};
  }
  return *std::move(source);
}

std::string told(const std::vector<Finding>& findings) {
  std::string text;
  for (const Finding& finding : findings)
    text += std::string(code(finding.rule)) + " | " + finding.item + " | " + finding.detail + "\n";
  return text;
}

TEST(Deck, RealDeckKeepsEveryRule) {
  const Source deck = real_deck();
  EXPECT_EQ(told(check(deck.pack, deck.banned)), "");
}

TEST(Deck, RealDeckIsTheOneThatTheProgramCarries) {
  const Source deck = real_deck();
  EXPECT_EQ(deck.pack, builtin());
  EXPECT_EQ(deck.banned, std::vector<Banned>(builtin_banned().begin(), builtin_banned().end()));
}

TEST(Deck, EachCanaryBreaksItsRuleAndNoOther) {
  const Source deck = real_deck();
  std::set<std::string> rules_with_canary;
  for (const File& file : files_of("content/canary")) {
    const auto canary = read(std::span(&file, 1));
    ASSERT_TRUE(canary) << told(canary.error());
    ASSERT_TRUE(canary->canary) << file.name << " names no rule";
    std::set<std::string> broken;
    const auto findings = check(spoil(deck.pack, *canary), deck.banned);
    for (const Finding& finding : findings) broken.insert(std::string(code(finding.rule)));
    EXPECT_EQ(broken, std::set<std::string>{canary->canary->rule}) << file.name << "\n" << told(findings);
    rules_with_canary.insert(canary->canary->rule);
  }
  for (std::uint8_t rule = 0; rule < kRuleCount; ++rule) {
    EXPECT_TRUE(rules_with_canary.contains(std::string(code(static_cast<Rule>(rule)))))
        << code(static_cast<Rule>(rule)) << " has no canary";
  }
}

TEST(Deck, EachBannedWordIsFoundInASentenceThatUsesItAndHasAReason) {
  const Source deck = real_deck();
  ASSERT_GE(deck.banned.size(), 50U);
  std::set<std::string> texts;
  for (const Banned& banned : deck.banned) {
    EXPECT_FALSE(banned.reason.empty()) << banned.text;
    EXPECT_TRUE(banned.in_deck || banned.in_ui) << banned.text;
    EXPECT_TRUE(texts.insert(banned.text).second) << banned.text << " stands twice";
    std::string use = banned.text;
    std::erase(use, '*');
    EXPECT_TRUE(holds("So " + use + " it is", banned.text)) << banned.text;
  }
}

TEST(Deck, PromptsNameNobodysGenderMarriageOrChildren) {
  const Source deck = real_deck();
  for (const std::string_view word :
       {"husband", "wife", "marriage", "he", "she", "your children", "sex", "should", "must", "streak", "!"}) {
    EXPECT_TRUE(std::ranges::any_of(deck.banned, [&](const Banned& banned) {
      return banned.in_deck && holds(word, banned.text);
    })) << word;
  }
}

std::expected<Source, ReadError> read_text(std::string text) {
  const File file{"test.toml", std::move(text)};
  return read(std::span(&file, 1));
}

TEST(Read, WhatIsNoTomlIsRefusedWithItsFileAndLine) {
  const auto source = read_text("language = \"en\"\n[[question]\n");
  ASSERT_FALSE(source);
  EXPECT_EQ(source.error().file, "test.toml");
  EXPECT_EQ(source.error().line, 2);
}

TEST(Read, UnknownKeyIsRefusedSinceItIsUsuallyATypingError) {
  const auto source = read_text("language = \"en\"\n[[question]]\nid = \"q-x\"\ntxt = \"What?\"\n");
  ASSERT_FALSE(source);
  EXPECT_EQ(source.error().line, 4);
  EXPECT_EQ(source.error().detail, "unknown key 'txt'");
}

TEST(Read, ValueOfAnotherKindIsRefused) {
  for (const std::string_view wrong :
       {"question = 3", "[[question]]\ndepth = \"two\"", "[[question]]\ntext = 2", "[[question]]\nsetting = \"walk\"",
        "[[question]]\nsetting = [1]", "[[question]]\ndepth = 99999999999",
        "[[country]]\nlines = [{ checked = \"2026-11-21\" }]", "[[banned]]\nin = [\"everywhere\"]", "canary = 1"}) {
    EXPECT_FALSE(read_text("language = \"en\"\n" + std::string(wrong) + "\n")) << wrong;
  }
}

TEST(Read, MissingFieldIsLeftToTheCheck) {
  const auto source = read_text("language = \"en\"\n[[question]]\nid = \"q-x\"\n");
  ASSERT_TRUE(source);
  ASSERT_EQ(source->pack.questions.size(), 1U);
  EXPECT_EQ(source->pack.questions[0].text, "");
}

TEST(Read, FilesOfTwoLanguagesOrNoneAreRefused) {
  const std::vector<File> two = {{"a.toml", "language = \"en\""}, {"b.toml", "language = \"de\""}};
  EXPECT_FALSE(read(two));
  EXPECT_FALSE(read_text("[[question]]\nid = \"q-x\"\n"));
}

}  // namespace
}  // namespace hearth::library::source
