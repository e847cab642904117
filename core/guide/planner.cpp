#include "guide/planner.h"

#include <algorithm>
#include <array>
#include <optional>
#include <string>

#include "base/order.h"

namespace hearth::guide {
namespace {

// κ = 1/2: what both lack counts half again (model.md 5.1).
constexpr std::int64_t kBothDivisor = 2;
constexpr int kRepeatWithin = 8;
constexpr int kSameFacetWithin = 4;
constexpr int kSameKindWithin = 2;
constexpr int kExploreOneIn = 5;
// Half an hour costs a tenth; our assumption.
constexpr std::int64_t kMinutesWhole = 300;
constexpr std::int64_t kFine = 1024;  // scores are 64ths of a point times this

struct Scored {
  int step = 0;
  std::int64_t score = 0;
};

class Week {
 public:
  Week(const Known& known, std::span<const Past> past, int week, const std::vector<bool>& rested, Without without)
      : known_(known), past_(past.begin(), past.end()), week_(week), without_(without) {
    const std::array words = {in_force(known.said, 0, week), in_force(known.said, 1, week)};
    frame_ = frame_of(known.deck, past, known.way_in(week), words[0], words[1], week, rested);
    if (frame_.offers == 0) return;
    if (without == Without::gate) frame_.rung = kTenderestRung;
    const Unmet one = unmet_of(known.shared, 0, words[0], week);
    const Unmet other = unmet_of(known.shared, 1, words[1], week);
    for (std::size_t f = 0; f < kFacetCount; ++f) {
      need_.at(f) =
          without == Without::gap ? 64 : one.at(f) + other.at(f) + std::min(one.at(f), other.at(f)) / kBothDivisor;
    }
    shared_ = std::ranges::any_of(known.shared,
                                  [week](const SharedGap& gap) { return gap.week < week && gap.last_week >= week; });
    count_kinds();
    had_.assign(known.deck.size(), false);
    for (const Past& one_past : past) had_.at(static_cast<std::size_t>(one_past.step)) = true;
  }

  [[nodiscard]] std::vector<Offer> offers(Others others) {
    std::vector<Offer> offers;
    for (int place = 0; place < frame_.offers; ++place) {
      auto offer = choose(place, others);
      if (!offer) break;
      past_.push_back({week_, offer->step, Fate::open});
      had_.at(static_cast<std::size_t>(offer->step)) = true;
      offers.push_back(std::move(*offer));
    }
    return offers;
  }

 private:
  [[nodiscard]] const Step& step(int place) const { return known_.deck[static_cast<std::size_t>(place)]; }
  [[nodiscard]] std::string here(std::string_view what, int place) const {
    return std::string(what) + "/" + std::to_string(week_) + "/" + std::to_string(place);
  }

  void count_kinds() {
    for (const Past& one : past_) {
      if (one.fate == Fate::open) continue;
      auto& kind = kinds_.at(static_cast<std::size_t>(step(one.step).kind));
      ++kind.told;
      if (one.fate == Fate::done) ++kind.done;
    }
  }

  std::optional<Offer> choose(int place, Others others) {
    weigh_recent();
    const Way& way = known_.way_in(week_);
    std::vector<Scored> feasible;
    for (int i = 0; i < std::ssize(known_.deck); ++i) {
      if (taken_this_week(i) || !guide::feasible(step(i), frame_, way, week_)) continue;
      feasible.push_back({i, score(i)});
    }
    if (feasible.empty()) return std::nullopt;
    const auto best = std::ranges::max_element(feasible, {}, &Scored::score)->score;
    // After a breach of trust nothing comes by surprise.
    const bool explores = without_ != Without::exploration && way.track != Track::after_breach &&
                          place_of(known_.coins(here("explore", place)), kExploreOneIn) == 0;
    // By chance among the good ones, or else the best; equal ones by their coins.
    const std::int64_t least = explores ? best - best * 3 / 10 : best;
    std::vector<Scored> good;
    std::ranges::copy_if(feasible, std::back_inserter(good), [least](const Scored& one) { return one.score >= least; });
    std::size_t chosen = 0;
    if (good.size() > 1) {
      std::uint64_t lowest = ~std::uint64_t{0};
      for (std::size_t i = 0; i < good.size(); ++i) {
        const std::uint64_t coin = known_.coins(here("rank", place) + "/" + std::string(step(good[i].step).id));
        if (coin < lowest) {
          lowest = coin;
          chosen = i;
        }
      }
    }
    Offer offer{.week = week_, .place = place, .step = good[chosen].step};
    offer.facet = main_facet(step(offer.step));
    offer.begins = (place_of(known_.coins("begins"), 2) + week_ + place) % 2;
    tell(offer, explores && good.size() > 1);
    if (others == Others::include) add_others(offer, std::move(feasible));
    return offer;
  }

  [[nodiscard]] bool taken_this_week(int place) const {
    for (auto one = past_.rbegin(); one != past_.rend() && one->week == week_; ++one) {
      if (one->step == place) return true;
    }
    return false;
  }

  // How often each facet stood among the last four, and what was had within eight.
  void weigh_recent() {
    same_facet_.fill(0);
    recent_.clear();
    same_kind_ = 0;
    const auto count = std::ssize(past_);
    for (std::ptrdiff_t back = 1; back <= std::min<std::ptrdiff_t>(count, kRepeatWithin); ++back) {
      const Past& one = past_[static_cast<std::size_t>(count - back)];
      recent_.push_back(one.step);
      if (back <= kSameFacetWithin) ++same_facet_.at(index(main_facet(step(one.step))));
      if (back > kSameKindWithin) continue;
      same_kind_ += step(one.step).kind == StepKind::talk ? 1 : -1;
    }
  }

