// clang-format off: the expected errors stand beside their lines.
// Each kind of key is a type of its own: what wants one cannot be given another,
// and none is copied by accident.
#include <iostream>
#include <utility>

#include "log/derive.h"
#include "vault/box.h"
#include "vault/keys.h"

namespace hearth {

void right(const vault::EpochKey& epoch, const vault::SealKey& seal, const vault::AuthorKey& author,
           base::Entropy& entropy) {
  static_cast<void>(log::key_id(epoch, {}));
  static_cast<void>(log::answer_key(seal, {}, {}));
  static_cast<void>(vault::encrypt(author, {}, {}, entropy));
  std::cout << epoch;  // prints [redacted]
  const auto second = epoch.duplicate();
  static_cast<void>(log::key_id(second, {}));
}

void wrong(const vault::EpochKey& epoch, const vault::SealKey& seal, const vault::GenerationKey& generation,
           base::Entropy& entropy) {
  static_cast<void>(log::key_id(seal, {}));             // expected-error {{no matching function for call to 'key_id'}}
  static_cast<void>(log::answer_key(epoch, {}, {}));    // expected-error {{no viable conversion}}
  static_cast<void>(log::seal_key(epoch));              // expected-error {{no viable conversion}}
  static_cast<void>(log::own_tag_key(epoch));           // expected-error {{no viable conversion}}
  // Keys that derive others never encrypt themselves.
  static_cast<void>(vault::encrypt(generation, {}, {}, entropy));  // expected-error {{no matching function for call to 'encrypt'}}
  static_cast<void>(vault::encrypt(seal, {}, {}, entropy));        // expected-error {{no matching function for call to 'encrypt'}}
  vault::EpochKey copy = epoch;                                    // expected-error {{call to deleted constructor}}
}

}  // namespace hearth
