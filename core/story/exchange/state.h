// What an exchange amounts to for the one who looks: a pure function of the records
// and of the day. Keys and boxes are the log's: here an answer can be read when the
// story has its words.
//
//   offered -> drafting -> sealed -> both_sealed -> open
//                             \-> resting (no answer for seven days)
//   passed (private; the other's view shows what it shows for no answer) · withdrawn
#pragma once

#include "story/story.h"

namespace hearth::story::exchange {

inline constexpr std::int32_t kRestsAfterDays = 7;

enum class Phase : std::uint8_t { offered, drafting, sealed, both_sealed, open, resting, passed, withdrawn };

// One person's standing in an exchange.
struct Side {
  const Entry<Seal>* seal = nullptr;        // the one that counts: neither withdrawn nor erased, smallest id
  const Entry<Seal>* other_seal = nullptr;  // an own other device sealed too, offline: offered as a draft
  bool released = false;                    // the key of `seal` was given away
  const Entry<OpenAnswer>* open = nullptr;  // sent openly: the last
  bool withdrew = false;                    // there was a seal, and all are withdrawn

  [[nodiscard]] bool answered() const { return seal != nullptr || open != nullptr; }
};

struct State {
  Side own;
  Side theirs;
  Phase phase = Phase::offered;
  bool sendable_open = false;  // resting, and own words are still sealed

  // The other's words, when the one who looks may see them: sent openly, or opened
  // by their key after the own answer was given too.
  const std::string* their_words = nullptr;
  const std::string* own_words = nullptr;
};

// `today` and the offset decide about resting. Hidden (erased) entries do not count.
[[nodiscard]] State state_of(const Story& story, const ExchangeRecord& record, base::Date today,
                             std::int32_t offset_minutes);

// The question and round of the exchange, from whatever says it; null when nothing does.
struct Asked {
  QuestionRef question;
  std::int64_t round = 0;
};
[[nodiscard]] std::optional<Asked> asked_in(const ExchangeRecord& record);

// When the first answer of either was written (unix ms); 0 when there is none.
[[nodiscard]] std::int64_t began_ms(const ExchangeRecord& record);

}  // namespace hearth::story::exchange
