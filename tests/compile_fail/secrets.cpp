// A secret is not copied by accident, and looking at it is spelled out.
#include <utility>

#include "base/secret.h"

namespace base = hearth::base;

void keep(base::SecretBytes secret);
void show(base::ByteView bytes);

void right(base::SecretBytes secret) {
  show(secret.reveal());
  keep(std::move(secret));
}

void wrong(const base::SecretBytes& secret, const base::Bytes& plain) {
  keep(secret);                     // expected-error {{call to deleted constructor}}
  show(secret);                     // expected-error {{no matching function for call to 'show'}}
  base::SecretBytes taken = plain;  // expected-error {{no viable conversion}}
}
