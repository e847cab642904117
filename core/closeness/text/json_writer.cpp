#include "closeness/text/json_writer.h"

#include <format>
#include <iterator>

#include "closeness/text/number.h"

namespace hearth::closeness::text {

JsonWriter& JsonWriter::open(char begin, char close) {
  separate();
  text_ += begin;
  closing_.push_back(close);
  first_ = true;
  return *this;
}

JsonWriter& JsonWriter::end() {
  text_ += closing_.back();
  closing_.pop_back();
  first_ = false;
  return *this;
}

JsonWriter& JsonWriter::key(std::string_view name) {
  separate();
  quote(name);
  text_ += ':';
  after_key_ = true;
  return *this;
}

JsonWriter& JsonWriter::value(double number) { return raw(text::number(number)); }
JsonWriter& JsonWriter::value(std::size_t number) { return raw(std::to_string(number)); }

JsonWriter& JsonWriter::value(std::string_view text) {
  separate();
  quote(text);
  return *this;
}

JsonWriter& JsonWriter::raw(std::string_view text) {
  separate();
  text_ += text;
  return *this;
}

void JsonWriter::separate() {
  if (!first_ && !after_key_) text_ += ',';
  first_ = false;
  after_key_ = false;
}

void JsonWriter::quote(std::string_view text) {
  text_ += '"';
  for (const char letter : text) {
    if (letter == '"' || letter == '\\') {
      text_ += '\\';
      text_ += letter;
    } else if (static_cast<unsigned char>(letter) < 0x20) {
      std::format_to(std::back_inserter(text_), "\\u{:04x}", static_cast<unsigned>(letter));
    } else {
      text_ += letter;
    }
  }
  text_ += '"';
}

}  // namespace hearth::closeness::text
