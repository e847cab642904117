#include "library/source/read.h"

#include <algorithm>
#include <format>
#include <iterator>
#include <utility>

#include "library/source/reader.h"

namespace hearth::library::source {
namespace {

Reader::Fields question_fields(Reader& reader, Question& q) {
  return {{"id", reader.text(q.id)},
          {"version", reader.number(q.version)},
          {"text", reader.text(q.text)},
          {"depth", reader.number(q.depth)},
          {"facet", reader.text(q.facet)},
          {"purpose", reader.text(q.purpose)},
          {"setting", reader.texts(q.settings)},
          {"pair_kinds", reader.texts(q.pair_kinds)},
          {"minutes", reader.number(q.minutes)},
          {"tone", reader.text(q.tone)},
          {"topics", reader.texts(q.topics)},
          {"source", reader.text(q.source)}};
}

Reader::Fields practice_fields(Reader& reader, Practice& p) {
  return {{"id", reader.text(p.id)},
          {"title", reader.text(p.title)},
          {"how", reader.text(p.how)},
          {"depth", reader.number(p.depth)},
          {"minutes", reader.number(p.minutes)},
          {"turn", reader.number(p.turn)},
          {"kind", reader.text(p.kind)},
          {"mood", reader.text(p.mood)},
          {"facets",
           [&](const toml::Node& node) {
             Reader::Fields weights;
             for (std::size_t i = 0; i < kFacets.size(); ++i) weights.emplace(kFacets[i], reader.number(p.weights[i]));
             reader.table(node, weights);
           }},
          {"setting", reader.texts(p.settings)},
          {"pair_kinds", reader.texts(p.pair_kinds)},
          {"topics", reader.texts(p.topics)},
          {"source", reader.text(p.source)}};
}

Reader::Fields line_fields(Reader& reader, HelpLine& line, std::string& not_shown) {
  return {{"id", reader.text(line.id)},           {"kind", reader.text(line.kind)},
          {"name", reader.text(line.name)},       {"number", reader.text(line.number)},
          {"text_to", reader.text(line.text_to)}, {"hours", reader.text(line.hours)},
          {"whom", reader.text(line.whom)},       {"url", reader.text(line.url)},
          {"checked", reader.date(line.checked)}, {"not_shown", reader.text(not_shown)}};
}

void read_file(Reader& reader, const toml::Node& document, Source& into) {
  // What explains the content to its readers and is not needed by the program.
  std::string aside;
  Pack& pack = into.pack;
  reader.table(
      document,
      {{"language", reader.text(pack.language)},
       {"question",
        reader.tables(pack.questions, [&](Question& question) { return question_fields(reader, question); })},
       {"practice",
        reader.tables(pack.practices, [&](Practice& practice) { return practice_fields(reader, practice); })},
       {"own", reader.tables(pack.own_steps,
                             [&](OwnStep& step) {
                               return Reader::Fields{{"id", reader.text(step.id)},
                                                     {"title", reader.text(step.title)},
                                                     {"how", reader.text(step.how)},
                                                     {"fits", reader.texts(step.fits)},
                                                     {"source", reader.text(step.source)}};
                             })},
       {"heavy",
        reader.tables(pack.heavy, [&](std::string& phrase) { return Reader::Fields{{"text", reader.text(phrase)}}; })},
       {"watching", reader.tables(pack.watching,
                                  [&](Watching& watching) {
                                    return Reader::Fields{{"things", reader.texts(watching.things)},
                                                          {"ways", reader.texts(watching.ways)}};
                                  })},
       {"wording", reader.tables(pack.wording,
                                 [&](WordingRule& rule) {
                                   return Reader::Fields{{"id", reader.text(rule.id)},
                                                         {"kind", reader.text(rule.kind)},
                                                         {"phrases", reader.texts(rule.phrases)},
                                                         {"except", reader.texts(rule.except)},
                                                         {"offer", reader.text(rule.offer)}};
                                 })},
       {"drill", reader.tables(pack.drills,
                               [&](Drill& drill) {
                                 return Reader::Fields{{"id", reader.text(drill.id)},
                                                       {"title", reader.text(drill.title)},
                                                       {"how", reader.text(drill.how)},
                                                       {"look_back", reader.text(drill.look_back)},
                                                       {"minutes", reader.number(drill.minutes)},
                                                       {"for", reader.text(drill.whom)},
                                                       {"source", reader.text(drill.source)}};
                               })},
       {"group", reader.tables(pack.feelings,
                               [&](FeelingGroup& group) {
                                 return Reader::Fields{{"id", reader.text(group.id)},
                                                       {"label", reader.text(group.label)},
                                                       {"about", reader.text(aside)},
                                                       {"words", reader.tables(group.words, [&](Feeling& word) {
                                                          return Reader::Fields{{"id", reader.text(word.id)},
                                                                                {"label", reader.text(word.label)}};
                                                        })}};
                               })},
       {"appreciation", reader.tables(pack.appreciations,
                                      [&](Appreciation& example) {
                                        return Reader::Fields{{"id", reader.text(example.id)},
                                                              {"text", reader.text(example.text)},
                                                              {"gave", reader.text(example.gave)}};
                                      })},
       {"ritual", reader.tables(pack.rituals,
                                [&](Ritual& ritual) {
                                  return Reader::Fields{{"id", reader.text(ritual.id)},
                                                        {"title", reader.text(ritual.title)},
                                                        {"rhythm", reader.text(ritual.rhythm)},
                                                        {"purpose", reader.text(ritual.purpose)},
                                                        {"source", reader.text(aside)}};
                                })},
       {"note", reader.tables(pack.help.notes,
                              [&](HelpNote& note) {
                                return Reader::Fields{{"id", reader.text(note.id)}, {"text", reader.text(note.text)}};
                              })},
       {"route", reader.tables(pack.help.routes,
                               [&](HelpRoute& route) {
                                 return Reader::Fields{{"id", reader.text(route.id)},
                                                       {"title", reader.text(route.title)},
                                                       {"text", reader.text(route.text)}};
                               })},
       {"country", reader.tables(pack.help.countries,
                                 [&](HelpCountry& country) {
                                   return Reader::Fields{{"code", reader.text(country.code)},
                                                         {"name", reader.text(country.name)},
                                                         {"emergency", reader.text(country.emergency)},
                                                         {"emergency_note", reader.text(country.emergency_note)},
                                                         {"lines", reader.tables(country.lines, [&](HelpLine& line) {
                                                            return line_fields(reader, line,
                                                                               into.not_shown.emplace_back().not_shown);
                                                          })}};
                                 })},
       {"banned", reader.tables(into.banned,
                                [&](Banned& banned) {
                                  return Reader::Fields{{"text", reader.text(banned.text)},
                                                        {"reason", reader.text(banned.reason)},
                                                        {"in", reader.each([&](const toml::Node& node) {
                                                           std::string where;
                                                           reader.text(where)(node);
                                                           banned.in_deck = banned.in_deck || where == "deck";
                                                           banned.in_ui = banned.in_ui || where == "ui";
                                                           if (where != "deck" && where != "ui")
                                                             reader.fail(node, "neither \"deck\" nor \"ui\"");
                                                         })}};
                                })},
       {"canary", [&](const toml::Node& node) {
          Canary& canary = into.canary.emplace();
          reader.table(node, {{"rule", reader.text(canary.rule)},
                              {"keep", reader.tables(canary.keep,
                                                     [&](Canary::Keep& keep) {
                                                       return Reader::Fields{{"depth", reader.number(keep.depth)},
                                                                             {"count", reader.number(keep.count)}};
                                                     })},
                              {"keep_steps", reader.number(canary.keep_steps)},
                              {"keep_drills", reader.number(canary.keep_drills)},
                              {"partner_only_beyond", reader.number(canary.partner_only_beyond)},
                              {"without_feeling", reader.text(canary.without_feeling)},
                              {"without_emergency_of", reader.text(canary.without_emergency_of)}});
        }}});
}

// Lines that say why they are not shown leave the pack. Until here `not_shown` has one
// item for each line, in their order.
void set_aside(Source& source) {
  auto item = source.not_shown.begin();
  for (HelpCountry& country : source.pack.help.countries) {
    std::erase_if(country.lines, [&](const HelpLine& line) {
      (item++)->line = line;
      return !std::prev(item)->not_shown.empty();
    });
  }
  std::erase_if(source.not_shown, [](const SetAside& line) { return line.not_shown.empty(); });
}

}  // namespace

std::expected<Source, ReadError> read(std::span<const File> files) {
  Source result;
  for (const File& file : files) {
    const auto parsed = toml::parse(file.text);
    if (!parsed) {
      return std::unexpected(ReadError{file.name, parsed.error().line, std::string(parsed.error().detail)});
    }
    Reader reader(file.name);
    const std::string before = std::exchange(result.pack.language, "");
    read_file(reader, *parsed, result);
    if (reader.error()) return std::unexpected(*reader.error());
    if (result.pack.language.empty()) return std::unexpected(ReadError{file.name, 1, "'language' is missing"});
    if (!before.empty() && before != result.pack.language)
      return std::unexpected(ReadError{file.name, 1, "another language than in the files before"});
  }
  set_aside(result);
  return result;
}

Pack spoil(Pack deck, const Source& canary) {
  deck.questions.insert(deck.questions.end(), canary.pack.questions.begin(), canary.pack.questions.end());
  deck.practices.insert(deck.practices.end(), canary.pack.practices.begin(), canary.pack.practices.end());
  deck.own_steps.insert(deck.own_steps.end(), canary.pack.own_steps.begin(), canary.pack.own_steps.end());
  deck.wording.insert(deck.wording.end(), canary.pack.wording.begin(), canary.pack.wording.end());
  deck.drills.insert(deck.drills.end(), canary.pack.drills.begin(), canary.pack.drills.end());
  if (!canary.canary) return deck;
  const auto drills = static_cast<std::size_t>(std::max(canary.canary->keep_drills, 0));
  if (canary.canary->keep_drills >= 0 && drills < deck.drills.size()) deck.drills.resize(drills);
  if (canary.canary->keep_steps >= 0) {
    // The same number of each depth stay, so that only their number is wrong.
    int seen[kDeepest + 1] = {};
    std::erase_if(deck.practices, [&](const Practice& practice) {
      return ++seen[std::clamp(practice.depth, 0, kDeepest)] > canary.canary->keep_steps;
    });
  }
  for (const auto& keep : canary.canary->keep) {
    int seen = 0;
    std::erase_if(deck.questions,
                  [&](const Question& question) { return question.depth == keep.depth && ++seen > keep.count; });
  }
  if (canary.canary->partner_only_beyond >= 0) {
    int seen = 0;
    for (Question& question : deck.questions) {
      const bool shared = fits(question, "friend") || fits(question, "family");
      if (shared && ++seen > canary.canary->partner_only_beyond) question.pair_kinds = {"partner"};
    }
  }
  for (FeelingGroup& group : deck.feelings) {
    std::erase_if(group.words, [&](const Feeling& word) { return word.id == canary.canary->without_feeling; });
  }
  for (HelpCountry& country : deck.help.countries) {
    if (country.code == canary.canary->without_emergency_of) country.emergency.clear();
  }
  return deck;
}

}  // namespace hearth::library::source
