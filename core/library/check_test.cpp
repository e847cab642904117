#include "library/check.h"

#include <gtest/gtest.h>

#include <set>

#include "library/builtin.h"

namespace hearth::library {
namespace {

constexpr Minimums kNothing = {.questions = 0,
                               .in_each_depth = 0,
                               .friends_and_family = 0,
                               .steps = 0,
                               .steps_in_each_depth = 0,
                               .steps_for_friends_and_family = 0,
                               .drills = 0,
                               .drills_for_each = 0,
                               .first_steps = 0};

Pack one_question() {
  Pack pack = builtin();
  pack.questions.resize(1);
  pack.practices.clear();
  return pack;
}

TEST(Check, EveryRuleHasACodeOfItsOwn) {
  std::set<std::string_view> codes;
  for (std::uint8_t rule = 0; rule < kRuleCount; ++rule) codes.insert(code(static_cast<Rule>(rule)));
  EXPECT_EQ(codes.size(), kRuleCount);
  EXPECT_FALSE(codes.contains(""));
}

TEST(Check, GoodQuestionHasNoFindings) { EXPECT_EQ(check(one_question(), {}, kNothing), std::vector<Finding>{}); }

TEST(Check, FindingNamesTheQuestionAndWhatWasSeen) {
  Pack pack = one_question();
  pack.questions[0].settings = {"table", "submarine"};
  EXPECT_EQ(check(pack, {}, kNothing), (std::vector<Finding>{{Rule::unknown_setting, "q-small-better", "submarine"}}));
}

TEST(Check, EveryMissingFieldIsNamed) {
  Pack pack = one_question();
  pack.questions[0] = Question{.id = "q-bare", .version = 1, .depth = 1, .minutes = 1};
  std::vector<std::string> fields;
  for (const Finding& finding : check(pack, {}, kNothing)) {
    EXPECT_EQ(finding.rule, Rule::missing_field);
    fields.push_back(finding.detail);
  }
  EXPECT_EQ(fields, (std::vector<std::string>{"text", "facet", "purpose", "setting", "pair_kinds", "tone", "source"}));
}

TEST(Check, BannedWordCountsWhereItIsBannedOnly) {
  Pack pack = one_question();
  pack.own_steps.clear();
  pack.wording.clear();
  pack.drills.clear();
  const std::vector<Banned> banned = {{"thing", true, false, "vague"},
                                      {"small", false, true, "for the app's own strings only"}};
  EXPECT_EQ(check(pack, banned, kNothing), (std::vector<Finding>{{Rule::banned_word, "q-small-better", "thing"}}));
  pack.questions[0].purpose = "A thing.";
  EXPECT_EQ(check(pack, banned, kNothing).size(), 2U) << "the purpose is held against the list too";
}

TEST(Check, SentenceOfTwentyWordsIsFineAndOneMoreIsNot) {
  Pack pack = one_question();
  std::string text = "What";
  for (int i = 0; i < 19; ++i) text += " word" + std::to_string(i);
  pack.questions[0].text = text + "?";
  EXPECT_EQ(check(pack, {}, kNothing), std::vector<Finding>{});
  pack.questions[0].text = text + " more?";
  const auto findings = check(pack, {}, kNothing);
  ASSERT_EQ(findings.size(), 1U);
  EXPECT_EQ(findings[0].rule, Rule::long_sentence);
}

TEST(Check, EmptyPackFailsEveryMinimumAndDoesNotCrash) {
  std::set<Rule> rules;
  for (const Finding& finding : check({}, {})) rules.insert(finding.rule);
  EXPECT_EQ(rules, (std::set<Rule>{Rule::missing_field, Rule::too_few_questions, Rule::too_few_in_depth,
                                   Rule::too_few_for_friends_and_family, Rule::too_few_steps, Rule::too_few_drills,
                                   Rule::feelings_incomplete, Rule::help_incomplete}));
}

}  // namespace
}  // namespace hearth::library
