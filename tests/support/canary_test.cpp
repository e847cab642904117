#include "tests/support/canary.h"

#include <gtest/gtest.h>
#include <zlib.h>

namespace hearth::tests {
namespace {

constexpr std::string_view kCanary = "a kingfisher over still water";

std::string packed(std::string_view text) {
  std::string out(compressBound(static_cast<uLong>(text.size())), '\0');
  auto size = static_cast<uLongf>(out.size());
  compress(reinterpret_cast<Bytef*>(out.data()), &size, reinterpret_cast<const Bytef*>(text.data()),
           static_cast<uLong>(text.size()));
  out.resize(size);
  return out;
}

// The search is worth something only if it finds each form that it looks for.
TEST(Canary, IsFoundInEachForm) {
  for (const auto& [form, text] : canary_forms(kCanary)) {
    EXPECT_FALSE(find_canary("before" + text + "after", kCanary, "x").empty()) << form;
  }
  EXPECT_FALSE(find_canary("some bytes" + packed("and " + std::string(kCanary) + " and"), kCanary, "x").empty());
}

TEST(Canary, IsFoundInBase64HoweverItIsAligned) {
  // "xa king…", "xxa king…" and "xxxa king…", as any encoder writes them.
  EXPECT_FALSE(find_canary("eGEga2luZ2Zpc2hlciBvdmVyIHN0aWxsIHdhdGVyIQ==", kCanary, "x").empty());
  EXPECT_FALSE(find_canary("eHhhIGtpbmdmaXNoZXIgb3ZlciBzdGlsbCB3YXRlciE=", kCanary, "x").empty());
  EXPECT_FALSE(find_canary("eHh4YSBraW5nZmlzaGVyIG92ZXIgc3RpbGwgd2F0ZXIh", kCanary, "x").empty());
}

TEST(Canary, IsNotFoundWhereItIsNot) {
  EXPECT_TRUE(find_canary(std::string(10'000, 'a') + packed("nothing to see"), kCanary, "x").empty());
}

}  // namespace
}  // namespace hearth::tests
