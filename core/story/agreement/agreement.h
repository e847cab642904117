// What the two agreed on: proposed by one, agreed by the yes of the other, ended by
// either at once and without a reason. How it went is looked at by each alone. What it
// all amounts to is state.h.
#pragma once

#include "story/form/form.h"

namespace hearth::story::agreement {

// Its proposer takes a proposal back by erasing it.
struct Proposed {
  static constexpr std::string_view kType = "agreement.propose";
  static constexpr Where kWhere = Where::shared;
  std::string kind;   // one of form::forms()
  form::Lines lines;  // at least one
  std::optional<base::Date> review;
  std::optional<base::Date> ends;  // the last day on which it holds
  std::optional<base::EventId> replaces;
};

// "Not yet" is a whole answer. The first yes makes the agreement.
enum class Answer : std::uint8_t { yes, not_yet };
inline constexpr std::string_view kAnswers[] = {"yes", "not_yet"};
struct Answered {
  static constexpr std::string_view kType = "agreement.answer";
  static constexpr Where kWhere = Where::shared;
  base::EventId agreement;
  Answer answer = Answer::not_yet;
};

struct Ended {
  static constexpr std::string_view kType = "agreement.end";
  static constexpr Where kWhere = Where::shared;
  base::EventId agreement;
};

enum class How : std::uint8_t { well, mixed, change };
inline constexpr std::string_view kHow[] = {"well", "mixed", "change"};
struct Reviewed {
  static constexpr std::string_view kType = "agreement.review";
  static constexpr Where kWhere = Where::personal;
  base::EventId agreement;
  How how = How::well;
  std::optional<base::Date> next;  // when to look again
  base::Date day;
};

[[nodiscard]] bool read(const Json& json, Proposed& out);
[[nodiscard]] bool read(const Json& json, Answered& out);
[[nodiscard]] bool read(const Json& json, Ended& out);
[[nodiscard]] bool read(const Json& json, Reviewed& out);
[[nodiscard]] Json write(const Proposed& content);
[[nodiscard]] Json write(const Answered& content);
[[nodiscard]] Json write(const Ended& content);
[[nodiscard]] Json write(const Reviewed& content);

}  // namespace hearth::story::agreement
