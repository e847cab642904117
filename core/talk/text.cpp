// The words of a session's parts, and the line in which it is kept.
#include <charconv>

#include "talk/session.h"

namespace hearth::talk {
namespace {

constexpr std::string_view kKinds[] = {"talk", "stress", "listen", "question", "good_news", "night", "alone"};
constexpr std::string_view kParts[] = {"settle", "speak", "reflect", "close"};
constexpr std::string_view kPhases[] = {"running", "finishing", "paused", "over"};
constexpr std::string_view kEnds[] = {"open", "done", "stopped", "lapsed"};
constexpr std::string_view kMoves[] = {"look", "pass", "give_back", "pause", "come_back", "resume", "close", "stop"};
constexpr std::string_view kRings[] = {"none", "soft", "full"};

constexpr std::size_t kNumbers = 15;  // the version, and what to_text() writes
constexpr std::int64_t kVersion = 1;
constexpr std::size_t kLongest = 128;

template <class Enum, std::size_t kCount>
std::string_view word_in(const std::string_view (&words)[kCount], Enum value) {
  return words[static_cast<std::size_t>(value)];
}
template <class Enum, std::size_t kCount>
std::optional<Enum> value_in(const std::string_view (&words)[kCount], std::string_view word) {
  for (std::size_t i = 0; i < kCount; ++i) {
    if (words[i] == word) return static_cast<Enum>(i);
  }
  return std::nullopt;
}

using Numbers = std::array<std::int64_t, kNumbers>;

Numbers numbers_of(const Session& session) {
  return {kVersion,
          static_cast<std::int64_t>(session.kind),
          session.minutes,
          session.other_first,
          session.soft_bell,
          session.place,
          static_cast<std::int64_t>(session.phase),
          session.seen_ms,
          session.ends_ms,
          session.left_ms,
          session.was_finishing,
          session.back_ms,
          session.given_back,
          session.soft_rung,
          static_cast<std::int64_t>(session.end)};
}

// Could moves have led here?
bool is_sound(const Session& session) {
  if (static_cast<std::size_t>(session.place) >= plan_of(session.kind, session.minutes).count) return false;
  if ((session.phase == Phase::over) != (session.end != End::open)) return false;
  const Turn turn = turn_of(session);
  const bool speaks = turn.part == Part::speak;
  if (session.given_back > 0 && (!speaks || session.kind == Kind::alone)) return false;
  const std::int64_t longest = turn.seconds * kSecond + session.given_back * kGivenBackMs;
  const std::int64_t ahead = session.ends_ms - session.seen_ms;
  if (session.phase != Phase::paused && (session.left_ms != 0 || session.was_finishing || session.back_ms != 0)) {
    return false;
  }
  const bool can_finish = speaks || turn.part == Part::reflect;
  switch (session.phase) {
    case Phase::running: return ahead > 0 && ahead <= longest;
    case Phase::finishing: return ahead > 0 && ahead <= kFinishMs && can_finish;
    case Phase::paused:
      return ahead > 0 && ahead <= kFurthestBackMs + kLapsesMs && (can_finish || !session.was_finishing) &&
             session.left_ms <= (session.was_finishing ? kFinishMs : longest);
    case Phase::over: return true;
  }
  return false;
}

}  // namespace

std::string_view word(Kind kind) { return word_in(kKinds, kind); }
std::string_view word(Part part) { return word_in(kParts, part); }
std::string_view word(Phase phase) { return word_in(kPhases, phase); }
std::string_view word(End end) { return word_in(kEnds, end); }
std::string_view word(Move what) { return word_in(kMoves, what); }
std::string_view word(Ring ring) { return word_in(kRings, ring); }
std::optional<Kind> kind(std::string_view word) { return value_in<Kind>(kKinds, word); }
std::optional<Move> move_named(std::string_view word) { return value_in<Move>(kMoves, word); }

std::string to_text(const Session& session) {
  std::string text;
  for (const std::int64_t number : numbers_of(session)) {
    if (!text.empty()) text += '.';
    text += std::to_string(number);
  }
  return text;
}

std::expected<Session, base::Error> from_text(std::string_view text) {
  constexpr std::int64_t kFurthest = kLastTimeMs + kFurthestBackMs + kLapsesMs;
  constexpr Numbers kHighest = {kVersion,
                                std::size(kKinds) - 1,
                                45,
                                1,
                                1,
                                7,
                                std::size(kPhases) - 1,
                                kLastTimeMs,
                                kFurthest,
                                2'000 * kSecond,
                                1,
                                kFurthest,
                                kMostGivenBack,
                                1,
                                std::size(kEnds) - 1};
  const auto refused = std::unexpected(base::Error::shape);
  if (text.size() > kLongest) return refused;
  Numbers read{};
  const char* at = text.data();
  const char* const last = at + text.size();
  for (std::size_t i = 0; i < kNumbers; ++i) {
    if (i > 0 && (at == last || *at++ != '.')) return refused;
    const auto parsed = std::from_chars(at, last, read.at(i));
    if (parsed.ec != std::errc() || read.at(i) < 0 || read.at(i) > kHighest.at(i)) return refused;
    at = parsed.ptr;
  }
  if (at != last) return refused;
  Session session;
  session.kind = static_cast<Kind>(read[1]);
  session.minutes = static_cast<std::int32_t>(read[2]);
  session.other_first = read[3] == 1;
  session.soft_bell = read[4] == 1;
  session.place = static_cast<std::int32_t>(read[5]);
  session.phase = static_cast<Phase>(read[6]);
  session.seen_ms = read[7];
  session.ends_ms = read[8];
  session.left_ms = read[9];
  session.was_finishing = read[10] == 1;
  session.back_ms = read[11];
  session.given_back = static_cast<std::int32_t>(read[12]);
  session.soft_rung = read[13] == 1;
  session.end = static_cast<End>(read[14]);
  if (read[0] != kVersion || !is_length(session.minutes) || !is_sound(session)) return refused;
  // Exactly as it is written: no leading noughts, nothing that reads as another.
  if (to_text(session) != text) return refused;
  return session;
}

}  // namespace hearth::talk
