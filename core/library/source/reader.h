// Reads tables of TOML by naming the keys that may stand in them; the first thing that
// is wrong is remembered with its place and everything after it is thrown away.
// Inside this folder only. No I/O; one thread at a time.
#pragma once

#include <cstdint>
#include <format>
#include <functional>
#include <limits>
#include <map>
#include <optional>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "library/source/read.h"
#include "library/source/toml.h"

namespace hearth::library::source {

class Reader {
 public:
  explicit Reader(std::string file) : file_(std::move(file)) {}

  [[nodiscard]] const std::optional<ReadError>& error() const { return error_; }

  using Field = std::function<void(const toml::Node&)>;
  using Fields = std::map<std::string_view, Field>;

  void table(const toml::Node& node, const Fields& fields) {
    if (node.kind != toml::Node::Kind::table) return fail(node, "not a table");
    for (const auto& [key, value] : node.members) {
      const auto field = fields.find(key);
      if (field == fields.end()) return fail(value, std::format("unknown key '{}'", key));
      field->second(value);
    }
  }

  Field text(std::string& into) {
    return [this, &into](const toml::Node& node) {
      if (node.kind != toml::Node::Kind::text) return fail(node, "not a text");
      into = node.text;
    };
  }

  Field number(int& into) {
    return [this, &into](const toml::Node& node) {
      const bool fits =
          node.number >= std::numeric_limits<int>::min() && node.number <= std::numeric_limits<int>::max();
      if (node.kind != toml::Node::Kind::number || !fits) return fail(node, "not a whole number");
      into = static_cast<int>(node.number);
    };
  }

  Field date(std::string& into) {
    return [this, &into](const toml::Node& node) {
      if (node.kind != toml::Node::Kind::date) return fail(node, "not a date such as 2026-11-21");
      into = node.text;
    };
  }

  Field texts(std::vector<std::string>& into) {
    return each([this, &into](const toml::Node& node) { text(into.emplace_back())(node); });
  }

  // An array; `item` is called for each of its items.
  Field each(Field item) {
    return [this, item = std::move(item)](const toml::Node& node) {
      if (node.kind != toml::Node::Kind::array) return fail(node, "not a list");
      for (const toml::Node& one : node.items) {
        if (error_) return;
        item(one);
      }
    };
  }

  // An array of tables; `read` gets each with a fresh item at the end of the list.
  template <class Item, class Read>
  Field tables(std::vector<Item>& into, Read read) {
    return each([this, &into, read](const toml::Node& node) { table(node, read(into.emplace_back())); });
  }

  void fail(const toml::Node& node, std::string detail) {
    if (!error_) error_ = ReadError{file_, node.line, std::move(detail)};
  }

 private:
  std::string file_;
  std::optional<ReadError> error_;
};

}  // namespace hearth::library::source
