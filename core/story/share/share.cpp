#include "story/share/share.h"

#include <algorithm>
#include <iterator>

namespace hearth::story::share {
namespace {
constexpr std::string_view kModes[] = {"witness", "ask", "ideas"};
constexpr std::string_view kKinds[] = {"heard", "thank_you", "question", "said_back", "idea"};
static_assert(std::size(kKinds) == kReplyKinds);
// Latin, full width, Arabic, Greek, Armenian, Ethiopic, turned, and the two that are a pair of marks.
constexpr std::string_view kQuestionMarks[] = {"?",      "\uFF1F", "\u061F", "\u037E", "\u055E", "\u1367", "\u00BF",
                                               "\u2047", "\u2048", "\u2049", "\u203D", "\u2753", "\u2754"};
}  // namespace

std::string_view word(ReplyMode mode) { return kModes[static_cast<std::size_t>(mode)]; }
std::string_view word(ReplyKind kind) { return kKinds[static_cast<std::size_t>(kind)]; }

std::optional<ReplyKind> reply_kind(std::string_view word) {
  for (std::size_t i = 0; i < std::size(kKinds); ++i) {
    if (kKinds[i] == word) return static_cast<ReplyKind>(i);
  }
  return std::nullopt;
}

bool has_words(ReplyKind kind) { return kind >= ReplyKind::question; }

bool welcome(ReplyMode mode, ReplyKind kind) {
  if (kind == ReplyKind::question) return mode != ReplyMode::witness;
  return kind != ReplyKind::idea || mode == ReplyMode::ideas;
}

bool asks(std::string_view text) {
  return std::ranges::any_of(kQuestionMarks, [text](std::string_view mark) { return text.contains(mark); });
}

bool read(const Json& json, Text& out) {
  Fields fields(json);
  return fields.text("text", out.text, kLongText).word("reply", kModes, out.reply).done() && !out.text.empty();
}
Json write(const Text& content) {
  Json json;
  return json.set("text", content.text).set("reply", word(content.reply));
}

bool read(const Json& json, Reply& out) {
  Fields fields(json);
  return fields.fixed("share", out.share).word("kind", kKinds, out.kind).text("text", out.text, kLongText).done();
}
Json write(const Reply& content) {
  Json json;
  return json.set("share", to_json(content.share)).set("kind", word(content.kind)).set("text", content.text);
}

}  // namespace hearth::story::share
