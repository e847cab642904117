// Something unprompted that one shares, and what the other may say to it: nothing
// but that it was heard when the one who shares asked for a witness.
#pragma once

#include "story/type.h"

namespace hearth::story::share {

enum class ReplyMode : std::uint8_t { witness, ask };
struct Text {
  static constexpr std::string_view kType = "share.text";
  static constexpr Where kWhere = Where::shared;
  std::string text;
  ReplyMode reply = ReplyMode::witness;
};

enum class ReplyKind : std::uint8_t { heard, thank_you, question };
struct Reply {
  static constexpr std::string_view kType = "share.reply";
  static constexpr Where kWhere = Where::shared;
  base::EventId share;
  ReplyKind kind = ReplyKind::heard;
  std::string text;  // a question's words; empty for the others
};

[[nodiscard]] std::string_view word(ReplyKind kind);
[[nodiscard]] std::optional<ReplyKind> reply_kind(std::string_view word);

[[nodiscard]] bool read(const Json& json, Text& out);
[[nodiscard]] bool read(const Json& json, Reply& out);
[[nodiscard]] Json write(const Text& content);
[[nodiscard]] Json write(const Reply& content);

}  // namespace hearth::story::share
