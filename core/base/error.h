// What can go wrong, as data. The set is closed and each code is stable: it
// crosses the boundary, stands in server answers and picks the sentence in the
// language files. No sentence lives here.
#pragma once

#include <cstdint>
#include <expected>
#include <string_view>

namespace hearth::base {

enum class Error : std::uint8_t {
  // Reading bytes.
  shape,            // not the layout that it must have: truncated, trailing, wrong length, bad text
  unknown_version,  // a version that this program does not know: set aside, never guessed at
  too_large,        // over a limit
  // What the server refuses, and what a member notices.
  not_yours,
  sequence_gap,
  link_mismatch,
  hash_mismatch,
  conflict,  // the same id or place with other bytes
  quota,
  rate,
  seat_ended,
  login_refused,
  setup_refused,
  setup_used,
  invite_unknown,
  invite_used,
  invite_expired,
  space_full,
  // Cryptography.
  verification_failed,  // a tag, signature, commitment or certificate does not verify
  wrong_key,            // what should open does not: another passphrase, or altered
  missing_key,          // a key that this device does not hold (yet)
  bad_scalar,           // a failed scalar multiplication: a hostile public key
  // Rules of the log and of the product.
  bad_request,
  locked,
  not_ready,
  refused_by_rule,
  not_open_yet,
  not_found,
  too_long,
  empty,
  wrong_words,
  already_sealed,
  not_paired,
  left,
  bad_kit,
  read_only,
};

inline constexpr std::uint8_t kErrorCount = static_cast<std::uint8_t>(Error::read_only) + 1;

// The stable snake_case name, such as "sequence_gap".
[[nodiscard]] std::string_view code(Error error);

}  // namespace hearth::base
