#include "base/error.h"

#include <cstdlib>

namespace hearth::base {

std::string_view code(Error error) {
  switch (error) {
    case Error::shape: return "shape";
    case Error::unknown_version: return "unknown_version";
    case Error::too_large: return "too_large";
    case Error::not_yours: return "not_yours";
    case Error::sequence_gap: return "sequence_gap";
    case Error::link_mismatch: return "link_mismatch";
    case Error::hash_mismatch: return "hash_mismatch";
    case Error::conflict: return "conflict";
    case Error::quota: return "quota";
    case Error::rate: return "rate";
    case Error::seat_ended: return "seat_ended";
    case Error::login_refused: return "login_refused";
    case Error::setup_refused: return "setup_refused";
    case Error::setup_used: return "setup_used";
    case Error::invite_unknown: return "invite_unknown";
    case Error::invite_used: return "invite_used";
    case Error::invite_expired: return "invite_expired";
    case Error::space_full: return "space_full";
    case Error::verification_failed: return "verification_failed";
    case Error::wrong_key: return "wrong_key";
    case Error::missing_key: return "missing_key";
    case Error::bad_scalar: return "bad_scalar";
    case Error::bad_request: return "bad_request";
    case Error::locked: return "locked";
    case Error::not_ready: return "not_ready";
    case Error::refused_by_rule: return "refused_by_rule";
    case Error::not_open_yet: return "not_open_yet";
    case Error::not_found: return "not_found";
    case Error::too_long: return "too_long";
    case Error::empty: return "empty";
    case Error::wrong_words: return "wrong_words";
    case Error::already_sealed: return "already_sealed";
    case Error::not_paired: return "not_paired";
    case Error::left: return "left";
    case Error::bad_kit: return "bad_kit";
    case Error::read_only: return "read_only";
  }
  std::abort();  // not a value of the enum: memory is broken
}

}  // namespace hearth::base
