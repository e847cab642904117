// Members with hosts around them, in one small world with one clock: what a host
// does (keep the store, carry bytes, wake up), without I/O.
#pragma once

#include <deque>
#include <functional>
#include <map>
#include <memory>
#include <random>
#include <string>

#include "app/engine.h"
#include "app/frame.h"
#include "app/generated/boundary.h"
#include "app/testing/relay_testing.h"

namespace hearth::app::testing {

class World;

// One device with its own store.
class Host {
 public:
  Host(World& world, std::string name);

  // Any command, typed. The host's duties are done as well: store, then network.
  template <class Args>
  boundary::Outcome<typename Args::Result> call(const Args& args) {
    boundary::Blobs blobs;
    const boundary::Json json = boundary::encode(args, blobs);
    const auto answer = raw(Args::kName, json, std::move(blobs));
    if (!answer) return std::unexpected(answer.error());
    boundary::Reader reader{answer->blobs, {}, {}};
    typename Args::Result result;
    if (!boundary::decode(reader, answer->json, result)) {
      return std::unexpected(boundary::Failure{boundary::ErrorCode::kBadRequest, reader.detail()});
    }
    return result;
  }
  // The same; ends the test's process with the error when it fails.
  template <class Args>
  typename Args::Result must(const Args& args) {
    auto result = call(args);
    if (!result) die(Args::kName, result.error());
    return std::move(*result);
  }
  boundary::Outcome<Frame> raw(std::string_view command, const boundary::Json& args, boundary::Blobs blobs);

  // Begins as a new person of this world's server (or of none).
  void set_up(std::optional<std::string> setup_token);
  // The app is closed and opened again: only what was stored is left.
  void reopen();
  void reopen_locked();
  void unlock_and_load();

  bool connected = true;
  std::int64_t clock_off_ms = 0;
  std::int64_t offset_minutes = 60;
  std::string name;
  std::map<std::string, base::Bytes> records;
  std::map<std::string, base::Bytes> events;
  std::vector<std::string> changed;
  std::int64_t wake_at = 0;
  base::Bytes passphrase_key = base::Bytes(32, 7);
  std::function<void(base::ByteView)> asked;  // hears every request

 private:
  friend class World;
  [[noreturn]] static void die(std::string_view command, const boundary::Failure& failure);
  struct Pending {
    std::int64_t id;
    boundary::Json effect;
    boundary::Blobs blobs;
  };
  bool work();  // one round of carrying; false when there was nothing to do
  void carry(const Pending& pending);
  void hang_up();

  World& world_;
  std::unique_ptr<Engine> engine_;
  std::deque<Pending> pending_;
  std::vector<Pending> polls_;
  std::map<std::int64_t, int> sockets_;  // the engine's number -> the relay's
};

class World {
 public:
  explicit World(std::uint32_t seed = 1) : random_(seed) {}
  Relay relay;
  std::int64_t now_ms = 1'793'613'600'000;  // 2026-11-02 10:00 UTC

  Host& host(const std::string& name);
  // Carries until nothing moves any more.
  void settle();
  // Time passes; whoever wants to be woken is.
  void pass(std::int64_t milliseconds);
  base::Bytes random_bytes(std::size_t count);

  // Both set up and paired; words compared.
  void pair(Host& inviter, Host& joiner, boundary::Track kind = boundary::Track::kPartner);

 private:
  std::mt19937 random_;
  std::map<std::string, std::unique_ptr<Host>> hosts_;
};

}  // namespace hearth::app::testing
