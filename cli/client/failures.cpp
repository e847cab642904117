#include "cli/client/failures.h"

#include <algorithm>
#include <array>
#include <format>

namespace hearth::cli {
namespace {

struct Known {
  std::string_view code;
  Exit exit;
  std::string_view message;
};

constexpr std::array kKnown = {
    Known{"bad_request", Exit::kWrongUsage, "The core did not understand that argument."},
    Known{"locked", Exit::kRefused, "This home is locked."},
    Known{"not_ready", Exit::kRefused, "That is not possible yet."},
    Known{"wrong_key", Exit::kVerificationFailed, "The passphrase does not open this home."},
    Known{"refused_by_rule", Exit::kRefused, "That is not possible here."},
    Known{"not_open_yet", Exit::kRefused, "Not open yet: an answer opens when both are here. There is no hurry."},
    Known{"not_found", Exit::kWrongUsage, "There is nothing by that name."},
    Known{"too_long", Exit::kWrongUsage, "That text is longer than there is room for."},
    Known{"empty", Exit::kWrongUsage, "There is no text in it yet."},
    Known{"verification_failed", Exit::kVerificationFailed,
          "What arrived did not prove to be what it claims, and was not used."},
    Known{"wrong_words", Exit::kVerificationFailed,
          "These are not the words of the other side. The invitation is gone; start again with a new one, "
          "and read the words to each other in person or by voice."},
    Known{"already_sealed", Exit::kRefused,
          "There is a sealed answer already. `withdraw` takes it back while it is sealed."},
    Known{"not_paired", Exit::kRefused, "That needs two people. `invite` or `join` brings them together."},
    Known{"left", Exit::kRefused, "This space was left. Reading, exporting and erasing stay possible."},
    Known{"bad_kit", Exit::kVerificationFailed, "This is not a recovery kit that opens anything here."},
    Known{"read_only", Exit::kRefused, "The server takes nothing new at the moment. What was written is kept here."},
    Known{"reauth_needed", Exit::kRefused, "That needs the passphrase again."},
    Known{"too_many", Exit::kRefused, "That was enough of these for today."},
    Known{"offline", Exit::kUnreachable, "That needs the server, and it could not be reached."},
};

}  // namespace

Failure failure_of(std::string_view code, const Json& detail) {
  const auto* known = std::ranges::find(kKnown, code, &Known::code);
  if (known == kKnown.end()) {
    return {.exit = Exit::kRefused, .code = std::string(code), .message = std::format("That was refused ({}).", code)};
  }
  Failure failure{.exit = known->exit, .code = std::string(code), .message = std::string(known->message)};
  if (detail.is_object() && !detail.empty()) {
    failure.message += std::format(" ({})", detail.dump(-1, ' ', false, Json::error_handler_t::replace));
  }
  return failure;
}

}  // namespace hearth::cli
