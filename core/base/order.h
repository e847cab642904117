// Sorting whose code is there once, however many types are sorted: the browser's module
// pays for every instantiation of std::sort with one to three kilobytes.
// Stable: what is equal stays in its order. Pure; any thread.
#pragma once

#include <cstddef>
#include <cstdint>
#include <utility>
#include <vector>

namespace hearth::base {

// The places 0 … count − 1 in the order that `comes_before(context, a, b)` gives.
[[nodiscard]] std::vector<std::size_t> order_of(std::size_t count, const void* context,
                                                bool (*comes_before)(const void* context, std::size_t a,
                                                                     std::size_t b));

template <class T, class Before>
void sort(std::vector<T>& values, const Before& before) {
  struct Context {
    const std::vector<T>& values;
    const Before& before;
  };
  const Context context{values, before};
  const auto order = order_of(values.size(), &context, [](const void* opaque, std::size_t a, std::size_t b) {
    const auto& of = *static_cast<const Context*>(opaque);
    return static_cast<bool>(of.before(of.values[a], of.values[b]));
  });
  std::vector<T> sorted;
  sorted.reserve(values.size());
  for (const std::size_t place : order) sorted.push_back(std::move(values[place]));
  values = std::move(sorted);
}

template <class T>
void sort(std::vector<T>& values) {
  sort(values, [](const T& a, const T& b) { return a < b; });
}

}  // namespace hearth::base
