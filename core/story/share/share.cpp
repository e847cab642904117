#include "story/share/share.h"

namespace hearth::story::share {
namespace {
constexpr std::string_view kModes[] = {"witness", "ask"};
constexpr std::string_view kKinds[] = {"heard", "thank_you", "question"};
}  // namespace

std::string_view word(ReplyKind kind) { return kKinds[static_cast<std::size_t>(kind)]; }

std::optional<ReplyKind> reply_kind(std::string_view word) {
  for (std::size_t i = 0; i < std::size(kKinds); ++i) {
    if (kKinds[i] == word) return static_cast<ReplyKind>(i);
  }
  return std::nullopt;
}

bool read(const Json& json, Text& out) {
  Fields fields(json);
  return fields.text("text", out.text, kLongText).word("reply", kModes, out.reply).done() && !out.text.empty();
}
Json write(const Text& content) {
  Json json;
  return json.set("text", content.text).set("reply", kModes[static_cast<std::size_t>(content.reply)]);
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
