#include "cli/client/notices.h"

#include <algorithm>
#include <array>
#include <format>

#include "cli/client/render.h"

namespace hearth::cli {
namespace {

struct Known {
  std::string_view code;
  std::string_view sentence;
};

// As the app's language files have them (web/src/i18n/en/*.ftl), for a machine.
constexpr std::array kKnown = {
    Known{"altered", "Something arrived changed on its way. It was put aside, and nothing of yours is touched."},
    Known{"clock_off", "The clock of this machine is off. Days may begin at the wrong time."},
    Known{"device_added",
          "A device was added in your name. If that was not you, revoke it (`device list`, `device revoke`)."},
    Known{"device_not_added", "A device could not be added at the server. It is safe to try again."},
    Known{"device_revoked", "One of your devices was revoked."},
    Known{"forked",
          "One device wrote two different things in one place. Nothing was thrown away. Look at your devices (`device "
          "list`)."},
    Known{"identity_changed",
          "The identity of the other person has changed. Nothing goes to it until you two have spoken; `same-page` "
          "gives four words to compare."},
    Known{"injected", "Something came in your name that you did not write. It was put aside."},
    Known{"kit_used",
          "Your recovery kit was used. If that was not you, revoke what it let in (`device list`, `device revoke`)."},
    Known{"login_refused",
          "The server lets this machine in no more: it was taken off your devices, or the server has forgotten it. "
          "Reading and taking everything along (`export`) still work."},
    Known{"not_accepted", "The server did not take something in. It is kept here."},
    Known{"quota", "The room that the server gives you is full. What you write waits here."},
    Known{"read_only", "The server has no room just now. What you write waits here."},
    Known{"register_refused",
          "The server did not admit this home. Everything stays here and works for you alone; a new setup link (`setup "
          "LINK`) or an invitation (`join LINK`) brings it in."},
    Known{"replayed", "Something old was sent again. It was put aside."},
    Known{"seat_ended",
          "Your place in this space has ended. Reading and taking everything along (`export`) still work."},
    Known{"server_disagrees", "The server remembers less than you do. It is being sent again."},
    Known{"space_refused", "The server did not open the space for you two. What you wrote is kept here."},
    Known{"withheld",
          "Something that was announced has not been delivered. Compare the four words of `same-page` with the other "
          "person."},
    Known{"wrong_release", "An answer came with a key that does not fit it. It stays closed."},
};

constexpr std::string_view kVerification[] = {
    "altered", "forked", "identity_changed", "injected", "replayed", "withheld", "wrong_release",
};

constexpr std::string_view kKeepFromSending[] = {
    "login_refused", "not_accepted", "quota", "read_only", "register_refused", "seat_ended", "space_refused",
};

constexpr std::string_view kWhatStays =
    "All that you could read stays with you (`story`, `export`), and what is yours alone is as it was.";

}  // namespace

std::string notice_in_words(std::string_view code, const std::string& partner) {
  if (code == "partner_left") {
    return std::format("{} has closed this space. {}", partner.empty() ? "The other person" : partner, kWhatStays);
  }
  const auto* known = std::ranges::find(kKnown, code, &Known::code);
  return known != kKnown.end()
             ? std::string(known->sentence)
             : "Hearth noticed something that this program has no words for. A newer one may say more.";
}

bool is_verification(std::string_view code) { return std::ranges::contains(kVerification, code); }

bool keeps_from_sending(std::string_view code) { return std::ranges::contains(kKeepFromSending, code); }

bool is_shut_out(const Json& status) {
  return std::ranges::any_of(status.value("notices", Json::array()),
                             [](const Json& notice) { return text_of(notice, "code") == "login_refused"; });
}

std::string leaving_in_words(const Json& status) {
  if (status.value("left", false)) return std::format("You have left the space of you two. {}", kWhatStays);
  if (status.value("partner_left", false)) return notice_in_words("partner_left", text_of(status, "partner"));
  return {};
}

std::string waiting_in_words(std::int64_t count) {
  return count == 1 ? "One thing is still here" : std::format("{} things are still here", count);
}

std::string partner_of(const Json& status) {
  std::string name = text_of(status, "partner");
  return name.empty() ? "the other person" : name;
}

}  // namespace hearth::cli
