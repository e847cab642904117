// Talks that the two propose to each other, and what a person keeps of one for
// themselves: how it was, in numbers and a word, what they learned of the other, and one
// small thing that they will do. Nothing is written of a talk itself unless its owner
// keeps something; that it was paused or ended early is not kept at all.
#pragma once

#include "story/type.h"

namespace hearth::story::talk {

inline constexpr std::size_t kMostOfAWord = 40;  // characters
inline constexpr std::int64_t kMostOfAnItem = 7;

enum class Closer : std::uint8_t { closer, same, further };

// At least one thing of it is said.
struct Kept {
  static constexpr std::string_view kType = "talk.kept";
  static constexpr Where kWhere = Where::personal;
  std::string kind;  // one of talk/session.h
  std::int64_t minutes = 0;
  std::optional<std::int64_t> heard;  // 1..7 "I felt heard"
  std::optional<std::int64_t> meant;  // 1..7 "I could say what I meant"
  std::optional<Closer> closer;
  std::string word;     // one word for it
  std::string learned;  // about the other
  std::string note;
  std::string step;  // "I will …"
  std::optional<base::Date> by;
  base::Date day;

  [[nodiscard]] bool says_nothing() const {
    return !heard && !meant && !closer && word.empty() && learned.empty() && note.empty() && step.empty();
  }
};

// What became of the small thing, said when looking back; the last said is heard.
enum class Became : std::uint8_t { open, done, moved, let_go };
struct LookedBack {
  static constexpr std::string_view kType = "talk.step";
  static constexpr Where kWhere = Where::personal;
  base::EventId talk;
  Became became = Became::open;
  std::optional<base::Date> by;  // moved: until when
};

// What one learned of the other may have changed since: asked now and then, for oneself,
// and the last said is heard. What was learned first stays as it was written.
enum class Still : std::uint8_t { yes, changed, gone };
struct StillTrue {
  static constexpr std::string_view kType = "talk.still";
  static constexpr Where kWhere = Where::personal;
  base::EventId talk;
  Still still = Still::yes;
  std::string words;  // changed: how it is now; else empty
  base::Date day;
};

// A talk that one proposes to the other: pencilled or firm. Its writer may take it back
// by erasing it; a later proposal stands beside it. Whoever says yes says yes to the
// ground rules too, which the proposal shows.
enum class Place : std::uint8_t { table, walk, car, bed, call };
struct Plan {
  static constexpr std::string_view kType = "talk.plan";
  static constexpr Where kWhere = Where::shared;
  std::string kind;  // one of talk/session.h
  std::int64_t minutes = 0;
  Place place = Place::table;
  base::Date day;
  std::string time;  // "20:30", or empty: some time that day
  bool firm = false;
  std::string words;
};

// The last said is heard. "Not yet" is a whole answer, and nothing follows from it.
enum class Answer : std::uint8_t { yes, another_time, not_yet };
struct Answered {
  static constexpr std::string_view kType = "talk.answer";
  static constexpr Where kWhere = Where::shared;
  base::EventId plan;
  Answer answer = Answer::not_yet;
};

[[nodiscard]] bool read(const Json& json, Plan& out);
[[nodiscard]] bool read(const Json& json, Answered& out);
[[nodiscard]] Json write(const Plan& content);
[[nodiscard]] Json write(const Answered& content);
[[nodiscard]] std::string_view word(Place place);
[[nodiscard]] std::string_view word(Answer answer);
[[nodiscard]] std::optional<Place> place(std::string_view word);
[[nodiscard]] std::optional<Answer> answer(std::string_view word);
// Empty, or "00:00" to "23:59".
[[nodiscard]] bool is_time(std::string_view time);

[[nodiscard]] bool read(const Json& json, Kept& out);
[[nodiscard]] bool read(const Json& json, LookedBack& out);
[[nodiscard]] bool read(const Json& json, StillTrue& out);
[[nodiscard]] Json write(const Kept& content);
[[nodiscard]] Json write(const LookedBack& content);
[[nodiscard]] Json write(const StillTrue& content);

[[nodiscard]] std::string_view word(Closer closer);
[[nodiscard]] std::string_view word(Became became);
[[nodiscard]] std::optional<Closer> closer(std::string_view word);
[[nodiscard]] std::optional<Became> became(std::string_view word);
[[nodiscard]] std::optional<Still> still(std::string_view word);

}  // namespace hearth::story::talk
