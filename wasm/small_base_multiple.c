// The multiple of Ed25519's base point, by libsodium's own constant-time function for
// any point. libsodium's quicker one carries a table of 30 kB that compresses to
// nothing less, a seventh of what a phone has to fetch; a signature made here takes a
// fraction of a millisecond longer. cmake/hearth_wasm_sodium.cmake puts this in its
// place; the tests in WebAssembly hold it to the known signatures and keys.
#include <stdlib.h>

#include "private/ed25519_ref10.h"

void hearth_multiple_of_base(ge25519_p3* h, const unsigned char* a);

// Precondition, as of the one that it replaces: a[31] <= 127.
void hearth_multiple_of_base(ge25519_p3* h, const unsigned char* a) {
  // RFC 8032, 5.1: y = 4/5, x even.
  static const unsigned char base_point[32] = {0x58, 0x66, 0x66, 0x66, 0x66, 0x66, 0x66, 0x66, 0x66, 0x66, 0x66,
                                               0x66, 0x66, 0x66, 0x66, 0x66, 0x66, 0x66, 0x66, 0x66, 0x66, 0x66,
                                               0x66, 0x66, 0x66, 0x66, 0x66, 0x66, 0x66, 0x66, 0x66, 0x66};
  ge25519_p3 base;
  if (ge25519_frombytes(&base, base_point) != 0) {
    abort();
  }
  ge25519_scalarmult(h, a, &base);
}
