#include "story/exchange/exchange.h"

namespace hearth::story::exchange {
namespace {

constexpr std::string_view kReactions[] = {"thank_you", "did_not_know", "tell_me_more", "lets_talk"};
constexpr std::int64_t kDeepest = 5;

// {"id", "version"} or {"text"}.
bool read_question(const Json& json, QuestionRef& out) {
  Fields fields(json);
  if (json.find("text") != nullptr) {
    return fields.text("text", out.own_text, kShortText * 2).done() && !out.own_text.empty();
  }
  return fields.text("id", out.id, 64).integer("version", out.version, 1, 10'000).done() && !out.id.empty();
}

Json write_question(const QuestionRef& question) {
  Json json;
  if (!question.own_text.empty()) return json.set("text", question.own_text);
  return json.set("id", question.id).set("version", question.version);
}

template <class Content>
bool read_exchange_only(const Json& json, Content& out) {
  Fields fields(json);
  return fields.fixed("exchange", out.exchange).done();
}
template <class Content>
Json write_exchange_only(const Content& content) {
  Json json;
  return json.set("exchange", to_json(content.exchange));
}

template <class Content>
bool read_rung(const Json& json, Content& out) {
  Fields fields(json);
  return fields.integer("rung", out.rung, 1, kDeepest).date("day", out.day).done();
}
template <class Content>
Json write_rung(const Content& content) {
  Json json;
  return json.set("rung", content.rung).set("day", base::to_iso(content.day));
}

}  // namespace

bool is_reaction(std::string_view reaction) {
  for (const std::string_view known : kReactions) {
    if (known == reaction) return true;
  }
  return false;
}

bool read(const Json& json, Seal& out) {
  Fields fields(json);
  const Json* question = nullptr;
  return fields.fixed("exchange", out.exchange)
             .object("question", question)
             .integer("round", out.round, 0, kMaximumRound)
             .bytes("box", out.box, kMaximumBox)
             .fixed("commitment", out.commitment)
             .done() &&
         read_question(*question, out.question);
}
Json write(const Seal& content) {
  Json json;
  return json.set("exchange", to_json(content.exchange))
      .set("question", write_question(content.question))
      .set("round", content.round)
      .set("box", to_json(base::ByteView(content.box)))
      .set("commitment", to_json(content.commitment));
}

bool read(const Json& json, Release& out) {
  Fields fields(json);
  return fields.fixed("exchange", out.exchange).fixed("seal", out.seal).bytes("key", out.key, 32).done() &&
         out.key.size() == 32;
}
Json write(const Release& content) {
  Json json;
  return json.set("exchange", to_json(content.exchange))
      .set("seal", to_json(content.seal))
      .set("key", to_json(base::ByteView(content.key)));
}

bool read(const Json& json, Withdraw& out) {
  Fields fields(json);
  return fields.fixed("exchange", out.exchange).fixed("seal", out.seal).done();
}
Json write(const Withdraw& content) {
  Json json;
  return json.set("exchange", to_json(content.exchange)).set("seal", to_json(content.seal));
}

bool read(const Json& json, OpenAnswer& out) {
  Fields fields(json);
  const Json* question = nullptr;
  return fields.fixed("exchange", out.exchange)
             .object("question", question)
             .integer("round", out.round, 0, kMaximumRound)
             .text("text", out.text, kLongText)
             .done() &&
         read_question(*question, out.question) && !out.text.empty();
}
Json write(const OpenAnswer& content) {
  Json json;
  return json.set("exchange", to_json(content.exchange))
      .set("question", write_question(content.question))
      .set("round", content.round)
      .set("text", content.text);
}

bool read(const Json& json, React& out) {
  Fields fields(json);
  return fields.fixed("exchange", out.exchange).text("reaction", out.reaction, 32).done() && is_reaction(out.reaction);
}
Json write(const React& content) {
  Json json;
  return json.set("exchange", to_json(content.exchange)).set("reaction", content.reaction);
}

bool read(const Json& json, Another& out) {
  Fields fields(json);
  return fields.text("question", out.question, 64).date("day", out.day).done() && !out.question.empty();
}
Json write(const Another& content) {
  Json json;
  return json.set("question", content.question).set("day", base::to_iso(content.day));
}

bool read(const Json& json, DraftAnswer& out) {
  Fields fields(json);
  const Json* question = nullptr;
  return fields.object("question", question).text("text", out.text, kLongText).done() &&
         read_question(*question, out.question);
}
Json write(const DraftAnswer& content) {
  Json json;
  return json.set("question", write_question(content.question)).set("text", content.text);
}

bool read(const Json& json, Deeper& out) { return read_rung(json, out); }
bool read(const Json& json, NotDeeper& out) { return read_rung(json, out); }
bool read(const Json& json, Pass& out) { return read_exchange_only(json, out); }
bool read(const Json& json, NotNow& out) { return read_exchange_only(json, out); }
bool read(const Json& json, Seen& out) { return read_exchange_only(json, out); }
Json write(const Deeper& content) { return write_rung(content); }
Json write(const NotDeeper& content) { return write_rung(content); }
Json write(const Pass& content) { return write_exchange_only(content); }
Json write(const NotNow& content) { return write_exchange_only(content); }
Json write(const Seen& content) { return write_exchange_only(content); }

}  // namespace hearth::story::exchange
