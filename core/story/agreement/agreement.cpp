#include "story/agreement/agreement.h"

namespace hearth::story::agreement {

bool read(const Json& json, Proposed& out) {
  Fields fields(json);
  if (!form::read(fields, form::Of::agreement, out.kind, out.lines)) return false;
  fields.date("review", out.review).date("ends", out.ends).fixed("replaces", out.replaces);
  const form::Form* form = form::find(form::Of::agreement, out.kind);
  return fields.done() && !out.lines.empty() && (out.ends || !form->needs_end);
}
Json write(const Proposed& content) {
  Json json;
  json.set("kind", content.kind).set("lines", form::to_json(content.lines));
  if (content.review) json.set("review", base::to_iso(*content.review));
  if (content.ends) json.set("ends", base::to_iso(*content.ends));
  if (content.replaces) json.set("replaces", to_json(*content.replaces));
  return json;
}

bool read(const Json& json, Answered& out) {
  return Fields(json).fixed("agreement", out.agreement).word("answer", kAnswers, out.answer).done();
}
Json write(const Answered& content) {
  Json json;
  return json.set("agreement", to_json(content.agreement)).set("answer", word_of(kAnswers, content.answer));
}

bool read(const Json& json, Ended& out) { return Fields(json).fixed("agreement", out.agreement).done(); }
Json write(const Ended& content) {
  Json json;
  return json.set("agreement", to_json(content.agreement));
}

bool read(const Json& json, Reviewed& out) {
  Fields fields(json);
  fields.fixed("agreement", out.agreement).word("how", kHow, out.how).date("next", out.next).date("day", out.day);
  return fields.done();
}
Json write(const Reviewed& content) {
  Json json;
  json.set("agreement", to_json(content.agreement)).set("how", word_of(kHow, content.how));
  if (content.next) json.set("next", base::to_iso(*content.next));
  return json.set("day", base::to_iso(content.day));
}

}  // namespace hearth::story::agreement
