#include "verify/login.h"

#include "codec/writer.h"
#include "verify/signature.h"

namespace hearth::verify {

base::Bytes encode(const LoginStatement& statement) {
  codec::Writer writer;
  writer.text(statement.origin).text(statement.action).fixed(statement.log).fixed(statement.device);
  writer.fixed(statement.challenge).fixed(statement.nonce).bytes(statement.extra);
  return writer.take();
}

bool login_matches(const base::SigningPublicKey& key, const LoginStatement& statement,
                   const base::Signature& signature) {
  return signature_matches(key, kLoginLabel, {encode(statement)}, signature);
}

}  // namespace hearth::verify
