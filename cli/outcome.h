// What a command of the program ends with.
#pragma once

#include <expected>
#include <string>

namespace hearth::cli {

// The exit codes that people and scripts may rely on.
enum class Exit : int {
  kDone = 0,
  kBroken = 1,              // a defect or a machine that does not play along
  kWrongUsage = 2,          // the command line or its argument is wrong
  kRefused = 3,             // refused by a rule: say, not yet open
  kVerificationFailed = 4,  // something did not prove to be what it claims
  kUnreachable = 5,         // no server: what was written is kept and goes later
};

// Why a command did not do what it was asked. `code` is stable and for programs,
// `message` is one or two sentences for people.
struct Failure {
  Exit exit = Exit::kBroken;
  std::string code;
  std::string message;
};

template <class T>
using Outcome = std::expected<T, Failure>;

// Shorthands, so that a command reads as sentences.
[[nodiscard]] inline std::unexpected<Failure> wrong_usage(std::string message) {
  return std::unexpected(Failure{Exit::kWrongUsage, "wrong_usage", std::move(message)});
}
[[nodiscard]] inline std::unexpected<Failure> refused(std::string code, std::string message) {
  return std::unexpected(Failure{Exit::kRefused, std::move(code), std::move(message)});
}
[[nodiscard]] inline std::unexpected<Failure> broken(std::string code, std::string message) {
  return std::unexpected(Failure{Exit::kBroken, std::move(code), std::move(message)});
}

// Something that only a defect of this program can bring about; `what` is for who mends it.
[[nodiscard]] inline std::unexpected<Failure> defect(const std::string& what) {
  return broken("core_failed",
                "Something in the program went wrong. What was kept before this moment is safe, and trying once more "
                "often helps. If it stays, this is what to tell whoever gave you the program: " +
                    what);
}

}  // namespace hearth::cli
