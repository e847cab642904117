#include "library/source/banned.h"

#include <cstdlib>
#include <vector>

#include "banned_embedded.h"
#include "library/pack_json.h"

namespace hearth::library::source {

std::span<const Banned> builtin_banned() {
  static const std::vector<Banned> kBanned = [] {
    auto banned = parse_banned(embedded::banned().front().text);
    if (!banned) std::abort();
    return *std::move(banned);
  }();
  return kBanned;
}

}  // namespace hearth::library::source
