// A talk with the phone away: who speaks, who listens, and until when.
//
//   settle -> A speaks -> B says what they heard -> B speaks -> … -> close -> over
//
// A state machine without a clock: every move is given the time (unix ms). It keeps
// deadlines and no ticks, so a phone may sleep at any point; what a sleep ran over is
// told, and the next turn begins when somebody is there again, at full length.
// It knows roles and deadlines only: no names, no topic, nothing that was said, and
// not who paused or stopped. All of it pure; any thread.
#pragma once

#include <array>
#include <cstdint>
#include <expected>
#include <optional>
#include <span>
#include <string>
#include <string_view>

#include "base/error.h"

namespace hearth::talk {

enum class Kind : std::uint8_t { talk, stress, listen, question, good_news, night, alone };
enum class Part : std::uint8_t { settle, speak, reflect, close };
// By turns: the one who speaks first, and the other.
enum class Who : std::uint8_t { both, first, second };

struct Turn {
  Part part = Part::settle;
  Who who = Who::both;
  std::int32_t seconds = 0;

  friend bool operator==(const Turn&, const Turn&) = default;
};

// The turns of a whole talk, in order. Both speak equally long, but in `listen` and
// `alone`, where one person speaks.
struct Plan {
  std::array<Turn, 8> turns;
  std::size_t count = 0;

  [[nodiscard]] std::span<const Turn> all() const { return std::span(turns).first(count); }
};
// 3, 10, 20 or 45; anything else counts as 20.
[[nodiscard]] Plan plan_of(Kind kind, std::int32_t minutes);
[[nodiscard]] bool is_length(std::int64_t minutes);

enum class Phase : std::uint8_t { running, finishing, paused, over };
enum class End : std::uint8_t { open, done, stopped, lapsed };

struct Session {
  Kind kind = Kind::talk;
  std::int32_t minutes = 20;
  bool other_first = false;  // the one who does not hold this phone speaks first
  bool soft_bell = true;     // half a minute before a turn ends
  std::int32_t place = 0;    // in the plan
  Phase phase = Phase::running;
  std::int64_t seen_ms = 0;     // the time of the last move
  std::int64_t ends_ms = 0;     // of the turn, of the last sentence, or when a pause lapses
  std::int64_t left_ms = 0;     // while paused: what is left
  bool was_finishing = false;   // while paused: it was the last sentence
  std::int64_t back_ms = 0;     // while paused: when they want to come back; 0: not said
  std::int32_t given_back = 0;  // how often in this turn
  bool soft_rung = false;
  End end = End::open;

  friend bool operator==(const Session&, const Session&) = default;
};

inline constexpr std::int64_t kSecond = 1000;
inline constexpr std::int64_t kFinishMs = 20 * kSecond;         // "finish your sentence"
inline constexpr std::int64_t kSoftMs = 30 * kSecond;           // the soft bell, before the end
inline constexpr std::int64_t kOnTimeMs = 5 * kSecond;          // later than this, a bell was missed
inline constexpr std::int64_t kLongAwayMs = 15 * 60 * kSecond;  // later than this, it has paused by itself
inline constexpr std::int64_t kGivenBackMs = 15 * kSecond;      // for each "I interrupted"
inline constexpr std::int32_t kMostGivenBack = 4;               // in one turn
inline constexpr std::int64_t kLapsesMs = 36 * 3600 * kSecond;  // a pause that nobody came back from
inline constexpr std::int64_t kFurthestBackMs = 48 * 3600 * kSecond;
inline constexpr std::int64_t kLastTimeMs = 253'402'300'799'999;  // 9999-12-31

enum class Move : std::uint8_t {
  look,       // time passes
  pass,       // the turn is given on before its end; settling is skipped; the close is ended
  give_back,  // "I interrupted": the speaker gets the time back
  pause,      // by either
  come_back,  // while paused: at a time, or 0 to take it back
  resume,
  close,  // straight to the last part
  stop,   // it ends here
};
enum class Ring : std::uint8_t { none, soft, full };

// What a move brought about.
struct Heard {
  Ring ring = Ring::none;
  std::int64_t late_ms = 0;  // how long ago the bell would have rung; 0: in time
};

[[nodiscard]] Session begin(Kind kind, std::int32_t minutes, bool other_first, bool soft_bell, std::int64_t now_ms);
// Lets the time pass up to now, then does the move. A clock that was set back moves
// every deadline with it. Error::refused_by_rule for a move that the phase does not
// have; the time has passed all the same. `back_ms` belongs to come_back alone.
[[nodiscard]] std::expected<Heard, base::Error> move(Session& session, Move what, std::int64_t now_ms,
                                                     std::int64_t back_ms = 0);

[[nodiscard]] Turn turn_of(const Session& session);
// May the move be made now?
[[nodiscard]] bool may(const Session& session, Move what);
// When something happens by itself next (unix ms); none while paused or over.
[[nodiscard]] std::optional<std::int64_t> next_ms(const Session& session);
// A night talk has no clock on the screen and no soft bell.
[[nodiscard]] bool has_clock(Kind kind);

[[nodiscard]] std::string_view word(Kind kind);
[[nodiscard]] std::string_view word(Part part);
[[nodiscard]] std::string_view word(Phase phase);
[[nodiscard]] std::string_view word(End end);
[[nodiscard]] std::string_view word(Move what);
[[nodiscard]] std::string_view word(Ring ring);
[[nodiscard]] std::optional<Kind> kind(std::string_view word);
[[nodiscard]] std::optional<Move> move_named(std::string_view word);

// One line of numbers, for keeping outside of any vault: roles and deadlines.
[[nodiscard]] std::string to_text(const Session& session);
// decoder: talk_session. Error::shape for anything that to_text() does not write, and
// for a session that could not have come about.
[[nodiscard]] std::expected<Session, base::Error> from_text(std::string_view text);

}  // namespace hearth::talk
