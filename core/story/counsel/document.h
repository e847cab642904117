// What a counsellor reads: one self-contained document with what was selected and
// nothing else, no ids, nothing that points anywhere.
//   {"format": "hearth/1/counsel", "by", "purpose", "made_on",
//    "contains": "only what was selected", "items": [{"day", "who", "kind", "about", "text", …}]}
// Times stand with their day alone.
#pragma once

#include <expected>

#include "base/error.h"
#include "story/fields.h"

namespace hearth::story::counsel {

struct Item {
  base::Date day;
  std::string who;    // a name
  std::string kind;   // the type of event, such as "share.text"
  std::string about;  // the question to an answer
  std::string text;
  std::optional<std::int64_t> felt;  // of a look-in: 1 … 7
  std::optional<std::int64_t> needed;
  std::vector<std::string> words;
};

struct Document {
  std::string by;  // the name of whoever made it
  std::string purpose;
  base::Date made_on;
  std::vector<Item> items;
};

[[nodiscard]] base::Bytes encode(const Document& document);
// decoder: share_body. As strict as events are: anything else than the above is `shape`.
[[nodiscard]] std::expected<Document, base::Error> decode(base::ByteView json);

}  // namespace hearth::story::counsel
