// What a content pack holds: questions, feeling words, small examples and the help
// page, all in one language. Packs are written as TOML in content/, turned into
// JSON by the build and read back by pack_json.h.
// Plain values without behaviour; any thread.
#pragma once

#include <algorithm>
#include <array>
#include <string>
#include <string_view>
#include <vector>

namespace hearth::library {

// The words that a pack may use for its kinds. Ids, never shown as they are.
inline constexpr std::array<std::string_view, 9> kFacets = {
    "emotional", "mental", "shared_life", "meaning", "affection", "understood", "trust", "appreciation", "talking"};
inline constexpr std::array<std::string_view, 7> kSettings = {"anywhere", "table", "walk",   "car",
                                                              "bed",      "call",  "evening"};
inline constexpr std::array<std::string_view, 3> kPairKinds = {"partner", "friend", "family"};
inline constexpr std::array<std::string_view, 3> kTones = {"playful", "warm", "serious"};
// What a person may declare off limits; a question names those that it touches.
inline constexpr std::array<std::string_view, 15> kTopics = {
    "money", "family_of_origin", "work",  "body", "health", "past",       "future", "faith",
    "loss",  "conflict",         "touch", "home", "fear",   "loneliness", "friends"};
inline constexpr std::array<std::string_view, 2> kLineKinds = {"domestic_abuse", "crisis"};

inline constexpr int kShallowest = 1;  // light
inline constexpr int kDeepest = 5;     // tender
inline constexpr int kMostMinutes = 60;

inline constexpr std::array<std::string_view, 2> kPracticeKinds = {"talk", "act"};
// Playful and romantic ones rest after a breach of trust (core/guide/track.h).
inline constexpr std::array<std::string_view, 3> kMoods = {"plain", "playful", "romantic"};
inline constexpr int kShortestPractice = 5;
inline constexpr int kLongestPractice = 45;
inline constexpr int kLongestTurn = 3;
inline constexpr int kWholeWeight = 16;

[[nodiscard]] constexpr bool is_one_of(std::string_view word, const auto& words) {
  return std::ranges::find(words, word) != words.end();
}

// Asked of both. The id is for ever; `version` rises when the sense changes.
struct Question {
  std::string id;
  int version = 0;  // from 1
  std::string text;
  int depth = 0;  // kShallowest..kDeepest
  std::string facet;
  std::string purpose;
  std::vector<std::string> settings;
  std::vector<std::string> pair_kinds;
  int minutes = 0;  // 1..kMostMinutes, for both together
  std::string tone;
  std::vector<std::string> topics;
  std::string source;  // whose idea: author, year, idea, or "our assumption"

  bool operator==(const Question&) const = default;
};

// True when a question is meant for this kind of pair.
[[nodiscard]] inline bool fits(const Question& question, std::string_view pair_kind) {
  return is_one_of(pair_kind, question.pair_kinds);
}

// Offered to both once or twice a week: a talk card or something to do together.
struct Practice {
  std::string id;
  std::string title;
  std::string how;  // two to five short sentences
  int depth = 0;    // kShallowest..kDeepest
  int minutes = 0;  // kShortestPractice..kLongestPractice
  int turn = 0;     // of a talk card: minutes that each speaks; of something to do: 0
  std::string kind;
  std::string mood;
  std::array<int, 9> weights{};  // sixteenths on each of kFacets; they sum to 16
  std::vector<std::string> settings;
  std::vector<std::string> pair_kinds;
  std::vector<std::string> topics;
  std::string source;  // whose idea: author, year, idea, or "our assumption"

