#include "cli/client/story_text.h"

#include <array>
#include <format>

#include "app/plain_words.h"
#include "cli/client/render.h"

namespace hearth::cli {
namespace {

constexpr std::size_t kQuoteLength = 60;

// The beginning of longer words, cut between two characters.
std::string short_quote(const std::string& text) {
  std::string line = text.substr(0, text.find('\n'));
  if (line.size() <= kQuoteLength && line.size() == text.size()) return std::format("“{}”", line);
  if (line.size() > kQuoteLength) {
    std::size_t end = kQuoteLength;
    while (end > 0 && (static_cast<unsigned char>(line[end]) & 0xC0U) == 0x80U) --end;
    line.resize(end);
  }
  return std::format("“{}…”", line);
}

struct Told {
  std::string headline;
  std::string words;  // what was written, if anything
};

class Teller {
 public:
  Teller(const Json& item, const Json& items, const std::string& partner)
      : item_(item),
        items_(items),
        detail_(item.value("detail", Json::object())),
        own_(item.value("own", false)),
        partner_(partner.empty() ? "The other" : partner),
        partner_inside_(partner.empty() ? "the other" : partner) {}

  [[nodiscard]] Told told() const {
    if (item_.value("erased", false)) return erased();
    const std::string type = text_of(item_, "type");
    if (type == "share.text") return share();
    if (type == "share.reply") return reply();
    if (type == "thanks.note") return {who("noticed something good"), with_gift()};
    if (type == "thanks.jar") return {"In your jar", with_gift()};
    if (type == "checkin") return {look_in(), text()};
    if (type == "checkin.shared") return {shared_look_in(), own_ ? std::string() : text()};
    if (type == "diary") return {"In your diary", text()};
    if (type == "moment") return {who("marked a moment"), text()};
    if (type == "exchange.seal") return sealed_answer();
    if (type == "exchange.open") return open_answer();
    if (type == "exchange.react") return reaction();
    if (type == "talk.kept") return {"You kept something of a talk", text()};
    if (type == "talk.step") return {"You looked back at your small thing after a talk: " + became(), {}};
    if (type == "talk.still") return {"You looked again at what you learned about the other", text()};
    if (type == "talk.plan") return {who("proposed a talk") + when(), text()};
    if (type == "talk.answer") return {who("answered a proposed talk: ") + answer(), {}};
    if (type == "sign") return early_sign();
    if (type.starts_with("signal.") || type.starts_with("agreement.") || type.starts_with("page.")) return said(type);
    return {own_ ? "Something of yours that this program has no words for; a newer one has"
                 : std::format("Something of {} that this program has no words for; a newer one has", partner_inside_),
            text()};
  }

  [[nodiscard]] std::string remarks() const {
    std::string text;
    const std::string share = text_of(detail_, "share");
    const bool seen = text_of(item_, "type") == "checkin" && (share == "number" || share == "all");
    if (item_.value("private", false) && !seen) text += " (only you)";
    if (item_.value("brought_back", false)) text += std::format(" (brought back by {})", partner_inside_);
    return text;
  }

 private:
  [[nodiscard]] std::string who(std::string_view did) const {
    return std::format("{} {}", own_ ? "You" : partner_, did);
  }
  [[nodiscard]] std::string text() const { return text_of(item_, "text"); }
  // An invitation to mend may have no words.
  [[nodiscard]] std::string question() const {
    const std::string words = text_of(detail_, "question");
    return words.empty() ? std::string("something between you two") : std::format("“{}”", words);
  }

  [[nodiscard]] std::string with_gift() const {
    const std::string gave = text_of(detail_, "gave");
    return gave.empty() ? text() : std::format("{}\nIt gave: {}", text(), gave);
  }

  [[nodiscard]] Told erased() const {
    if (!own_) return {who("took something back"), {}};
    return {detail_.contains("undo_until") ? "You took this back; for seven days `erase --undo` brings it back"
                                           : "You took this back",
            {}};
  }

  [[nodiscard]] Told share() const {
    return {who("shared something") + std::format(" ({})", wish_of(text_of(detail_, "reply"))), text()};
  }

  // What this one answers to, if it can be read.
  [[nodiscard]] std::string answered_share() const {
    const std::string id = text_of(detail_, "share");
    for (const Json& other : items_) {
      if (text_of(other, "event") != id || other.value("erased", false)) continue;
      return " on " + short_quote(text_of(other, "text"));
    }
    return {};
  }

  [[nodiscard]] Told reply() const {
    const std::string kind = text_of(detail_, "kind");
    const std::string on = answered_share();
    if (kind == "question") return {who("asked") + on, text()};
    if (kind == "said_back") return {who("said what they heard") + on, text()};
    if (kind == "idea") return {who("had an idea") + on, text()};
    if (kind == "thank_you") return {who("said thank you") + on, text()};
    return {who("heard it") + on, text()};
  }

  [[nodiscard]] std::string look_in() const {
    const std::string share = text_of(detail_, "share");
    std::string line = "You looked in: " + look_in_in_words(detail_);
    if (share == "number") line += std::format("; {} sees the number", partner_inside_);
    if (share == "all") line += std::format("; {} sees all of it", partner_inside_);
    return line;
  }

