#include "story/event.h"

namespace hearth::story {
namespace {

// No type has a second version yet. When one has, its old payloads are raised here.
constexpr std::span<const Upcaster> kUpcasters{};

bool belongs(Where where, Stream stream) {
  if (stream == Stream::shared) return where != Where::personal;
  if (stream == Stream::private_) return where != Where::shared;
  return false;
}

std::expected<Json, Aside> raise(Json payload, const log::Opened& event, std::span<const Upcaster> upcasters,
                                 std::uint16_t current) {
  if (event.type_version > current || event.type_version == 0) return std::unexpected(Aside::unknown_version);
  for (std::uint16_t version = event.type_version; version < current; ++version) {
    const auto step = std::find_if(upcasters.begin(), upcasters.end(), [&](const Upcaster& upcaster) {
      return upcaster.type == event.type && upcaster.from == version;
    });
    if (step == upcasters.end()) return std::unexpected(Aside::unknown_version);
    payload = step->raise(std::move(payload));
  }
  return payload;
}

// Tries the types one after the other; only one has the name.
template <std::size_t kIndex = 0>
std::expected<Content, Aside> read_as(const log::Opened& event, std::span<const Upcaster> upcasters,
                                      std::uint16_t current) {
  if constexpr (kIndex == std::variant_size_v<Content>) {
    return std::unexpected(Aside::unknown_type);
  } else {
    using Type = std::variant_alternative_t<kIndex, Content>;
    if (event.type != Type::kType) return read_as<kIndex + 1>(event, upcasters, current);
    if (!belongs(Type::kWhere, event.stream)) return std::unexpected(Aside::wrong_stream);
    auto parsed = json::parse(base::as_text(event.payload));
    if (!parsed) return std::unexpected(Aside::malformed);
    const auto payload = raise(std::move(*parsed), event, upcasters, current);
    if (!payload) return std::unexpected(payload.error());
    Type content;
    if (!read(*payload, content)) return std::unexpected(Aside::malformed);
    return Content(std::in_place_index<kIndex>, std::move(content));
  }
}

}  // namespace

std::expected<Content, Aside> decode(const log::Opened& event, std::span<const Upcaster> upcasters,
                                     std::uint16_t current) {
  return read_as(event, upcasters, current);
}

std::expected<Content, Aside> decode(const log::Opened& event) { return decode(event, kUpcasters, kTypeVersion); }

}  // namespace hearth::story
