#include "closeness/text/commands.h"

#include <gtest/gtest.h>

#include <cmath>
#include <nlohmann/json.hpp>

namespace hearth::closeness::text {
namespace {

using nlohmann::json;

// The dyad of oracle O2 without the impulse's row; the impulse cannot be told in a
// table, so these tests hold against kalman_test.cpp's dense Gaussian instead.
constexpr std::string_view kModel = R"({
  "drift": [[0,0,0,0],[0,0,0,0],[0,0,-0.6,0.1],[0,0,0.05,-0.8]],
  "intercept": [0,0,0,0],
  "diffusion": [0,0,0,0, 0,0,0,0, 0,0,0.3,0.16, 0,0,0.16,0.44],
  "loadings": [[1,0,1,0],[0,1,0,1]],
  "offset": [6.5, 6.6],
  "noise": [[0.34,0.1],[0.1,0.3]],
  "initial_mean": [0,0,0,0],
  "initial_covariance": [[1.2,0.9,0,0],[0.9,1.0,0,0],[0,0,0.274060150376,0.144360902256],[0,0,0.144360902256,0.284022556391]]
})";

json parsed(const std::expected<std::string, TextError>& text) {
  EXPECT_TRUE(text.has_value()) << text.error().message();
  json value = json::parse(text.value_or("null"), nullptr, false);
  EXPECT_FALSE(value.is_discarded());
  return value;
}

std::string why(const std::expected<std::string, TextError>& text) {
  return text ? "not refused" : text.error().message();
}

TEST(Loglik, FirstRowOfTheDyadHasItsNormalDensity) {
  const json told = parsed(loglik(kModel, "unit,time,y1,y2\n1,0,6.2,6.8\n", States::include));
  // y ~ N((6.5, 6.6), B + P∞ + R).
  const double a = 1.2 + .274060150376 + .34;
  const double ab = .9 + .144360902256 + .1;
  const double b = 1.0 + .284022556391 + .3;
  const double determinant = a * b - ab * ab;
  const double quadratic = (b * .09 - 2 * ab * -.3 * .2 + a * .04) / determinant;
  EXPECT_NEAR(told["loglik"].get<double>(), -std::log(2 * M_PI) - .5 * std::log(determinant) - .5 * quadratic, 1e-12);
  EXPECT_EQ(told["values"], 2);
  // Oracle O2, first row: no impulse has happened yet.
  const auto& mean = told["states"][0]["filtered_mean"];
  EXPECT_NEAR(6.5 + mean[0].get<double>() + mean[2].get<double>(), 6.30791571166, 1e-11);
  EXPECT_EQ(told["states"][0]["filtered_covariance"].size(), 16U);
  EXPECT_EQ(told["states"][0]["smoothed_mean"], told["states"][0]["filtered_mean"]);
}

TEST(Loglik, UnitsAreIndependentAndMayStandBetweenEachOther) {
  const double one = parsed(loglik(kModel, "unit,time,y1,y2\nx,0,6.2,6.8\nx,2,NA,6\n", States::leave_out))["loglik"];
  const double two = parsed(loglik(kModel, "unit,time,y1,y2\ny,5,7,\n", States::leave_out))["loglik"];
  const json both = parsed(loglik(kModel, "unit,time,y1,y2\nx,0,6.2,6.8\ny,5,7,\nx,2,NA,6\n", States::leave_out));
  EXPECT_NEAR(both["loglik"].get<double>(), one + two, 1e-12);
  EXPECT_EQ(both["units"], 2);
  EXPECT_EQ(both["rows"], 3);
  EXPECT_EQ(both["values"], 4);
  EXPECT_EQ(both["missing"], 2);
  EXPECT_FALSE(both.contains("states"));
}

TEST(Loglik, WrongDataAreRefusedWithTheirRow) {
  const auto refused = [](std::string_view data) { return why(loglik(kModel, data, States::leave_out)); };
  EXPECT_EQ(refused(""), "the file is empty");
  EXPECT_EQ(refused("unit,time,y1\n1,0,2\n"), "the names of the columns are not unit,time,y1..y2");
  EXPECT_EQ(refused("unit,time,y1,y2\n1,1,2,3\n1,0.5,2,3\n"), "row 2: the time 0.5 comes after 1 in the same unit");
  EXPECT_EQ(refused("unit,time,y1,y2\n1,1,2,3\n1,nan,2,3\n"), "row 2: the time is not a number");
  EXPECT_EQ(refused("unit,time,y1,y2\n1,1,2,nan\n"), "row 1: y2 is not a number");
  EXPECT_EQ(refused("unit,time,y1,y2\n,1,2,3\n"), "row 1: the unit is missing");
}

