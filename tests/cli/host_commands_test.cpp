// What the person who runs a server types: what it tells fits its schema, and the link
// that is printed leads to the address that the server was told.
#include <gtest/gtest.h>

#include <csignal>
#include <sstream>

#include "tests/cli/client.h"
#include "tests/support/server_process.h"

namespace hearth::tests {
namespace {

using Strings = std::vector<std::string>;
constexpr auto kPatience = std::chrono::seconds(60);
constexpr int kUnhealthy = 1;
constexpr int kCannotWrite = 12;

struct Told {
  int code = 0;
  Json json;
};

Told run_program(Strings arguments, const std::string& schema) {
  arguments.insert(arguments.begin(), hearth_program());
  arguments.emplace_back("--json");
  const Finished finished = run(arguments);
  Told told{.code = finished.code, .json = Json::parse(finished.out, nullptr, false)};
  EXPECT_TRUE(told.json.is_object()) << finished.out << finished.err;
  if (told.json.is_object()) {
    EXPECT_EQ(mismatch(told.json, told.json.contains("error") ? "error" : schema), "") << told.json.dump(1);
  }
  return told;
}

std::string code_of(const Json& json) { return json.value("error", Json::object()).value("code", std::string()); }

// Every line of standard output is an object that fits.
std::vector<Json> lines_that_fit(const std::string& out, const std::string& schema) {
  std::vector<Json> lines;
  std::istringstream stream(out);
  for (std::string line; std::getline(stream, line);) {
    lines.push_back(Json::parse(line, nullptr, false));
    EXPECT_EQ(mismatch(lines.back(), schema), "") << line;
  }
  return lines;
}

TEST(HostCommands, TellWhatTheirSchemasPromise) {
  ServerProcess server;
  const std::string data = server.data().string();
  TemporaryFolder folder;
  EXPECT_EQ(run_program({"version"}, "version").code, code::kDone);
  EXPECT_EQ(run_program({"setup-link", "--data", data}, "setup-link").code, code::kDone);
  EXPECT_EQ(run_program({"config", "show", "--effective"}, "config-show").code, code::kDone);
  EXPECT_EQ(run_program({"healthcheck", "--url", server.url()}, "healthcheck").code, code::kDone);
  EXPECT_EQ(run_program({"deck", "check"}, "deck-check").code, code::kDone);
  EXPECT_EQ(run_program({"deck", "check", "content/canary"}, "deck-check").code, code::kRefused);
  EXPECT_EQ(run_program({"help", "check"}, "help-check").code, code::kDone);
  EXPECT_EQ(run_program({"help", "check", "content/help/canary"}, "help-check").code, code::kVerificationFailed);
  EXPECT_EQ(run_program({"help", "check", "content/nowhere"}, "help-check").code, code::kWrongUsage);
  const std::string entries = (folder / "help.toml").string();
  write_file(entries, "[[entry]]\nname = \"Praxis\"\nkind = \"counsellor\"\nphone = \"030 1234\"\n");
  EXPECT_EQ(run_program({"help", "check", "--host", entries}, "help-check").json.value("entries", 0), 1);
  const std::string file = (folder / "hearth.backup").string();
  EXPECT_EQ(run_program({"backup", file, "--data", data}, "backup").code, code::kDone);
  EXPECT_EQ(run_program({"restore", file, "--data", (folder / "new").string(), "--dry-run"}, "restore").code,
            code::kDone);
  EXPECT_EQ(run_program({"restore", file, "--data", (folder / "new").string()}, "restore").code, code::kDone);
}

TEST(HostCommands, TheHealthcheckOfAServerThatIsNotThereIsUnreachable) {
  ServerProcess server;
  server.stop();
  const Told told = run_program({"healthcheck", "--url", server.url()}, "healthcheck");
  EXPECT_EQ(told.code, code::kUnreachable);
  EXPECT_EQ(code_of(told.json), "unreachable");
  EXPECT_EQ(run_program({"healthcheck", "--url", "nowhere"}, "healthcheck").code, code::kWrongUsage);
}

TEST(HostCommands, TheDoctorEndsWithOneWhenSomethingIsWrong) {
  ServerProcess server;
  TemporaryFolder folder;
  write_file(folder / "index.html", "an app");
  const Told well =
      run_program({"doctor", "--data", server.data().string(), "--web", folder.path().string()}, "doctor");
  EXPECT_TRUE(well.json.at("ok").get<bool>()) << well.json.dump(1);
  EXPECT_EQ(well.code, code::kDone);
  const Told ill =
      run_program({"doctor", "--data", server.data().string(), "--web", (folder / "none").string()}, "doctor");
  EXPECT_FALSE(ill.json.at("ok").get<bool>());
  EXPECT_EQ(ill.code, kUnhealthy);
}

TEST(HostCommands, ServeTellsWhereItListensAndTheFirstSetupLink) {
  ServerProcess server({.base_url = {}, .more_arguments = {"--json"}, .environment = {}});
  const std::string out = server.wait_for_line("setup_link", kPatience).value_or(std::string());
  EXPECT_FALSE(out.empty()) << server.log();
  const auto lines = lines_that_fit(server.out(), "serve");
  ASSERT_EQ(lines.size(), 2U) << server.out();
  EXPECT_EQ(lines[0].at("listening"), "http://localhost:" + std::to_string(server.port()));
  EXPECT_TRUE(lines[1].at("setup_link").get<std::string>().starts_with(lines[0].at("listening").get<std::string>()));
}

TEST(HostCommands, ASecondServerOnTheSameDataSaysSoAsJsonToo) {
  ServerProcess server;
  const Told told = run_program({"serve", "--data", server.data().string(), "--listen", "127.0.0.1:1"}, "serve");
  EXPECT_EQ(told.code, kCannotWrite);
  EXPECT_EQ(code_of(told.json), "cannot_serve");
}

TEST(HostCommands, TheDemoTellsWhereItIsAndOffersNoSetupLink) {
  Process demo({hearth_program(), "demo", "--json"});
  ASSERT_TRUE(demo.wait_for_line("/demo", kPatience)) << demo.out() << demo.err();
  demo.signal(SIGTERM);
  EXPECT_EQ(demo.wait(kPatience), code::kDone);
  EXPECT_EQ(lines_that_fit(demo.out(), "demo").size(), 1U) << demo.out();
}

TEST(HostCommands, ASetupLinkLeadsToTheAddressThatTheRunningServerWasTold) {
  ServerProcess server({.base_url = "https://hearth.example.org", .more_arguments = {}, .environment = {}});
  ASSERT_TRUE(server.wait_for_line("listening on", kPatience));
  EXPECT_TRUE(server.setup_link().starts_with("https://hearth.example.org/#setup=")) << server.setup_link();
  const Told given = run_program(
      {"setup-link", "--data", server.data().string(), "--base-url", "https://other.example"}, "setup-link");
  EXPECT_TRUE(given.json.at("link").get<std::string>().starts_with("https://other.example/#setup=")) << given.json;
  // A port alone is an address too.
  ServerProcess plain;
  ASSERT_TRUE(plain.wait_for_line("listening on", kPatience));
  EXPECT_TRUE(plain.setup_link().starts_with("http://localhost:" + std::to_string(plain.port()) + "/#setup="));
}

TEST(HostCommands, ADamagedAddressIsNoReasonToFail) {
  TemporaryFolder folder;
  std::filesystem::create_directories(folder / "data");
  write_file(folder / "data/address", std::string(100'000, 'x'));
  const Told told = run_program({"setup-link", "--data", (folder / "data").string()}, "setup-link");
  EXPECT_TRUE(told.json.at("link").get<std::string>().starts_with("http://localhost:8080/#setup=")) << told.json;
}

TEST(HostCommands, ServeTheHostsOwnHelpEntriesOrSayWhatIsWrongWithThemAndDoNotStart) {
  TemporaryFolder folder;
  const std::string entries = (folder / "help.toml").string();
  write_file(entries, "[[entry]]\nname = \"Praxis\"\nkind = \"crisis\"\nphone = \"030 1234\"\n");
  const Told refused = run_program({"serve", "--data", (folder / "data").string(), "--help-entries", entries}, "serve");
  EXPECT_EQ(refused.code, 11);
  const std::string message = refused.json.at("error").at("message");
  EXPECT_NE(message.find("help.toml:3: kind is none of"), std::string::npos) << message;
  EXPECT_FALSE(std::filesystem::exists(folder / "data")) << "nothing is touched";
  EXPECT_EQ(run_program({"help", "check", "--host", entries}, "help-check").code, code::kVerificationFailed);
  write_file(entries, "[[entry]]\nname = \"Praxis\"\nkind = \"group\"\nphone = \"030 1234\"\n");
  ServerProcess server({.base_url = {}, .more_arguments = {"--help-entries", entries}, .environment = {}});
  Process asked({"curl", "-s", server.url() + "/v1/help"});
  ASSERT_TRUE(asked.wait(kPatience));
  EXPECT_EQ(Json::parse(asked.out(), nullptr, false).at("entries").at(0).at("name"), "Praxis");
}

}  // namespace
}  // namespace hearth::tests
