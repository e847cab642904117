// Comma-separated tables with a line of names, read row by row.
#pragma once

#include <cstddef>
#include <expected>
#include <optional>
#include <string_view>
#include <vector>

#include "closeness/text/text_error.h"

namespace hearth::closeness::text {

inline constexpr std::size_t kMostRows = 2'000'000;
inline constexpr std::size_t kMostColumns = 256;

// Borrows the text. Lines end with LF or CRLF; a cell may stand in double quotes
// (which then may hold commas, not quotes or line ends); spaces round a cell do not
// count; empty lines are passed over. Refused, with the row: another number of
// cells than names, a stray quote, a NUL byte or text that is not UTF-8; without a
// row: no names, no rows, too many columns, more than kMostRows rows (by count,
// before anything is computed).
class Table {
 public:
  // decoder: closeness_table
  [[nodiscard]] static std::expected<Table, TextError> open(std::string_view text);

  [[nodiscard]] const std::vector<std::string_view>& names() const { return names_; }
  // The cells of the next row, or nothing at the end.
  [[nodiscard]] std::expected<std::optional<std::vector<std::string_view>>, TextError> next();
  // Of the row that next() gave, from 1.
  [[nodiscard]] std::size_t row() const { return row_; }

 private:
  std::string_view rest_;
  std::vector<std::string_view> names_;
  std::size_t row_ = 0;
};

// "" and "NA" say that a value is missing.
[[nodiscard]] bool is_missing(std::string_view cell);

}  // namespace hearth::closeness::text