TEST(Loglik, WrongModelsAreRefusedInWords) {
  const auto refused = [](std::string_view from, std::string_view to) {
    std::string model(kModel);
    model.replace(model.find(from), from.size(), to);
    return why(loglik(model, "unit,time,y1,y2\n1,0,1,2\n", States::leave_out));
  };
  EXPECT_EQ(refused("[0.1,0.3]]", "[0.1,-0.3]]"), "the model: noise: a covariance is not positive definite");
  EXPECT_EQ(refused("[0.1,0.3]]", "[0.2,0.3]]"), "the model: noise: a covariance is not symmetric");
  EXPECT_EQ(refused("[6.5, 6.6]", "[6.5]"), "the model: loadings has 8 entries; 1 × 4 are needed");
  EXPECT_EQ(refused("\"offset\"", "\"drift\""), "the model: drift stands there twice");
  EXPECT_EQ(refused("\"offset\": [6.5, 6.6],", ""), "the model: offset is missing");
  EXPECT_EQ(refused("[6.5, 6.6]", "[6.5, NaN]"), "the model: offset: 'NaN' is not a number");
  EXPECT_EQ(refused("[[1,0,1,0],[0,1,0,1]]", "[[1,0,1,0],[0,1,0]]"),
            "the model: loadings: its rows have different lengths");
  EXPECT_EQ(refused("[[1,0,1,0],[0,1,0,1]]", "[[1,0],[1,0],[0,1],[0,1]]"),
            "the model: loadings has 8 entries; 2 × 4 are needed");
  EXPECT_EQ(why(loglik("", "unit,time,y1\n1,0,1\n", States::leave_out)), "the model: it does not begin with {");
  EXPECT_EQ(why(loglik(std::string(kModel) + "1", "x", States::leave_out)),
            "the model: something follows after the last }");
}

// Each of the rows can be computed, their sum cannot.
TEST(Loglik, AResultThatIsTooLargeIsRefusedAndNeverNull) {
  std::string units = "unit,time,y1,y2\n";
  std::string one = units;
  for (int i = 0; i < 9; ++i) {
    units += std::to_string(i) + ",0,1.3e154,NA\n";
    one += "1," + std::to_string(i) + (i % 2 == 0 ? ",1.3e154,NA\n" : ",-1.3e154,NA\n");
  }
  for (const std::string& rows : {units, one}) {
    for (const States states : {States::include, States::leave_out}) {
      EXPECT_TRUE(why(loglik(kModel, rows, states)).ends_with("the result is too large to compute"));
    }
  }
}

TEST(Loglik, AMarkOfTheOrderOfBytesIsPassedOverInBothFiles) {
  const std::string mark = "\xef\xbb\xbf";
  const auto marked =
      loglik(mark + std::string(kModel), mark + "unit,time,y1,y2\r\n1,0,6.2,6.8\r\n", States::leave_out);
  EXPECT_EQ(parsed(marked), parsed(loglik(kModel, "unit,time,y1,y2\n1,0,6.2,6.8\n", States::leave_out)));
}

TEST(Loglik, OneStateMayBeWrittenWithPlainNumbers) {
  constexpr std::string_view kOne = R"({"drift":-1,"intercept":2,"diffusion":1,"loadings":1,"offset":0,"noise":0.5,
                                        "initial_mean":2,"initial_covariance":0.5})";
  const json told = parsed(loglik(kOne, "unit,time,y1\n1,0,2\n", States::leave_out));
  EXPECT_NEAR(told["loglik"].get<double>(), -.5 * std::log(2 * M_PI), 1e-14);
}

constexpr std::string_view kReports =
    "couple,person,time_days,facet,kind,value,event\n"
    "1,a,0,,felt,5,\n"
    "1,b,0,,felt,6,\n"
    "1,a,1,,felt,4,conflict\n"
    "1,a,1,trust,felt,3,\n"
    "1,a,1,trust,needed,6,\n"
    "1,b,2,,felt,,conflict\n"
    "2,a,0,,felt,7,\n";

