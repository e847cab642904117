#include "story/json/value.h"

#include <gtest/gtest.h>

namespace hearth::story::json {
namespace {

TEST(Json, WhatIsWrittenReadsBackTheSame) {
  Value value;
  value.set("text", "a \"quoted\" \\ line\nand \x01 more").set("whole", std::int64_t{-42}).set("half", 5.5);
  value.set("list", Array{Value(true), Value(), Value("ü 🜁")}).set("empty", Object{});
  const auto again = parse(write(value));
  ASSERT_TRUE(again.has_value());
  EXPECT_EQ(*again, value);
}

TEST(Json, ASurrogatePairIsOneCharacter) {
  const auto value = parse(R"("\ud83d\ude00")");
  ASSERT_TRUE(value.has_value());
  EXPECT_EQ(*value->text(), "\xF0\x9F\x98\x80");
}

TEST(Json, TheGreatestWholeNumberIsKept) {
  const auto value = parse("9223372036854775807");
  ASSERT_TRUE(value.has_value());
  EXPECT_EQ(*value->integer(), INT64_MAX);
}

struct Refused {
  std::string_view text;
  std::string_view reason;
};
class JsonRefuses : public testing::TestWithParam<Refused> {};
TEST_P(JsonRefuses, WithTheReason) {
  const auto value = parse(GetParam().text);
  ASSERT_FALSE(value.has_value());
  EXPECT_EQ(value.error().reason, GetParam().reason);
}
INSTANTIATE_TEST_SUITE_P(Malformed, JsonRefuses,
                         testing::Values(Refused{R"({"a":1,"a":2})", "key_twice"}, Refused{"[1,]", "value_expected"},
                                         Refused{R"("\ud83d")", "lone_surrogate"}, Refused{"\"\xC0\x80\"", "not_utf8"},
                                         Refused{"1 2", "trailing_text"}, Refused{"01", "leading_zero"},
                                         Refused{"1e9", "exponent"}, Refused{"9223372036854775808", "number_too_large"},
                                         Refused{"\"open", "text_not_closed"}, Refused{"", "value_expected"},
                                         Refused{"{\"a\" 1}", "colon_expected"},
                                         Refused{"\"a\nb\"", "control_character"}));

TEST(Json, NestingDeeperThanTheLimitIsRefused) {
  const std::string deep(kMaximumDepth + 2, '[');
  const auto value = parse(deep + std::string(kMaximumDepth + 2, ']'));
  ASSERT_FALSE(value.has_value());
  EXPECT_EQ(value.error().reason, "too_deep");
}

TEST(Json, AnObjectWithTooManyMembersIsRefused) {
  std::string text = "{";
  for (std::size_t i = 0; i <= kMaximumMembers; ++i) text += (i ? ",\"k" : "\"k") + std::to_string(i) + "\":0";
  const auto value = parse(text + "}");
  ASSERT_FALSE(value.has_value());
  EXPECT_EQ(value.error().reason, "too_many_members");
}

}  // namespace
}  // namespace hearth::story::json
