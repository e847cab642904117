#include "verify/hash.h"

#include <sodium.h>

#include <array>
#include <cstdlib>

namespace hearth::verify {
namespace {

constexpr std::string_view kLabelStart = "hearth/1/";

class Hasher {
 public:
  explicit Hasher(base::ByteView key) {
    if (crypto_generichash_init(&state_, key.data(), key.size(), base::Hash32::kSize) != 0) std::abort();
  }
  void raw(base::ByteView bytes) { crypto_generichash_update(&state_, bytes.data(), bytes.size()); }
  void length(std::size_t value) {
    std::array<std::uint8_t, 4> encoded{};
    for (std::size_t i = 0; i < 4; ++i) encoded[i] = static_cast<std::uint8_t>(value >> (8 * i));
    raw(encoded);
  }
  base::Hash32 finish() {
    base::Hash32 result;
    crypto_generichash_final(&state_, result.bytes.data(), result.bytes.size());
    sodium_memzero(&state_, sizeof state_);
    return result;
  }

 private:
  crypto_generichash_state state_;
};

base::Hash32 labelled(base::ByteView key, std::string_view name, std::initializer_list<base::ByteView> fields) {
  Hasher hasher(key);
  hasher.length(kLabelStart.size() + name.size());
  hasher.raw(base::as_bytes(kLabelStart));
  hasher.raw(base::as_bytes(name));
  for (const auto field : fields) {
    if (field.size() > UINT32_MAX) std::abort();
    hasher.length(field.size());
    hasher.raw(field);
  }
  return hasher.finish();
}

}  // namespace

void initialise() {
  if (sodium_init() < 0) std::abort();
}

base::Hash32 hash(std::string_view name, std::initializer_list<base::ByteView> fields) {
  return labelled({}, name, fields);
}

base::Hash32 keyed_hash(base::ByteView key, std::string_view name, std::initializer_list<base::ByteView> fields) {
  if (key.size() < crypto_generichash_KEYBYTES_MIN || key.size() > crypto_generichash_KEYBYTES_MAX) std::abort();
  return labelled(key, name, fields);
}

bool equal(base::ByteView a, base::ByteView b) {
  if (a.size() != b.size()) return false;
  return a.empty() || sodium_memcmp(a.data(), b.data(), a.size()) == 0;
}

}  // namespace hearth::verify
