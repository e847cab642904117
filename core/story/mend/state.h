// What a mend has come to, and what the one who looks may do with it: a pure function of
// what was said, in the total order of the log, so the devices of the two agree.
//
//   invited ── the other says yes ──▶ sides ── both keys are given ──▶ opened
//      ◀── not yet, rather help ──                                       │ each has promised
//   rests: either let it rest, whenever                                  ▼ one small thing
//                                                                     promised
//
// Nothing in it waits for a time or runs out. Only when each looks back alone has a day:
// three after the sides were opened and the last promise was made.
#pragma once

#include "story/story.h"

namespace hearth::story::mend {

inline constexpr std::int32_t kFollowsAfterDays = 3;  // product.md 4.8

enum class Phase : std::uint8_t { invited, sides, opened, promised, rests };

// One person's side. What was given stays given, whatever is erased later: its key left.
struct Side {
  bool sealed = false;  // an answer that is not withdrawn, or was given
  bool given = false;
  std::int64_t given_ms = 0;
};

struct State {
  Phase phase = Phase::invited;
  bool own_invite = false;
  const Entry<Answered>* answer = nullptr;  // of the one who was invited: the last
  Side own;
  Side theirs;
  std::int64_t settled_ms = 0;   // opened, and the last promise made; 0 before
  std::optional<Helped> helped;  // own
  std::vector<const Entry<Promise>*> promises;

  [[nodiscard]] bool both_given() const { return own.given && theirs.given; }
};

// `record`: the exchange of the two sides; null when neither has said anything.
[[nodiscard]] State state_of(const Story& story, const Entry<Invite>& invite, const ExchangeRecord* record);

// What this person can do with it. `write_side`: there may be an own side at all.
enum class Move : std::uint8_t { answer, seal, rest, promise, followed };
inline constexpr std::array kMoves = {Move::answer, Move::seal, Move::rest, Move::promise, Move::followed};
[[nodiscard]] std::string_view word(Move move);
[[nodiscard]] bool may(const State& state, Move move, base::Date today, std::int32_t offset_minutes);
// The one who invited may write their side at once, the other after their yes.
[[nodiscard]] bool may_write_a_side(const State& state);

// The last that was said of a promise.
struct Standing {
  talk::Became became = talk::Became::open;
  base::Date by;
};
[[nodiscard]] Standing standing(const Story& story, const Entry<Promise>& promise);

// Who has said, in the space, that they are ready for a step: the last of each.
struct Readiness {
  bool own = false;
  bool theirs = false;
};
[[nodiscard]] Readiness readiness(const Story& story, Kind step);

}  // namespace hearth::story::mend
