// A member who sits down for one command: opens the home, hears what is new, does
// one thing, and sends it.
#pragma once

#include <filesystem>
#include <functional>
#include <string>
#include <string_view>

#include "cli/client/host.h"
#include "cli/outcome.h"
#include "cli/told.h"

namespace hearth::cli {

// The options that every client command takes.
struct ClientOptions {
  std::filesystem::path home;
  std::string passphrase_file;
  std::string authorities;   // a PEM file; remembered in the home once it was given
  bool offline = false;      // stay off the network
  double patience_s = 20.0;  // how long the server is given
};

class Member {
 public:
  // Opens a member that exists and, unless it is to stay offline, syncs.
  [[nodiscard]] static Outcome<Member> enter(const ClientOptions& options);

  // Opens an empty home for someone new: `create` makes the member with the key
  // derived from the passphrase. Syncs then, or leaves that to the caller.
  using Create = std::function<Outcome<void>(Host& host, const Bytes& key, const Bytes& salt)>;
  enum class Hear : std::uint8_t { now, later };
  [[nodiscard]] static Outcome<Member> make(const ClientOptions& options, const Create& create, Hear hear = Hear::now);

  [[nodiscard]] Host& host() { return host_; }
  [[nodiscard]] Outcome<Frame> call(std::string_view command, Json arguments = Json::object());
  [[nodiscard]] Outcome<Json> status() { return host_.status(); }
  // The other's name; empty while there is none.
  [[nodiscard]] Outcome<std::string> partner();

  // Syncs again, now or until `enough` and then until what that brought is sent.
  [[nodiscard]] Outcome<Settled> sync(const std::function<bool(Host&)>& enough = {});
  // As sync(), for longer or shorter than the options say.
  [[nodiscard]] Outcome<Settled> sync_for(double seconds, const std::function<bool(Host&)>& enough = {});

  // Whether the server answered the last sync and let this machine in no more.
  [[nodiscard]] bool shut_out();

  // How the last sync ended. kUnreachable too when it was told to stay offline.
  [[nodiscard]] Settled settled() const { return settled_; }

  // The end of a command that only reads.
  [[nodiscard]] Outcome<Told> tell(Json json, std::string text);
  // The end of a command that wrote something: sends it and says whether it went.
  [[nodiscard]] Outcome<Told> send(Json json, std::string text);

  // The end of a command that cannot be done without the server.
  [[nodiscard]] std::unexpected<Failure> unreachable(const std::string& what) const;

 private:
  // True when what was written since the last time holds words after which help is offered.
  [[nodiscard]] bool offers_help();

  Member(Host host, ClientOptions options) : host_(std::move(host)), options_(std::move(options)) {}

  Host host_;
  ClientOptions options_;
  Settled settled_ = Settled::kLocal;
  std::string written_;  // in this command, for offers_help alone
};

// The JSON of a frame with its blobs as base64url text, for --json.
[[nodiscard]] Json printable(const Frame& frame);

}  // namespace hearth::cli
