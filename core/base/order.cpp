#include "base/order.h"

namespace hearth::base {

// A merge sort from below: runs of one, two, four … are merged in turn.
std::vector<std::size_t> order_of(std::size_t count, const void* context,
                                  bool (*comes_before)(const void* context, std::size_t a, std::size_t b)) {
  std::vector<std::size_t> order(count);
  std::vector<std::size_t> merged(count);
  for (std::size_t i = 0; i < count; ++i) order[i] = i;
  for (std::size_t run = 1; run < count; run *= 2) {
    for (std::size_t from = 0; from < count; from += 2 * run) {
      const std::size_t middle = from + run < count ? from + run : count;
      const std::size_t end = middle + run < count ? middle + run : count;
      std::size_t left = from;
      std::size_t right = middle;
      for (std::size_t at = from; at < end; ++at) {
        const bool takes_right = left == middle || (right < end && comes_before(context, order[right], order[left]));
        merged[at] = takes_right ? order[right++] : order[left++];
      }
    }
    order.swap(merged);
  }
  return order;
}

}  // namespace hearth::base
