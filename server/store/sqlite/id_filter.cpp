#include "server/store/sqlite/id_filter.h"

#include <algorithm>
#include <bit>
#include <cstring>

namespace hearth::server::store::sqlite {
namespace {

constexpr std::size_t kLeast = 256;
constexpr std::size_t kBitsForEach = 16;
constexpr std::uint64_t kLooks = 4;

// Ids are random, so their own bytes are the hash.
template <class See>
bool each_place(const base::EventId& id, std::size_t words, See see) {
  std::uint64_t first = 0;
  std::uint64_t step = 0;
  std::memcpy(&first, id.view().data(), sizeof first);
  std::memcpy(&step, id.view().data() + sizeof first, sizeof step);
  for (std::uint64_t look = 0; look < kLooks; ++look) {
    const auto place = (first + look * (step | 1U)) & (words * 64 - 1);
    if (!see(place / 64, std::uint64_t{1} << (place % 64))) return false;
  }
  return true;
}

}  // namespace

IdFilter::IdFilter(std::size_t expected)
    : capacity_(std::bit_ceil(std::max(kLeast, 2 * expected))), words_(capacity_ * kBitsForEach / 64) {}

void IdFilter::add(const base::EventId& id) {
  each_place(id, words_.size(), [this](std::size_t word, std::uint64_t bit) {
    words_[word] |= bit;
    return true;
  });
  ++count_;
}

bool IdFilter::may_have(const base::EventId& id) const {
  return each_place(id, words_.size(),
                    [this](std::size_t word, std::uint64_t bit) { return (words_[word] & bit) != 0; });
}

}  // namespace hearth::server::store::sqlite