  [[nodiscard]] std::int64_t score(int place) const {
    const Step& candidate = step(place);
    std::int64_t score = 0;
    for (std::size_t f = 0; f < kFacetCount; ++f) score += need_.at(f) * candidate.weights.at(f);
    score = score * kFine / kWholeWeight;
    const auto& kind = kinds_.at(static_cast<std::size_t>(candidate.kind));
    // As if each kind had been done in four of five cases before.
    score = score * (kind.done + 4) / (kind.told + 5);
    score = score * (kMinutesWhole - std::min(candidate.minutes, 60)) / kMinutesWhole;
    if (without_ != Without::novelty) {
      for (const int had : recent_) score = had == place ? score * 6 / 10 : score;
      for (int i = 0; i < same_facet_.at(index(main_facet(candidate))); ++i) score = score * 8 / 10;
    }
    const int same = candidate.kind == StepKind::talk ? same_kind_ : -same_kind_;
    if (without_ != Without::balance && same >= kSameKindWithin) score = score * 85 / 100;
    return score;
  }

  void tell(Offer& offer, bool explores) const {
    if (frame_.rung <= kEverydayRung) offer.because.push_back(Because::gentle);
    offer.because.push_back(Because::facet);
    if (explores) {
      offer.because.push_back(Because::surprise);
    } else if (shared_ && *std::ranges::max_element(need_) == need_.at(index(offer.facet))) {
      offer.because.push_back(Because::shared_numbers);
    }
    if (!had_.at(static_cast<std::size_t>(offer.step))) offer.because.push_back(Because::new_to_you);
    const int same = step(offer.step).kind == StepKind::talk ? same_kind_ : -same_kind_;
    if (same <= -kSameKindWithin) offer.because.push_back(Because::other_kind);
  }

  void add_others(Offer& offer, std::vector<Scored> feasible) const {
    std::erase_if(feasible, [&](const Scored& one) { return one.step == offer.step; });
    const auto earlier = [this](const Scored& a, const Scored& b) {
      return a.score != b.score ? a.score > b.score : step(a.step).id < step(b.step).id;
    };
    base::sort(feasible, earlier);
    // Room at the end for the best of the lightest, which nearly everyone can take.
    const auto light =
        std::ranges::find_if(feasible, [this](const Scored& one) { return step(one.step).depth == kLightestRung; });
    for (const Scored& one : feasible) {
      if (std::ssize(offer.others) >= kOthersPerOffer - 1) break;
      offer.others.push_back(one.step);
    }
    if (light != feasible.end() && std::ranges::find(offer.others, light->step) == offer.others.end()) {
      offer.others.push_back(light->step);
    }
  }

  struct KindCount {
    std::int64_t told = 0, done = 0;
  };

  const Known& known_;
  std::vector<Past> past_;
  int week_;
  Without without_;
  Frame frame_;
  std::array<std::int64_t, kFacetCount> need_{};
  bool shared_ = false;
  std::array<KindCount, 2> kinds_{};
  std::vector<bool> had_;
  std::array<int, kFacetCount> same_facet_{};
  std::vector<int> recent_;
  int same_kind_ = 0;
};

// What came of a step that was had instead of an offered one ("another one").
void add_beside(std::vector<Past>& past, std::span<const Step> deck, std::span<const Reported> reported,
                const std::vector<Offer>& offers, int week) {
  for (const Reported& one : reported) {
    if (one.week != week || one.fate == Fate::open || one.step < 0 || one.step >= std::ssize(deck)) continue;
    if (std::ranges::find(offers, one.step, &Offer::step) != offers.end()) continue;
    past.push_back({week, one.step, one.fate});
  }
}

}  // namespace

std::string_view code(Because because) {
  switch (because) {
    case Because::gentle: return "gentle";
    case Because::facet: return "facet";
    case Because::shared_numbers: return "shared_numbers";
    case Because::new_to_you: return "new_to_you";
    case Because::other_kind: return "other_kind";
    case Because::surprise: return "surprise";
  }
  return "";
}

const Way& Known::way_in(int week) const {
  const Way* in_force = &way;
  for (const WayFrom& change : changes) {
    if (change.week <= week) in_force = &change.way;
  }
  return *in_force;
}

std::vector<Offer> plan_week(const Known& known, std::span<const Past> past, int week, const std::vector<bool>& rested,
                             Others others, Without without) {
  return Week(known, past, week, rested, without).offers(others);
}

std::vector<Offer> offers_of(const Known& known, std::span<const Reported> reported, int week) {
  std::vector<Past> past;
  std::vector<bool> rested;
  const int last = std::min(week, kLastWeek);
  for (int at = 0; at <= last; ++at) {
    auto offers = plan_week(known, past, at, rested, at == last ? Others::include : Others::leave_out);
    if (at == last) return offers;
    for (const Offer& offer : offers) {
      const auto told =
          std::ranges::find_if(reported, [&](const Reported& one) { return one.week == at && one.step == offer.step; });
      past.push_back({at, offer.step, told == reported.end() ? Fate::open : told->fate});
    }
    add_beside(past, known.deck, reported, offers, at);
    rested.push_back(rests(in_force(known.said, 0, at), in_force(known.said, 1, at)));
  }
  return {};
}

}  // namespace hearth::guide
