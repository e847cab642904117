#include "library/pack_json.h"

#include <cstdint>
#include <functional>
#include <optional>
#include <set>
#include <span>
#include <utility>

#include "story/json/value.h"

namespace hearth::library {
namespace {

using story::json::Array;
using story::json::Value;

Value texts(const std::vector<std::string>& list) {
  Array result;
  for (const auto& text : list) result.emplace_back(text);
  return result;
}

template <class Items, class Row>
Value rows(const Items& items, Row row) {
  Array result;
  for (const auto& item : items) result.emplace_back(row(item));
  return result;
}

enum class Need : std::uint8_t { required, optional };

// Reads rows one value after another. The first thing that is wrong is remembered
// with its place; what follows is then read as empty and thrown away.
class Rows {
 public:
  [[nodiscard]] const std::optional<PackError>& error() const { return error_; }

  void fail(base::Error error, std::string where) {
    if (!error_) error_ = PackError{error, std::move(where)};
  }

  // The value just read, or the one that would come next, is not as it has to be.
  void fail_at(std::string_view field) { fail(base::Error::shape, at(field)); }

  // Calls `one` for each row of a member that has to be an array of arrays. Not a template: in the
  // browser's module it would stand there once for every kind of row.
  void each(const Value* list, const std::string& place, const std::function<void()>& one) {
    const Array* array = list == nullptr ? nullptr : list->array();
    if (array == nullptr) return fail(base::Error::shape, place);
    if (array->size() > kMostItems) return fail(base::Error::too_large, place);
    for (std::size_t i = 0; i < array->size() && !error_; ++i) {
      const std::string here = place + "/" + std::to_string(i);
      const Array* row = (*array)[i].array();
      if (row == nullptr) return fail(base::Error::shape, here);
      const Row outer = std::exchange(row_, Row{*row, here, 0});
      one();
      if (row_.next != row_.values.size()) fail(base::Error::shape, here);
      row_ = outer;
    }
  }

  void text(std::string_view field, std::string& out, Need need = Need::required) {
    const Value* value = take(field);
    const std::string* text = value == nullptr ? nullptr : value->text();
    if (text == nullptr || (text->empty() && need == Need::required)) return fail_at(field);
    if (text->size() > kLongestText) return fail(base::Error::too_large, at(field));
    out = *text;
  }

  // Lower-case letters, digits, '-' and '_', beginning with a letter or digit.
  void id(std::string& out) {
    constexpr std::string_view field = "id";
    text(field, out);
    if (out.size() > kLongestId || out.starts_with('-')) fail_at(field);
    for (const char letter : out) {
      const bool fine =
          (letter >= 'a' && letter <= 'z') || (letter >= '0' && letter <= '9') || letter == '-' || letter == '_';
      if (!fine) fail_at(field);
    }
  }

  void one_of(std::string_view field, std::span<const std::string_view> known, std::string& out) {
    text(field, out);
    if (!is_one_of(out, known)) fail_at(field);
  }

  void some_of(std::string_view field, std::span<const std::string_view> known, Need need,
               std::vector<std::string>& out) {
    const Value* value = take(field);
    const Array* list = value == nullptr ? nullptr : value->array();
    if (list == nullptr || list->size() > known.size() || (list->empty() && need == Need::required))
      return fail_at(field);
    for (const Value& item : *list) {
      const std::string* word = item.text();
      if (word == nullptr || !is_one_of(*word, known) || is_one_of(*word, out)) return fail_at(field);
      out.push_back(*word);
    }
  }

  void texts(std::string_view field, Need need, std::vector<std::string>& out) {
    const Value* value = take(field);
    const Array* list = value == nullptr ? nullptr : value->array();
    if (list == nullptr || list->size() > kMostItems || (list->empty() && need == Need::required))
      return fail_at(field);
    for (const Value& item : *list) {
      const std::string* text = item.text();
      if (text == nullptr || text->empty() || text->size() > kLongestText) return fail_at(field);
      out.push_back(*text);
    }
  }

  int number(std::string_view field, int lowest, int highest) {
    const Value* value = take(field);
    const std::int64_t* number = value == nullptr ? nullptr : value->integer();
    if (number == nullptr || *number < lowest || *number > highest) return fail_at(field), lowest;
    return static_cast<int>(*number);
  }

