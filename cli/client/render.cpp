#include "cli/client/render.h"

#include <array>
#include <format>
#include <set>
#include <string_view>

#include "cli/client/notices.h"
#include "cli/client/story_text.h"

namespace hearth::cli {
namespace {

constexpr std::array<const char*, 6> kDepths = {"", "light", "everyday", "warm", "deep", "tender"};

std::string render_answer(const Json& answer, const std::string& partner) {
  const bool own = answer.value("own", false);
  std::string who = own ? "You" : text_of(answer, "who");
  if (answer.value("open_first", false)) who += " (sent open)";
  if (answer.value("brought_back", false)) {
    who += std::format(" (brought back by {})", partner.empty() ? "the other" : partner);
  }
  return std::format("{}:\n{}", who, indented(text_of(answer, "text")));
}

std::string stand_of(const Json& exchange, const std::string& partner) {
  const std::string phase = text_of(exchange, "phase");
  if (phase == "offered" || phase == "drafting") {
    if (!exchange.value("theirs", Json()).is_object()) {
      return phase == "offered" ? "Not answered yet. There is no hurry." : "It is kept as a draft. There is no hurry.";
    }
    return std::format("{} went first. It lies open for you. There is no hurry.",
                       partner.empty() ? "The other" : partner);
  }
  if (phase == "sealed") {
    if (exchange.value("own", Json::object()).value("open_first", false)) {
      return "Yours lies open. Theirs is not here yet. There is no hurry.";
    }
    return exchange.value("confirmed", false) ? "Yours is sealed. Theirs is not here yet. There is no hurry."
                                              : "Ready to seal: it goes when the server is there.";
  }
  if (phase == "both_sealed") {
    const bool deep = exchange.value("question", Json::object()).value("depth", 0) >= 4;
    return deep ? "Both are here, and it stays between you two. In a quiet place, at a good moment, `open` shows them."
                : "Both are here. `open` shows them; it is good to do that together.";
  }
  if (phase == "resting") return "This one is resting. It can lie here as long as it likes.";
  if (phase == "passed") return "You passed. That is fine.";
  if (phase == "withdrawn") return "You took your answer back. It is a draft again.";
  return {};
}

std::string render_draft(const Json& exchange) {
  if (exchange.value("own", Json()).is_object()) return {};
  const std::string draft = text_of(exchange, "draft");
  return draft.empty() ? std::string() : std::format("Your draft, seen only by you:\n{}", indented(draft));
}

std::string render_reply(const Json& reply, const std::string& partner) {
  const std::string who = reply.value("own", false) ? "You" : partner.empty() ? "The other" : partner;
  const std::string kind = text_of(reply, "kind");
  if (kind == "question") return std::format("  {} asked: {}", who, text_of(reply, "text"));
  if (kind == "said_back") return std::format("  {} heard: {}", who, text_of(reply, "text"));
  if (kind == "idea") return std::format("  {} had an idea: {}", who, text_of(reply, "text"));
  return std::format("  {} {}", who, kind == "thank_you" ? "said thank you." : "heard it.");
}

std::string render_share(const Json& share, const std::string& partner) {
  const std::string who = share.value("own", false) ? "You" : partner.empty() ? "The other" : partner;
  std::string text = std::format("{} shared ({}):\n{}\n  share {}", who, wish_of(text_of(share, "reply")),
                                 indented(text_of(share, "text")), text_of(share, "event"));
  for (const Json& reply : share.value("replies", Json::array())) text += "\n" + render_reply(reply, partner);
  return text;
}

// One sentence on who is here, when that is worth a word.
std::string presence_of(const Json& status) {
  if (std::string leaving = leaving_in_words(status); !leaving.empty()) return leaving;
  const bool paired = status.value("paired", false);
  const std::string begin = text_of(status, "begin");
  if (begin == "solo") return "You are here for yourself. Everything works, and nothing is shared.";
  if (!paired) {
    return "You are here alone for now. You can start; an answer waits here as a draft. `invite` or `join` brings two "
           "people together.";
  }
  if (begin.empty()) return word_before_you_begin();
  return text_of(status, "partner_begin") == "together" ? std::string()
                                                        : partner_of(status) + " is not ready yet. That is fine.";
}

// In a space that is closed, a question would wait for nobody.
bool is_for_two(const Json& exchange) {
  const std::string phase = text_of(exchange, "phase");
  return phase == "open" || phase == "both_sealed" || exchange.value("own", Json()).is_object() ||
         exchange.value("theirs", Json()).is_object();
}

std::string_view sentence(std::string_view because) {
  if (because == "gentle") return "A gentle one this week.";
  if (because == "shared_numbers") return "What was shared says that there could be more of this.";
  if (because == "new_to_you") return "You have not had this one yet.";
  if (because == "other_kind") return "A change from the last few.";
  if (because == "surprise") return "Picked by chance among those that fit.";
  return {};
}

}  // namespace

std::string_view wish_of(std::string_view reply) {
  if (reply == "ideas") return "questions and ideas are welcome";
  return reply == "ask" ? "questions are welcome" : "to be heard, no more";
}

std::string render_why(const Json& why, std::string_view facet) {
  std::string text = std::format("It is about: {}.", facet_in_words(facet));
  for (const Json& because : why) {
    const std::string_view told = sentence(because.get<std::string>());
    if (!told.empty()) text += "\n" + std::string(told);
  }
  return text;
}

std::string depth_in_words(const Json& object) {
  const auto depth = object.value("depth", std::size_t{0});
  return depth < kDepths.size() ? kDepths[depth] : "";
}

std::string word_before_you_begin() {
  return "You two are here. Before anything else, a word for you alone: private stays private, you can stop at any "
         "time, and nobody sees what you have not shared.\nThen: `begin`, or `begin --solo` for just you for now. "
         "Nobody is told how long you took.";
}

std::string text_of(const Json& object, const char* key) {
  if (!object.is_object()) return {};
  const auto value = object.find(key);
  return value != object.end() && value->is_string() ? value->get<std::string>() : std::string();
}

std::string indented(const std::string& text, std::size_t spaces) {
  const std::string before(spaces, ' ');
  std::string out = before;
  for (const char c : text) {
    out += c;
    if (c == '\n') out += before;
  }
  return out;
}

std::string render_exchange(const Json& exchange, const std::string& partner) {
  const Json question = exchange.value("question", Json::object());
  std::string text = text_of(question, "text");
  if (const std::string depth = depth_in_words(question); !depth.empty()) text += std::format("  ({})", depth);
  text += std::format("\n  question {}\n  exchange {}", text_of(question, "id"), text_of(exchange, "id"));
  for (const char* side : {"own", "theirs"}) {
    if (const Json answer = exchange.value(side, Json()); answer.is_object()) {
      text += "\n" + render_answer(answer, partner);
    }
  }
  if (const std::string draft = render_draft(exchange); !draft.empty()) text += "\n" + draft;
  if (const std::string stand = stand_of(exchange, partner); !stand.empty()) text += "\n" + stand;
  for (const Json& reaction : exchange.value("reactions", Json::array())) {
    const std::string who = reaction.value("own", false) ? "You" : partner.empty() ? "The other" : partner;
    const std::string said = reaction_in_words(text_of(reaction, "reaction"));
    if (!said.empty()) text += std::format("\n{} said: {}", who, said);
  }
  return text;
}

std::string render_status(const Json& status) {
  const std::string partner = text_of(status, "partner");
  const std::string leaving = leaving_in_words(status);
  const std::string with = !leaving.empty()  ? "the space of you two is closed"
                           : partner.empty() ? "alone for now"
                                             : "with " + partner;
  std::string text = std::format("{} · {} · {}", text_of(status, "name"), text_of(status, "zone"), with);
  const std::string registered = text_of(status, "register");
  const auto waiting = status.value("waiting", std::int64_t{0});
  if (registered == "local") text += "\nThis home is local for now: nothing of it is at a server.";
  if (registered == "pending") text += "\nThe server is still to be asked to let this home in; `sync` does it.";
  if (registered == "registered" && waiting > 0)
    text += std::format("\n{}, and goes to the server later.", waiting_in_words(waiting));
  if (!leaving.empty()) text += "\n" + leaving;
  std::set<std::string> told = {"partner_left"};
  for (const Json& notice : status.value("notices", Json::array())) {
    const std::string code = text_of(notice, "code");
    if (told.insert(code).second) text += "\n" + notice_in_words(code, partner);
  }
  if (text_of(status, "kit") != "saved") text += "\nYour way back is still to be kept safe: `kit --out FILE`.";
  return text;
}

std::string render_today(const Json& today, const Json& status) {
  const std::string partner = text_of(status, "partner");
  const bool closed = !leaving_in_words(status).empty();
  std::string text = std::format("{}, {}.", text_of(today, "day"), text_of(status, "name"));
  if (const std::string presence = presence_of(status); !presence.empty()) text += "\n\n" + presence;
  const Json exchange = today.value("exchange", Json());
  if (exchange.is_object() && (!closed || is_for_two(exchange))) text += "\n\n" + render_exchange(exchange, partner);
  for (const Json& other : today.value("open_exchanges", Json::array())) {
    text += "\n\n" + render_exchange(other, partner);
  }
  if (const Json look = today.value("checkin", Json()); look.is_object()) {
    text += "\n\nYou looked in: " + look_in_in_words(look) + ".";
  }
  if (const Json thanks = today.value("thanks", Json()); thanks.is_object()) {
    text += std::format("\n\n{} noticed something good:\n{}", partner.empty() ? "The other" : partner,
                        indented(text_of(thanks, "text")));
    if (const std::string gave = text_of(thanks, "gave"); !gave.empty()) text += "\n  It gave: " + gave;
  }
  for (const Json& share : today.value("shares", Json::array())) text += "\n\n" + render_share(share, partner);
  if (today.value("all_done", false) && !closed) {
    text += "\n\nThat is all for today.";
    if (text_of(status, "partner_begin") == "together" && text_of(status, "begin") == "together") {
      text += " Put it away, and go and sit with each other.";
    }
  }
  if (today.value("kit_row", false)) text += "\n\nYour way back is still to be kept safe: `kit --out FILE`.";
  return text;
}

std::string_view facet_in_words(std::string_view facet) {
  if (facet == "emotional") return "feeling close";
  if (facet == "mental") return "thinking along with each other";
  if (facet == "shared_life") return "doing things together";
  if (facet == "meaning") return "what matters to you";
  if (facet == "affection") return "affection";
  if (facet == "understood") return "feeling understood";
  if (facet == "trust") return "trust";
  if (facet == "appreciation") return "appreciation";
  if (facet == "talking") return "talking with each other";
  return facet;
}

}  // namespace hearth::cli
