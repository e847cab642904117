#include "tests/support/schema.h"

#include <map>
#include <set>

#include "tests/support/process.h"

namespace hearth::tests {
namespace {

using Json = nlohmann::json;

const Json& file(const std::string& name) {
  static std::map<std::string, Json> known;
  auto& schema = known[name];
  if (schema.is_null()) schema = Json::parse(read_file("docs/cli/" + name), nullptr, false);
  return schema;
}

bool has_type(const Json& value, const std::string& type) {
  if (type == "object") return value.is_object();
  if (type == "array") return value.is_array();
  if (type == "string") return value.is_string();
  if (type == "integer") return value.is_number_integer();
  if (type == "number") return value.is_number();
  if (type == "boolean") return value.is_boolean();
  if (type == "null") return value.is_null();
  return false;
}

std::string check(const Json& value, const Json& schema, const std::string& in_file, const std::string& at);

std::string check_object(const Json& value, const Json& schema, const std::string& in_file, const std::string& at) {
  const Json properties = schema.value("properties", Json::object());
  for (const Json& name : schema.value("required", Json::array())) {
    if (!value.contains(name.get<std::string>())) return at + ": '" + name.get<std::string>() + "' is missing";
  }
  for (const auto& [name, member] : value.items()) {
    if (properties.contains(name)) {
      if (auto wrong = check(member, properties[name], in_file, at + "." + name); !wrong.empty()) return wrong;
    } else if (!schema.value("additionalProperties", true)) {
      return at + ": '" + name + "' has no place";
    }
  }
  return {};
}

// How many of `shapes` fit, and why the last one did not.
std::pair<int, std::string> count_fitting(const Json& value, const Json& shapes, const std::string& in_file,
                                          const std::string& at) {
  int fitting = 0;
  std::string reasons;
  for (const Json& shape : shapes) {
    const std::string wrong = check(value, shape, in_file, at);
    if (wrong.empty()) ++fitting;
    reasons += (reasons.empty() ? "" : "; or ") + wrong;
  }
  return {fitting, reasons};
}

std::string check(const Json& value, const Json& schema, const std::string& in_file, const std::string& at) {
  static const std::set<std::string> kKeywords = {"$schema", "title",      "$defs",    "$ref",
                                                  "type",    "properties", "required", "items",
                                                  "enum",    "anyOf",      "oneOf",    "additionalProperties"};
  if (!schema.is_object()) return at + ": there is no such schema in " + in_file;
  for (const auto& [keyword, unused] : schema.items()) {
    if (!kKeywords.contains(keyword)) return in_file + " uses '" + keyword + "', which this check does not know";
  }
  if (schema.contains("$ref")) {
    const auto reference = schema["$ref"].get<std::string>();
    const std::size_t hash = reference.find('#');
    const std::string target = hash == 0 ? in_file : reference.substr(0, hash);
    const Json::json_pointer place(reference.substr(hash + 1));
    const Json& whole = file(target);
    return check(value, whole.contains(place) ? whole[place] : Json(), target, at);
  }
  if (schema.contains("type") && !has_type(value, schema["type"])) {
    return at + ": " + value.dump().substr(0, 60) + " is no " + schema["type"].get<std::string>();
  }
  if (schema.contains("enum") && std::ranges::find(schema["enum"], value) == schema["enum"].end()) {
    return at + ": " + value.dump().substr(0, 60) + " is none of " + schema["enum"].dump();
  }
  if (schema.contains("anyOf")) {
    const auto [fitting, reasons] = count_fitting(value, schema["anyOf"], in_file, at);
    if (fitting == 0) return reasons;
  }
  if (schema.contains("oneOf")) {
    const auto [fitting, reasons] = count_fitting(value, schema["oneOf"], in_file, at);
    if (fitting != 1) return fitting == 0 ? reasons : at + ": fits more than one shape";
  }
  if (value.is_object()) return check_object(value, schema, in_file, at);
  if (value.is_array() && schema.contains("items")) {
    for (std::size_t i = 0; i < value.size(); ++i) {
      if (auto wrong = check(value[i], schema["items"], in_file, at + "[" + std::to_string(i) + "]"); !wrong.empty()) {
        return wrong;
      }
    }
  }
  return {};
}

}  // namespace

std::string mismatch(const Json& value, const std::string& schema) {
  const std::string name = schema + ".schema.json";
  return check(value, file(name), name, "$");
}

}  // namespace hearth::tests
