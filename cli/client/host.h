// One member without a screen: runs the core in this process, keeps what it wants
// kept, and carries its bytes to the server and back. It decides nothing.
//
//   open ── create() or unlock() ── call()… ── settle() ── (destroyed: the lock is free)
//
// Owned by one thread. Every call() writes all that the core wants stored in one
// durable transaction before anything goes to the network.
#pragma once

#include <chrono>
#include <filesystem>
#include <functional>
#include <memory>
#include <optional>
#include <string>
#include <string_view>

#include "cli/client/frame.h"
#include "cli/client/network.h"
#include "cli/client/store.h"
#include "cli/client/surroundings.h"
#include "cli/outcome.h"

namespace hearth::cli {

struct HostOptions {
  std::optional<std::filesystem::path> authorities;  // a PEM file, beside the system's
  Surroundings surroundings = real_surroundings();
  std::chrono::milliseconds lock_patience = std::chrono::seconds(10);
};

// How it stands between this member and the server after settle().
enum class Settled {
  kYes,          // all that was written is at the server, all that is there is here
  kLocal,        // there is no server to settle with
  kUnreachable,  // the server did not answer; last_trouble() says why
  kTooSlow,      // the time was up before everything was done
};

class Host {
 public:
  [[nodiscard]] static Outcome<Host> open(const std::filesystem::path& home, Open how, HostOptions options = {});

  Host(Host&&) noexcept;
  Host& operator=(Host&&) noexcept;
  ~Host();

  // The key that `passphrase` gives with `salt`. Slow on purpose; its memory is
  // given back.
  [[nodiscard]] Outcome<Bytes> derive_key(const std::string& passphrase, const Bytes& salt);
  [[nodiscard]] Outcome<Bytes> fresh_salt();

  [[nodiscard]] bool is_new() const;  // nothing was ever made in this home

  // Opens what is stored. `wrong_key` (exit 4) when the passphrase is another one.
  [[nodiscard]] Outcome<void> unlock(const std::string& passphrase);
  // The key of the passphrase that unlocked, for commands that ask again.
  [[nodiscard]] const Bytes& key() const;

  // Where to go as long as the core cannot say it: before a recovery or a linking.
  void use_server(const Address& server);

  // One command of the boundary (core/app/boundary.idl). The failure's code is the
  // core's own.
  [[nodiscard]] Outcome<Frame> call(std::string_view command, Frame arguments = {});
  [[nodiscard]] Outcome<Json> status();

  // From now on the core may use the network, or may not.
  [[nodiscard]] Outcome<void> go_online();
  [[nodiscard]] Outcome<void> go_offline();

  // Carries bytes until the core has nothing left to do or to wait for from the
  // server, or, with `enough`, until that says so (asked after every happening).
  [[nodiscard]] Outcome<Settled> settle(std::chrono::milliseconds patience,
                                        const std::function<bool(Host&)>& enough = {});
  // Carries bytes for this long whatever happens, and calls `changed` when the core
  // says that views changed.
  [[nodiscard]] Outcome<void> carry_on(std::chrono::milliseconds duration,
                                       const std::function<void(Host&)>& changed = {});

  // In a sentence, why the server could not be reached; empty if it was.
  [[nodiscard]] const std::string& last_trouble() const;

  [[nodiscard]] Store& store();

 private:
  struct Impl;
  explicit Host(std::unique_ptr<Impl> impl);
  std::unique_ptr<Impl> impl_;
};

}  // namespace hearth::cli
