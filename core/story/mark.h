// Where an entry of the story comes from: the event's id, its place in the total
// order, who wrote it and when they said they did.
#pragma once

#include <algorithm>
#include <compare>
#include <cstddef>
#include <memory>
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
struct AnyEntry {
  Mark mark;

  explicit AnyEntry(const Mark& said) : mark(said) {}
  virtual ~AnyEntry() = default;
  AnyEntry(const AnyEntry&) = default;
  AnyEntry& operator=(const AnyEntry&) = default;
};
template <class Content>
struct Entry : AnyEntry {
  Content content;

  Entry(const Mark& said, Content said_content) : AnyEntry(said), content(std::move(said_content)) {}
};

// Entries in the total order, whatever the order in which they arrive. Kept by
// pointer, so that all types share one insertion (the browser's module is smaller by
// it) and an entry never moves.
class AnyEntries {
 public:
  AnyEntries() = default;
  AnyEntries(AnyEntries&&) noexcept = default;
  AnyEntries& operator=(AnyEntries&&) noexcept = default;

  [[nodiscard]] std::size_t size() const { return entries_.size(); }
  [[nodiscard]] bool empty() const { return entries_.empty(); }
  // When the last of that stream was written (unix ms, by its writer's clock); 0: none.
  [[nodiscard]] std::int64_t last_ms(Stream stream) const;

 protected:
  void put(std::unique_ptr<AnyEntry> entry);
  [[nodiscard]] const AnyEntry* find_any(const base::EventId& id) const;
  [[nodiscard]] const AnyEntry& at(std::size_t place) const { return *entries_[place]; }

 private:
  std::vector<std::unique_ptr<AnyEntry>> entries_;
};

template <class Content>
class Entries : public AnyEntries {
 public:
  class Iterator {
   public:
    using value_type = Entry<Content>;
    using difference_type = std::ptrdiff_t;
    Iterator() = default;
    Iterator(const Entries* entries, std::size_t place) : entries_(entries), place_(place) {}
    const Entry<Content>& operator*() const { return (*entries_)[place_]; }
    const Entry<Content>* operator->() const { return &(*entries_)[place_]; }
    Iterator& operator++() {
      ++place_;
      return *this;
    }
    Iterator operator++(int) { return {entries_, place_++}; }
    Iterator& operator--() {
      --place_;
      return *this;
    }
    Iterator operator--(int) { return {entries_, place_--}; }
    friend bool operator==(const Iterator&, const Iterator&) = default;

   private:
    const Entries* entries_ = nullptr;
    std::size_t place_ = 0;
  };

  [[nodiscard]] Iterator begin() const { return {this, 0}; }
  [[nodiscard]] Iterator end() const { return {this, size()}; }
  [[nodiscard]] const Entry<Content>& operator[](std::size_t place) const {
    return static_cast<const Entry<Content>&>(at(place));
  }
  [[nodiscard]] const Entry<Content>& front() const { return (*this)[0]; }
  void insert(const Mark& mark, Content content) { put(std::make_unique<Entry<Content>>(mark, std::move(content))); }
  // Null for one that is not here.
  [[nodiscard]] const Entry<Content>* find(const base::EventId& id) const {
    return static_cast<const Entry<Content>*>(find_any(id));
  }
};

}  // namespace hearth::story