  void nested(std::string_view field, const std::function<void()>& one) {
    const Value* value = take(field);
    each(value, at(field), one);
  }

 private:
  struct Row {
    std::span<const Value> values;
    std::string place;
    std::size_t next = 0;
  };

  const Value* take(std::string_view field) {
    if (error_) return nullptr;
    if (row_.next >= row_.values.size()) return fail_at(field), nullptr;
    return &row_.values[row_.next++];
  }
  [[nodiscard]] std::string at(std::string_view field) const { return row_.place + "/" + std::string(field); }

  Row row_;
  std::optional<PackError> error_;
};

// The document, once its outermost shape and its format are as they have to be.
std::expected<Value, PackError> open(std::string_view json) {
  if (json.size() > kLongestPack) return std::unexpected(PackError{base::Error::too_large, ""});
  auto document = story::json::parse(json);
  if (!document)
    return std::unexpected(PackError{base::Error::shape, "byte " + std::to_string(document.error().offset)});
  const Value* format = document->find("format");
  if (format == nullptr || format->integer() == nullptr)
    return std::unexpected(PackError{base::Error::shape, "format"});
  if (*format->integer() != kPackFormat) return std::unexpected(PackError{base::Error::unknown_version, "format"});
  return *std::move(document);
}

std::string read_source(Rows& rows, const std::vector<std::string>& sources) {
  const int source = rows.number("source", 0, static_cast<int>(kMostItems));
  if (static_cast<std::size_t>(source) < sources.size()) return sources[static_cast<std::size_t>(source)];
  rows.fail_at("source");
  return "";
}

void read(Rows& rows, const std::vector<std::string>& sources, Question& question) {
  rows.id(question.id);
  question.version = rows.number("version", 1, 1'000'000);
  rows.text("text", question.text);
  question.depth = rows.number("depth", kShallowest, kDeepest);
  rows.one_of("facet", kFacets, question.facet);
  rows.text("purpose", question.purpose);
  rows.some_of("setting", kSettings, Need::required, question.settings);
  rows.some_of("pair_kinds", kPairKinds, Need::required, question.pair_kinds);
  question.minutes = rows.number("minutes", 1, kMostMinutes);
  rows.one_of("tone", kTones, question.tone);
  rows.some_of("topics", kTopics, Need::optional, question.topics);
  question.source = read_source(rows, sources);
}

void read(Rows& rows, const std::vector<std::string>& sources, Practice& practice) {
  rows.id(practice.id);
  rows.text("title", practice.title);
  rows.text("how", practice.how);
  practice.depth = rows.number("depth", kShallowest, kDeepest);
  practice.minutes = rows.number("minutes", kShortestPractice, kLongestPractice);
  practice.turn = rows.number("turn", 0, kLongestTurn);
  rows.one_of("kind", kPracticeKinds, practice.kind);
  rows.one_of("mood", kMoods, practice.mood);
  for (int& weight : practice.weights) weight = rows.number("weights", 0, kWholeWeight);
  rows.some_of("setting", kSettings, Need::required, practice.settings);
  rows.some_of("pair_kinds", kPairKinds, Need::required, practice.pair_kinds);
  rows.some_of("topics", kTopics, Need::optional, practice.topics);
  practice.source = read_source(rows, sources);
}

void read(Rows& rows, HelpCountry& country) {
  rows.text("code", country.code);
  rows.text("name", country.name);
  rows.text("emergency", country.emergency);
  rows.text("emergency_note", country.emergency_note, Need::optional);
  rows.nested("lines", [&] {
    HelpLine& line = country.lines.emplace_back();
    rows.id(line.id);
    rows.one_of("kind", kLineKinds, line.kind);
    rows.text("name", line.name);
    rows.text("number", line.number, Need::optional);
    rows.text("text_to", line.text_to, Need::optional);
    rows.text("hours", line.hours);
    rows.text("whom", line.whom);
    rows.text("url", line.url);
    rows.text("checked", line.checked);
  });
}

}  // namespace

std::string to_json(const Pack& pack) {
  Value document;
  document.set("format", kPackFormat);
  document.set("language", pack.language);
  // Many questions share a source: each is written once.
  std::vector<std::string> sources;
  for (const Question& question : pack.questions) {
    if (!is_one_of(question.source, sources)) sources.push_back(question.source);
  }
  for (const Practice& practice : pack.practices) {
    if (!is_one_of(practice.source, sources)) sources.push_back(practice.source);
  }
  document.set("sources", rows(sources, [](const std::string& source) { return Array{source}; }));
  document.set("questions", rows(pack.questions, [&](const Question& q) {
                 const auto source = std::ranges::find(sources, q.source) - sources.begin();
                 return Array{q.id,
                              q.version,
                              q.text,
                              q.depth,
                              q.facet,
                              q.purpose,
                              texts(q.settings),
                              texts(q.pair_kinds),
                              q.minutes,
                              q.tone,
                              texts(q.topics),
                              std::int64_t{source}};
               }));
  document.set("practices", rows(pack.practices, [&](const Practice& p) {
                 const auto source = std::ranges::find(sources, p.source) - sources.begin();
                 Array row{p.id, p.title, p.how, p.depth, p.minutes, p.turn, p.kind, p.mood};
                 for (const int weight : p.weights) row.emplace_back(weight);
                 row.emplace_back(texts(p.settings));
                 row.emplace_back(texts(p.pair_kinds));
                 row.emplace_back(texts(p.topics));
                 row.emplace_back(std::int64_t{source});
                 return row;
               }));
  document.set("own_steps", rows(pack.own_steps, [](const OwnStep& step) {
                 return Array{step.id, step.title, step.how, texts(step.fits), step.source};
               }));
  document.set("watching", rows(pack.watching, [](const Watching& watching) {
                 return Array{texts(watching.things), texts(watching.ways)};
               }));
  const auto phrases = [](const std::vector<std::string>& list) {
    return rows(list, [](const std::string& phrase) { return Array{phrase}; });
  };
  document.set("heavy", phrases(pack.heavy));
  document.set("wording", rows(pack.wording, [&](const WordingRule& rule) {
                 return Array{rule.id, rule.kind, phrases(rule.phrases), phrases(rule.except), rule.offer};
               }));
  document.set("drills", rows(pack.drills, [](const Drill& d) {
                 return Array{d.id, d.title, d.how, d.look_back, d.minutes, d.whom, d.source};
               }));
  document.set("feelings", rows(pack.feelings, [](const FeelingGroup& group) {
                 return Array{group.id, group.label,
                              rows(group.words, [](const Feeling& word) { return Array{word.id, word.label}; })};
               }));
  document.set("appreciations",
               rows(pack.appreciations, [](const Appreciation& a) { return Array{a.id, a.text, a.gave}; }));
  document.set("rituals",
               rows(pack.rituals, [](const Ritual& r) { return Array{r.id, r.title, r.rhythm, r.purpose}; }));
  document.set("notes", rows(pack.help.notes, [](const HelpNote& note) { return Array{note.id, note.text}; }));
  document.set("routes",
               rows(pack.help.routes, [](const HelpRoute& route) { return Array{route.id, route.title, route.text}; }));
  document.set("countries", rows(pack.help.countries, [](const HelpCountry& country) {
                 return Array{country.code, country.name, country.emergency, country.emergency_note,
                              rows(country.lines, [](const HelpLine& l) {
                                return Array{l.id,    l.kind, l.name, l.number, l.text_to,
                                             l.hours, l.whom, l.url,  l.checked};
                              })};
               }));
  return story::json::write(document);
}

std::expected<Pack, PackError> parse(std::string_view json) {
  const auto document = open(json);
  if (!document) return std::unexpected(document.error());
  Pack pack;
  const Value* language = document->find("language");
  if (language == nullptr || language->text() == nullptr || language->text()->size() < 2 ||
      language->text()->size() > kLongestId) {
    return std::unexpected(PackError{base::Error::shape, "language"});
  }
  pack.language = *language->text();

  Rows rows;
  std::vector<std::string> sources;
  rows.each(document->find("sources"), "sources", [&] { rows.text("source", sources.emplace_back()); });
  std::set<std::string> ids;
  rows.each(document->find("questions"), "questions", [&] {
    read(rows, sources, pack.questions.emplace_back());
    if (!ids.insert(pack.questions.back().id).second)
      rows.fail(base::Error::shape, "questions/" + std::to_string(pack.questions.size() - 1) + "/id");
  });
  rows.each(document->find("practices"), "practices", [&] {
    read(rows, sources, pack.practices.emplace_back());
    if (!ids.insert(pack.practices.back().id).second)
      rows.fail(base::Error::shape, "practices/" + std::to_string(pack.practices.size() - 1) + "/id");
  });
  rows.each(document->find("own_steps"), "own_steps", [&] {
    OwnStep& step = pack.own_steps.emplace_back();
    rows.id(step.id);
    rows.text("title", step.title);
    rows.text("how", step.how);
    rows.some_of("fits", kOwnTimes, Need::optional, step.fits);
    rows.text("source", step.source);
  });
  rows.each(document->find("heavy"), "heavy", [&] { rows.text("phrase", pack.heavy.emplace_back()); });
  rows.each(document->find("watching"), "watching", [&] {
    Watching& watching = pack.watching.emplace_back();
    rows.texts("things", Need::required, watching.things);
    rows.texts("ways", Need::optional, watching.ways);
  });
  rows.each(document->find("wording"), "wording", [&] {
    WordingRule& rule = pack.wording.emplace_back();
    rows.id(rule.id);
    rows.one_of("kind", kWordingKinds, rule.kind);
    rows.nested("phrases", [&] { rows.text("phrase", rule.phrases.emplace_back()); });
    rows.nested("except", [&] { rows.text("phrase", rule.except.emplace_back()); });
    rows.text("offer", rule.offer);
  });
  rows.each(document->find("drills"), "drills", [&] {
    Drill& drill = pack.drills.emplace_back();
    rows.id(drill.id);
    rows.text("title", drill.title);
    rows.text("how", drill.how);
    rows.text("look_back", drill.look_back);
    drill.minutes = rows.number("minutes", 1, kLongestDrill);
    rows.one_of("whom", kDrillFor, drill.whom);
    rows.text("source", drill.source);
  });
  rows.each(document->find("feelings"), "feelings", [&] {
    FeelingGroup& group = pack.feelings.emplace_back();
    rows.id(group.id);
    rows.text("label", group.label);
    rows.nested("words", [&] {
      Feeling& word = group.words.emplace_back();
      rows.id(word.id);
      rows.text("label", word.label);
    });
  });
  rows.each(document->find("appreciations"), "appreciations", [&] {
    Appreciation& example = pack.appreciations.emplace_back();
    rows.id(example.id);
    rows.text("text", example.text);
    rows.text("gave", example.gave, Need::optional);
  });
  rows.each(document->find("rituals"), "rituals", [&] {
    Ritual& ritual = pack.rituals.emplace_back();
    rows.id(ritual.id);
    rows.text("title", ritual.title);
    rows.text("rhythm", ritual.rhythm);
    rows.text("purpose", ritual.purpose);
  });
  rows.each(document->find("notes"), "notes", [&] {
    HelpNote& note = pack.help.notes.emplace_back();
    rows.id(note.id);
    rows.text("text", note.text);
  });
  rows.each(document->find("routes"), "routes", [&] {
    HelpRoute& route = pack.help.routes.emplace_back();
    rows.id(route.id);
    rows.text("title", route.title);
    rows.text("text", route.text);
  });
  rows.each(document->find("countries"), "countries", [&] { read(rows, pack.help.countries.emplace_back()); });
  if (rows.error()) return std::unexpected(*rows.error());
  return pack;
}

std::string to_json(const std::vector<Banned>& banned) {
  Value document;
  document.set("format", kPackFormat);
  document.set("banned", rows(banned, [](const Banned& b) {
                 return Array{b.text, b.in_deck ? 1 : 0, b.in_ui ? 1 : 0, b.reason};
               }));
  return story::json::write(document);
}

std::expected<std::vector<Banned>, PackError> parse_banned(std::string_view json) {
  const auto document = open(json);
  if (!document) return std::unexpected(document.error());
  std::vector<Banned> result;
  Rows rows;
  rows.each(document->find("banned"), "banned", [&] {
    Banned& banned = result.emplace_back();
    rows.text("text", banned.text);
    banned.in_deck = rows.number("in_deck", 0, 1) == 1;
    banned.in_ui = rows.number("in_ui", 0, 1) == 1;
    rows.text("reason", banned.reason);
  });
  if (rows.error()) return std::unexpected(*rows.error());
  return result;
}

}  // namespace hearth::library
