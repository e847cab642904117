// Writes JSON in the order in which it is told, with numbers that keep every
// digit. The caller opens and closes in pairs.
//
//   JsonWriter json;
//   json.object().key("loglik").value(-16.9).key("states").array().value(1).end().end();
//   json.text() == R"({"loglik":-16.9,"states":[1]})"
#pragma once

#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

namespace hearth::closeness::text {

class JsonWriter {
 public:
  JsonWriter& object() { return open('{', '}'); }
  JsonWriter& array() { return open('[', ']'); }
  JsonWriter& end();
  JsonWriter& key(std::string_view name);
  JsonWriter& value(double number);
  JsonWriter& value(std::size_t number);
  JsonWriter& value(int number) { return value(static_cast<double>(number)); }
  JsonWriter& truth(bool value) { return raw(value ? "true" : "false"); }
  JsonWriter& null() { return raw("null"); }
  // Any bytes: what is not ASCII is kept, control characters are escaped.
  JsonWriter& value(std::string_view text);

  [[nodiscard]] const std::string& text() const { return text_; }

 private:
  JsonWriter& open(char begin, char close);
  JsonWriter& raw(std::string_view text);
  void separate();
  void quote(std::string_view text);

  std::string text_;
  std::vector<char> closing_;
  bool first_ = true;
  bool after_key_ = false;
};

}  // namespace hearth::closeness::text
