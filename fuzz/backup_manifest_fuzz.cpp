// The second line of a backup: as it comes, or with its numbers from the input.
#include <nlohmann/json.hpp>
#include <string>

#include "fuzz/target.h"
#include "server/admin/backup.h"

using hearth::fuzz::hold;
using hearth::fuzz::plant;
namespace admin = hearth::server::admin;

HEARTH_FUZZ_TARGET(input) {
  auto text = std::string(hearth::fuzz::as_text(input));
  if (input.size() >= 6 && input[0] == '!') {
    text = nlohmann::json{{"program", std::string(input[1], 'v')},
                          {"schema", input[2]},
                          {"created_at", input[3]},
                          {"bytes", input[4] - 2},
                          {"sha256", std::string(64, static_cast<char>('a' + input[5] % 8))},
                          {"logs", input[3]},
                          {"events", input[4]}}
               .dump();
  }
  const auto manifest = admin::decode_manifest(text);
  if (!manifest) return;
  hold(manifest->schema > 0 && manifest->bytes >= 0 && manifest->sha256.size() == 64);
  plant(manifest->program.size() == 2);
}
