// What is asked: kinds of closeness and their foundations (model.md 2). The ids
// are stable: they stand in events, files and language files.
// Pure functions; any thread.
#pragma once

#include <cstdint>
#include <optional>
#include <string_view>

namespace hearth::closeness {

enum class Facet : std::uint8_t {
  closeness,  // the daily question; its id in files is empty
  emotional,
  mental,
  shared_life,
  meaning,
  affection,
  sexual,
  understood,
  trust,
  appreciation,
  talking,
};
inline constexpr std::uint8_t kFacetCount = 11;

enum class Kind : bool { felt, needed };

[[nodiscard]] std::string_view id(Facet facet);
[[nodiscard]] std::optional<Facet> facet_with_id(std::string_view text);

// How strongly a facet follows general closeness; 1 for the daily question.
[[nodiscard]] double loading(Facet facet);

}  // namespace hearth::closeness
