#include "story/event.h"

namespace hearth::story {
namespace {

// No type has a second version yet. When one has, its old payloads are raised here.
constexpr std::span<const Upcaster> kUpcasters{};

}  // namespace

std::expected<Json, Aside> payload_of(const log::Opened& event, std::span<const Upcaster> upcasters,
                                      std::uint16_t current) {
  if (event.type_version > current || event.type_version == 0) return std::unexpected(Aside::unknown_version);
  auto payload = json::parse(base::as_text(event.payload));
  if (!payload) return std::unexpected(Aside::malformed);
  for (std::uint16_t version = event.type_version; version < current; ++version) {
    const auto step = std::find_if(upcasters.begin(), upcasters.end(), [&](const Upcaster& upcaster) {
      return upcaster.type == event.type && upcaster.from == version;
    });
    if (step == upcasters.end()) return std::unexpected(Aside::unknown_version);
    *payload = step->raise(std::move(*payload));
  }
  return std::move(*payload);
}

std::expected<Json, Aside> payload_of(const log::Opened& event) { return payload_of(event, kUpcasters, kTypeVersion); }

}  // namespace hearth::story
