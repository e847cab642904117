// What a counsellor's browser takes apart: bytes of the host, and behind the key a
// document of whoever made the link. No bytes open under a key that did not seal them.
#include <algorithm>

#include "fuzz/target.h"
#include "story/counsel/document.h"
#include "vault/entropy.h"
#include "vault/share.h"

using hearth::fuzz::hold;
using hearth::fuzz::plant;
namespace vault = hearth::vault;
namespace counsel = hearth::story::counsel;

namespace {

void document_of(hearth::fuzz::Input input) {
  const auto document = counsel::decode(input);
  if (!document) return;
  const auto written = counsel::encode(*document);
  const auto again = counsel::decode(written);
  hold(again && counsel::encode(*again) == written);
  plant(!document->items.empty() && document->items[0].felt && *document->items[0].felt < 4);
}

// Sealing and opening are slow: of the longer inputs only some go through them.
void sealed_and_opened(hearth::fuzz::Input input) {
  static const std::vector<std::uint8_t> kSeed(64, 3);
  static const hearth::base::ShareId kShare{};
  vault::SeededEntropy entropy(kSeed);
  const auto key = vault::ShareKey::draw(entropy);
  hold(!vault::open_share(key, kShare, input));
  const auto sealed = vault::seal_share(key, kShare, input);
  if (!sealed) return;
  hold(sealed->size() <= hearth::base::kShareLimit);
  const auto opened = vault::open_share(key, kShare, *sealed);
  hold(opened && std::ranges::equal(opened->reveal(), input));
}

}  // namespace

HEARTH_FUZZ_TARGET(input) {
  document_of(input);
  if (input.size() <= 64 || input.back() % 16 == 0) sealed_and_opened(input);
}
