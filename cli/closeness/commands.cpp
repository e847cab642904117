// closeness loglik, fit, monitor, arl: the model of closeness on files, so that
// anyone can hold it against other software. All that is decided lies in
// core/closeness/text; here files are read and options named.
#include <CLI/CLI.hpp>
#include <filesystem>
#include <format>
#include <fstream>
#include <iterator>
#include <memory>

#include "cli/commands.h"
#include "closeness/text/commands.h"

namespace hearth::cli {
namespace {

namespace text = closeness::text;

constexpr std::uintmax_t kLargestFile = std::uintmax_t{512} << 20U;

Outcome<std::string> read_file(const std::string& name) {
  std::error_code error;
  if (std::filesystem::is_directory(name, error)) return wrong_usage(std::format("{} is a folder.", name));
  const auto size = std::filesystem::file_size(name, error);
  if (!error && size > kLargestFile) return wrong_usage(std::format("{} is over 512 MiB.", name));
  std::ifstream stream(name, std::ios::binary);
  if (!stream.is_open()) return wrong_usage(std::format("{} cannot be read.", name));
  return std::string(std::istreambuf_iterator<char>(stream), {});
}

// The JSON of the core, and as text whatever `words` makes of it.
template <class Words>
Outcome<Told> told(const std::string& name, const std::expected<std::string, text::TextError>& result, Words words) {
  if (!result) {
    const std::string where = name.empty() ? std::string() : name + ": ";
    return std::unexpected(Failure{Exit::kWrongUsage, "wrong_input", where + result.error().message()});
  }
  Told made{.json = nlohmann::json::parse(*result)};
  made.text = words(made.json);
  return made;
}

struct LoglikOptions {
  std::string model, data;
  bool states = false;
};

Outcome<Told> loglik(const LoglikOptions& options) {
  const auto model = read_file(options.model);
  if (!model) return std::unexpected(model.error());
  const auto data = read_file(options.data);
  if (!data) return std::unexpected(data.error());
  return told("", text::loglik(*model, *data, options.states ? text::States::include : text::States::leave_out),
              [](const nlohmann::json& json) {
                return std::format("log-likelihood {} of {} values in {} rows of {} units", json["loglik"].dump(),
                                   json["values"].dump(), json["rows"].dump(), json["units"].dump());
              });
}

struct FitOptions {
  std::string data, scale = "1-7";
  double step = 1;
  bool predict = false;
};

Outcome<Told> fit(const FitOptions& options) {
  const auto scale = closeness::Scale::create(options.scale, options.step);
  if (!scale) return wrong_usage("The scale is 1-7 or 0-10, and its step divides it evenly.");
  const auto data = read_file(options.data);
  if (!data) return std::unexpected(data.error());
  return told(options.data,
              text::fit(*data, *scale, options.predict ? text::Predictions::include : text::Predictions::leave_out),
              [](const nlohmann::json& json) {
                std::string lines;
                for (const auto& couple : json["couples"]) {
                  for (const auto& [person, found] : couple["persons"].items()) {
                    const auto& level = found["level"]["on_scale"];
                    lines += std::format(
                        "{}{} {}: level {:.2f}, with 80 % probability between {:.2f} and {:.2f} ({} answers)",
                        lines.empty() ? "" : "\n", couple["couple"].get<std::string>(), person,
                        level["mean"].get<double>(), level["low"].get<double>(), level["high"].get<double>(),
                        found["answers"].dump());
                  }
                }
                return lines;
              });
}

struct MonitorOptions {
  std::string data;
  int charts = 1;
};

Outcome<Told> monitor(const MonitorOptions& options) {
  const auto data = read_file(options.data);
  if (!data) return std::unexpected(data.error());
  return told(options.data, text::monitor(*data, options.charts), [](const nlohmann::json& json) {
    std::string lines = std::format("threshold {:.3f}; a steady series alarms within a year in {:.1f} of 100 cases",
                                    json["threshold"].get<double>(),
                                    100 * json["false_alarm_rate"]["one_chart_within_a_year"].get<double>());
    for (const auto& series : json["series"]) {
      lines += std::format("\n{}: statistic {:.3f}, {}", series["series"].get<std::string>(),
                           series["statistic"].get<double>(),
                           series["alarm"] == true ? "alarm in week " + series["first_alarm_week"].dump() : "no alarm");
    }
    return lines;
  });
}

struct Chart {
  double slack = 0, threshold = 0;
};

}  // namespace

void add_closeness_commands(CLI::App& program, Chosen& chosen) {
  CLI::App& closeness = add_command(program, chosen, "closeness", "the model of closeness, to check on files", {});
  closeness.require_subcommand(1);

  auto wanted = std::make_shared<LoglikOptions>();
  CLI::App& likelihood = add_command(closeness, chosen, "loglik", "the log-likelihood of a linear-Gaussian model",
                                     [wanted] { return loglik(*wanted); });
  likelihood.add_option("--model", wanted->model, "the model, a .json file")->required();
  likelihood.add_option("--data", wanted->data, "unit,time,y1..ym, a .csv file")->required();
  likelihood.add_flag("--states", wanted->states, "also the filtered and smoothed states");

  auto fitting = std::make_shared<FitOptions>();
  CLI::App& fitted =
      add_command(closeness, chosen, "fit", "what reports say about two people", [fitting] { return fit(*fitting); });
  fitted.add_option("--data", fitting->data, "couple,person,time_days,facet,kind,value,event, a .csv file")->required();
  fitted.add_option("--scale", fitting->scale, "1-7 (the usual one) or 0-10");
  fitted.add_option("--step", fitting->step, "how far one answer is from the next (1)");
  fitted.add_flag("--predict", fitting->predict, "also what was expected of each answer before it");

  auto watching = std::make_shared<MonitorOptions>();
  CLI::App& watched = add_command(closeness, chosen, "monitor", "the growing-apart monitor on weekly innovations",
                                  [watching] { return monitor(*watching); });
  watched.add_option("--data", watching->data, "series,week,z, a .csv file")->required();
  watched.add_option("--charts", watching->charts, "how many charts share one rate of false alarms (1)");

  auto chart = std::make_shared<Chart>();
  CLI::App& length = add_command(closeness, chosen, "arl", "the average run length of the monitor", [chart] {
    return told("", text::arl(chart->slack, chart->threshold),
                [](const nlohmann::json& json) { return std::format("{:.4f}", json["arl"].get<double>()); });
  });
  length.add_option("--k", chart->slack, "the slack, in standard deviations")->required();
  length.add_option("--h", chart->threshold, "the threshold")->required();
}

}  // namespace hearth::cli
