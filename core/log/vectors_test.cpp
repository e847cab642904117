// tests/data/vectors.json is the protocol's memory: what it says today it says for
// good. To write it anew (a new version of the protocol, and a decision):
//   build/bin/test_log --gtest_also_run_disabled_tests --gtest_filter='*WriteThemAnew'
#include "log/vectors_testing.h"

#include <gtest/gtest.h>

#include <fstream>
#include <sstream>

namespace hearth::log {
namespace {

constexpr const char* kFile = "tests/data/vectors.json";

TEST(Vectors, AreWhatTheProtocolHasAlwaysGiven) {
  std::ifstream file(kFile);
  ASSERT_TRUE(file) << kFile;
  std::ostringstream kept;
  kept << file.rdbuf();
  ASSERT_GT(kept.str().size(), 10'000U);
  EXPECT_EQ(kept.str(), testing::vectors_json());
}

TEST(Vectors, DISABLED_WriteThemAnew) {
  std::ofstream file(kFile);
  file << testing::vectors_json();
  EXPECT_TRUE(file.good());
}

}  // namespace
}  // namespace hearth::log
