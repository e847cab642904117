// alice, bob and mallory: real members, through the real host loop, in one process.
#pragma once

#include <gtest/gtest.h>

#include <cstdint>
#include <memory>
#include <optional>
#include <string>
#include <vector>

#include "cli/client/host.h"
#include "tests/support/process.h"

namespace hearth::tests {

using cli::Bytes;
using cli::Frame;
using cli::Json;

// A clock that all actors of a test share; it runs with the real one and can be
// put forward.
class Clock {
 public:
  [[nodiscard]] std::int64_t now_ms() const;
  void forward(std::chrono::milliseconds by) { ahead_ += by.count(); }

 private:
  std::int64_t ahead_ = 0;
};

class Actor {
 public:
  Actor(std::string name, Clock& clock, std::string zone = "Europe/Berlin");

  [[nodiscard]] const std::string& name() const { return name_; }
  [[nodiscard]] std::filesystem::path home() const;

  // ---- coming in -------------------------------------------------------------
  void init(const std::string& server, const std::string& setup = {});
  void recover(const std::string& server, const std::string& kit_words);
  void join_linking(const std::string& server);  // a new device, shown to an own old one
  void scan(const std::string& code);            // the old device takes the new one's code
  void revoke(const std::string& device);
  void stop();             // the process ends; the home stays
  void restart();          // opens the home again and goes online
  void lose_everything();  // the device falls into a river

  // ---- commands ----------------------------------------------------------------
  // A command that must succeed: a failure fails the test and gives an empty frame.
  Frame ok(const std::string& command, Json arguments = Json::object());
  // A command that must fail: its code, or "" (and a failed test) when it succeeded.
  std::string fails(const std::string& command, Json arguments = Json::object());
  Json status();
  // The codes of the standing notices.
  std::vector<std::string> notices();
  bool has_notice(const std::string& code);

  // Until nothing is left to be done with the server.
  cli::Settled settle(std::chrono::milliseconds patience = std::chrono::seconds(15));
  // Carries on until `enough` says so; false (and no failed test) in time.
  bool until(const std::function<bool()>& enough, std::chrono::milliseconds patience = std::chrono::seconds(15));
  // Lives on for a while, whatever happens.
  void live(std::chrono::milliseconds duration);
  void offline();
  void online();

  cli::Host& host() { return *host_; }
  [[nodiscard]] bool running() const { return host_.has_value(); }

  // ---- short for what tests do all the time -------------------------------------
  std::string todays_question();
  Json seal(const std::string& question, const std::string& text);
  Json exchange(const std::string& id);
  std::vector<Json> story();
  std::optional<Json> story_item(const std::string& text);
  std::string kit();  // makes and proves one; its words
  std::vector<std::string> same_page();

 private:
  cli::HostOptions options() const;
  void open(cli::Open how);
  Frame arguments_with_key();  // opens an empty home; the arguments hold key and salt
  void perform(const std::string& command, Frame arguments);

  std::string name_;
  Clock& clock_;
  std::string zone_;
  std::unique_ptr<TemporaryFolder> folder_;
  std::optional<cli::Host> host_;
  Bytes key_;
};

// Settles both until neither has anything to do.
void settle(Actor& alice, Actor& bob);

// From two members who do not know each other to two who do; words compared.
void pair(Actor& inviter, Actor& joiner);
// As pair(), up to the point where both see their words.
void knock(Actor& inviter, Actor& joiner);
// The phase of the pairing under way.
std::string pairing_phase(Actor& actor);
Json own_words(Actor& actor);

// Both have begun together.
void begin(Actor& alice, Actor& bob);

}  // namespace hearth::tests
