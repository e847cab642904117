// Where an entry of the story comes from: the event's id, its place in the total
// order, who wrote it and when they said they did.
#pragma once

#include <algorithm>
#include <compare>
#include <tuple>
#include <vector>

#include "log/types.h"

namespace hearth::story {

using log::Author;
using log::Provenance;
using log::Stream;

struct Mark {
  base::EventId id;
  std::uint64_t logical = 0;
  std::int64_t authored_ms = 0;
  Author author = Author::me;
  Provenance provenance = Provenance::direct;
  Stream stream = Stream::shared;
  base::DeviceId device;
  base::Hash32 link;

  [[nodiscard]] bool own() const { return author == Author::me; }
  // The total order of the log: no arrival and no server number changes it.
  friend auto operator<=>(const Mark& a, const Mark& b) {
    return std::tie(a.logical, a.authored_ms, a.id) <=> std::tie(b.logical, b.authored_ms, b.id);
  }
  friend bool operator==(const Mark& a, const Mark& b) { return (a <=> b) == 0; }
};

// Something that was said, with its mark.
template <class Content>
struct Entry {
  Mark mark;
  Content content;
};

// Entries in the total order, whatever the order in which they arrive.
template <class Content>
using Entries = std::vector<Entry<Content>>;

template <class Content>
void insert(Entries<Content>& entries, const Mark& mark, Content content) {
  const auto place = std::upper_bound(entries.begin(), entries.end(), mark,
                                      [](const Mark& m, const Entry<Content>& entry) { return m < entry.mark; });
  entries.insert(place, Entry<Content>{mark, std::move(content)});
}

template <class Content>
const Entry<Content>* find(const Entries<Content>& entries, const base::EventId& id) {
  for (const auto& entry : entries) {
    if (entry.mark.id == id) return &entry;
  }
  return nullptr;
}

}  // namespace hearth::story