TEST(Fit, TellsPerPersonWhatTheReportsSay) {
  const json told = parsed(fit(kReports, Scale::one_to_seven(), Predictions::leave_out));
  ASSERT_EQ(told["couples"].size(), 2U);
  const json& a = told["couples"][0]["persons"]["a"];
  EXPECT_EQ(a["answers"], 3);
  EXPECT_LT(a["level"]["low"], a["level"]["mean"]);
  EXPECT_LT(a["level"]["mean"], a["level"]["high"]);
  EXPECT_NEAR(a["level"]["on_scale"]["mean"].get<double>(), 1 + .6 * a["level"]["mean"].get<double>(), 1e-9);
  EXPECT_EQ(a["events"][0]["event"], "conflict");
  EXPECT_EQ(a["events"][0]["count"], 1);
  EXPECT_EQ(a["events"][0]["sure"], false);
  EXPECT_TRUE(a["facets"]["trust"].contains("gap"));
  EXPECT_EQ(told["couples"][0]["persons"]["b"]["events"][0]["count"], 1);
  double sum = 0;
  for (const json& point : told["couples"][0]["weights"]) sum += point["weight"].get<double>();
  EXPECT_NEAR(sum, 1, 1e-9);
  EXPECT_FALSE(told.contains("predictions"));
}

TEST(Fit, WhatIsNeededOfDailyClosenessHasItsGapToo) {
  const json told = parsed(fit("couple,person,time_days,facet,kind,value,event\n1,a,0,,felt,3,\n1,a,0,,needed,6,\n",
                               Scale::one_to_seven(), Predictions::leave_out));
  const json& closeness = told["couples"][0]["persons"]["a"]["facets"]["closeness"];
  EXPECT_FALSE(closeness.contains("felt"));
  EXPECT_GT(closeness["gap"]["mean"].get<double>(), 1);
}

// Five rows of one bad evening are one event, and one is too few to say anything of.
TEST(Fit, AnEventThatSeveralRowsOfOneOccasionNameHappenedOnce) {
  std::string rows = "couple,person,time_days,facet,kind,value,event\n";
  for (int day = 0; day < 30; ++day) rows += "1,a," + std::to_string(day) + ",,felt,6,\n";
  for (const char* facet : {"", "trust", "talking", "mental", "understood", "emotional"}) {
    rows += std::string("1,a,30,") + facet + ",felt,1,conflict\n";
  }
  const json told = parsed(fit(rows, Scale::one_to_seven(), Predictions::leave_out));
  const json& conflict = told["couples"][0]["persons"]["a"]["events"][0];
  EXPECT_GT(conflict["probability_below_0"].get<double>(), .95);
  EXPECT_EQ(conflict["count"], 1);
  EXPECT_EQ(conflict["sure"], false);
}

TEST(Fit, PredictionsSayWhatWasExpectedOfEachAnswer) {
  const json told = parsed(fit(kReports, Scale::one_to_seven(), Predictions::include));
  ASSERT_EQ(told["predictions"].size(), 6U);
  double sum = 0;
  for (const json& made : told["predictions"]) {
    EXPECT_GT(made["probability"], 0);
    EXPECT_GE(made["mean"], 1);
    EXPECT_LE(made["mean"], 7);
    if (made["couple"] == "1" && made["kind"] == "felt") sum += std::log(made["probability"].get<double>());
  }
  EXPECT_NEAR(sum, told["couples"][0]["loglik"].get<double>(), 1e-9);
  EXPECT_EQ(told["predictions"].back()["probability"], told["predictions"].back()["top_probability"]);
}

TEST(Fit, LaterReportsDoNotChangeEarlierPredictions) {
  const json all = parsed(fit(kReports, Scale::one_to_seven(), Predictions::include));
  const std::string_view start = kReports.substr(0, kReports.find("1,a,1,,"));
  const json some = parsed(fit(start, Scale::one_to_seven(), Predictions::include));
  for (std::size_t i = 0; i < some["predictions"].size(); ++i) {
    EXPECT_NEAR(some["predictions"][i]["mean"].get<double>(), all["predictions"][i]["mean"].get<double>(), 1e-12);
  }
}

