#include "cli/client/alone.h"

#include "app/engine.h"
#include "cli/client/failures.h"
#include "cli/client/render.h"

namespace hearth::cli {
namespace {

constexpr std::size_t kEntropyPerCall = 64;
constexpr int kLeastLevel = 1;  // as in web/src/views/onboarding/Setup.svelte

}  // namespace

Outcome<Frame> ask_alone(const Surroundings& surroundings, std::string_view command, Frame arguments) {
  app::Engine worker;
  auto answer = decode_frame(worker.call(request_bytes(surroundings, "Etc/UTC", 0, command, std::move(arguments))));
  if (!answer) return defect("the core answered with " + answer.error());
  if (const auto error = answer->json.find("error"); error != answer->json.end()) {
    return std::unexpected(failure_of(text_of(*error, "code"), error->value("detail", Json::object())));
  }
  return Frame{.json = answer->json.value("ok", Json::object()), .blobs = std::move(answer->blobs)};
}

Bytes request_bytes(const Surroundings& surroundings, const std::string& zone, int offset, std::string_view command,
                    Frame arguments) {
  Frame request{.json = {}, .blobs = std::move(arguments.blobs)};
  request.json = {{"now", surroundings.now_ms()},
                  {"zone", zone},
                  {"offset", offset},
                  {"command", command},
                  {"args", std::move(arguments.json)}};
  request.json["entropy"] = request.blob(surroundings.entropy(kEntropyPerCall));
  return encode_frame(request);
}

Outcome<Bytes> derive_key(const Surroundings& surroundings, const std::string& passphrase, const Bytes& salt) {
  Frame arguments;
  arguments.json = {{"passphrase", passphrase}};
  arguments.json["salt"] = arguments.blob(salt);
  auto answer = ask_alone(surroundings, "kdf", std::move(arguments));
  if (!answer) return std::unexpected(answer.error());
  const Bytes* key = answer->find(answer->json.value("key", Json()));
  if (key == nullptr) return defect("the core derived no key");
  return *key;
}

Outcome<void> check_strength(const Surroundings& surroundings, const std::string& passphrase) {
  auto answer = ask_alone(surroundings, "passphrase.strength", {.json = {{"passphrase", passphrase}}, .blobs = {}});
  if (!answer) return std::unexpected(answer.error());
  if (answer->json.value("level", 0) >= kLeastLevel) return {};
  return wrong_usage(
      "That passphrase could be guessed. Three or more unusual words hold far better. Nothing was changed.");
}

}  // namespace hearth::cli
