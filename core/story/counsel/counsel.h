// Something that the two have written, for a counsellor: chosen parts, printed or under
// a link that ends. With words of the other it takes both: such a proposal stands in
// the space, and the other says yes or no to it. What is one's own alone stays in the
// personal log: nobody is told of it. The key of a link is never in the space.
#pragma once

#include "base/share.h"
#include "story/type.h"

namespace hearth::story::counsel {

inline constexpr std::size_t kMostItems = 200;
inline constexpr std::int64_t kMostDays = 14;

enum class How : std::uint8_t { print, link };

struct Propose {
  static constexpr std::string_view kType = "counsel.propose";
  static constexpr Where kWhere = Where::both;
  std::vector<base::EventId> items;  // in the space: of what both can read, and no other
  std::string purpose;
  std::int64_t days = 1;
  How how = How::print;
};

// Own private things beside a proposal that both see. Of these the other learns nothing,
// not even that there are some: it is written with every such proposal, also empty.
struct Beside {
  static constexpr std::string_view kType = "counsel.beside";
  static constexpr Where kWhere = Where::personal;
  base::EventId proposal;
  std::vector<base::EventId> items;
};

// By the one who did not propose; the last said is heard.
enum class Answer : std::uint8_t { yes, no };
struct Answered {
  static constexpr std::string_view kType = "counsel.answer";
  static constexpr Where kWhere = Where::shared;
  base::EventId proposal;
  Answer answer = Answer::no;
};

// The link's secret, for one's own devices.
struct Key {
  static constexpr std::string_view kType = "counsel.key";
  static constexpr Where kWhere = Where::personal;
  base::EventId proposal;
  base::ShareId share;
  base::Hash32 key;
  base::Date day;  // on which it was made
};

// The server has it: from now on either can end it.
struct Made {
  static constexpr std::string_view kType = "counsel.made";
  static constexpr Where kWhere = Where::both;
  base::EventId proposal;
  base::ShareId share;
  std::int64_t expires_at = 0;  // unix ms
};

// By either, at any time, also before anything was made.
struct Revoked {
  static constexpr std::string_view kType = "counsel.revoked";
  static constexpr Where kWhere = Where::both;
  base::EventId proposal;
};

[[nodiscard]] bool read(const Json& json, Propose& out);
[[nodiscard]] bool read(const Json& json, Beside& out);
[[nodiscard]] bool read(const Json& json, Answered& out);
[[nodiscard]] bool read(const Json& json, Key& out);
[[nodiscard]] bool read(const Json& json, Made& out);
[[nodiscard]] bool read(const Json& json, Revoked& out);
[[nodiscard]] Json write(const Propose& content);
[[nodiscard]] Json write(const Beside& content);
[[nodiscard]] Json write(const Answered& content);
[[nodiscard]] Json write(const Key& content);
[[nodiscard]] Json write(const Made& content);
[[nodiscard]] Json write(const Revoked& content);

[[nodiscard]] std::string_view word(How how);
[[nodiscard]] std::optional<How> how(std::string_view word);
[[nodiscard]] std::optional<Answer> answer(std::string_view word);

}  // namespace hearth::story::counsel
