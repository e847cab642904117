// What two say to each other to mend something: an invitation and its answer, that it
// rests, one small thing that each will do, readiness for the steps after a breach of
// trust. And what one keeps for oneself: whether it helped, "the same again".
// The sides of the two are no events of this folder: each is an answer to the question
// of question_id(), sealed and opened as any other (story/exchange).
#pragma once

#include <array>

#include "story/talk/talk.h"
#include "story/type.h"

namespace hearth::story::mend {

inline constexpr std::size_t kMostOfAnInvitation = 2 * kShortText;  // characters

// The last three are the steps of the slower way, in their order.
enum class Kind : std::uint8_t { hurt, root, impact, meaning, onward };
inline constexpr std::array kSteps = {Kind::impact, Kind::meaning, Kind::onward};

// Its writer may take it back by erasing it. Two that cross each other both stand.
struct Invite {
  static constexpr std::string_view kType = "mend.invite";
  static constexpr Where kWhere = Where::shared;
  Kind kind = Kind::hurt;
  std::string words;
};

// Of the one who was invited; the last said is heard. "Not yet" is a whole answer, and
// nothing follows from it; `help`: they would rather have help with this.
enum class Answer : std::uint8_t { yes, not_yet, help };
struct Answered {
  static constexpr std::string_view kType = "mend.answer";
  static constexpr Where kWhere = Where::shared;
  base::EventId mend;
  Answer answer = Answer::not_yet;
  std::optional<base::Date> day;  // yes: when
  std::string time;               // "20:30", or empty
};

// Either lets it rest, without a reason; a new invitation takes it up.
struct Rest {
  static constexpr std::string_view kType = "mend.rest";
  static constexpr Where kWhere = Where::shared;
  base::EventId mend;
};

// "I will …", until a day, by its owner alone; of a mend, or by itself.
struct Promise {
  static constexpr std::string_view kType = "mend.promise";
  static constexpr Where kWhere = Where::shared;
  std::optional<base::EventId> mend;
  std::string text;
  base::Date by;
};

// What became of an own promise; the last said is heard.
struct Kept {
  static constexpr std::string_view kType = "mend.kept";
  static constexpr Where kWhere = Where::shared;
  base::EventId promise;
  talk::Became became = talk::Became::open;
  std::optional<base::Date> by;  // moved: until when
};

enum class Helped : std::uint8_t { yes, some, no };
struct Followed {
  static constexpr std::string_view kType = "mend.followed";
  static constexpr Where kWhere = Where::personal;
  base::EventId mend;
  Helped helped = Helped::some;
};

// The same thing between the two once more, by a name that one gives it.
struct Again {
  static constexpr std::string_view kType = "mend.again";
  static constexpr Where kWhere = Where::personal;
  std::string name;
  base::Date day;
};

// "I am ready for this step." A yes stands in the space, and so does taking it back;
// a "not yet" before any yes stays with its owner.
struct Ready {
  static constexpr std::string_view kType = "mend.ready";
  static constexpr Where kWhere = Where::both;
  Kind step = Kind::impact;
  bool ready = false;
};

// The question that a side answers: "mend/" and the event of the invitation.
[[nodiscard]] bool is_question(std::string_view id);
[[nodiscard]] std::string question_id(const base::EventId& mend);
[[nodiscard]] std::optional<base::EventId> mend_of(std::string_view question_id);

// Two names that differ in blanks or in large and small letters (a-z) are one.
[[nodiscard]] std::string same_name(std::string_view name);

[[nodiscard]] std::string_view word(Kind kind);
[[nodiscard]] std::string_view word(Answer answer);
[[nodiscard]] std::string_view word(Helped helped);
[[nodiscard]] std::optional<Kind> kind(std::string_view word);
[[nodiscard]] std::optional<Answer> answer(std::string_view word);
[[nodiscard]] std::optional<Helped> helped(std::string_view word);
[[nodiscard]] inline bool is_step(Kind kind) { return kind >= Kind::impact; }

[[nodiscard]] bool read(const Json& json, Invite& out);
[[nodiscard]] bool read(const Json& json, Answered& out);
[[nodiscard]] bool read(const Json& json, Rest& out);
[[nodiscard]] bool read(const Json& json, Promise& out);
[[nodiscard]] bool read(const Json& json, Kept& out);
[[nodiscard]] bool read(const Json& json, Followed& out);
[[nodiscard]] bool read(const Json& json, Again& out);
[[nodiscard]] bool read(const Json& json, Ready& out);
[[nodiscard]] Json write(const Invite& content);
[[nodiscard]] Json write(const Answered& content);
[[nodiscard]] Json write(const Rest& content);
[[nodiscard]] Json write(const Promise& content);
[[nodiscard]] Json write(const Kept& content);
[[nodiscard]] Json write(const Followed& content);
[[nodiscard]] Json write(const Again& content);
[[nodiscard]] Json write(const Ready& content);

}  // namespace hearth::story::mend
