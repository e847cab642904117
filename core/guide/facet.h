// The nine facets that steps are about, in the order of the content packs.
#pragma once

#include <array>
#include <cstddef>
#include <cstdint>
#include <optional>
#include <string_view>

namespace hearth::guide {

inline constexpr std::array<std::string_view, 9> kFacetIds = {
    "emotional", "mental", "shared_life", "meaning", "affection", "understood", "trust", "appreciation", "talking"};
inline constexpr std::size_t kFacetCount = kFacetIds.size();

enum class Facet : std::uint8_t {
  emotional,
  mental,
  shared_life,
  meaning,
  affection,
  understood,
  trust,
  appreciation,
  talking
};

[[nodiscard]] constexpr std::size_t index(Facet facet) { return static_cast<std::size_t>(facet); }
[[nodiscard]] constexpr std::string_view id(Facet facet) { return kFacetIds[index(facet)]; }
[[nodiscard]] constexpr std::optional<Facet> facet_of(std::string_view id) {
  for (std::size_t i = 0; i < kFacetCount; ++i) {
    if (kFacetIds[i] == id) return static_cast<Facet>(i);
  }
  return std::nullopt;
}

}  // namespace hearth::guide
