#include <cmath>
#include <format>
#include <limits>
#include <map>
#include <vector>

#include "closeness/kalman.h"
#include "closeness/text/commands.h"
#include "closeness/text/json_writer.h"
#include "closeness/text/model_file.h"
#include "closeness/text/number.h"
#include "closeness/text/table.h"

namespace hearth::closeness::text {
namespace {

using Eigen::Index;

struct Unit {
  std::string_view name;
  std::vector<double> times;
  std::vector<double> values;  // m for each time
  std::vector<std::size_t> rows;
};

struct Units {
  std::vector<Unit> units;
  std::size_t rows = 0;
  std::size_t missing = 0;
};

std::expected<void, TextError> check_names(const std::vector<std::string_view>& names, Index outputs) {
  bool fits = names.size() == static_cast<std::size_t>(outputs) + 2 && names[0] == "unit" && names[1] == "time";
  for (std::size_t i = 2; fits && i < names.size(); ++i) fits = names[i] == std::format("y{}", i - 1);
  if (fits) return {};
  return std::unexpected(
      TextError{0, outputs == 1 ? "the names of the columns are not unit,time,y1"
                                : std::format("the names of the columns are not unit,time,y1..y{}", outputs)});
}

std::expected<Units, TextError> read_units(std::string_view data, Index outputs) {
  auto table = Table::open(data);
  if (!table) return std::unexpected(table.error());
  if (auto named = check_names(table->names(), outputs); !named) return std::unexpected(named.error());
  Units all;
  std::map<std::string_view, std::size_t> places;
  while (true) {
    const auto cells = table->next();
    if (!cells) return std::unexpected(cells.error());
    if (!*cells) return all;
    const auto refuse = [&](std::string reason) { return std::unexpected(TextError{table->row(), std::move(reason)}); };
    const auto& row = **cells;
    if (row[0].empty()) return refuse("the unit is missing");
    const auto time = parse_number(row[1]);
    if (!time) return refuse("the time is not a number");
    const auto [place, is_new] = places.try_emplace(row[0], all.units.size());
    if (is_new) all.units.push_back({row[0], {}, {}, {}});
    Unit& unit = all.units[place->second];
    if (!unit.times.empty() && *time < unit.times.back()) {
      return refuse(
          std::format("the time {} comes after {} in the same unit", number(*time), number(unit.times.back())));
    }
    unit.times.push_back(*time);
    unit.rows.push_back(table->row());
    for (std::size_t i = 2; i < row.size(); ++i) {
      if (is_missing(row[i])) {
        unit.values.push_back(std::numeric_limits<double>::quiet_NaN());
        ++all.missing;
        continue;
      }
      const auto value = parse_number(row[i]);
      if (!value) return refuse(std::format("y{} is not a number", i - 1));
      unit.values.push_back(*value);
    }
    ++all.rows;
  }
}

void write_state(JsonWriter& json, std::string_view name, const Gaussian& state) {
  json.key(std::format("{}_mean", name)).array();
  for (const double value : state.mean) json.value(value);
  json.end().key(std::format("{}_covariance", name)).array();
  for (Index i = 0; i < state.covariance.rows(); ++i) {
    for (Index j = 0; j < state.covariance.cols(); ++j) json.value(state.covariance(i, j));
  }
  json.end();
}

}  // namespace

std::expected<std::string, TextError> loglik(std::string_view model_text, std::string_view data, States states) {
  const auto model = parse_model(model_text);
  if (!model) return std::unexpected(model.error());
  const auto all = read_units(data, model->outputs());
  if (!all) return std::unexpected(all.error());

  JsonWriter listed;
  listed.array();
  double log_likelihood = 0;
  std::size_t values = 0;
  const auto outputs = static_cast<std::size_t>(model->outputs());
  for (const Unit& unit : all->units) {
    std::vector<Moment> moments(unit.times.size());
    for (std::size_t i = 0; i < moments.size(); ++i) {
      moments[i].time = unit.times[i];
      moments[i].values = Eigen::Map<const Vector>(&unit.values[i * outputs], model->outputs());
    }
    const auto run = filter(*model, moments, states == States::include ? Keep::states : Keep::likelihood_only);
    if (!run) return std::unexpected(TextError{unit.rows[run.error().row], std::string(words(run.error().fault))});
    log_likelihood += run->log_likelihood;
    const auto too_large = [&](std::size_t i) {
      return std::unexpected(TextError{unit.rows[i], std::string(words(Fault::not_finite))});
    };
    if (!std::isfinite(log_likelihood)) return too_large(moments.size() - 1);
    values += run->values;
    if (states == States::leave_out) continue;
    const auto smoothed = smooth(*run);
    for (std::size_t i = 0; i < moments.size(); ++i) {
      if (!smoothed[i].mean.allFinite() || !smoothed[i].covariance.allFinite()) return too_large(i);
      listed.object().key("unit").value(unit.name).key("time").value(unit.times[i]);
      write_state(listed, "filtered", run->filtered[i]);
      write_state(listed, "smoothed", smoothed[i]);
      listed.end();
    }
  }
  listed.end();

  JsonWriter json;
  json.object().key("loglik").value(log_likelihood);
  json.key("units").value(all->units.size()).key("rows").value(all->rows);
  json.key("values").value(values).key("missing").value(all->missing);
  json.key("state_count").value(static_cast<std::size_t>(model->states()));
  std::string text = json.text();
  if (states == States::include) text += ",\"states\":" + listed.text();
  return text + "}";
}

}  // namespace hearth::closeness::text
