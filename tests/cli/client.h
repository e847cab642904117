// `hearth client --home …` as one process for each command.
#pragma once

#include <gtest/gtest.h>

#include <nlohmann/json.hpp>
#include <set>
#include <string>
#include <vector>

#include "tests/support/process.h"
#include "tests/support/schema.h"

namespace hearth::tests {

using Json = nlohmann::json;

// The exit codes that the program promises.
namespace code {
inline constexpr int kDone = 0;
inline constexpr int kWrongUsage = 2;
inline constexpr int kRefused = 3;
inline constexpr int kVerificationFailed = 4;
inline constexpr int kUnreachable = 5;
}  // namespace code

class Client {
 public:
  explicit Client(std::string name) : name_(std::move(name)) {
    write_file(folder_ / "passphrase", "a long enough passphrase for " + name_ + "\n");
  }

  [[nodiscard]] const std::string& name() const { return name_; }
  [[nodiscard]] std::filesystem::path home() const { return folder_ / "home"; }
  [[nodiscard]] std::filesystem::path file(const std::string& name) const { return folder_ / name; }

  // Runs one command and gives its JSON; the exit code and the schema
  // docs/cli/client-<command>.schema.json are checked.
  Json run(const std::vector<std::string>& arguments, int expected = code::kDone) {
    std::vector<std::string> command = {
        hearth_program(), "client", "--home", home().string(), "--passphrase-file", (folder_ / "passphrase").string(),
        "--json"};
    command.insert(command.end(), arguments.begin(), arguments.end());
    const Finished finished = tests::run(command);
    std::string said;
    for (const std::string& argument : arguments) said += " " + argument;
    EXPECT_EQ(finished.code, expected) << name_ << ":" << said << "\n" << finished.out << finished.err;
    const Json json = Json::parse(finished.out, nullptr, false);
    if (!json.is_object()) {
      ADD_FAILURE() << name_ << ":" << said << " told no JSON object: " << finished.out << finished.err;
      return Json::object();
    }
    EXPECT_EQ(mismatch(json, schema_of(arguments, json)), "") << name_ << ":" << said << "\n" << json.dump(1);
    return json;
  }

  // The same for people: what it prints.
  std::string say(const std::vector<std::string>& arguments, int expected = code::kDone) {
    std::vector<std::string> command = {
        hearth_program(), "client", "--home", home().string(), "--passphrase-file", (folder_ / "passphrase").string()};
    command.insert(command.end(), arguments.begin(), arguments.end());
    const Finished finished = tests::run(command);
    EXPECT_EQ(finished.code, expected) << name_ << ": " << arguments.front() << "\n" << finished.out << finished.err;
    return finished.out + finished.err;
  }

 private:
  static std::string schema_of(const std::vector<std::string>& arguments, const Json& json) {
    if (json.contains("error")) return "error";
    std::string name = "client-" + arguments.front();
    const std::set<std::string> groups = {"device", "talk", "counsel", "signal", "agree", "page", "mend", "trust"};
    const bool of_two_words = groups.contains(arguments.front());
    if (of_two_words || (arguments.front() == "kit" && arguments[1] == "check")) name += "-" + arguments[1];
    return name;
  }

  std::string name_;
  TemporaryFolder folder_;
};

}  // namespace hearth::tests
