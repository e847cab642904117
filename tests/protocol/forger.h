// Mallory is bob: what he can make with the keys that are his by right. He takes them
// out of his own store; from there on he follows no rule of the app.
#pragma once

#include <optional>
#include <string>

#include "log/secrets.h"
#include "tests/protocol/actor.h"
#include "tests/protocol/ledger.h"

namespace hearth::tests {

class Forger {
 public:
  // `bob` has to be running; he is restarted, since his key is asked for at unlocking.
  explicit Forger(Actor& bob);

  [[nodiscard]] const log::LogSecrets& space() const { return *space_; }

  // The next shared event of alice's device after `last`, in her name, under the key
  // that both of them have. The own tag alone is not hers.
  [[nodiscard]] LedgerEvent in_alices_name(const LedgerEvent& last, const std::string& text) const;

 private:
  std::optional<log::LogSecrets> space_;
};

}  // namespace hearth::tests
