// The core draws randomness only from bytes that the host passes in (it sets its
// own source with randombytes_set_implementation). Whoever draws before that has
// made a mistake that must not end in a weak key, so the module stops.
#include "no_randomness.h"

#include <sodium/randombytes.h>

static const char* name(void) { return "none"; }
static uint32_t no_number(void) { __builtin_trap(); }
static void no_bytes(void* const buffer, const size_t size) {
  (void)buffer;
  (void)size;
  __builtin_trap();
}
static void nothing(void) {}
static int nothing_to_close(void) { return 0; }

struct randombytes_implementation hearth_no_randomness = {
    .implementation_name = name,
    .random = no_number,
    .stir = nothing,
    .uniform = NULL,
    .buf = no_bytes,
    .close = nothing_to_close,
};