TEST(Fit, WrongReportsAreRefusedWithTheirRow) {
  const auto refused = [](std::string_view rows) {
    return why(fit("couple,person,time_days,facet,kind,value,event\n" + std::string(rows), Scale::one_to_seven(),
                   Predictions::leave_out));
  };
  EXPECT_EQ(refused(""), "the file has names but no rows");
  EXPECT_EQ(refused("1,c,0,,felt,5,\n"), "row 1: the person is not a or b");
  EXPECT_EQ(refused("1,a,0,,felt,5,\n1,a,1,love,felt,5,\n"), "row 2: the facet 'love' is not known");
  EXPECT_EQ(refused("1,a,0,,wanted,5,\n"), "row 1: the kind is not felt or needed");
  EXPECT_EQ(refused("1,a,0,,felt,8,\n"), "row 1: the value 8 is not an answer of the scale from 1 to 7 in its steps");
  EXPECT_EQ(refused("1,a,0,,felt,5.5,\n"),
            "row 1: the value 5.5 is not an answer of the scale from 1 to 7 in its steps");
  EXPECT_EQ(refused("1,a,0,,felt,NaN,\n"), "row 1: the value is not a number");
  EXPECT_EQ(refused("1,a,x,,felt,5,\n"), "row 1: time_days is not a number of days");
  EXPECT_EQ(refused("1,a,3,,felt,5,\n1,b,1,,felt,5,\n1,a,2,,felt,5,\n"),
            "row 3: the time 2 comes after 3 of the same person");
  EXPECT_EQ(refused("1,a,0,,felt,5,e1\n1,a,0,,felt,5,e2\n1,a,0,,felt,5,e3\n1,a,0,,felt,5,e4\n1,a,0,,felt,5,e5\n"
                    "1,a,0,,felt,5,e6\n1,a,0,,felt,5,e7\n1,a,0,,felt,5,e8\n1,a,0,,felt,5,e9\n"),
            "row 9: a ninth kind of event in one couple; eight can be learned");
}

TEST(MonitorText, StatisticIsTheOneSidedSumOfSurprises) {
  const json told = parsed(monitor("series,week,z\nx,1,-2\nx,2,0.5\nx,4,NA\nx,5,-7\ny,1,3\n", 1));
  EXPECT_NEAR(told["threshold"].get<double>(), 7.341, 6e-4);
  const json& weeks = told["series"][0]["weeks"];
  EXPECT_NEAR(weeks[0]["statistic"].get<double>(), 1.75, 1e-12);
  EXPECT_NEAR(weeks[1]["statistic"].get<double>(), 1, 1e-12);
  EXPECT_NEAR(weeks[2]["statistic"].get<double>(), 1, 1e-12);
  EXPECT_TRUE(weeks[2]["z"].is_null());
  EXPECT_NEAR(weeks[3]["statistic"].get<double>(), 7.75, 1e-12);
  EXPECT_EQ(told["series"][0]["first_alarm_week"], 5);
  EXPECT_EQ(told["series"][1]["alarm"], false);
  EXPECT_EQ(told["series"][1]["statistic"], 0);
  const json more = parsed(monitor("series,week,z\nx,1,-2\n", 14));
  EXPECT_NEAR(more["threshold"].get<double>(), 12.481, 6e-4);
  EXPECT_LT(more["false_alarm_rate"]["one_chart_within_a_year"], told["false_alarm_rate"]["one_chart_within_a_year"]);
}

TEST(MonitorText, WrongWeeksAreRefusedWithTheirRow) {
  EXPECT_EQ(why(monitor("series,week,z\nx,1.5,1\n", 1)), "row 1: the week is not a whole number");
  EXPECT_EQ(why(monitor("series,week,z\nx,2,1\nx,2,1\n", 1)), "row 2: the week 2 comes after 2 in the same series");
  EXPECT_EQ(why(monitor("series,week,z\nx,2,nan\n", 1)), "row 1: z is not a number");
  EXPECT_EQ(why(monitor("series,week,z\nx,1,0\nx,2,-1e308\nx,3,-1e308\n", 1)),
            "row 2: z is over 1,000,000,000 standard deviations");
  EXPECT_EQ(why(monitor("series,week\nx,2\n", 1)), "the names of the columns are not series,week,z");
  EXPECT_EQ(why(monitor("series,week,z\nx,2,1\n", 0)), "the number of charts is not 1 to 1000");
}

TEST(Arl, IsTold) {
  EXPECT_NEAR(parsed(arl(.5, 5))["arl"].get<double>(), 930.9, .05);
  EXPECT_NE(why(arl(-1, 5)), "not refused");
}

}  // namespace
}  // namespace hearth::closeness::text
