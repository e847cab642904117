// Every number of the couple model that is not computed from the reports, in one
// place, with its source (model.md 4.4). The model's scale is 0–10; figures that
// were found on 1–7 are × 10/6.
//
//   [KASHY]   daily reports of 103 dating couples over 14 days, Tobit fits made
//             for this project on the pooled training half
//   [PRQC]    118 couples, 6 facets × 3 items, computed for this project
//   [B&L]     Bolger & Laurenceau, Intensive Longitudinal Methods, chapter 5
//   [ASSUME]  a choice with no published number behind it
#pragma once

#include <array>
#include <string_view>

namespace hearth::closeness::defaults {

// Baseline of a person: what closeness is like for them over years.
inline constexpr double kBaselineMean = 7.0;         // [ASSUME] between 4.8 (B&L, simulated) and 9.7 (happy daters)
inline constexpr double kBaselineSd = 2.0;           // [KASHY] latent 1.83, widened
inline constexpr double kBaselineCorrelation = .82;  // [KASHY] .82–.86; other data .48–.78

// Fast mood: Ornstein–Uhlenbeck with rate k per day, sd 1.2·v, noise .9·v, where v
// is the person's own volatility.
inline constexpr double kFastRate = .6;          // per day, half-life 1.16 days [KASHY] (.32 / .96)
inline constexpr double kFastSd = 1.2;           // [KASHY] .72 × 10/6
inline constexpr double kFastCorrelation = .55;  // [KASHY] .52–.59
inline constexpr double kNoiseSd = .9;           // [KASHY] .55 × 10/6
inline constexpr double kNoiseCorrelation = .3;  // [KASHY] .41 (.17–.66), poorly identified

// Slow level round the baseline: Ornstein–Uhlenbeck.
inline constexpr double kSlowHalfLifeDays = 182;  // [ASSUME] 26 weeks
inline constexpr double kSlowCorrelation = .5;    // [ASSUME] partners share half of what moves slowly

// Facets: one general factor and a facet's own part.
inline constexpr double kFacetLoading = .87;           // [PRQC]
inline constexpr double kPhysicalFacetLoading = .65;   // [PRQC] passion; used for affection and sexual
inline constexpr double kFacetOwnHalfLifeDays = 1826;  // [ASSUME] a facet's own part moves over years

// What a person says they need: a random walk, asked every four to six weeks.
inline constexpr double kNeededMean = 7.5;          // [ASSUME]
inline constexpr double kNeededSd = 2.0;            // [ASSUME]
inline constexpr double kNeededDriftPerMonth = .3;  // [ASSUME] sd per √month
inline constexpr double kNeededNoiseSd = .9;        // [ASSUME] as for felt
inline constexpr double kDaysPerMonth = 30.4375;

// Events: the change of closeness on the day of an event. .89 stays in that day,
// .11 goes into the mood and fades with it [KASHY].
struct EventPrior {
  std::string_view id;
  double mean;
  double sd;
  double lasting_mean = 0;
  double lasting_sd = 0;
};
inline constexpr double kEventCarriedOver = .11;        // [KASHY] the share left the next day
inline constexpr double kEventPartnerCorrelation = .3;  // [ASSUME] how alike two partners react
inline constexpr std::array kEventPriors{
    EventPrior{"conflict", -1.1, 1.1},  // [KASHY] −.67, .64 × 10/6; [B&L] −2.0/−1.0, sd 1.65
    EventPrior{"gratitude", .3, .5},    // sign published, size [ASSUME]; so are the next three
    EventPrior{"good_news", .3, .5},
    EventPrior{"new_together", .3, .5},
    EventPrior{"deep_talk", .3, .5},
    // A step of the guide that both finished. What it leaves on the slow level, or on
    // the facet that it was for, is γ [ASSUME]: twenty of them make d = .3, as the
    // courses that Hawkins 2008 counted; the same for all facets.
    EventPrior{"step_done", .3, .5, .03, .05},
};
// An event of any other name: no direction assumed [ASSUME].
inline constexpr EventPrior kOtherEvent{"", 0, .7};

// The grid of model.md 4.3 and the log-normal weights of its points.
inline constexpr std::array kVolatilities{.25, .4, .65, 1.0, 1.5, 2.2};
inline constexpr double kLogVolatilityMean = -.1;  // [KASHY] spread of persons' sd
inline constexpr double kLogVolatilitySd = .6;
inline constexpr std::array kFastRates{.35, .6, 1.0};
inline constexpr double kLogFastRateSd = .5;  // round log .6; months of daily reports barely move it (4.5)
inline constexpr std::array kSlowSds{.25, .5, .9};
inline constexpr double kSlowSd = .5;       // [ASSUME]; the upper bound found was .065 × 10/6 per √day
inline constexpr double kLogSlowSdSd = .6;  // [ASSUME]
inline constexpr std::array kCouplings{0.0, .1};
inline constexpr std::array kCouplingWeights{.8, .2};  // [KASHY] likelihood ratio p = .79

inline constexpr double kPruneBelow = 1e-4;
inline constexpr int kPruneEvery = 10;  // reports

}  // namespace hearth::closeness::defaults
