#include "closeness/couple.h"

#include <algorithm>
#include <cmath>
#include <numeric>
#include <utility>

#include "closeness/defaults.h"
#include "closeness/elementary.h"
#include "closeness/retrace.h"

namespace hearth::closeness {
namespace {

using namespace defaults;

double log_normal_weight(double value, double log_middle, double log_sd) {
  const double z = (logarithm(value) - log_middle) / log_sd;
  return exponential(-.5 * z * z);
}

struct Weighted {
  Rates rates;
  double weight;
};

// All points of model.md 4.3, or those of one person alone, for whom the partner's
// volatility and the coupling mean nothing.
std::vector<Weighted> grid_points(Grid grid) {
  std::vector<Weighted> points;
  for (const double a : kVolatilities) {
    for (const double b : kVolatilities) {
      if (grid == Grid::own && b != a) continue;
      for (const double fast : kFastRates) {
        for (const double slow : kSlowSds) {
          double weight = log_normal_weight(a, kLogVolatilityMean, kLogVolatilitySd) *
                          log_normal_weight(fast, logarithm(kFastRate), kLogFastRateSd) *
                          log_normal_weight(slow, logarithm(kSlowSd), kLogSlowSdSd);
          if (grid == Grid::own) {
            points.push_back({{{a, b}, fast, slow, 0}, weight});
            continue;
          }
          weight *= log_normal_weight(b, kLogVolatilityMean, kLogVolatilitySd);
          for (std::size_t c = 0; c < kCouplings.size(); ++c) {
            points.push_back({{{a, b}, fast, slow, kCouplings[c]}, weight * kCouplingWeights[c]});
          }
        }
      }
    }
  }
  return points;
}

EventEffect prior_of(const std::string& event) {
  for (const EventPrior& prior : kEventPriors) {
    if (prior.id == event) return {prior.mean, prior.sd, prior.lasting_mean, prior.lasting_sd};
  }
  return {kOtherEvent.mean, kOtherEvent.sd};
}

// Subtracts log Σ exp and gives it.
double normalise(std::vector<double>& log_weights) {
  const double highest = *std::ranges::max_element(log_weights);
  double sum = 0;
  for (const double weight : log_weights) sum += exponential(weight - highest);
  const double total = highest + logarithm(sum);
  for (double& weight : log_weights) weight -= total;
  return total;
}

std::size_t index_of(Person person) { return static_cast<std::size_t>(person); }

}  // namespace

std::expected<Couple, Fault> Couple::create(const Setup& setup) {
  Couple couple;
  couple.setup_ = setup;
  if (setup.events.size() > kMostEvents) return std::unexpected(Fault::shape);
  for (const std::string& event : setup.events) couple.layout_.events.push_back(prior_of(event));
  for (std::size_t i = 0; i < setup.facets.size(); ++i) {
    const Facet facet = setup.facets[i];
    if (facet == Facet::closeness || std::ranges::count(setup.facets, facet) != 1) return std::unexpected(Fault::shape);
    couple.layout_.facet_loadings.push_back(loading(facet));
  }
  couple.layout_.people = setup.grid == Grid::own ? 1 : 2;
  couple.layout_.noise_factor = setup.noise_factor;
  for (const Weighted& point : grid_points(setup.grid)) {
    couple.filters_.emplace_back(couple.layout_, point.rates);
    if (couple.keeps_history()) couple.filters_.back().keep_trail();
    couple.log_weights_.push_back(logarithm(point.weight));
  }
  normalise(couple.log_weights_);
  return couple;
}

std::expected<std::optional<Forecast>, Fault> Couple::learn(const Report& report) {
  if (!std::isfinite(report.day)) return std::unexpected(Fault::not_finite);
  if (day_ && report.day < *day_) return std::unexpected(Fault::time_order);
  if (report.event && *report.event >= setup_.events.size()) return std::unexpected(Fault::out_of_range);
  if (index_of(report.person) >= layout_.people) return std::unexpected(Fault::out_of_range);
  const auto facet = facet_index(report.facet);
  if (report.kind != Kind::felt || (report.answer && report.facet != Facet::closeness && !facet)) {
    return std::unexpected(Fault::out_of_range);
  }
  begin_occasion(report.day);
  if (report.event) mark_event(report);
  if (!report.answer) return std::nullopt;

  const bool is_daily = report.facet == Facet::closeness;
  const bool has_occasion_noise = is_daily && !noise_used_[index_of(report.person)];
  Combination combination = seen(report, facet.value_or(0));
  if (has_occasion_noise) combination.add(layout_.noise(report.person), 1);
  if (keeps_history()) {
    done_.push_back({Done::What::report, seen_.size(), 0, 0});
    seen_.push_back(combination);
  }
  Forecast forecast;
  forecast.answer.parts.reserve(filters_.size());
  for (std::size_t i = 0; i < filters_.size(); ++i) {
    Moments before;
    const double noise = has_occasion_noise ? 0 : filters_[i].noise_variance(layout_, report.person);
    const double log_probability = report.answer->is_exact()
                                       ? filters_[i].learn(combination, noise, report.answer->interval.low, before)
                                       : filters_[i].learn(combination, noise, report.answer->interval, before);
    forecast.answer.parts.push_back({exponential(log_weights_[i]), before.mean, before.variance});
    log_weights_[i] += log_probability;
  }
  forecast.log_probability = normalise(log_weights_);
  log_likelihood_ += forecast.log_probability;
  if (has_occasion_noise) noise_used_[index_of(report.person)] = true;
  if (++reports_ % kPruneEvery == 0 && setup_.grid != Grid::full) prune();
  return forecast;
}

void Couple::begin_occasion(double day) {
  if (day_ && day == *day_) return;
  if (day_) {
    for (CoupleFilter& filter : filters_) filter.advance(layout_, day - *day_);
    if (keeps_history()) done_.push_back({Done::What::advance, 0, 0, day - *day_});
  }
  day_ = day;
  for (const std::size_t person : {0U, 1U}) {
    events_today_[person].clear();
    noise_used_[person] = false;
  }
}

void Couple::mark_event(const Report& report) {
  const std::size_t event = *report.event;
  auto& today = events_today_[index_of(report.person)];
  if (std::ranges::contains(today, event)) return;
  today.push_back(event);
  carry_over(layout_.effect(event, report.person), layout_.mood(report.person), kEventCarriedOver);
  if (layout_.events[event].lasting_sd == 0) return;
  const auto facet = facet_index(report.facet);
  if (report.facet != Facet::closeness && !facet) return;  // nothing is ever reported of it
  carry_over(layout_.lasting(event, report.person),
             facet ? layout_.own_part(*facet, report.person) : layout_.slow(report.person), 1);
}

void Couple::carry_over(std::size_t from, std::size_t to, double share) {
  for (CoupleFilter& filter : filters_) filter.carry_over(from, to, share);
  if (keeps_history()) done_.push_back({Done::What::carry_over, from, to, share});
}

std::expected<double, Fault> Couple::mark(double day) {
  if (!std::isfinite(day)) return std::unexpected(Fault::not_finite);
  if (day_ && day < *day_) return std::unexpected(Fault::time_order);
  if (!keeps_history()) return std::unexpected(Fault::shape);
  begin_occasion(day);
  done_.push_back({Done::What::mark, 0, 0, 0});
  ++marks_;
  double innovation = 0;
  for (std::size_t i = 0; i < filters_.size(); ++i) {
    innovation += exponential(log_weights_[i]) * filters_[i].mark(layout_, Person::a);
  }
  return innovation;
}

void Couple::look_back(std::size_t marks, auto&& at_mark) const {
  const Combination now = level_of(layout_, Person::a);
  for (std::size_t i = 0; i < filters_.size(); ++i) {
    Retrace retrace(layout_, filters_[i], now);
    std::size_t back = 0;
    for (auto done = done_.rbegin(); done != done_.rend() && back < marks; ++done) {
      switch (done->what) {
        case Done::What::advance: retrace.undo_advance(done->amount); break;
        case Done::What::carry_over: retrace.undo_carry_over(done->from, done->to, done->amount); break;
        case Done::What::report: retrace.undo_report(seen_[done->from]); break;
        case Done::What::mark: at_mark(i, back++, retrace.undo_mark()); break;
      }
    }
  }
}

std::vector<Mixture> Couple::looked_back() const {
  std::vector<Mixture> levels(marks_);
  look_back(marks_, [&](std::size_t i, std::size_t back, const Looked& looked) {
    levels[marks_ - 1 - back].parts.push_back(
        {exponential(log_weights_[i]), looked.mean, std::max(looked.variance, 0.0)});
  });
  return levels;
}

double Couple::probability_fallen(std::size_t marks) const {
  Mixture change;
  Moments now;
  look_back(marks + 1, [&](std::size_t i, std::size_t back, const Looked& looked) {
    if (back == 0) now = {looked.mean, looked.variance};
    if (back != marks) return;
    change.parts.push_back({exponential(log_weights_[i]), now.mean - looked.mean,
                            std::max(now.variance + looked.variance - 2 * looked.covariance, 0.0)});
  });
  return change.cdf(0);
}

void Couple::prune() {
  const double least = logarithm(kPruneBelow);
  std::size_t kept = 0;
  for (std::size_t i = 0; i < filters_.size(); ++i) {
    if (log_weights_[i] < least) continue;
    if (kept != i) {
      filters_[kept] = std::move(filters_[i]);
      log_weights_[kept] = log_weights_[i];
    }
    ++kept;
  }
  filters_.erase(filters_.begin() + static_cast<std::ptrdiff_t>(kept), filters_.end());
  log_weights_.resize(kept);
  normalise(log_weights_);
}

Combination Couple::seen(const Report& report, std::size_t facet) const {
  Combination combination = level_of(layout_, report.person);
  if (report.facet != Facet::closeness) {
    for (Term& term : combination.terms) term.factor = layout_.facet_loadings[facet];
    combination.add(layout_.own_part(facet, report.person), 1);
  }
  combination.add(layout_.mood(report.person), 1);
  for (const std::size_t event : events_today_[index_of(report.person)]) {
    combination.add(layout_.effect(event, report.person), 1 - kEventCarriedOver);
  }
  return combination;
}

Mixture Couple::mixture(const Combination& combination) const {
  Mixture result;
  result.parts.reserve(filters_.size());
  for (std::size_t i = 0; i < filters_.size(); ++i) {
    const Moments moments = filters_[i].moments(combination);
    result.parts.push_back({exponential(log_weights_[i]), moments.mean, std::max(moments.variance, 0.0)});
  }
  return result;
}

std::optional<std::size_t> Couple::facet_index(Facet facet) const {
  const auto found = std::ranges::find(setup_.facets, facet);
  if (found == setup_.facets.end()) return std::nullopt;
  return static_cast<std::size_t>(found - setup_.facets.begin());
}

Mixture Couple::baseline(Person person) const {
  Combination combination;
  combination.constant = kBaselineMean;
  combination.add(layout_.baseline(person), 1);
  return mixture(combination);
}

Mixture Couple::level(Person person) const { return mixture(level_of(layout_, person)); }

Mixture Couple::mood(Person person) const {
  Combination combination;
  combination.add(layout_.mood(person), 1);
  return mixture(combination);
}

Mixture Couple::today(Person person) const {
  Combination combination = level_of(layout_, person);
  combination.add(layout_.mood(person), 1);
  return mixture(combination);
}

Mixture Couple::facet_own_part(Facet facet, Person person) const {
  Combination combination;
  combination.add(layout_.own_part(facet_index(facet).value_or(0), person), 1);
  return mixture(combination);
}

Mixture Couple::facet(Facet facet, Person person) const {
  const std::size_t index = facet_index(facet).value_or(0);
  Combination combination = level_of(layout_, person);
  for (Term& term : combination.terms) term.factor = layout_.facet_loadings[index];
  combination.add(layout_.own_part(index, person), 1);
  return mixture(combination);
}

Mixture Couple::effect(std::size_t event, Person person) const {
  Combination combination;
  combination.add(layout_.effect(event, person), 1);
  return mixture(combination);
}

std::vector<GridPoint> Couple::grid() const {
  std::vector<GridPoint> points;
  for (std::size_t i = 0; i < filters_.size(); ++i)
    points.push_back({filters_[i].rates(), exponential(log_weights_[i])});
  return points;
}

}  // namespace hearth::closeness
