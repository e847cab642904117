// Every number of the help page stands in its evidence's sentence, and each canary of
// content/help/canary breaks exactly the rule that it names.
#include "library/source/evidence.h"

#include <gtest/gtest.h>

#include <filesystem>
#include <fstream>
#include <iterator>
#include <set>
#include <string>
#include <vector>

namespace hearth::library::source {
namespace {

std::vector<File> files_of(const std::vector<std::string>& paths) {
  std::set<std::filesystem::path> names;
  for (const std::string& path : paths) {
    if (!std::filesystem::is_directory(path)) {
      names.insert(path);
      continue;
    }
    for (const auto& entry : std::filesystem::directory_iterator(path)) names.insert(entry.path());
  }
  std::vector<File> files;
  for (const auto& name : names) {
    std::ifstream in(name, std::ios::binary);
    files.push_back({name.string(), std::string(std::istreambuf_iterator<char>(in), {})});
  }
  return files;
}

Directory real_directory() {
  auto source = read_directory(files_of({"content/en/safety.toml", "content/help/evidence"}));
  if (!source) {
    ADD_FAILURE() << source.error().file << ":" << source.error().line << ": " << source.error().detail;
    return {};
  }
  return std::move(source->directory);
}

std::string told(const HelpChecked& checked) {
  std::string text;
  for (const HelpFinding& finding : checked.findings)
    text += finding.entry + ": " + std::string(code(finding.rule)) + ": " + finding.detail + "\n";
  return text;
}

using Numbers = std::vector<std::string>;

TEST(HelpEvidence, EveryNumberOfTheRealDirectoryIsProven) {
  const HelpChecked checked = check(real_directory());
  EXPECT_EQ(told(checked), "");
  EXPECT_GE(checked.numbers, 40U);
  EXPECT_GE(checked.entries, 30U);
}

TEST(HelpEvidence, TheProgramCarriesTheSame) {
  const auto builtin = builtin_directory();
  ASSERT_TRUE(builtin);
  const Directory real = real_directory();
  EXPECT_EQ(builtin->directory.help, real.help);
  ASSERT_EQ(builtin->directory.proofs.size(), real.proofs.size());
  EXPECT_EQ(told(check(builtin->directory)), "");
}

TEST(HelpEvidence, EachCanaryBreaksItsRuleAndNoOther) {
  const Directory real = real_directory();
  std::set<std::string> rules_with_canary;
  for (const File& file : files_of({"content/help/canary"})) {
    const auto canary = read_directory(std::span(&file, 1));
    ASSERT_TRUE(canary) << file.name << ": " << canary.error().detail;
    ASSERT_TRUE(canary->canary) << file.name << " names no rule";
    const HelpChecked checked = check(spoil(real, *canary));
    std::set<std::string> broken;
    for (const HelpFinding& finding : checked.findings) broken.insert(std::string(code(finding.rule)));
    EXPECT_EQ(broken, std::set<std::string>{canary->canary->rule}) << file.name << "\n" << told(checked);
    rules_with_canary.insert(canary->canary->rule);
  }
  for (std::uint8_t rule = 0; rule < kHelpRuleCount; ++rule) {
    EXPECT_TRUE(rules_with_canary.contains(std::string(code(static_cast<HelpRule>(rule)))))
        << code(static_cast<HelpRule>(rule)) << " has no canary";
  }
}

TEST(HelpEvidence, ADigitMoreOrLessInAnyNumberIsSeen) {
  const Directory real = real_directory();
  for (std::size_t i = 0; i < real.help.countries.size(); ++i) {
    for (std::size_t j = 0; j < real.help.countries[i].lines.size(); ++j) {
      Directory changed = real;
      std::string& number = changed.help.countries[i].lines[j].number;
      number.back() = number.back() == '9' ? '0' : static_cast<char>(number.back() + 1);
      EXPECT_NE(told(check(changed)), "") << number;
    }
    Directory changed = real;
    changed.help.countries[i].emergency += "1";
    EXPECT_NE(told(check(changed)), "") << real.help.countries[i].code;
  }
}

TEST(HelpEvidence, ANumberIsOneHoweverItIsGrouped) {
  EXPECT_EQ(numbers_in("call 0800 – 20 00 at any hour"), Numbers{"08002000"});
  EXPECT_EQ(numbers_in("unter 0800/1110111"), Numbers{"08001110111"});
  EXPECT_EQ(numbers_in("dial 9-8-8."), Numbers{"988"});
  EXPECT_EQ(numbers_in("call 800–799–SAFE (7233) now"), Numbers{"8007997233"});
  EXPECT_EQ(numbers_in("(091) y de la Guardia Civil (062)"), (Numbers{"091", "062"}));
}

TEST(HelpEvidence, NumbersBesideEachOtherAreNotOne) {
  EXPECT_EQ(numbers_in("112, 110; 133 or 144. 911"), (Numbers{"112", "110", "133", "144", "911"}));
  EXPECT_EQ(numbers_in("call 13 11 14. In an emergency, call 000."), (Numbers{"131114", "000"}));
  EXPECT_EQ(numbers_in("no number"), Numbers{});
}

TEST(HelpEvidence, AShortNumberInsideALongerOneIsNotThere) {
  EXPECT_EQ(numbers_in("Rufnummer 08000 116 016"), Numbers{"08000116016"});
}

TEST(HelpEvidence, WhatIsNotShownNeedsItsReasonAndIsNotInTheDirectory) {
  Directory directory = real_directory();
  ASSERT_FALSE(directory.not_shown.empty());
  for (const SetAside& aside : directory.not_shown) {
    for (const HelpCountry& country : directory.help.countries) {
      for (const HelpLine& line : country.lines) EXPECT_NE(line.id, aside.line.id);
    }
  }
  for (Proof& proof : directory.proofs) proof.undated.clear();
  EXPECT_NE(told(check(directory)), "");
}

TEST(HelpEvidence, AnUnknownKeyIsToldWithItsLine) {
  const File file{"x.toml", "[[proof]]\nentry = \"AT\"\nnumbre = \"112\"\n"};
  const auto source = read_directory(std::span(&file, 1));
  ASSERT_FALSE(source);
  EXPECT_EQ(source.error().line, 3);
}

}  // namespace
}  // namespace hearth::library::source
