// A result that may be an error is not dropped.
#include "base/bytes.h"

namespace base = hearth::base;

void right() {
  if (const auto bytes = base::from_hex("00"); bytes) return;
}

void wrong() {
  base::from_hex("00");  // expected-error {{ignoring return value}}
}
