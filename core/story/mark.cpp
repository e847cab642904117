#include "story/mark.h"

namespace hearth::story {

void AnyEntries::put(std::unique_ptr<AnyEntry> entry) {
  const auto place =
      std::upper_bound(entries_.begin(), entries_.end(), entry->mark,
                       [](const Mark& mark, const std::unique_ptr<AnyEntry>& other) { return mark < other->mark; });
  entries_.insert(place, std::move(entry));
}

std::int64_t AnyEntries::last_ms(Stream stream) const {
  for (std::size_t place = entries_.size(); place > 0; --place) {
    const Mark& mark = entries_[place - 1]->mark;
    if (mark.stream == stream) return mark.authored_ms;
  }
  return 0;
}

const AnyEntry* AnyEntries::find_any(const base::EventId& id) const {
  for (const auto& entry : entries_) {
    if (entry->mark.id == id) return entry.get();
  }
  return nullptr;
}

}  // namespace hearth::story
