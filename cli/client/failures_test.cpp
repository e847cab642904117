#include "cli/client/failures.h"

#include <gtest/gtest.h>

#include <filesystem>
#include <regex>
#include <set>
#include <string>
#include <utility>

#include "tests/support/process.h"

namespace hearth::cli {
namespace {

using CodeAndReason = std::pair<std::string, std::string>;

// kRefusedByRule -> refused_by_rule
std::string snake_case(const std::string& name) {
  std::string text;
  for (const char c : name) {
    if (c >= 'A' && c <= 'Z') {
      if (!text.empty()) text += '_';
      text += static_cast<char>(c - 'A' + 'a');
    } else {
      text += c;
    }
  }
  return text;
}

std::string everything_below(const std::filesystem::path& folder) {
  std::string text;
  for (const auto& entry : std::filesystem::recursive_directory_iterator(folder)) {
    const std::string name = entry.path().string();
    if (name.ends_with(".cpp") && !name.ends_with("_test.cpp")) text += tests::read_file(entry.path());
  }
  return text;
}

// All that the core refuses with a reason, read from its source.
std::set<CodeAndReason> reasons_of_the_core() {
  const std::string text = everything_below("core/app");
  const std::regex refusal("refuse\\(ErrorCode::k(\\w+), \"(\\w+)\"");
  std::set<CodeAndReason> found;
  for (std::sregex_iterator at(text.begin(), text.end(), refusal); at != std::sregex_iterator(); ++at) {
    found.emplace(snake_case((*at)[1]), (*at)[2]);
  }
  return found;
}

// What only a defect of this program could bring about, and what its code says already.
bool is_internal(const std::string& reason) {
  static const std::set<std::string> kInternal = {"answers",    "key",      "salt", "script",
                                                  "not_locked", "settings", "text", "who"};
  return kInternal.contains(reason);
}

bool is_plain(const std::string& message) {
  // No JSON, and no name of a code outside of what is to be typed.
  static const std::regex kTyped("`[^`]*`|--kind \\w+|(thank_you|did_not_know|tell_me_more|lets_talk)");
  const std::string bare = std::regex_replace(message, kTyped, "");
  return bare.ends_with('.') && bare.find_first_of("{}\"_!") == std::string::npos;
}

TEST(FailureOf, HasASentenceOfItsOwnForEveryReasonThatTheCoreGives) {
  const auto reasons = reasons_of_the_core();
  ASSERT_GT(reasons.size(), 30U) << "the core's refusals were not found";
  for (const auto& [code, reason] : reasons) {
    const Failure failure = failure_of(code, {{"reason", reason}});
    EXPECT_TRUE(is_plain(failure.message)) << code << ", " << reason << ": " << failure.message;
    EXPECT_EQ(failure.message.find("does not know"), std::string::npos) << code;
    if (!is_internal(reason)) {
      EXPECT_NE(failure.message, failure_of(code, Json::object()).message) << code << ", " << reason;
    }
  }
}

TEST(FailureOf, HasASentenceForEveryErrorOfTheBoundary) {
  const std::string idl = tests::read_file("core/app/boundary.idl");
  const std::regex error("\nerror (\\w+)");
  int count = 0;
  for (std::sregex_iterator at(idl.begin(), idl.end(), error); at != std::sregex_iterator(); ++at, ++count) {
    const std::string code = (*at)[1];
    const Failure failure = failure_of(code, Json::object());
    EXPECT_EQ(failure.code, code);
    EXPECT_TRUE(is_plain(failure.message)) << failure.message;
    EXPECT_EQ(failure.message.find("does not know"), std::string::npos) << code;
  }
  EXPECT_GT(count, 15);
}

TEST(FailureOf, OfAnUnknownCodeOrReasonIsStillASentence) {
  const Failure unknown = failure_of("of_a_newer_core", {{"reason", "something_new"}, {"field", "x"}});
  EXPECT_EQ(unknown.exit, Exit::kRefused);
  EXPECT_EQ(unknown.code, "of_a_newer_core");
  EXPECT_TRUE(is_plain(unknown.message)) << unknown.message;
  EXPECT_EQ(failure_of("refused_by_rule", {{"reason", "something_new"}}).message,
            failure_of("refused_by_rule", Json::object()).message);
}

TEST(FailureOf, SixWordsThatAreNoneUseNothingUp) {
  const Failure failure = failure_of("wrong_words", {{"reason", "not_six_words"}});
  EXPECT_EQ(failure.exit, Exit::kWrongUsage);
  EXPECT_EQ(failure.message.find("invitation is gone"), std::string::npos) << failure.message;
}

}  // namespace
}  // namespace hearth::cli