  bool operator==(const Practice&) const = default;
};

// For one person alone, in a time in which nothing for two fits.
inline constexpr std::array<std::string_view, 4> kOwnTimes = {"hard", "apart", "habit", "own"};
struct OwnStep {
  std::string id;
  std::string title;
  std::string how;
  std::vector<std::string> fits;  // kOwnTimes; empty: all of them
  std::string source;
  bool operator==(const OwnStep&) const = default;
};

// What an agreement on openness does not hold: in one sentence one of `things` and, where
// there are `ways`, one of them too (text.h says how they match).
struct Watching {
  std::vector<std::string> things;
  std::vector<std::string> ways;
  bool operator==(const Watching&) const = default;
};

// What in one's own words may land otherwise than meant, and a gentler way to say it.
// Advice is looked for in answers to what the other shared, and nowhere else.
inline constexpr std::array<std::string_view, 3> kWordingKinds = {"blame", "always", "advice"};
inline constexpr std::size_t kMostPhrases = 100;  // in one rule
struct WordingRule {
  std::string id;
  std::string kind;
  std::vector<std::string> phrases;  // text.h says how they match
  std::vector<std::string> except;   // phrases that begin alike and are meant well
  std::string offer;
  bool operator==(const WordingRule&) const = default;
};

// Practice in listening, for one person alone or for both.
inline constexpr std::array<std::string_view, 2> kDrillFor = {"alone", "both"};
inline constexpr int kLongestDrill = 15;
struct Drill {
  std::string id;
  std::string title;
  std::string how;
  std::string look_back;  // what to ask oneself afterwards
  int minutes = 0;        // 1..kLongestDrill
  std::string whom;       // kDrillFor
  std::string source;
  bool operator==(const Drill&) const = default;
};

struct Feeling {
  std::string id;
  std::string label;
  bool operator==(const Feeling&) const = default;
};

struct FeelingGroup {
  std::string id;
  std::string label;
  std::vector<Feeling> words;
  bool operator==(const FeelingGroup&) const = default;
};

// Examples for rooms that are still empty.
struct Appreciation {
  std::string id;
  std::string text;
  std::string gave;
  bool operator==(const Appreciation&) const = default;
};

struct Ritual {
  std::string id;
  std::string title;
  std::string rhythm;
  std::string purpose;
  bool operator==(const Ritual&) const = default;
};

struct HelpNote {
  std::string id;
  std::string text;
  bool operator==(const HelpNote&) const = default;
};

struct HelpRoute {
  std::string id;
  std::string title;
  std::string text;
  bool operator==(const HelpRoute&) const = default;
};

struct HelpLine {
  std::string id;
  std::string kind;  // kLineKinds
  std::string name;
  std::string number;   // empty when the service is found by its site only
  std::string text_to;  // how to write instead of calling; may be empty
  std::string hours;
  std::string whom;
  std::string url;
  std::string checked;  // ISO date: when someone last held the entry against public pages
  bool operator==(const HelpLine&) const = default;
};

struct HelpCountry {
  std::string code;  // ISO 3166-1, two letters
  std::string name;
  std::string emergency;
  std::string emergency_note;  // may be empty
  std::vector<HelpLine> lines;
  bool operator==(const HelpCountry&) const = default;
};

struct Help {
  std::vector<HelpNote> notes;
  std::vector<HelpRoute> routes;
  std::vector<HelpCountry> countries;
  bool operator==(const Help&) const = default;
};

struct Pack {
  std::string language;
  std::vector<Question> questions;
  std::vector<Practice> practices;
  std::vector<OwnStep> own_steps;
  std::vector<std::string> heavy;  // phrases after which help is offered (text.h says how they match)
  std::vector<Watching> watching;
  std::vector<WordingRule> wording;
  std::vector<Drill> drills;
  std::vector<FeelingGroup> feelings;
  std::vector<Appreciation> appreciations;
  std::vector<Ritual> rituals;
  Help help;
  bool operator==(const Pack&) const = default;
};

// A word or phrase that is not used, and why. How it matches: text.h.
struct Banned {
  std::string text;
  bool in_deck = false;
  bool in_ui = false;
  std::string reason;
  bool operator==(const Banned&) const = default;
};

}  // namespace hearth::library
