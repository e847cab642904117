// Something unprompted that one shares, and what the other may say to it. First a
// thank-you; after it as much as the one who shares asked for:
//
//   witness  heard it, said it back (no question in it)
//   ask      that, and questions
//   ideas    that, and ideas: advice is given nowhere else
//
// What somebody said back or asked before this order was kept counts as it is.
#pragma once

#include "story/type.h"

namespace hearth::story::share {

enum class ReplyMode : std::uint8_t { witness, ask, ideas };
struct Text {
  static constexpr std::string_view kType = "share.text";
  static constexpr Where kWhere = Where::shared;
  std::string text;
  ReplyMode reply = ReplyMode::witness;
};

enum class ReplyKind : std::uint8_t { heard, thank_you, question, said_back, idea };
inline constexpr std::size_t kReplyKinds = 5;
struct Reply {
  static constexpr std::string_view kType = "share.reply";
  static constexpr Where kWhere = Where::shared;
  base::EventId share;
  ReplyKind kind = ReplyKind::heard;
  std::string text;  // of a question, of what was said back and of an idea; empty for the others
};

[[nodiscard]] std::string_view word(ReplyMode mode);
[[nodiscard]] std::string_view word(ReplyKind kind);
[[nodiscard]] std::optional<ReplyKind> reply_kind(std::string_view word);

[[nodiscard]] bool has_words(ReplyKind kind);
// Whether this kind of reply is what the one who shares asked for.
[[nodiscard]] bool welcome(ReplyMode mode, ReplyKind kind);
// Whether there is a question mark, of any script, in a text.
[[nodiscard]] bool asks(std::string_view text);

[[nodiscard]] bool read(const Json& json, Text& out);
[[nodiscard]] bool read(const Json& json, Reply& out);
[[nodiscard]] Json write(const Text& content);
[[nodiscard]] Json write(const Reply& content);

}  // namespace hearth::story::share
