// The sealed exchange: a question, an answer of each, opened when both are there.
// docs/protocol.md ("Sealed exchange") says how the keys travel; here is only what
// was said. A pass, "not now" and the wish for another question are private.
#pragma once

#include "story/type.h"

namespace hearth::story::exchange {

// A question of the deck (id, version) or one's own words.
struct QuestionRef {
  std::string id;
  std::int64_t version = 0;
  std::string own_text;  // not empty: own words, and id is empty
  friend bool operator==(const QuestionRef&, const QuestionRef&) = default;
};

inline constexpr std::size_t kMaximumBox = 160 * 1024;
inline constexpr std::int64_t kMaximumRound = 1000;

struct Seal {
  static constexpr std::string_view kType = "exchange.seal";
  static constexpr Where kWhere = Where::shared;
  base::ExchangeId exchange;
  QuestionRef question;
  std::int64_t round = 0;
  base::Bytes box;
  base::Hash32 commitment;
};

// Gives the key of an own seal away. Written only after the other's answer is here.
struct Release {
  static constexpr std::string_view kType = "exchange.release";
  static constexpr Where kWhere = Where::shared;
  base::ExchangeId exchange;
  base::EventId seal;
  base::Bytes key;
};

struct Withdraw {
  static constexpr std::string_view kType = "exchange.withdraw";
  static constexpr Where kWhere = Where::shared;
  base::ExchangeId exchange;
  base::EventId seal;
};

// "I go first", or an own sealed answer sent open after the week.
struct OpenAnswer {
  static constexpr std::string_view kType = "exchange.open";
  static constexpr Where kWhere = Where::shared;
  base::ExchangeId exchange;
  QuestionRef question;
  std::int64_t round = 0;
  std::string text;
};

struct React {
  static constexpr std::string_view kType = "exchange.react";
  static constexpr Where kWhere = Where::shared;
  base::ExchangeId exchange;
  std::string reaction;
};
[[nodiscard]] bool is_reaction(std::string_view reaction);

// "I would go a step deeper": to that rung, once both have said so.
struct Deeper {
  static constexpr std::string_view kType = "exchange.deeper";
  static constexpr Where kWhere = Where::shared;
  std::int64_t rung = 2;
  base::Date day;
};

// Private records about an exchange.
struct Pass {
  static constexpr std::string_view kType = "exchange.pass";
  static constexpr Where kWhere = Where::personal;
  base::ExchangeId exchange;
};
struct NotNow {
  static constexpr std::string_view kType = "exchange.not_now";
  static constexpr Where kWhere = Where::personal;
  base::ExchangeId exchange;
};
struct Seen {
  static constexpr std::string_view kType = "exchange.seen";
  static constexpr Where kWhere = Where::personal;
  base::ExchangeId exchange;
};
// Another question, please: the one that was put aside on that day.
struct Another {
  static constexpr std::string_view kType = "exchange.another";
  static constexpr Where kWhere = Where::personal;
  std::string question;
  base::Date day;
};
struct NotDeeper {
  static constexpr std::string_view kType = "exchange.not_deeper";
  static constexpr Where kWhere = Where::personal;
  std::int64_t rung = 2;
  base::Date day;
};
// An answer that waits for a partner or for its owner's tap.
struct DraftAnswer {
  static constexpr std::string_view kType = "draft";
  static constexpr Where kWhere = Where::personal;
  QuestionRef question;
  std::string text;  // empty: the draft is gone
};

[[nodiscard]] bool read(const Json& json, Seal& out);
[[nodiscard]] bool read(const Json& json, Release& out);
[[nodiscard]] bool read(const Json& json, Withdraw& out);
[[nodiscard]] bool read(const Json& json, OpenAnswer& out);
[[nodiscard]] bool read(const Json& json, React& out);
[[nodiscard]] bool read(const Json& json, Deeper& out);
[[nodiscard]] bool read(const Json& json, Pass& out);
[[nodiscard]] bool read(const Json& json, NotNow& out);
[[nodiscard]] bool read(const Json& json, Seen& out);
[[nodiscard]] bool read(const Json& json, Another& out);
[[nodiscard]] bool read(const Json& json, NotDeeper& out);
[[nodiscard]] bool read(const Json& json, DraftAnswer& out);
[[nodiscard]] Json write(const Seal& content);
[[nodiscard]] Json write(const Release& content);
[[nodiscard]] Json write(const Withdraw& content);
[[nodiscard]] Json write(const OpenAnswer& content);
[[nodiscard]] Json write(const React& content);
[[nodiscard]] Json write(const Deeper& content);
[[nodiscard]] Json write(const Pass& content);
[[nodiscard]] Json write(const NotNow& content);
[[nodiscard]] Json write(const Seen& content);
[[nodiscard]] Json write(const Another& content);
[[nodiscard]] Json write(const NotDeeper& content);
[[nodiscard]] Json write(const DraftAnswer& content);

}  // namespace hearth::story::exchange
