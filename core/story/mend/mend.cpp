#include "story/mend/mend.h"

#include <algorithm>

namespace hearth::story::mend {
namespace {

constexpr std::string_view kKinds[] = {"hurt", "root", "impact", "meaning", "onward"};
constexpr std::string_view kAnswers[] = {"yes", "not_yet", "help"};
constexpr std::string_view kHelped[] = {"yes", "some", "no"};
constexpr std::string_view kQuestionPrefix = "mend/";
constexpr std::size_t kLongestDay = 10;
constexpr std::size_t kLongestTime = 5;
constexpr std::size_t kLongestWord = 16;

template <class Enum, std::size_t kCount>
std::optional<Enum> find(const std::string_view (&words)[kCount], std::string_view word) {
  const auto* found = std::ranges::find(words, word);
  if (found == std::end(words)) return std::nullopt;
  return static_cast<Enum>(found - std::begin(words));
}

// An optional day has no field of its own kind: it is a text, or missing.
bool read_day(const std::optional<std::string>& text, std::optional<base::Date>& out) {
  out.reset();
  if (!text) return true;
  const auto day = base::from_iso(*text);
  if (!day) return false;
  out = *day;
  return true;
}

Json about(std::string_view name, const base::EventId& event) {
  Json json;
  return json.set(name, to_json(event));
}

Json with_day(Json json, std::string_view name, const std::optional<base::Date>& day) {
  if (day) json.set(name, base::to_iso(*day));
  return json;
}

}  // namespace

bool is_question(std::string_view id) { return id.starts_with(kQuestionPrefix); }
std::string question_id(const base::EventId& mend) {
  return std::string(kQuestionPrefix) + base::to_base64url(mend.view());
}
std::optional<base::EventId> mend_of(std::string_view question) {
  if (!is_question(question)) return std::nullopt;
  const auto bytes = base::from_base64url(question.substr(kQuestionPrefix.size()));
  if (!bytes) return std::nullopt;
  const auto id = base::EventId::from(*bytes);
  // One way to write it, since the exchange hangs on the text.
  if (!id || question_id(*id) != question) return std::nullopt;
  return *id;
}

std::string same_name(std::string_view name) {
  std::string same;
  for (const char c : name) {
    const bool blank = c == ' ' || c == '\t' || c == '\n' || c == '\r';
    if (blank && (same.empty() || same.back() == ' ')) continue;
    same += blank ? ' ' : c >= 'A' && c <= 'Z' ? static_cast<char>(c - 'A' + 'a') : c;
  }
  if (!same.empty() && same.back() == ' ') same.pop_back();
  return same;
}

std::string_view word(Kind kind) { return kKinds[static_cast<std::size_t>(kind)]; }
std::string_view word(Answer answer) { return kAnswers[static_cast<std::size_t>(answer)]; }
std::string_view word(Helped helped) { return kHelped[static_cast<std::size_t>(helped)]; }
std::optional<Kind> kind(std::string_view word) { return find<Kind>(kKinds, word); }
std::optional<Answer> answer(std::string_view word) { return find<Answer>(kAnswers, word); }
std::optional<Helped> helped(std::string_view word) { return find<Helped>(kHelped, word); }

bool read(const Json& json, Invite& out) {
  return Fields(json).word("kind", kKinds, out.kind).text("words", out.words, kMostOfAnInvitation).done();
}
Json write(const Invite& content) {
  Json json;
  return json.set("kind", word(content.kind)).set("words", content.words);
}

bool read(const Json& json, Answered& out) {
  std::optional<std::string> day;
  Fields fields(json);
  fields.fixed("mend", out.mend).word("answer", kAnswers, out.answer);
  fields.text("day", day, kLongestDay).text("time", out.time, kLongestTime);
  // Only a yes has its time, and a time its day.
  const bool timed = day || !out.time.empty();
  return fields.done() && read_day(day, out.day) && talk::is_time(out.time) && (!timed || out.answer == Answer::yes) &&
         (out.time.empty() || out.day);
}
Json write(const Answered& content) {
  Json json = about("mend", content.mend);
  json.set("answer", word(content.answer)).set("time", content.time);
  return with_day(std::move(json), "day", content.day);
}

bool read(const Json& json, Rest& out) { return Fields(json).fixed("mend", out.mend).done(); }
Json write(const Rest& content) { return about("mend", content.mend); }

bool read(const Json& json, Promise& out) {
  return Fields(json).fixed("mend", out.mend).text("text", out.text, kShortText).date("by", out.by).done() &&
         !out.text.empty();
}
Json write(const Promise& content) {
  Json json;
  json.set("text", content.text).set("by", base::to_iso(content.by));
  if (content.mend) json.set("mend", to_json(*content.mend));
  return json;
}

bool read(const Json& json, Kept& out) {
  std::optional<std::string> by;
  std::string became;
  Fields fields(json);
  fields.fixed("promise", out.promise).text("became", became, kLongestWord).text("by", by, kLongestDay);
  const auto known = talk::became(became);
  out.became = known.value_or(talk::Became::open);
  return fields.done() && known && read_day(by, out.by);
}
Json write(const Kept& content) {
  Json json = about("promise", content.promise);
  json.set("became", talk::word(content.became));
  return with_day(std::move(json), "by", content.by);
}

bool read(const Json& json, Followed& out) {
  return Fields(json).fixed("mend", out.mend).word("helped", kHelped, out.helped).done();
}
Json write(const Followed& content) { return about("mend", content.mend).set("helped", word(content.helped)); }

bool read(const Json& json, Again& out) {
  return Fields(json).text("name", out.name, kShortText).date("day", out.day).done() && !same_name(out.name).empty();
}
Json write(const Again& content) {
  Json json;
  return json.set("name", content.name).set("day", base::to_iso(content.day));
}

bool read(const Json& json, Ready& out) {
  return Fields(json).word("step", kKinds, out.step).boolean("ready", out.ready).done() && is_step(out.step);
}
Json write(const Ready& content) {
  Json json;
  return json.set("step", word(content.step)).set("ready", content.ready);
}

}  // namespace hearth::story::mend
