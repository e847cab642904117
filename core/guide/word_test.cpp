#include "guide/word.h"

#include <gtest/gtest.h>

#include <random>

namespace hearth::guide {
namespace {

TEST(Word, ComesBackAsItWasSaidAndAlwaysHasTheSameSize) {
  const std::uint32_t seed = std::random_device{}();
  SCOPED_TRACE("seed " + std::to_string(seed));
  std::mt19937 random(seed);
  for (int i = 0; i < 2000; ++i) {
    const Word word{1 + static_cast<int>(random() % 5), static_cast<Rest>(random() % 2 == 1),
                    static_cast<Budget>(random() % 3), static_cast<Facet>(random() % kFacetCount),
                    static_cast<Topics>(random() % (1U << kTopicCount))};
    const base::Bytes bytes = encode(word);
    ASSERT_EQ(bytes.size(), kWordBytes);
    const auto back = decode_word(bytes);
    ASSERT_TRUE(back.has_value());
    EXPECT_EQ(*back, word);
  }
}

TEST(Word, OneWordHasOneSpellingAndEverythingElseIsRefused) {
  std::mt19937 random(5);
  int read = 0;
  for (int i = 0; i < 200'000; ++i) {
    base::Bytes bytes(random() % 11);
    for (auto& byte : bytes) byte = static_cast<std::uint8_t>(random() % 8);
    if (const auto word = decode_word(bytes)) {
      ++read;
      EXPECT_EQ(encode(*word), bytes);
    }
  }
  EXPECT_GT(read, 10);
  EXPECT_EQ(decode_word({}).error(), base::Error::shape);
  base::Bytes later = encode({});
  later[0] = 2;
  EXPECT_EQ(decode_word(later).error(), base::Error::unknown_version);
  base::Bytes sixteenth_topic = encode({});
  sixteenth_topic[6] = 0x80;
  EXPECT_EQ(decode_word(sixteenth_topic).error(), base::Error::shape);
}

TEST(Word, TheLastOneThatHasBegunHoldsAndBeforeItTheLightest) {
  const std::vector<Said> said = {{0, 2, {.pace = 3}}, {1, 0, {.pace = 5}}, {0, 4, {.pace = 2}}};
  EXPECT_EQ(in_force(said, 0, 1).pace, kLightestRung);
  EXPECT_EQ(in_force(said, 0, 3).pace, 3);
  EXPECT_EQ(in_force(said, 0, 9).pace, 2);
  EXPECT_EQ(in_force(said, 1, 9).pace, 5);
}

}  // namespace
}  // namespace hearth::guide
