#include <gtest/gtest.h>

#include <algorithm>
#include <nlohmann/json.hpp>
#include <sstream>

#include "cli/program.h"
#include "tests/support/process.h"

namespace hearth::cli {
namespace {

struct Ended {
  int exit = 0;
  std::string out, err;
};

Ended run_closeness(std::vector<std::string> arguments) {
  arguments.insert(arguments.begin(), "closeness");
  std::ostringstream out;
  std::ostringstream err;
  const int exit = run(arguments, out, err);
  return {exit, out.str(), err.str()};
}

TEST(ClosenessCommand, RunLengthIsTold) {
  const Ended plain = run_closeness({"arl", "--k", "0.5", "--h", "5"});
  EXPECT_EQ(plain.exit, 0) << plain.err;
  EXPECT_EQ(plain.out.substr(0, 5), "930.8");
  const Ended json = run_closeness({"arl", "--k", "0.5", "--h", "5", "--json"});
  EXPECT_NEAR(nlohmann::json::parse(json.out)["arl"].get<double>(), 930.9, .05);
}

TEST(ClosenessCommand, WrongInputEndsWithTwoAndOneLineThatNamesTheRow) {
  tests::TemporaryFolder folder;
  tests::write_file(folder / "w.csv", "series,week,z\nx,1,0\nx,2,none\n");
  const Ended ended = run_closeness({"monitor", "--data", (folder / "w.csv").string()});
  EXPECT_EQ(ended.exit, 2);
  EXPECT_TRUE(ended.err.ends_with("row 2: z is not a number\n")) << ended.err;
  EXPECT_EQ(std::ranges::count(ended.err, '\n'), 1);
  EXPECT_EQ(run_closeness({"fit", "--data", (folder / "none.csv").string()}).exit, 2);
  EXPECT_EQ(run_closeness({"fit", "--data", (folder / "w.csv").string(), "--scale", "1-9"}).exit, 2);
  EXPECT_EQ(run_closeness({"arl", "--k", "0.5"}).exit, 2);
}

TEST(ClosenessCommand, FitTellsEachPersonsLevel) {
  tests::TemporaryFolder folder;
  tests::write_file(folder / "r.csv",
                    "couple,person,time_days,facet,kind,value,event\n1,a,0,,felt,5,\n1,b,1,,felt,6,\n");
  const Ended ended = run_closeness({"fit", "--data", (folder / "r.csv").string()});
  EXPECT_EQ(ended.exit, 0) << ended.err;
  EXPECT_TRUE(ended.out.starts_with("1 a: level ")) << ended.out;
}

}  // namespace
}  // namespace hearth::cli
