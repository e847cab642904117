#include "base/order.h"

#include <gtest/gtest.h>

#include <algorithm>
#include <memory>
#include <random>
#include <string>

namespace hearth::base {
namespace {

TEST(Order, OfAnyLengthIsThatOfAStableSort) {
  const auto seed = std::random_device{}();
  SCOPED_TRACE(seed);
  std::mt19937 random(seed);
  for (std::size_t length = 0; length < 200; ++length) {
    std::vector<std::pair<int, std::size_t>> values;
    for (std::size_t i = 0; i < length; ++i) values.emplace_back(static_cast<int>(random() % 20), i);
    auto expected = values;
    const auto by_first = [](const auto& a, const auto& b) { return a.first < b.first; };
    std::ranges::stable_sort(expected, by_first);
    sort(values, by_first);
    EXPECT_EQ(values, expected) << length;
  }
}

TEST(Order, MovesWhatCannotBeCopied) {
  std::vector<std::unique_ptr<std::string>> words;
  for (const char* word : {"walk", "candle", "river"}) words.push_back(std::make_unique<std::string>(word));
  sort(words, [](const auto& a, const auto& b) { return *a < *b; });
  EXPECT_EQ(*words.front(), "candle");
  EXPECT_EQ(*words.back(), "walk");
}

}  // namespace
}  // namespace hearth::base
