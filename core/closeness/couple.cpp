#include "closeness/couple.h"

#include <algorithm>
#include <cmath>
#include <numeric>
#include <utility>

#include "closeness/defaults.h"

namespace hearth::closeness {
namespace {

using namespace defaults;

double log_normal_weight(double value, double log_middle, double log_sd) {
  const double z = (std::log(value) - log_middle) / log_sd;
  return std::exp(-.5 * z * z);
}

struct Weighted {
  Rates rates;
  double weight;
};

// All points of model.md 4.3, or those without coupling.
std::vector<Weighted> grid_points(Grid grid) {
  std::vector<Weighted> points;
  const std::size_t couplings = grid == Grid::full ? kCouplings.size() : 1;
  for (const double a : kVolatilities) {
    for (const double b : kVolatilities) {
      for (const double fast : kFastRates) {
        for (const double slow : kSlowSds) {
          for (std::size_t c = 0; c < couplings; ++c) {
            points.push_back({{{a, b}, fast, slow, kCouplings[c]},
                              log_normal_weight(a, kLogVolatilityMean, kLogVolatilitySd) *
                                  log_normal_weight(b, kLogVolatilityMean, kLogVolatilitySd) *
                                  log_normal_weight(fast, std::log(kFastRate), kLogFastRateSd) *
                                  log_normal_weight(slow, std::log(kSlowSd), kLogSlowSdSd) * kCouplingWeights[c]});
          }
        }
      }
    }
  }
  return points;
}

EventEffect prior_of(const std::string& event) {
  for (const EventPrior& prior : kEventPriors) {
    if (prior.id == event) return {prior.mean, prior.sd};
  }
  return {kOtherEvent.mean, kOtherEvent.sd};
}

// Subtracts log Σ exp and gives it.
double normalise(std::vector<double>& log_weights) {
  const double highest = *std::ranges::max_element(log_weights);
  double sum = 0;
  for (const double weight : log_weights) sum += std::exp(weight - highest);
  const double total = highest + std::log(sum);
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
  couple.layout_.noise_factor = setup.noise_factor;
  for (const Weighted& point : grid_points(setup.grid)) {
    couple.filters_.emplace_back(couple.layout_, point.rates);
    couple.log_weights_.push_back(std::log(point.weight));
  }
  normalise(couple.log_weights_);
  return couple;
}

std::expected<std::optional<Forecast>, Fault> Couple::learn(const Report& report) {
  if (!std::isfinite(report.day)) return std::unexpected(Fault::not_finite);
  if (day_ && report.day < *day_) return std::unexpected(Fault::time_order);
  if (report.event && *report.event >= setup_.events.size()) return std::unexpected(Fault::out_of_range);
  const auto facet = facet_index(report.facet);
  if (report.kind != Kind::felt || (report.answer && report.facet != Facet::closeness && !facet)) {
    return std::unexpected(Fault::out_of_range);
  }
  begin_occasion(report.day);
  if (report.event) mark_event(*report.event, report.person);
  if (!report.answer) return std::nullopt;

  const bool is_daily = report.facet == Facet::closeness;
  const bool has_occasion_noise = is_daily && !noise_used_[index_of(report.person)];
  Combination combination = seen(report, facet.value_or(0));
  if (has_occasion_noise) combination.add(Layout::kNoise + index_of(report.person), 1);
  Forecast forecast;
  forecast.answer.parts.reserve(filters_.size());
  for (std::size_t i = 0; i < filters_.size(); ++i) {
    Moments before;
    const double noise = has_occasion_noise ? 0 : filters_[i].noise_variance(layout_, report.person);
    const double log_probability = report.answer->is_exact()
                                       ? filters_[i].learn(combination, noise, report.answer->interval.low, before)
                                       : filters_[i].learn(combination, noise, report.answer->interval, before);
    forecast.answer.parts.push_back({std::exp(log_weights_[i]), before.mean, before.variance});
    log_weights_[i] += log_probability;
  }
  forecast.log_probability = normalise(log_weights_);
  log_likelihood_ += forecast.log_probability;
  if (has_occasion_noise) noise_used_[index_of(report.person)] = true;
  if (++reports_ % kPruneEvery == 0 && setup_.grid == Grid::shipped) prune();
  return forecast;
}

void Couple::begin_occasion(double day) {
  if (day_ && day == *day_) return;
  if (day_) {
    for (CoupleFilter& filter : filters_) filter.advance(layout_, day - *day_);
  }
  day_ = day;
  for (const std::size_t person : {0U, 1U}) {
    events_today_[person].clear();
    noise_used_[person] = false;
  }
}

void Couple::mark_event(std::size_t event, Person person) {
  auto& today = events_today_[index_of(person)];
  if (std::ranges::contains(today, event)) return;
  today.push_back(event);
  for (CoupleFilter& filter : filters_) filter.happen(layout_, event, person);
}

void Couple::prune() {
  const double least = std::log(kPruneBelow);
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

Combination Couple::general(Person person) const {
  Combination combination;
  combination.constant = kBaselineMean;
  combination.add(Layout::kBaseline + index_of(person), 1);
  combination.add(Layout::kSlow + index_of(person), 1);
  return combination;
}

Combination Couple::seen(const Report& report, std::size_t facet) const {
  Combination combination = general(report.person);
  if (report.facet != Facet::closeness) {
    for (Term& term : combination.terms) term.factor = layout_.facet_loadings[facet];
    combination.add(layout_.own_part(facet, report.person), 1);
  }
  combination.add(Layout::kMood + index_of(report.person), 1);
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
    result.parts.push_back({std::exp(log_weights_[i]), moments.mean, std::max(moments.variance, 0.0)});
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
  combination.add(Layout::kBaseline + index_of(person), 1);
  return mixture(combination);
}

Mixture Couple::level(Person person) const { return mixture(general(person)); }

Mixture Couple::mood(Person person) const {
  Combination combination;
  combination.add(Layout::kMood + index_of(person), 1);
  return mixture(combination);
}

Mixture Couple::today(Person person) const {
  Combination combination = general(person);
  combination.add(Layout::kMood + index_of(person), 1);
  return mixture(combination);
}

Mixture Couple::facet_own_part(Facet facet, Person person) const {
  Combination combination;
  combination.add(layout_.own_part(facet_index(facet).value_or(0), person), 1);
  return mixture(combination);
}

Mixture Couple::facet(Facet facet, Person person) const {
  const std::size_t index = facet_index(facet).value_or(0);
  Combination combination = general(person);
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
  for (std::size_t i = 0; i < filters_.size(); ++i) points.push_back({filters_[i].rates(), std::exp(log_weights_[i])});
  return points;
}

}  // namespace hearth::closeness
