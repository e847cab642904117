#include "closeness/text/model_file.h"

#include <array>
#include <cmath>
#include <format>
#include <optional>
#include <string>
#include <vector>

#include "closeness/text/number.h"

namespace hearth::closeness::text {
namespace {

using Eigen::Index;

// One array of the file: all numbers in order, and the length of its rows when it
// was written as an array of rows.
struct Numbers {
  std::vector<double> entries;
  std::optional<std::size_t> row_length;
};

enum Name { drift, intercept, diffusion, loadings, offset, noise, initial_mean, initial_covariance, kNames };
constexpr std::array<std::string_view, kNames> kNameTexts{"drift",  "intercept", "diffusion",    "loadings",
                                                          "offset", "noise",     "initial_mean", "initial_covariance"};
constexpr std::size_t kMostEntries = kMostStates * kMostStates;

using Failed = std::unexpected<std::string>;

class Scanner {
 public:
  explicit Scanner(std::string_view text) : text_(text) {}

  bool take(char wanted) {
    skip_space();
    if (at_ >= text_.size() || text_[at_] != wanted) return false;
    ++at_;
    return true;
  }
  bool at_end() {
    skip_space();
    return at_ == text_.size();
  }
  std::expected<std::string_view, std::string> name() {
    if (!take('"')) return Failed("a name in quotes is missing");
    const auto close = text_.find('"', at_);
    if (close == std::string_view::npos) return Failed("a quote is not closed");
    const std::string_view found = text_.substr(at_, close - at_);
    at_ = close + 1;
    return found;
  }
  std::expected<double, std::string> number() {
    skip_space();
    const auto end = std::min(text_.find_first_of(" \t\r\n,]}", at_), text_.size());
    const std::string_view token = text_.substr(at_, end - at_);
    const auto value = parse_number(token);
    if (!value || token.starts_with('+') || token.starts_with('.')) {
      return Failed(std::format("'{}' is not a number", printable(token)));
    }
    at_ = end;
    return *value;
  }
  std::expected<Numbers, std::string> numbers() {
    Numbers result;
    if (!take('[')) {
      return number().transform([&](double value) {
        result.entries.push_back(value);
        return std::move(result);
      });
    }
    bool nested = false;
    do {
      if (take('[')) {
        const std::size_t before = result.entries.size();
        if (!nested && before > 0) return Failed("numbers and rows are mixed");
        nested = true;
        do {
          if (auto added = append(result); !added) return Failed(added.error());
        } while (take(','));
        if (!take(']')) return Failed("a ] is missing");
        const std::size_t length = result.entries.size() - before;
        if (result.row_length && *result.row_length != length) return Failed("its rows have different lengths");
        result.row_length = length;
      } else if (nested) {
        return Failed("numbers and rows are mixed");
      } else if (auto added = append(result); !added) {
        return Failed(added.error());
      }
    } while (take(','));
    if (!take(']')) return Failed("a ] is missing");
    return result;
  }

 private:
  static std::string printable(std::string_view token) {
    std::string shown(token.substr(0, 20));
    for (char& letter : shown) {
      if (letter < 0x20 || letter > 0x7e) letter = '?';
    }
    return shown;
  }
  std::expected<void, std::string> append(Numbers& result) {
    const auto value = number();
    if (!value) return Failed(value.error());
    if (result.entries.size() >= kMostEntries) return Failed("it has more than 64 × 64 entries");
    result.entries.push_back(*value);
    return {};
  }
  void skip_space() {
    while (at_ < text_.size() && std::string_view(" \t\r\n").contains(text_[at_])) ++at_;
  }

