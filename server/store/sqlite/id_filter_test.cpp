#include "server/store/sqlite/id_filter.h"

#include <gtest/gtest.h>

#include <format>
#include <random>

namespace hearth::server::store::sqlite {
namespace {

base::EventId random_id(std::mt19937& random) {
  base::Bytes bytes(16);
  for (auto& byte : bytes) byte = static_cast<std::uint8_t>(random());
  return *base::EventId::from(bytes);
}

TEST(IdFilter, KnowsAllThatWasAddedAndHardlyAnythingElse) {
  const unsigned seed = std::random_device{}();
  SCOPED_TRACE(std::format("seed {}", seed));
  std::mt19937 random(seed);
  IdFilter filter(1000);
  std::vector<base::EventId> added;
  while (!filter.is_full()) {
    added.push_back(random_id(random));
    filter.add(added.back());
  }
  EXPECT_EQ(filter.count(), added.size());
  EXPECT_GE(added.size(), 2000U);
  for (const auto& id : added) ASSERT_TRUE(filter.may_have(id));
  int wrong = 0;
  for (int i = 0; i < 10'000; ++i) wrong += filter.may_have(random_id(random)) ? 1 : 0;
  EXPECT_LT(wrong, 100) << "of ten thousand strangers";
}

TEST(IdFilter, IsSmallForASmallLogAndHoldsNothingAtFirst) {
  std::mt19937 random(1);
  const IdFilter filter(0);
  EXPECT_LE(filter.bytes(), 1024U);
  EXPECT_FALSE(filter.may_have(random_id(random)));
}

}  // namespace
}  // namespace hearth::server::store::sqlite
