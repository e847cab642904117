#include "guide/simulate/pair.h"

#include <algorithm>
#include <cmath>

namespace hearth::guide::simulate {
namespace {

enum Part : std::uint64_t {
  kFelt,
  kNeed,
  kReady,
  kResponse,
  kReversed,
  kTopics,
  kBudget,
  kShares,
  kSlow,
  kFeltReport,
  kNeedReport,
  kReadyAnswer,
  kComfort,
  kHappens
};

constexpr int kReportEveryWeeks = 4;
constexpr std::uint64_t kPlacesAWeek = 8;
constexpr double kComfortAtReadiness = 3.5;
constexpr double kComfortSd = .7;
constexpr std::size_t kRepeatWithin = 8;
constexpr std::size_t kSameFacetWithin = 4;

std::uint64_t place(std::size_t who, std::uint64_t at, std::uint64_t facet = 0) { return (at * 2 + who) * 16 + facet; }

// Two people's values of a facet: a general part that the two have partly in common,
// and a part of the facet's own.
struct Common {
  double loading, correlation;
  [[nodiscard]] double at(Draw draw, std::size_t who, std::size_t facet) const {
    const double between = draw.normal(0);
    const double general = std::sqrt(correlation) * between + std::sqrt(1 - correlation) * draw.normal(1 + who);
    return loading * general + std::sqrt(1 - loading * loading) * draw.normal(place(who, 1, facet));
  }
};

double on_scale(double value) { return std::clamp(std::round(value), 0.0, 10.0); }

}  // namespace

Pair::Pair(const World& world, const Deck& deck, Draw draw) : world_(&world), deck_(&deck), draw_(draw) {
  const Common felt{world.facet_loading, world.felt_partner_correlation};
  const Common need{world.need_loading, world.need_partner_correlation};
  for (std::size_t who = 0; who < 2; ++who) {
    Person& person = people_[who];
    for (std::size_t f = 0; f < kFacetCount; ++f) {
      person.felt[f] = world.felt_mean + world.felt_sd * felt.at(draw.of(kFelt), who, f);
      person.needed[f] = std::clamp(world.need_mean + world.need_sd * need.at(draw.of(kNeed), who, f), 0.0, 10.0);
      person.slow[f] = world.slow_sd * draw.of(kSlow).normal(place(who, 0, f));
      const double spread = world.effect_spread;
      person.response[f] = std::exp(spread * draw.of(kResponse).normal(place(who, 0, f)) - spread * spread / 2);
      if (draw.of(kReversed).uniform(place(who, 0, f)) < world.effect_reversed_share) person.response[f] *= -1;
    }
    const Common ready{1, world.readiness_partner_correlation};
    person.readiness =
        std::clamp(world.readiness_mean + world.readiness_sd * ready.at(draw.of(kReady), who, 0), 1.0, 5.0);
    for (int topic = 0; topic < kTopicCount; ++topic) {
      const bool off =
          draw.of(kTopics).uniform(place(who, 0, static_cast<std::uint64_t>(topic))) < world.off_limits_rate;
      if (off) person.off_limits |= Topics{1} << topic;
    }
    const double time = draw.of(kBudget).uniform(who);
    person.budget = time < world.budget_short                       ? Budget::short_
                    : time < world.budget_short + world.budget_long ? Budget::long_
                                                                    : Budget::usual;
    person.shares = draw.of(kShares).uniform(who) < world.share_rate;
  }
}

void Pair::begin_week(int week) {
  week_ = week;
  // The exact step of an Ornstein-Uhlenbeck process over one week.
  const double kept = std::exp2(-1 / world_->slow_half_life_weeks);
  for (std::size_t who = 0; who < 2; ++who) {
    for (std::size_t f = 0; f < kFacetCount; ++f) {
      const double noise = draw_.of(kSlow).normal(place(who, static_cast<std::uint64_t>(week) + 1, f));
      double& slow = people_[who].slow[f];
      slow = kept * slow + world_->slow_sd * std::sqrt(1 - kept * kept) * noise;
    }
    if (week % kReportEveryWeeks == 0) report(who);
  }
}

void Pair::report(std::size_t who) {
  Person& person = people_[who];
  const auto week = static_cast<std::uint64_t>(week_);
  Report report{.week = week_};
  for (std::size_t f = 0; f < kFacetCount; ++f) {
    const double felt_noise = world_->report_sd * draw_.of(kFeltReport).normal(place(who, week, f));
    const double need_noise = world_->report_sd * draw_.of(kNeedReport).normal(place(who, week, f));
    report.felt[f] = on_scale(person.felt[f] + person.slow[f] + felt_noise);
    report.needed[f] = on_scale(person.needed[f] + need_noise);
  }
  person.reports.push_back(report);
  const double answer = person.readiness + world_->readiness_overstated +
                        world_->readiness_answer_sd * draw_.of(kReadyAnswer).normal(place(who, week));
  person.said_readiness.answered(static_cast<int>(std::clamp(std::round(answer), 1.0, 5.0)));
}

double Pair::unmet(int who) const {
  const Person& person = people_[static_cast<std::size_t>(who)];
  double sum = 0;
  for (std::size_t f = 0; f < kFacetCount; ++f) {
    sum += std::max(0.0, person.needed[f] - person.felt[f] - person.slow[f]);
  }
  return sum;
}

Outcome Pair::offer(int step_index, int place_in_week) {
  const Step& step = deck_->steps[static_cast<std::size_t>(step_index)];
  const auto at = static_cast<std::uint64_t>(week_) * kPlacesAWeek + static_cast<std::uint64_t>(place_in_week);
  Outcome outcome;
  for (const Person& person : people_) outcome.harmful = outcome.harmful || step.depth > person.readiness + 1;
  outcome.carried_out = draw_.of(kHappens).uniform(at) < chance(step);
  if (outcome.carried_out) {
    const double worth = deck_->worth[static_cast<std::size_t>(step_index)] * variety(step_index);
    for (std::size_t who = 0; who < 2; ++who) {
      Person& person = people_[who];
      const double comfort = kComfortAtReadiness + person.readiness - step.depth + world_->comfort_overstated +
                             kComfortSd * draw_.of(kComfort).normal(place(who, at));
      move(who, step, worth);
      person.said_readiness.felt(step.depth, static_cast<int>(std::clamp(std::round(comfort), 1.0, 5.0)));
    }
  }
  offered_.push_back(step_index);
  return outcome;
}

double Pair::chance(const Step& step) const {
  double chance = world_->completion;
  const int minutes = std::min(minutes_of(people_[0].budget), minutes_of(people_[1].budget));
  // The date is agreed upon beforehand, so nobody lacks the time for it.
  if (step.minutes > minutes && &step != &deck_->steps.back()) chance *= world_->over_budget_factor;
  const double over = step.depth - std::min(people_[0].readiness, people_[1].readiness);
  if (over > 0) chance *= std::pow(world_->over_rung_factor, over);
  if ((step.topics & (people_[0].off_limits | people_[1].off_limits)) != 0) chance *= world_->off_limits_factor;
  return chance;
}

double Pair::variety(int step) const {
  double worth = 1;
  if (step == deck_->date()) return 1;  // two people find something else to do each week
  const std::size_t begin = offered_.size() > kRepeatWithin ? offered_.size() - kRepeatWithin : 0;
  const Facet facet = main_facet(deck_->steps[static_cast<std::size_t>(step)]);
  for (std::size_t i = begin; i < offered_.size(); ++i) {
    if (offered_[i] == step) worth *= world_->repeat_factor;
    const bool recent = i + kSameFacetWithin >= offered_.size();
    if (recent && main_facet(deck_->steps[static_cast<std::size_t>(offered_[i])]) == facet) {
      worth *= world_->same_facet_factor;
    }
  }
  return worth;
}

void Pair::move(std::size_t who, const Step& step, double worth) {
  Person& person = people_[who];
  const double over = step.depth - person.readiness;
  const double depth = std::min<double>(step.depth, person.readiness);
  // Up to readiness a step is worth more the deeper it goes; beyond it that is lost
  // again, and one rung beyond it nothing is left.
  const double fit = over <= 0 ? 1 : std::max(0.0, 1 - over);
  const double deep = world_->depth_gain == 0 ? 1 : fit * (1 + world_->depth_gain * (depth - 1));
  const double effect = world_->step_effect * worth * deep;
  double lacking = 0;
  Levels gaps{};
  for (std::size_t f = 0; f < kFacetCount; ++f) {
    gaps[f] = std::max(0.0, person.needed[f] - person.felt[f] - person.slow[f]);
    lacking += gaps[f];
  }
  for (std::size_t f = 0; f < kFacetCount; ++f) {
    const double aimed = static_cast<double>(step.weights[f]) / kWholeWeight;
    const double share = world_->targeting == 1 ? aimed : lacking > 0 ? gaps[f] / lacking : 0;
    person.felt[f] += effect * share * person.response[f];
  }
  if (over > 1) {
    person.felt[index(Facet::trust)] -= world_->overshoot_loss;
    person.felt[index(Facet::emotional)] -= world_->overshoot_loss;
    person.readiness = std::max(1.0, person.readiness - world_->readiness_setback);
  } else {
    person.readiness = std::min(5.0, person.readiness + world_->readiness_growth);
  }
}

}  // namespace hearth::guide::simulate
