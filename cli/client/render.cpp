#include "cli/client/render.h"

#include <array>
#include <format>

namespace hearth::cli {
namespace {

constexpr std::array<const char*, 6> kDepths = {"", "light", "everyday", "warm", "deep", "tender"};

std::string depth_in_words(const Json& question) {
  const auto depth = question.value("depth", std::size_t{0});
  return depth < kDepths.size() ? kDepths[depth] : "";
}

std::string indented(const std::string& text) {
  std::string out = "  ";
  for (const char c : text) {
    out += c;
    if (c == '\n') out += "  ";
  }
  return out;
}

std::string render_answer(const Json& answer) {
  std::string who = answer.value("own", false) ? "You" : text_of(answer, "who");
  if (answer.value("brought_back", false)) who += " (brought back)";
  return std::format("{}:\n{}", who, indented(text_of(answer, "text")));
}

std::string stand_of(const Json& exchange) {
  const std::string phase = text_of(exchange, "phase");
  if (phase == "offered" || phase == "drafting") return "Not answered yet. There is no hurry.";
  if (phase == "sealed") {
    return exchange.value("confirmed", false) ? "Sealed. Theirs is not here yet. There is no hurry."
                                              : "Ready to seal: it goes when the server is there.";
  }
  if (phase == "both_sealed") return "Both are here. `open` shows them.";
  if (phase == "resting") return "This one is resting.";
  if (phase == "passed") return "You passed. That's fine.";
  if (phase == "withdrawn") return "You took your answer back.";
  return {};
}

}  // namespace

std::string text_of(const Json& object, const char* key) {
  if (!object.is_object()) return {};
  const auto value = object.find(key);
  return value != object.end() && value->is_string() ? value->get<std::string>() : std::string();
}

std::string render_exchange(const Json& exchange) {
  const Json question = exchange.value("question", Json::object());
  std::string text = text_of(question, "text");
  const std::string depth = depth_in_words(question);
  if (!depth.empty()) text += std::format("  ({})", depth);
  text += std::format("\n  question {}\n  exchange {}", text_of(question, "id"), text_of(exchange, "id"));
  if (const Json& own = exchange.value("own", Json()); own.is_object()) text += "\n" + render_answer(own);
  if (const Json& theirs = exchange.value("theirs", Json()); theirs.is_object()) text += "\n" + render_answer(theirs);
  if (const std::string stand = stand_of(exchange); !stand.empty()) text += "\n" + stand;
  for (const Json& reaction : exchange.value("reactions", Json::array())) {
    text += std::format("\n{}: {}", reaction.value("own", false) ? "You" : "They", text_of(reaction, "reaction"));
  }
  return text;
}

std::string render_today(const Json& today, const Json& status) {
  std::string text = std::format("{}, {}.", text_of(today, "day"), text_of(status, "name"));
  if (const Json& exchange = today.value("exchange", Json()); exchange.is_object())
    text += "\n\n" + render_exchange(exchange);
  for (const Json& exchange : today.value("open_exchanges", Json::array())) text += "\n\n" + render_exchange(exchange);
  if (const Json& thanks = today.value("thanks", Json()); thanks.is_object()) {
    text += std::format("\n\n{}:\n{}", thanks.value("own", false) ? "You thanked" : "A thank-you for you",
                        indented(text_of(thanks, "text")));
  }
  for (const Json& share : today.value("shares", Json::array())) {
    text += std::format("\n\n{} ({}):\n{}", share.value("own", false) ? "You shared" : "Shared with you",
                        text_of(share, "reply") == "ask" ? "questions are welcome" : "just hear me",
                        indented(text_of(share, "text")));
  }
  if (today.value("all_done", false)) text += "\n\nThat's all for today.";
  if (today.value("kit_row", false)) text += "\n\nYour recovery kit is not saved yet: `kit --out FILE`.";
  return text;
}

std::string render_story(const Json& items) {
  std::string text;
  for (const Json& item : items) {
    if (!text.empty()) text += "\n";
    text += std::format("{}  {}  {}{}  {}", text_of(item, "day"), item.value("own", false) ? "you " : "they",
                        text_of(item, "type"), item.value("private", false) ? " (private)" : "",
                        item.value("erased", false) ? std::string("(taken back)") : text_of(item, "text"));
    text += std::format("\n    {}", text_of(item, "event"));
  }
  return text.empty() ? "Nothing yet." : text;
}

}  // namespace hearth::cli
