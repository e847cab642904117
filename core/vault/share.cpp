#include "vault/share.h"

#include <algorithm>

#include "codec/reader.h"
#include "codec/writer.h"
#include "envelope/padding.h"
#include "vault/box.h"
#include "verify/hash.h"

namespace hearth::vault {
namespace {

constexpr std::uint8_t kVersion = 1;
constexpr std::size_t kLeastPlain = 4096;

// What the box draws for its nonce.
class FromKey final : public base::Entropy {
 public:
  FromKey(const ShareKey& key, const base::ShareId& id)
      : bytes_(verify::keyed_hash(key.reveal(), "share-random", {id.view()})) {}
  void fill(std::span<std::uint8_t> out) override {
    for (std::size_t i = 0; i < out.size(); ++i) out[i] = bytes_.bytes[i % base::Hash32::kSize];
  }

 private:
  base::Hash32 bytes_;
};

base::Bytes place_of(const base::ShareId& id) {
  codec::Writer writer;
  writer.text("hearth/1/share").fixed(id);
  return writer.take();
}

}  // namespace

std::expected<base::Bytes, base::Error> seal_share(const ShareKey& key, const base::ShareId& id,
                                                   base::ByteView document) {
  codec::Writer writer;
  writer.u8(kVersion).bytes(document);
  base::Bytes plain = writer.take();
  plain.resize(std::max(kLeastPlain, envelope::padme(plain.size())));
  if (plain.size() + kBoxOverhead > base::kShareLimit) return std::unexpected(base::Error::too_large);
  FromKey entropy(key, id);
  base::Bytes body = detail::encrypt(key.reveal(), place_of(id), plain, entropy);
  base::wipe(plain);
  return body;
}

std::expected<base::SecretBytes, base::Error> open_share(const ShareKey& key, const base::ShareId& id,
                                                         base::ByteView body) {
  if (body.size() > base::kShareLimit) return std::unexpected(base::Error::too_large);
  const auto plain = detail::decrypt(key.reveal(), place_of(id), body);
  if (!plain) return std::unexpected(plain.error());
  codec::Reader reader(plain->reveal());
  const std::uint8_t version = reader.u8();
  const base::ByteView document = reader.bytes(base::kShareLimit);
  const base::ByteView padding = reader.raw(reader.left());
  if (const auto done = reader.finish(); !done) return std::unexpected(done.error());
  if (version != kVersion) return std::unexpected(base::Error::unknown_version);
  if (std::ranges::any_of(padding, [](std::uint8_t byte) { return byte != 0; })) {
    return std::unexpected(base::Error::shape);
  }
  return base::SecretBytes(document);
}

}  // namespace hearth::vault
