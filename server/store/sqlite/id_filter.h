// Which event ids a log surely has not: a Bloom filter of one log's ids. Ids that
// were added and then rolled back stay in it, which costs a look and nothing else.
#pragma once

#include <cstdint>
#include <vector>

#include "base/ids.h"

namespace hearth::server::store::sqlite {

class IdFilter {
 public:
  // Room for `expected` ids and as many again.
  explicit IdFilter(std::size_t expected);

  void add(const base::EventId& id);
  [[nodiscard]] bool may_have(const base::EventId& id) const;
  // With more it would say "may" too often: make a larger one.
  [[nodiscard]] bool is_full() const { return count_ >= capacity_; }
  [[nodiscard]] std::size_t count() const { return count_; }
  [[nodiscard]] std::size_t bytes() const { return words_.size() * sizeof(std::uint64_t); }

 private:
  std::size_t capacity_;
  std::size_t count_ = 0;
  std::vector<std::uint64_t> words_;  // a power of two of them; 16 bits for each id
};

}  // namespace hearth::server::store::sqlite
