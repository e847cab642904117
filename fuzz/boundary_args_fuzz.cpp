// Any command with any arguments, at a device that is new or set up: an answer or an
// error. First the name of the command and a space (or one byte from 0x80 on, its
// place in boundary.idl), then `n` for a new device or `s` for one set up, then the
// arguments. Two blobs lie beside them.
#include <algorithm>
#include <optional>

#include "app/member.h"
#include "fuzz/target.h"
#include "vault/entropy.h"

using hearth::fuzz::hold;
using hearth::fuzz::plant;
namespace app = hearth::app;
namespace boundary = hearth::app::boundary;
namespace json = hearth::story::json;

namespace {

constexpr std::string_view kSetUp =
    R"({"name":"Ada","key":{"$":0},"salt":{"$":1},"zone":"Europe/Berlin","server":null,"setup":null})";

app::Outcome<boundary::Json> run(app::Member& member, boundary::Command command, const boundary::Json& args) {
  static const boundary::Blobs kBlobs{boundary::Bytes(32, 1), boundary::Bytes(16, 2)};
  static const boundary::Bytes kSeed(64, 3);
  hearth::vault::SeededEntropy entropy(kSeed);
  member.core.call = {1'790'000'000'000, "Europe/Berlin", 60, &entropy};
  boundary::Blobs answered;
  auto outcome = boundary::perform(member, command, args, kBlobs, answered);
  member.settle();
  member.core.call.entropy = nullptr;
  return outcome;
}

// Takes the command off the input.
std::optional<boundary::Command> command_of(hearth::fuzz::Input& input) {
  if (input.empty()) return std::nullopt;
  if (input[0] >= 0x80) {
    const auto place = input[0] - 0x80;
    input = input.subspan(1);
    return static_cast<boundary::Command>(place);
  }
  const auto end = std::ranges::find(input, ' ');
  if (end == input.end()) return std::nullopt;
  const hearth::fuzz::Input name(input.begin(), end);
  input = {end + 1, input.end()};
  return boundary::command_named(hearth::fuzz::as_text(name));
}

}  // namespace

HEARTH_FUZZ_TARGET(input) {
  const auto command = command_of(input);
  if (!command || input.empty()) return;
  const auto args = json::parse(hearth::fuzz::as_text(input.subspan(1)));
  if (!args) return;
  app::Member member;
  if ((input[0] & 1) != 0) {
    static const auto kArgs = json::parse(kSetUp);
    hold(run(member, boundary::Command::kSetupCreate, *kArgs).has_value());
  }
  const auto outcome = run(member, *command, *args);
  if (outcome) {
    hold(json::parse(json::write(*outcome)).has_value());
  } else {
    hold(!boundary::code(outcome.error().code).empty());
  }
  // The id of a request, as the place in a list of twenty.
  if (const auto* id = args->find("id"); id != nullptr && outcome)
    plant(id->integer() != nullptr && *id->integer() > 20);
}
