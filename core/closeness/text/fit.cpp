#include <algorithm>
#include <array>
#include <cmath>
#include <format>
#include <map>
#include <utility>

#include "closeness/couple.h"
#include "closeness/defaults.h"
#include "closeness/need.h"
#include "closeness/sign.h"
#include "closeness/text/commands.h"
#include "closeness/text/json_writer.h"
#include "closeness/text/reports.h"

namespace hearth::closeness::text {
namespace {

constexpr double kIntervalLevel = .8;

using Needs = std::map<std::pair<Person, Facet>, Need>;

struct Prediction {
  std::size_t row = 0;
  Report report;
  int answer = 0;
  Mixture expected;
};

struct Fitted {
  Couple couple;
  Needs needs;
  std::vector<Prediction> predictions;
  std::array<int, 2> answers{};
  struct Occasions {
    int count = 0;
    double last_day = 0;
  };
  std::map<std::pair<Person, std::size_t>, Occasions> events;
  double last_day = 0;

  // As the model has it: however many rows of one occasion name an event, it happened once.
  void count_event(const Report& report) {
    Occasions& occasions = events[{report.person, *report.event}];
    if (occasions.count == 0 || occasions.last_day != report.day) ++occasions.count;
    occasions.last_day = report.day;
  }
};

std::string row_words(Fault fault) { return std::string(words(fault)); }

std::expected<Fitted, TextError> fit_couple(const CoupleReports& of, Predictions predictions) {
  Setup setup;
  setup.facets = of.facets;
  for (const std::string_view event : of.events) setup.events.emplace_back(event);
  auto couple = Couple::create(setup);
  if (!couple) return std::unexpected(TextError{of.reports.front().row, row_words(couple.error())});
  Fitted fitted{std::move(*couple), {}, {}, {}, {}, 0};
  for (const ReadReport& read : of.reports) {
    const Report& report = read.report;
    fitted.last_day = report.day;
    if (report.event) fitted.count_event(report);
    Mixture expected;
    Report felt = report;
    if (report.kind == Kind::needed) {
      // What is needed moves by itself; an event in the same row still happened.
      felt.kind = Kind::felt;
      felt.answer.reset();
      if (report.answer) {
        Need& need = fitted.needs[{report.person, report.facet}];
        expected = need.forecast(report.day);
        need.learn(report.day, report.answer->interval);
      }
    }
    auto forecast = fitted.couple.learn(felt);
    if (!forecast) return std::unexpected(TextError{read.row, row_words(forecast.error())});
    if (*forecast) {
      expected = std::move((*forecast)->answer);
      ++fitted.answers[static_cast<std::size_t>(report.person)];
    }
    if (predictions == Predictions::include && report.answer) {
      fitted.predictions.push_back({read.row, report, read.answer, std::move(expected)});
    }
  }
  return fitted;
}

void write_estimate(JsonWriter& json, const Mixture& mixture) {
  json.object().key("mean").value(mixture.mean()).key("sd").value(mixture.sd());
  json.key("low").value(mixture.quantile((1 - kIntervalLevel) / 2));
  json.key("high").value(mixture.quantile((1 + kIntervalLevel) / 2)).end();
}

// A level on the model's scale, and its mean and interval as printed answers.
void write_level(JsonWriter& json, const Mixture& mixture, const Scale& scale) {
  const double mean = mixture.mean();
  const double low = mixture.quantile((1 - kIntervalLevel) / 2);
  const double high = mixture.quantile((1 + kIntervalLevel) / 2);
  json.object().key("mean").value(mean).key("sd").value(mixture.sd()).key("low").value(low).key("high").value(high);
  json.key("on_scale").object().key("mean").value(scale.printed(mean)).key("low").value(scale.printed(low));
  json.key("high").value(scale.printed(high)).end().end();
}

void write_volatility(JsonWriter& json, const Couple& couple, Person person) {
  std::array<double, defaults::kVolatilities.size()> weights{};
  double mean = 0;
  for (const GridPoint& point : couple.grid()) {
    const double volatility = point.rates.volatility[static_cast<std::size_t>(person)];
    mean += point.weight * volatility;
    for (std::size_t i = 0; i < weights.size(); ++i) {
      if (defaults::kVolatilities[i] == volatility) weights[i] += point.weight;
    }
  }
  json.object().key("mean").value(mean).key("weights").array();
  for (std::size_t i = 0; i < weights.size(); ++i) {
    json.object().key("volatility").value(defaults::kVolatilities[i]).key("weight").value(weights[i]).end();
  }
  json.end().end();
}

void write_facets(JsonWriter& json, const Fitted& fitted, Person person, const Scale& scale) {
  json.object();
  for (std::uint8_t index = 0; index < kFacetCount; ++index) {
    const auto facet = static_cast<Facet>(index);
    const bool is_felt = std::ranges::contains(fitted.couple.setup().facets, facet);
    const auto need = fitted.needs.find({person, facet});
    const bool is_needed = need != fitted.needs.end();
    if (!is_felt && !is_needed) continue;
    json.key(facet == Facet::closeness ? "closeness" : id(facet)).object();
    Mixture felt = fitted.couple.level(person);
    if (is_felt) {
      felt = fitted.couple.facet(facet, person);
      json.key("felt");
      write_level(json, felt, scale);
      const Mixture own_part = fitted.couple.facet_own_part(facet, person);
      json.key("probability_lower_than_other_areas").value(own_part.cdf(0));
      json.key("lower_than_other_areas").truth(may_say_lower(own_part));
    }
    if (is_needed) {
      const Mixture needed = need->second.level(fitted.last_day);
      json.key("needed");
      write_level(json, needed, scale);
      const Mixture between = gap(needed, felt);
      json.key("gap");
      write_estimate(json, between);
      json.key("probability_gap_above_2").value(probability_of_wide_gap(between));
    }
    json.end();
  }
  json.end();
}

void write_events(JsonWriter& json, const Fitted& fitted, Person person) {
  json.array();
  const auto& events = fitted.couple.setup().events;
  for (std::size_t event = 0; event < events.size(); ++event) {
    const Mixture effect = fitted.couple.effect(event, person);
    const auto found = fitted.events.find({person, event});
    const int count = found == fitted.events.end() ? 0 : found->second.count;
    json.object().key("event").value(events[event]).key("count").value(count).key("effect");
    write_estimate(json, effect);
    json.key("probability_below_0").value(effect.cdf(0));
    json.key("sure").truth(may_say_effect(effect, count)).end();
  }
  json.end();
}

void write_person(JsonWriter& json, const Fitted& fitted, Person person, const Scale& scale) {
  json.object().key("answers").value(fitted.answers[static_cast<std::size_t>(person)]);
  json.key("baseline");
  write_level(json, fitted.couple.baseline(person), scale);
  json.key("level");
  write_level(json, fitted.couple.level(person), scale);
  json.key("today");
  write_level(json, fitted.couple.today(person), scale);
  json.key("volatility");
  write_volatility(json, fitted.couple, person);
  json.key("facets");
  write_facets(json, fitted, person, scale);
  json.key("events");
  write_events(json, fitted, person);
  json.end();
}

void write_prediction(JsonWriter& json, const CoupleReports& of, const Prediction& made, const Scale& scale) {
  double mean = 0;
  double square = 0;
  for (int answer = 0; answer < scale.answers(); ++answer) {
    const double chance = made.expected.probability(scale.interval(answer));
    mean += chance * scale.value(answer);
    square += chance * scale.value(answer) * scale.value(answer);
  }
  json.object().key("row").value(made.row).key("couple").value(of.couple);
  json.key("person").value(made.report.person == Person::a ? "a" : "b");
  json.key("time_days").value(made.report.day).key("facet").value(id(made.report.facet));
  json.key("kind").value(made.report.kind == Kind::felt ? "felt" : "needed");
  json.key("value").value(scale.value(made.answer));
  json.key("mean").value(mean).key("sd").value(std::sqrt(std::max(square - mean * mean, 0.0)));
  json.key("probability").value(made.expected.probability(scale.interval(made.answer)));
  json.key("top_probability").value(made.expected.probability(scale.interval(scale.answers() - 1)));
  json.key("latent_mean").value(made.expected.mean()).key("latent_sd").value(made.expected.sd()).end();
}

void write_couple(JsonWriter& json, const CoupleReports& of, const Fitted& fitted, const Scale& scale) {
  json.object().key("couple").value(of.couple).key("reports").value(of.reports.size());
  json.key("last_day").value(fitted.last_day).key("loglik").value(fitted.couple.log_likelihood());
  json.key("persons").object();
  for (const Person person : {Person::a, Person::b}) {
    json.key(person == Person::a ? "a" : "b");
    write_person(json, fitted, person, scale);
  }
  json.end().key("weights").array();
  for (const GridPoint& point : fitted.couple.grid()) {
    json.object()
        .key("volatility_a")
        .value(point.rates.volatility[0])
        .key("volatility_b")
        .value(point.rates.volatility[1]);
    json.key("fast_rate").value(point.rates.fast).key("slow_sd").value(point.rates.slow_sd);
    json.key("coupling").value(point.rates.coupling).key("weight").value(point.weight).end();
  }
  json.end().end();
}

}  // namespace

std::expected<std::string, TextError> fit(std::string_view data, const Scale& scale, Predictions predictions) {
  const auto all = parse_reports(data, scale);
  if (!all) return std::unexpected(all.error());
  JsonWriter couples;
  JsonWriter made;
  couples.array();
  made.array();
  for (const CoupleReports& of : *all) {
    const auto fitted = fit_couple(of, predictions);
    if (!fitted) return std::unexpected(fitted.error());
    write_couple(couples, of, *fitted, scale);
    for (const Prediction& prediction : fitted->predictions) write_prediction(made, of, prediction, scale);
  }
  couples.end();
  made.end();
  JsonWriter json;
  json.object().key("unit").value("0-10").key("interval").value(kIntervalLevel);
  std::string text = json.text() + ",\"couples\":" + couples.text();
  if (predictions == Predictions::include) text += ",\"predictions\":" + made.text();
  return text + "}";
}

}  // namespace hearth::closeness::text
