#include "server/auth/tokens.h"

#include "codec/writer.h"
#include "verify/hash.h"

namespace hearth::server::auth {

base::Hash32 token_hash(base::ByteView token) { return verify::hash("token", {token}); }

base::Bytes register_extra(const base::Hash32& token, const base::SigningPublicKey& seat_key,
                           std::span<const NewDevice> devices) {
  codec::Writer writer;
  writer.fixed(token).fixed(seat_key).list(devices.size());
  for (const auto& device : devices) writer.fixed(device.id).fixed(device.key);
  return writer.take();
}

base::Bytes device_extra(const NewDevice& device) {
  codec::Writer writer;
  writer.fixed(device.id).fixed(device.key);
  return writer.take();
}

}  // namespace hearth::server::auth
