#include "closeness/facet.h"

#include <array>

#include "closeness/defaults.h"

namespace hearth::closeness {
namespace {

constexpr std::array<std::string_view, kFacetCount> kIds{"",        "emotional",    "mental", "shared_life",
                                                         "meaning", "affection",    "sexual", "understood",
                                                         "trust",   "appreciation", "talking"};

}  // namespace

std::string_view id(Facet facet) { return kIds[static_cast<std::size_t>(facet)]; }

std::optional<Facet> facet_with_id(std::string_view text) {
  for (std::size_t i = 0; i < kIds.size(); ++i) {
    if (kIds[i] == text) return static_cast<Facet>(i);
  }
  return std::nullopt;
}

double loading(Facet facet) {
  switch (facet) {
    case Facet::closeness: return 1;
    case Facet::affection:
    case Facet::sexual: return defaults::kPhysicalFacetLoading;
    default: return defaults::kFacetLoading;
  }
}

}  // namespace hearth::closeness
