#include "closeness/text/table.h"

#include "base/bytes.h"

namespace hearth::closeness::text {
namespace {

std::string_view trim(std::string_view text) {
  const auto first = text.find_first_not_of(" \t\r");
  if (first == std::string_view::npos) return {};
  return text.substr(first, text.find_last_not_of(" \t\r") - first + 1);
}

// The next line that is not empty; takes it off the rest.
std::optional<std::string_view> take_line(std::string_view& rest) {
  while (!rest.empty()) {
    const auto end = rest.find('\n');
    const std::string_view line = trim(rest.substr(0, end));
    rest = end == std::string_view::npos ? std::string_view() : rest.substr(end + 1);
    if (!line.empty()) return line;
  }
  return std::nullopt;
}

std::expected<std::vector<std::string_view>, std::string> cells_of(std::string_view line) {
  if (line.find('\0') != std::string_view::npos || !base::is_utf8(base::as_bytes(line))) {
    return std::unexpected("the line is not text");
  }
  std::vector<std::string_view> cells;
  while (true) {
    line = trim(line);
    std::size_t comma = line.find(',');
    if (line.starts_with('"')) {
      const auto close = line.find('"', 1);
      if (close == std::string_view::npos) return std::unexpected("a quote is not closed");
      const std::string_view after = trim(line.substr(close + 1));
      if (!after.empty() && after.front() != ',') return std::unexpected("a quote ends inside a cell");
      cells.push_back(line.substr(1, close - 1));
      comma = after.empty() ? std::string_view::npos : line.find(',', close);
    } else {
      const std::string_view cell = trim(line.substr(0, comma));
      if (cell.find('"') != std::string_view::npos) return std::unexpected("a quote begins inside a cell");
      cells.push_back(cell);
    }
    if (cells.size() > kMostColumns) return std::unexpected("more than 256 cells");
    if (comma == std::string_view::npos) return cells;
    line = line.substr(comma + 1);
  }
}

}  // namespace

std::expected<Table, TextError> Table::open(std::string_view text) {
  Table table;
  if (text.starts_with("\xef\xbb\xbf")) text.remove_prefix(3);
  table.rest_ = text;
  const auto names = take_line(table.rest_);
  if (!names) return std::unexpected(TextError{0, "the file is empty"});
  auto cells = cells_of(*names);
  if (!cells) return std::unexpected(TextError{0, "the line of names: " + cells.error()});
  table.names_ = std::move(*cells);
  std::size_t rows = 0;
  for (std::string_view rest = table.rest_; take_line(rest);) {
    if (++rows > kMostRows) return std::unexpected(TextError{0, "more than 2,000,000 rows; that is too many"});
  }
  if (rows == 0) return std::unexpected(TextError{0, "the file has names but no rows"});
  return table;
}

std::expected<std::optional<std::vector<std::string_view>>, TextError> Table::next() {
  const auto line = take_line(rest_);
  if (!line) return std::nullopt;
  ++row_;
  auto cells = cells_of(*line);
  if (!cells) return std::unexpected(TextError{row_, cells.error()});
  if (cells->size() != names_.size()) {
    return std::unexpected(TextError{row_, std::format("{} cells where {} are named", cells->size(), names_.size())});
  }
  return std::move(*cells);
}

bool is_missing(std::string_view cell) { return cell.empty() || cell == "NA"; }

}  // namespace hearth::closeness::text
