#include "story/signal/signal.h"

#include "story/talk/talk.h"

namespace hearth::story::signal {
namespace {

constexpr std::size_t kTimeLength = 5;
constexpr std::int64_t kLastTimeMs = 253'402'300'799'999;  // the end of the year 9999

template <class... Answers>
constexpr std::uint16_t any_of(Answers... answers) {
  return static_cast<std::uint16_t>((0U | ... | (1U << static_cast<unsigned>(answers))));
}

// In the order of Kind.
constexpr Rule kRules[] = {
    {"carrying", Words::may, Place::now, 1, any_of(Answer::thank_you, Answer::here, Answer::later)},
    {"support", Words::may, Place::now, 1, any_of(Answer::yes, Answer::here, Answer::later)},
    {"spillover", Words::may, Place::now, 2, any_of(Answer::thank_you, Answer::here, Answer::later)},
    {"quiet", Words::may, Place::now, 1, any_of(Answer::thank_you, Answer::here)},
    {"elephant", Words::needed, Place::now, 1, any_of(Answer::when, Answer::not_yet)},
    {"first_line", Words::needed, Place::now, 7, any_of(Answer::words, Answer::thank_you)},
    {"tell_me", Words::needed, Place::now, 3, any_of(Answer::words, Answer::later)},
    {"reassure", Words::needed, Place::now, 7, any_of(Answer::words, Answer::here)},
    {"here", Words::none, Place::now, 1, any_of(Answer::thank_you)},
    {"open", Words::needed, Place::shelf, 0, any_of(Answer::resume, Answer::later)},
    {"load", Words::needed, Place::board, 0, any_of(Answer::helped_before, Answer::could_do)},
};

bool fits(Words words, bool empty) { return words == Words::may || empty == (words == Words::none); }

}  // namespace

const Rule& rule(Kind kind) { return kRules[static_cast<std::size_t>(kind)]; }

std::optional<Kind> kind(std::string_view word) {
  for (std::size_t i = 0; i < std::size(kRules); ++i) {
    if (kRules[i].word == word) return static_cast<Kind>(i);
  }
  return std::nullopt;
}

bool has_words(Answer answer) {
  return answer == Answer::words || answer == Answer::helped_before || answer == Answer::could_do;
}

bool read(const Json& json, Say& out) {
  std::string word;
  Fields fields(json);
  fields.text("kind", word, kMostWords).text("text", out.text, kMostWords).word("wish", kWishes, out.wish);
  fields.integer("back_at", out.back_ms, 0, kLastTimeMs).integer("minutes", out.minutes, 0, kLongestTalk);
  const auto known = kind(word);
  if (!fields.done() || !known) return false;
  out.kind = *known;
  return fits(rule(*known).words, out.text.empty()) && out.wish.has_value() == (out.kind == Kind::support) &&
         out.back_ms.has_value() == (out.kind == Kind::quiet) && (out.minutes > 0) == (out.kind == Kind::elephant);
}
Json write(const Say& content) {
  Json json;
  json.set("kind", rule(content.kind).word).set("text", content.text);
  if (content.wish) json.set("wish", word_of(kWishes, *content.wish));
  if (content.back_ms) json.set("back_at", *content.back_ms);
  return json.set("minutes", content.minutes);
}

bool read(const Json& json, Answered& out) {
  Fields fields(json);
  fields.fixed("signal", out.signal).word("answer", kAnswers, out.answer).text("text", out.text, kMostWords);
  fields.date("day", out.day).text("time", out.time, kTimeLength);
  return fields.done() && talk::is_time(out.time) && out.text.empty() != has_words(out.answer) &&
         out.day.has_value() == (out.answer == Answer::when) && (out.day || out.time.empty());
}
Json write(const Answered& content) {
  Json json;
  json.set("signal", to_json(content.signal)).set("answer", word_of(kAnswers, content.answer));
  json.set("text", content.text);
  if (content.day) json.set("day", base::to_iso(*content.day));
  return json.set("time", content.time);
}

bool read(const Json& json, Over& out) { return Fields(json).fixed("signal", out.signal).done(); }
Json write(const Over& content) {
  Json json;
  return json.set("signal", to_json(content.signal));
}

bool read(const Json& json, DidHelp& out) {
  return Fields(json).fixed("signal", out.signal).word("helped", kHelped, out.helped).done();
}
Json write(const DidHelp& content) {
  Json json;
  return json.set("signal", to_json(content.signal)).set("helped", word_of(kHelped, content.helped));
}

}  // namespace hearth::story::signal
