#include "closeness/text/number.h"

#include <array>
#include <charconv>
#include <cmath>
#include <cstdlib>
#include <cstring>

namespace hearth::closeness::text {

std::optional<double> parse_number(std::string_view text) {
  std::array<char, 65> copy{};
  if (text.empty() || text.size() >= copy.size()) return std::nullopt;
  if (text.find_first_not_of("0123456789+-.eE") != std::string_view::npos) return std::nullopt;
  std::memcpy(copy.data(), text.data(), text.size());
  char* end = nullptr;
  const double value = std::strtod(copy.data(), &end);
  if (end != copy.data() + text.size() || !std::isfinite(value)) return std::nullopt;
  return value;
}

std::string number(double value) {
  if (!std::isfinite(value)) return "null";
  std::array<char, 32> buffer{};
  const auto [end, error] = std::to_chars(buffer.data(), buffer.data() + buffer.size(), value);
  return error == std::errc() ? std::string(buffer.data(), end) : "null";
}

}  // namespace hearth::closeness::text
