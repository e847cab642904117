// tests/data/vectors.json is the protocol's memory: what it says today it says for
// good. To write it anew (a new version of the protocol, and a decision):
//   build/bin/test_log --gtest_also_run_disabled_tests --gtest_filter='*WriteThemAnew'
#include "log/vectors_testing.h"

#include <gtest/gtest.h>

#include <cstdio>
#include <memory>
#include <string>

namespace hearth::log {
namespace {

constexpr const char* kFile = "tests/data/vectors.json";

// stdio: the WebAssembly build has no file streams.
std::unique_ptr<std::FILE, int (*)(std::FILE*)> open(const char* mode) {
  return {std::fopen(kFile, mode), &std::fclose};
}

TEST(Vectors, AreWhatTheProtocolHasAlwaysGiven) {
  const auto file = open("rb");
  ASSERT_TRUE(file) << kFile;
  std::string kept(1'000'000, '\0');
  kept.resize(std::fread(kept.data(), 1, kept.size(), file.get()));
  ASSERT_GT(kept.size(), 10'000U);
  EXPECT_EQ(kept, testing::vectors_json());
}

TEST(Vectors, DISABLED_WriteThemAnew) {
  const auto file = open("wb");
  ASSERT_TRUE(file) << kFile;
  const auto json = testing::vectors_json();
  EXPECT_EQ(std::fwrite(json.data(), 1, json.size(), file.get()), json.size());
}

}  // namespace
}  // namespace hearth::log
