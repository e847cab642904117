// The payload of each type of event. The first byte says which type, the second in
// which stream and version it stands.
#include <array>
#include <type_traits>

#include "fuzz/target.h"
#include "log/types.h"
#include "story/event.h"

using hearth::fuzz::hold;
using hearth::fuzz::plant;
namespace log_ = hearth::log;
namespace story = hearth::story;

namespace {

template <std::size_t... kIndex>
constexpr auto names_of(std::index_sequence<kIndex...>) {
  return std::array{std::variant_alternative_t<kIndex, story::Content>::kType...};
}
constexpr auto kNames = names_of(std::make_index_sequence<std::variant_size_v<story::Content>>());

}  // namespace

HEARTH_FUZZ_TARGET(input) {
  if (input.size() < 2) return;
  log_::Opened event;
  event.type = kNames[input[0] % kNames.size()];
  event.stream = (input[1] & 1) != 0 ? story::Stream::shared : story::Stream::private_;
  event.type_version = static_cast<std::uint16_t>(1 + (input[1] >> 6));
  event.payload.assign(input.begin() + 2, input.end());
  const auto content = story::decode(event);
  if (!content) return;
  hold(event.type_version == story::kTypeVersion);
  // What was read is written in one way, and that is read as the same.
  const auto text_of = [](const auto& said) { return story::json::write(write(said)); };
  const auto text = std::visit(text_of, *content);
  event.payload.assign(text.begin(), text.end());
  const auto again = story::decode(event);
  hold(again && again->index() == content->index() && std::visit(text_of, *again) == text);
  // Copied into room for six bytes.
  if (const auto* note = std::get_if<story::thanks::Note>(&*content)) plant(note->gave.size() > 6);
}
