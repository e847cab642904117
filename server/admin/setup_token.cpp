#include "server/admin/setup_token.h"

#include <format>

#include "server/auth/tokens.h"
#include "server/host/random.h"

namespace hearth::server::admin {

store::Result<std::string> make_setup_token(store::Store& store, const host::Clock& clock) {
  const auto token = host::random_value<base::Hash32>();
  auto writer = store.open_writer();
  if (!writer) return std::unexpected(writer.error());
  if (auto done = (*writer)->begin(); !done) return std::unexpected(done.error());
  const auto added = (*writer)->add_setup_token(auth::token_hash(token.view()), clock.now_ms() + kSetupLifeMs);
  if (!added) {
    (*writer)->rollback();
    return std::unexpected(added.error());
  }
  if (auto done = (*writer)->commit(); !done) return std::unexpected(done.error());
  return base::to_base64url(token.view());
}

std::string setup_link(std::string_view origin, std::string_view token) {
  return std::format("{}/#setup={}", origin, token);
}

}  // namespace hearth::server::admin
