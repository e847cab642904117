#include <gtest/gtest.h>

#include <nlohmann/json.hpp>
#include <sstream>

#include "cli/guide/figures.h"
#include "cli/program.h"
#include "guide/simulate/policy.h"
#include "library/pack.h"
#include "tests/support/process.h"
#include "tests/support/schema.h"

namespace hearth::cli {
namespace {

using nlohmann::json;

struct Ended {
  int exit = 0;
  std::string out, err;
  [[nodiscard]] json told() const { return json::parse(out, nullptr, false); }
};

Ended run_guide(std::vector<std::string> arguments) {
  arguments.insert(arguments.begin(), "guide");
  std::ostringstream out;
  std::ostringstream err;
  const int exit = run(arguments, out, err);
  return {exit, out.str(), err.str()};
}

// The guide knows no content packs; their lists and its own are the same.
static_assert(guide::kFacetIds == library::kFacets);
static_assert(guide::kTopicCount == library::kTopics.size());
static_assert(guide::kLightestRung == library::kShallowest && guide::kTenderestRung == library::kDeepest);

TEST(GuideCommand, SimulateTellsEveryPolicyInTheWorldAndFitsItsSchema) {
  const Ended ended = run_guide(
      {"simulate", "--couples", "10", "--weeks", "3", "--world", "W1", "--policy", "all", "--seed", "5", "--json"});
  ASSERT_EQ(ended.exit, 0) << ended.err;
  const json told = ended.told();
  EXPECT_EQ(tests::mismatch(told, "guide-simulate"), "");
  ASSERT_EQ(told["worlds"].size(), 1U);
  EXPECT_EQ(told["worlds"][0]["policies"].size(), guide::simulate::policies().size());
}

TEST(GuideCommand, SameSeedSameFiguresOtherSeedOthers) {
  const std::vector<std::string> wanted = {"simulate", "--couples", "8", "--weeks", "3", "--json", "--seed"};
  const auto with_seed = [&](const std::string& seed) {
    auto arguments = wanted;
    arguments.push_back(seed);
    return run_guide(arguments).out;
  };
  EXPECT_EQ(with_seed("5"), with_seed("5"));
  EXPECT_NE(with_seed("5"), with_seed("6"));
}

TEST(GuideCommand, TheWorldsHashIsThatOfItsFile) {
  // sha256sum of nothing.
  EXPECT_EQ(guide_figures::sha256(""), "e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855");
  const json told =
      run_guide({"simulate", "--couples", "1", "--weeks", "1", "--world", "W2", "--policy", "none", "--json"}).told();
  EXPECT_EQ(told["worlds"][0]["sha256"],
            guide_figures::sha256(tests::read_file("core/guide/simulate/worlds/W2.world")));
  EXPECT_TRUE(told["worlds"][0]["policies"][0]["over_gated_deck_margin"].is_null()) << "nothing to compare with";
  EXPECT_EQ(tests::mismatch(told, "guide-simulate"), "");
}

TEST(GuideCommand, ObserveFitsItsSchemaAndStaysUnder65Of100) {
  const Ended ended = run_guide({"observe", "--pairs", "150", "--json"});
  ASSERT_EQ(ended.exit, 0) << ended.err;
  EXPECT_EQ(tests::mismatch(ended.told(), "guide-observe"), "");
  EXPECT_LE(ended.told()["steady"]["share"]["mean"], .65);
}

TEST(GuideCommand, EvaluateWritesTheReportWithHashesAndVerdicts) {
  tests::TemporaryFolder folder;
  const std::string file = (folder / "report.md").string();
  const Ended ended = run_guide({"evaluate", "--seeds", "2", "--out", file, "--json"});
  EXPECT_EQ(tests::mismatch(ended.told(), "guide-evaluate"), "");
  const std::string report = tests::read_file(file);
  EXPECT_NE(report.find(guide_figures::sha256(tests::read_file("core/guide/simulate/worlds/W6.world"))),
            std::string::npos);
  EXPECT_NE(report.find("2 seeds × 200 pairs × 12 weeks"), std::string::npos);
  bool all_pass = true;
  for (const json& world : ended.told()["worlds"]) all_pass = all_pass && world["passes"] == true;
  EXPECT_EQ(ended.exit, all_pass ? 0 : 1);
}

TEST(GuideCommand, TheCommittedReportIsOfTheseWorldsAndAllSeeds) {
  const std::string report = tests::read_file("docs/guide-evaluation.md");
  for (const auto name : guide::simulate::world_names()) {
    EXPECT_NE(report.find(guide_figures::sha256(guide::simulate::world_text(name))), std::string::npos) << name;
  }
  EXPECT_NE(report.find("200 seeds × 200 pairs × 12 weeks"), std::string::npos);
}

TEST(GuideCommand, WhatDoesNotExistIsNamedWithWhatDoesAndEndsWithTwo) {
  const Ended world = run_guide({"simulate", "--world", "W7"});
  EXPECT_EQ(world.exit, 2);
  EXPECT_NE(world.err.find("W1, W2"), std::string::npos) << world.err;
  EXPECT_EQ(run_guide({"simulate", "--policy", "planner,luck"}).exit, 2);
  EXPECT_EQ(run_guide({"simulate", "--policy", ""}).exit, 2);
  for (const char* wrong : {"0", "-1", "nan", "1000001", "1e3", ""}) {
    EXPECT_EQ(run_guide({"simulate", "--couples", wrong}).exit, 2) << wrong;
    EXPECT_EQ(run_guide({"simulate", "--weeks", wrong}).exit, 2) << wrong;
  }
  EXPECT_EQ(run_guide({"simulate", "--seed", "-3"}).exit, 2);
  EXPECT_EQ(run_guide({"simulate", "--couples", "1000000", "--weeks", "500"}).exit, 2);
  EXPECT_EQ(run_guide({"evaluate", "--out", "/nowhere/report.md", "--seeds", "1"}).exit, 1);
  EXPECT_EQ(run_guide({"evaluate"}).exit, 2);
  EXPECT_EQ(run_guide({}).exit, 2);
}

}  // namespace
}  // namespace hearth::cli
