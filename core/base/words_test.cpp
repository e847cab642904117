#include "base/words.h"

#include <gtest/gtest.h>

#include <algorithm>
#include <set>
#include <string>

namespace hearth::base {
namespace {

std::string upper(std::string_view word) {
  std::string result(word);
  for (char& letter : result) letter = static_cast<char>(letter - 'a' + 'A');
  return result;
}

TEST(Words, ListIsSortedFromAbandonToZoo) {
  EXPECT_EQ(words().front(), "abandon");
  EXPECT_EQ(words().back(), "zoo");
  EXPECT_TRUE(std::ranges::is_sorted(words()));
}

TEST(Words, EveryWordHasThreeToEightLettersAndItsOwnFirstFour) {
  std::set<std::string_view> beginnings;
  for (const auto word : words()) {
    EXPECT_GE(word.size(), 3U) << word;
    EXPECT_LE(word.size(), 8U) << word;
    EXPECT_TRUE(beginnings.insert(word.substr(0, 4)).second) << word;
  }
}

TEST(Words, EveryWordIsFoundWholeInCapitalsAndByEachLongEnoughBeginning) {
  for (std::size_t i = 0; i < kWordCount; ++i) {
    const std::string_view word = words()[i];
    EXPECT_EQ(word_index(word), i) << word;
    EXPECT_EQ(word_index(upper(word)), i) << word;
    for (std::size_t length = 4; length < word.size(); ++length) {
      EXPECT_EQ(word_index(word.substr(0, length)), i) << word << " by " << length << " letters";
    }
  }
}

TEST(Words, BeginningOfThreeLettersIsNotEnough) {
  EXPECT_EQ(word_index("aba"), std::nullopt);
  EXPECT_EQ(word_index("lan"), std::nullopt);
}

TEST(Words, ShortWordIsNotTakenForALongerOneThatBeginsWithIt) {
  ASSERT_TRUE(word_index("act").has_value());
  EXPECT_EQ(words()[*word_index("act")], "act");
  EXPECT_EQ(words()[*word_index("acto")], "actor");
}

TEST(Words, WhatIsNoWordIsRefused) {
  for (const std::string_view wrong : {"", " ", "abandon ", " abandon", "abandonn", "abandonment", "lanternx", "zzzz",
                                       "zoom", "caf\xc3\xa9", "1234", "riv-er", "\xff\xff\xff\xff"}) {
    EXPECT_EQ(word_index(wrong), std::nullopt) << '"' << wrong << '"';
  }
  EXPECT_EQ(word_index(std::string_view("act\0or", 6)), std::nullopt);
}

}  // namespace
}  // namespace hearth::base
