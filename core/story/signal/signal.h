// What the two say to each other in passing: "I am carrying something from outside",
// "I am shutting down, back at nine", a hard subject raised softly. Each kind has its
// answers, its time and who may end it, all of it in one table. The shelf of open
// conversations and the board of what weighs on both from outside are kinds of it too.
// There is no private answer: who does not answer shows nothing.
#pragma once

#include "story/type.h"

namespace hearth::story::signal {

inline constexpr std::size_t kMostWords = 2000;  // characters
inline constexpr std::int32_t kBackWithinDays = 7;
inline constexpr std::int64_t kLongestTalk = 120;  // minutes

enum class Kind : std::uint8_t {
  carrying,
  support,
  spillover,
  quiet,
  elephant,
  first_line,
  tell_me,
  reassure,
  here,
  open,
  load,
};
enum class Wish : std::uint8_t { listen, comfort, ideas, practical, company, space };
enum class Answer : std::uint8_t {
  thank_you,
  here,
  yes,
  later,
  when,
  not_yet,
  words,
  resume,
  helped_before,
  could_do,
};
enum class Helped : std::uint8_t { yes, some, no };

inline constexpr std::string_view kWishes[] = {"listen", "comfort", "ideas", "practical", "company", "space"};
inline constexpr std::string_view kAnswers[] = {"thank_you", "here",  "yes",    "later",         "when",
                                                "not_yet",   "words", "resume", "helped_before", "could_do"};
inline constexpr std::string_view kHelped[] = {"yes", "some", "no"};

enum class Words : std::uint8_t { none, may, needed };
// Of the moment, shown to the two for a while; or until one of them says it is over.
enum class Place : std::uint8_t { now, shelf, board };

struct Rule {
  std::string_view word;
  Words words = Words::may;
  Place place = Place::now;
  std::int32_t days = 0;      // shown on its day and so many more: its day is that of writing, of
                              // coming back (quiet), or the one that the other chose (elephant)
  std::uint16_t answers = 0;  // which of Answer, a bit each

  [[nodiscard]] bool admits(Answer answer) const { return (answers >> static_cast<unsigned>(answer) & 1U) != 0; }
  // Both answer what stands on the board, and either ends what is of both.
  [[nodiscard]] bool of_both() const { return place != Place::now; }
};
[[nodiscard]] const Rule& rule(Kind kind);
[[nodiscard]] std::optional<Kind> kind(std::string_view word);
// These answers are words; the others are a tap.
[[nodiscard]] bool has_words(Answer answer);

struct Say {
  static constexpr std::string_view kType = "signal.say";
  static constexpr Where kWhere = Where::shared;
  Kind kind = Kind::here;
  std::string text;
  std::optional<Wish> wish;             // support, and no other
  std::optional<std::int64_t> back_ms;  // quiet, and no other: unix ms
  std::int64_t minutes = 0;             // elephant, and no other: how long a talk
};

// What is said with a tap is said anew by the next tap; words stand beside each other.
struct Answered {
  static constexpr std::string_view kType = "signal.answer";
  static constexpr Where kWhere = Where::shared;
  base::EventId signal;
  Answer answer = Answer::later;
  std::string text;               // of an answer in words
  std::optional<base::Date> day;  // when
  std::string time;               // when: "20:30", or empty
};

struct Over {
  static constexpr std::string_view kType = "signal.over";
  static constexpr Where kWhere = Where::shared;
  base::EventId signal;
};

// "Did that help?", said by its writer to themselves; the last said is heard.
struct DidHelp {
  static constexpr std::string_view kType = "signal.helped";
  static constexpr Where kWhere = Where::personal;
  base::EventId signal;
  Helped helped = Helped::some;
};

[[nodiscard]] bool read(const Json& json, Say& out);
[[nodiscard]] bool read(const Json& json, Answered& out);
[[nodiscard]] bool read(const Json& json, Over& out);
[[nodiscard]] bool read(const Json& json, DidHelp& out);
[[nodiscard]] Json write(const Say& content);
[[nodiscard]] Json write(const Answered& content);
[[nodiscard]] Json write(const Over& content);
[[nodiscard]] Json write(const DidHelp& content);

}  // namespace hearth::story::signal
