// A modified client: it has the keys of a real device and follows no rule. Also
// what a host can make without any key.
#pragma once

#include <optional>

#include "log/derive.h"
#include "log/plaintext.h"
#include "log/secrets.h"
#include "log/world_testing.h"

namespace hearth::log::testing {

class Forger {
 public:
  // Takes the keys out of an actor's record.
  Forger(Actor& actor, Host& host);

  // An envelope of `device` in the actor's space: in whose name, under which tag.
  struct Forgery {
    base::MemberId owner;
    base::DeviceId device;
    std::string type = "share.text";
    base::Bytes payload;
    std::optional<base::EventId> event;
    std::optional<KeyId> epoch;  // the current one when empty
    bool own_tag = true;         // a valid tag of this actor's generation
  };
  [[nodiscard]] Stored shared(const Forgery& forgery);
  // In the actor's own name, as a modified client of theirs.
  [[nodiscard]] Stored mine(std::string_view type, base::Bytes payload);

  [[nodiscard]] const LogSecrets& space() const { return *space_; }
  [[nodiscard]] const LogSecrets& personal() const { return *personal_; }
  [[nodiscard]] const KeyTree<vault::GenerationKey>& generations() const { return generations_; }

 private:
  Actor& actor_;
  Host& host_;
  KeyTree<vault::GenerationKey> generations_;
  std::optional<LogSecrets> personal_;
  std::optional<LogSecrets> space_;
};

// The last event of a device in a stream at the host: where a next one would go.
struct Tail {
  std::uint64_t sequence = 0;
  base::Hash32 link;
};
[[nodiscard]] Tail tail_of(Host& host, const base::LogId& log, const base::DeviceId& device, Stream stream);

}  // namespace hearth::log::testing