  std::string_view text_;
  std::size_t at_ = 0;
};

std::expected<std::array<std::optional<Numbers>, kNames>, std::string> read_object(std::string_view text) {
  Scanner scanner(text);
  std::array<std::optional<Numbers>, kNames> found;
  if (!scanner.take('{')) return Failed("it does not begin with {");
  do {
    const auto name = scanner.name();
    if (!name) return Failed(name.error());
    std::size_t index = 0;
    while (index < kNames && kNameTexts[index] != *name) ++index;
    if (index == kNames)
      return Failed(
          "it has a name that no model has; the names are drift, intercept, diffusion, "
          "loadings, offset, noise, initial_mean, initial_covariance");
    if (found[index]) return Failed(std::format("{} stands there twice", *name));
    if (!scanner.take(':')) return Failed(std::format("a : is missing after {}", *name));
    auto numbers = scanner.numbers();
    if (!numbers) return Failed(std::format("{}: {}", *name, numbers.error()));
    found[index] = std::move(*numbers);
  } while (scanner.take(','));
  if (!scanner.take('}')) return Failed("a } is missing");
  if (!scanner.at_end()) return Failed("something follows after the last }");
  for (std::size_t index = 0; index < kNames; ++index) {
    if (!found[index]) return Failed(std::format("{} is missing", kNameTexts[index]));
  }
  return found;
}

std::expected<Matrix, std::string> matrix(Name name, const Numbers& numbers, Index rows, Index columns) {
  const auto wrong_size = [&] {
    return Failed(
        std::format("{} has {} entries; {} × {} are needed", kNameTexts[name], numbers.entries.size(), rows, columns));
  };
  if (static_cast<Index>(numbers.entries.size()) != rows * columns) return wrong_size();
  const bool is_vector = columns == 1;
  if (numbers.row_length && static_cast<Index>(*numbers.row_length) != columns &&
      !(is_vector && static_cast<Index>(*numbers.row_length) == rows)) {
    return wrong_size();
  }
  Matrix result(rows, columns);
  for (Index i = 0; i < rows; ++i) {
    for (Index j = 0; j < columns; ++j) result(i, j) = numbers.entries[static_cast<std::size_t>(i * columns + j)];
  }
  return result;
}

std::expected<LinearModel, std::string> build(const std::array<std::optional<Numbers>, kNames>& found) {
  const auto states = static_cast<Index>(found[initial_mean]->entries.size());
  const auto outputs = static_cast<Index>(found[offset]->entries.size());
  if (states > kMostStates || outputs > kMostOutputs) return Failed("more than 64 states or outputs");
  struct Shape {
    Name name;
    Index rows, columns;
  };
  const Shape shapes[] = {{drift, states, states},     {intercept, states, 1},
                          {diffusion, states, states}, {loadings, outputs, states},
                          {offset, outputs, 1},        {noise, outputs, outputs},
                          {initial_mean, states, 1},   {initial_covariance, states, states}};
  std::array<Matrix, kNames> matrices;
  for (const auto& [name, rows, columns] : shapes) {
    auto made = matrix(name, *found[name], rows, columns);
    if (!made) return Failed(made.error());
    matrices[name] = std::move(*made);
  }
  LinearModel model;
  model.dynamics = {matrices[drift], matrices[intercept], matrices[diffusion]};
  model.loadings = matrices[loadings];
  model.offset = matrices[offset];
  model.noise = matrices[noise];
  model.initial_mean = matrices[initial_mean];
  model.initial_covariance = matrices[initial_covariance];
  for (const Name name : {diffusion, noise, initial_covariance}) {
    if (const auto sound = check_covariance(matrices[name]); !sound) {
      return Failed(std::format("{}: {}", kNameTexts[name], words(sound.error())));
    }
  }
  if (const auto sound = check(model); !sound) return Failed(std::string(words(sound.error())));
  return model;
}

}  // namespace

std::expected<LinearModel, TextError> parse_model(std::string_view text) {
  if (text.starts_with("\xef\xbb\xbf")) text.remove_prefix(3);
  return read_object(text).and_then(build).transform_error(
      [](const std::string& reason) { return TextError{0, "the model: " + reason}; });
}

}  // namespace hearth::closeness::text