  [[nodiscard]] std::string shared_look_in() const {
    const std::string look = look_in_in_words(detail_);
    return own_ ? std::format("What {} sees of this look-in: {}", partner_inside_, look)
                : std::format("{} lets you see a look-in: {}", partner_, look);
  }

  [[nodiscard]] Told sealed_answer() const {
    const bool sealed = detail_.value("sealed", false);
    if (text_of(detail_, "question_id").starts_with("mend/")) {
      return {who(sealed ? "sealed a side of " : "wrote a side of ") + question(), text()};
    }
    return {who(sealed ? "sealed an answer to " : "answered ") + question(), text()};
  }

  [[nodiscard]] Told open_answer() const { return {who("sent an open answer to ") + question(), text()}; }

  [[nodiscard]] Told reaction() const {
    const std::string said = reaction_in_words(text_of(detail_, "reaction"));
    return {who(said.empty() ? "said a word back on " : std::format("said “{}” on ", said)) + question(), {}};
  }

  [[nodiscard]] std::string became() const {
    const std::string became = text_of(detail_, "became");
    if (became == "done") return "it happened";
    if (became == "moved") return "moved";
    return became == "let_go" ? "let go" : "still open";
  }

  [[nodiscard]] std::string when() const {
    const std::string day = text_of(detail_, "day");
    const std::string time = text_of(detail_, "time");
    return day.empty() ? std::string() : std::format(" for {}{}{}", day, time.empty() ? "" : " ", time);
  }

  [[nodiscard]] std::string answer() const {
    const std::string answer = text_of(detail_, "answer");
    return answer == "yes" ? "yes" : answer == "another_time" ? "another time" : "not yet";
  }

  [[nodiscard]] Told early_sign() const {
    const std::string notice = text_of(detail_, "notice");
    const std::string wish = text_of(detail_, "wish");
    if (notice.empty()) return {"You took an early sign off your list", {}};
    return {"An early sign of yours",
            std::format("When I notice that I {}{}{}", notice, wish.empty() ? "" : ", then I would like to ", wish)};
  }

  // A form or a signal by its name, between quotation marks.
  [[nodiscard]] std::string named(app::Named of, const char* key = "kind") const {
    return std::format("“{}”", app::in_plain_words(of, text_of(detail_, key)));
  }

  [[nodiscard]] Told said(std::string_view type) const {
    using app::Named;
    if (type == "signal.say") return {who("said in passing: ") + named(Named::signal), text()};
    if (type == "signal.answer") {
      return {who("answered ") + named(Named::answer, "answer") + " to " + named(Named::signal), text()};
    }
    if (type == "agreement.propose") return {who("proposed an agreement: ") + named(Named::agreement), text()};
    if (type == "agreement.answer") {
      return {who("said ") + named(Named::answer, "answer") + " to " + named(Named::agreement), {}};
    }
    if (type == "agreement.end") return {who("ended ") + named(Named::agreement), {}};
    if (type == "page.text")
      return {(text().empty() ? "You took away " : "On your page ") + named(Named::page), text()};
    return {own_ ? std::format("What {} has of {}", partner_inside_, named(Named::page))
                 : who("copied to you from ") + named(Named::page),
            text()};
  }

  const Json& item_;
  const Json& items_;
  Json detail_;
  bool own_;
  std::string partner_;         // at the beginning of a sentence
  std::string partner_inside_;  // within one
};

}  // namespace

std::string reaction_in_words(const std::string& reaction) {
  constexpr std::array<std::array<const char*, 2>, 4> kWords = {{{"thank_you", "Thank you"},
                                                                 {"did_not_know", "I did not know that"},
                                                                 {"tell_me_more", "Tell me more"},
                                                                 {"lets_talk", "Let's talk"}}};
  for (const auto& [code, words] : kWords) {
    if (reaction == code) return words;
  }
  return {};
}

std::string look_in_in_words(const Json& look) {
  std::string text = std::format("felt {} of 7", look.value("felt", std::int64_t{0}));
  if (const auto needed = look.find("needed"); needed != look.end() && needed->is_number_integer()) {
    text += std::format(", wished {}", needed->get<std::int64_t>());
  }
  std::string words;
  for (const Json& word : look.value("words", Json::array())) {
    if (word.is_string()) words += (words.empty() ? "; " : ", ") + word.get<std::string>();
  }
  text += words;
  const std::string about = text_of(look, "about");
  if (about == "us") text += "; about the two of you";
  if (about == "not_us") text += "; about something else";
  return text;
}

std::string render_story_item(const Json& item, const Json& items, const std::string& partner) {
  const Teller teller(item, items, partner);
  const auto [headline, words] = teller.told();
  std::string text = std::format("{}  {}{}", text_of(item, "day"), headline, teller.remarks());
  if (!words.empty()) text += "\n" + indented(words, 4);
  return text + std::format("\n    ({})", text_of(item, "event"));
}

std::string render_story(const Json& items, const std::string& partner) {
  std::string text;
  for (const Json& item : items) text += (text.empty() ? "" : "\n") + render_story_item(item, items, partner);
  return text.empty() ? "Nothing yet. What you write finds its place here." : text;
}

}  // namespace hearth::cli
