// What the guide says and hears (docs/guide.md). In the space: the weekly word, what
// became of a step, and numbers that were shared. In the personal log: what a person tells their own guide.
// The mark on the Safety page is no event: it stays on its device (app/keep.h).
#pragma once

#include "story/type.h"

namespace hearth::story::step {

inline constexpr std::int64_t kLastWeek = 2600;
inline constexpr std::size_t kWordBytes = 8;
inline constexpr std::size_t kLongestId = 64;
inline constexpr std::int64_t kMostOfAFacet = 10;

// The coarse word of one person, from a week on. Its payload is always of one size.
struct Word {
  static constexpr std::string_view kType = "guide.word";
  static constexpr Where kWhere = Where::shared;
  std::int64_t from_week = 0;
  base::Bytes word;  // kWordBytes; what it means is guide/word.h's
};

// What became of a step that was offered in a week. Either may say it, and take it
// back by `open`; the last said is heard. Alone it stands in the personal log.
enum class Became : std::uint8_t { open, done, let_go };
struct Fate {
  static constexpr std::string_view kType = "guide.fate";
  static constexpr Where kWhere = Where::both;
  std::int64_t week = 0;
  std::string step;
  Became became = Became::open;
};
[[nodiscard]] std::optional<Became> became(std::string_view word);

// What a person tells their own guide, one thing each; of the same kind (and id) the
// last said is heard, except for answers and comfort, which all count.
enum class Kind : std::uint8_t {
  ready,    // 1..5 how deep one would like to go; 0: rather not say now
  comfort,  // id: a step; 1..5 how comfortable it was; 0: rather not say
  pace,     // 1: the lightest
  minutes,  // how long a step may take
  topic,    // id: a topic; 1: off limits
  rest,     // 1: a week of rest is wished for, the one that begins on `day`
  away,     // id: a step; 1: put away for some weeks from `day` on (a hard day: that day)
  another,  // id: a step; 1: another one, in the week of `day`
  // Items about the two, all for oneself (model.md 2). Nothing of them travels but by Numbers.
  understood,  // 1..7: how understood one felt that day
  felt,        // id: a facet; 0..10: how much of it there was in the last week
  needed,      // id: a facet; 0..10: how much of it one would like
  unasked,     // id: a facet; 1: it does not matter here, do not ask
  numbers,     // id: a facet; 1: both of its numbers go to the other, now and from now on
  conflict,    // 0..7: how hard it was between the two that day
  noticed,     // id: an own early sign; 1: noticed since the last look back, 0: not
  seen,        // id: a notice; 1: put away for some weeks from `day` on (a hard day: that day)
};
struct Own {
  static constexpr std::string_view kType = "guide.own";
  static constexpr Where kWhere = Where::personal;
  Kind kind = Kind::ready;
  std::string id;  // empty where the kind has none
  std::int64_t value = 0;
  base::Date day;
};
// Both numbers of one facet, shared by the tap of their owner; without them: taken back.
struct Numbers {
  static constexpr std::string_view kType = "guide.numbers";
  static constexpr Where kWhere = Where::shared;
  std::string facet;
  std::optional<std::int64_t> felt;
  std::optional<std::int64_t> needed;
  base::Date day;
};

// True for a value that this kind takes, with an id exactly where it has one.
[[nodiscard]] bool is_sound(const Own& own);

[[nodiscard]] bool read(const Json& json, Word& out);
[[nodiscard]] bool read(const Json& json, Fate& out);
[[nodiscard]] bool read(const Json& json, Own& out);
[[nodiscard]] bool read(const Json& json, Numbers& out);
[[nodiscard]] Json write(const Word& content);
[[nodiscard]] Json write(const Fate& content);
[[nodiscard]] Json write(const Own& content);
[[nodiscard]] Json write(const Numbers& content);

// Its word in files.
[[nodiscard]] std::string_view word(Kind kind);
[[nodiscard]] std::string_view word(Became became);

}  // namespace hearth::story::step
