// Reads files, so it runs natively only: the browser library has no file streams.
#ifndef __wasi__
// What the commands tell is what docs/cli promises.
#include <gtest/gtest.h>

#include <algorithm>
#include <cmath>
#include <fstream>
#include <iterator>
#include <nlohmann/json.hpp>

#include "closeness/text/commands.h"

namespace hearth::closeness::text {
namespace {

using nlohmann::json;

bool has_type(const json& value, const std::string& type) {
  if (type == "object") return value.is_object();
  if (type == "array") return value.is_array();
  if (type == "string") return value.is_string();
  if (type == "boolean") return value.is_boolean();
  if (type == "null") return value.is_null();
  if (type == "integer") return value.is_number() && value.get<double>() == std::floor(value.get<double>());
  return type == "number" && value.is_number();
}

// The words of JSON Schema that our schemas use: type, properties, required,
// additionalProperties, items. Gives the first place that does not fit, or "".
std::string misfit(const json& schema, const json& value, const std::string& place) {
  const json& type = schema["type"];
  const bool fits = type.is_array() ? std::ranges::any_of(type, [&](const json& one) { return has_type(value, one); })
                                    : has_type(value, type);
  if (!fits) return place + " is not " + type.dump();
  if (value.is_array()) {
    for (const json& item : value) {
      if (auto found = misfit(schema["items"], item, place + "[]"); !found.empty()) return found;
    }
  }
  if (!value.is_object()) return "";
  for (const json& name : schema.value("required", json::array())) {
    if (!value.contains(name.get<std::string>())) return place + " lacks " + name.dump();
  }
  for (const auto& [name, member] : value.items()) {
    const json named = schema.value("properties", json::object()).value(name, json());
    const json& rule = named.is_null() ? schema["additionalProperties"] : named;
    if (rule == false) return place + " has " + name;
    if (auto found = misfit(rule, member, place + "." + name); !found.empty()) return found;
  }
  return "";
}

std::string misfit_of(const std::string& command, const std::expected<std::string, TextError>& told) {
  std::ifstream stream("docs/cli/closeness-" + command + ".schema.json");
  const json schema = json::parse(std::string(std::istreambuf_iterator<char>(stream), {}), nullptr, false);
  if (schema.is_discarded()) return "no schema";
  if (!told) return told.error().message();
  return misfit(schema, json::parse(*told, nullptr, false), command);
}

constexpr std::string_view kModel = R"({"drift":-1,"intercept":2,"diffusion":1,"loadings":1,"offset":0,"noise":0.5,
                                       "initial_mean":2,"initial_covariance":0.5})";
constexpr std::string_view kReports =
    "couple,person,time_days,facet,kind,value,event\n1,a,0,,felt,5,conflict\n1,b,0,trust,felt,6,\n1,b,3,trust,needed,7,"
    "\n";

TEST(Schema, EveryCommandTellsWhatItsSchemaPromises) {
  EXPECT_EQ(misfit_of("loglik", loglik(kModel, "unit,time,y1\n1,0,2\n1,1,NA\n", States::include)), "");
  EXPECT_EQ(misfit_of("loglik", loglik(kModel, "unit,time,y1\n1,0,2\n", States::leave_out)), "");
  EXPECT_EQ(misfit_of("fit", fit(kReports, Scale::one_to_seven(), Predictions::include)), "");
  EXPECT_EQ(misfit_of("monitor", monitor("series,week,z\nx,1,-2\nx,2,NA\n", 2)), "");
  EXPECT_EQ(misfit_of("arl", arl(.5, 4)), "");
}

TEST(Schema, AnotherAnswerDoesNotFit) {
  EXPECT_EQ(misfit_of("arl", std::string(R"({"k":1,"h":2})")), "arl lacks \"arl\"");
  EXPECT_EQ(misfit_of("arl", std::string(R"({"k":1,"h":2,"arl":"3"})")), "arl.arl is not \"number\"");
  EXPECT_EQ(misfit_of("arl", std::string(R"({"k":1,"h":2,"arl":3,"more":4})")), "arl has more");
}

}  // namespace
}  // namespace hearth::closeness::text
#endif
