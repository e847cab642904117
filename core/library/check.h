// Holds a pack against the rules that content has to keep (content/README.md says
// each with its reason). The same for the built-in deck, for `hearth deck check`
// and for the tests.
// No state; any thread.
#pragma once

#include <cstddef>
#include <cstdint>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "library/pack.h"

namespace hearth::library {

enum class Rule : std::uint8_t {
  missing_field,
  bad_id,
  duplicate_id,
  depth_out_of_range,
  minutes_out_of_range,
  unknown_facet,
  unknown_setting,
  unknown_pair_kind,
  unknown_tone,
  unknown_topic,
  affection_beyond_partners,  // "affection" is asked of partners only
  closed_question,
  long_sentence,
  banned_word,
  near_duplicate,
  too_few_questions,
  too_few_in_depth,
  too_few_for_friends_and_family,
  feelings_incomplete,  // not four groups of six words
  unknown_kind,         // of a step: neither to talk nor to do
  unknown_mood,
  weights_wrong,  // a step's facets do not sum to 16
  turns_wrong,    // a talk card without turns of 1 to 3 minutes, or something to do with turns
  how_length,     // not two to five sentences
  too_few_steps,
  offer_marked,     // a gentler way that would be marked itself, or for advice no open question
  phrase_twice,     // a phrase of the hints stands in two places
  too_few_drills,   // in all, for one alone or for both
  help_incomplete,  // a country without emergency number, a line without a way to reach it or a date
};

inline constexpr std::uint8_t kRuleCount = static_cast<std::uint8_t>(Rule::help_incomplete) + 1;

// The stable snake_case name, such as "closed_question".
[[nodiscard]] std::string_view code(Rule rule);

struct Finding {
  Rule rule = Rule::missing_field;
  std::string item;    // the id of what breaks the rule, or a name such as "depth 3"
  std::string detail;  // what was seen: a word, a field, a sentence, a count
  bool operator==(const Finding&) const = default;
};

// What a deck has to offer at least. The defaults are those of the built-in deck.
struct Minimums {
  std::size_t questions = 150;
  std::size_t in_each_depth = 20;
  std::size_t friends_and_family = 40;  // questions that fit friends or family
  std::size_t steps = 48;
  std::size_t steps_in_each_depth = 4;
  std::size_t steps_for_friends_and_family = 15;
  std::size_t drills = 8;
  std::size_t drills_for_each = 3;  // of kDrillFor
  std::size_t first_steps = 10;     // of depth 1, ten minutes at most, on no topic: what everyone begins with
};

inline constexpr std::size_t kLongestSentence = 20;  // words

// Two questions as alike as this are one question. Measured on the built-in deck and
// on twelve questions said again in other words (text_test.cpp): the most alike pair
// of different questions reaches 0.52, the least alike pair that is one question
// 0.73. The threshold stands between; the test fails when either comes near.
inline constexpr double kNearDuplicate = 0.62;

// In the order of the pack; empty when all is well.
[[nodiscard]] std::vector<Finding> check(const Pack& pack, std::span<const Banned> banned,
                                         const Minimums& minimums = {});

}  // namespace hearth::library
