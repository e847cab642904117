// The control requests, as docs/server-api.md lists them, and the way to the web
// app's files. One for all workers; `handle` runs on the worker's thread, writing
// requests wait for their commit.
#pragma once

#include <boost/asio/awaitable.hpp>
#include <memory>
#include <optional>

#include "server/auth/challenges.h"
#include "server/auth/limits.h"
#include "server/auth/sessions.h"
#include "server/host/clock.h"
#include "server/net/http.h"
#include "server/net/mailboxes.h"
#include "server/net/origins.h"
#include "server/net/requests.h"
#include "server/net/static_files.h"
#include "server/relay/committer.h"
#include "server/relay/session.h"

namespace hearth::server::net {

class Worker;

struct ApiOptions {
  // Of one address (IPv6: of its /64).
  int requests_per_minute = 1200;  // challenges and logins, which cost a signature check
  int failed_logins_per_minute = 60;
  int registrations_per_minute = 30;
  int claims_per_minute = 30;   // of invites; also: new invites of one log
  int visits_per_minute = 240;  // of an invite's mailbox by who joins
  int share_reads_per_minute = 30;
  int spaces_per_log = 16;
  int devices_per_log = 64;
  std::int64_t space_bytes = 0;  // shown as the quota
  std::string help;              // the host's own help entries as JSON; empty: none
  bool over_tls = false;         // this server is reached by https
};

class Api {
 public:
  struct Parts {
    const host::Clock& clock;
    const Origins& origins;
    const StaticFiles& files;
    auth::Sessions& sessions;
    auth::Challenges& challenges;
    relay::Committer& committer;
    Mailboxes& mailboxes;
    int schema = 0;
    std::string data_folder;  // for the free space that readyz tells
  };
  Api(Parts parts, const ApiOptions& options);

  // Fills in who asks and how this server was dialled.
  void complete(Request& request, const std::string& peer) const;
  [[nodiscard]] boost::asio::awaitable<Response> handle(const Request& request, Worker& worker);
  // What every answer has.
  void finish(const Request& request, Response& response) const;
  // Why a request for /v1/socket gets none.
  [[nodiscard]] std::optional<Response> refuse_socket(const Request& request) const;
  [[nodiscard]] std::shared_ptr<relay::Session> open_session(Worker& worker, relay::Outlet& outlet);
  [[nodiscard]] std::int64_t now_ms() const { return parts_.clock.now_ms(); }

 private:
  struct Call;  // a request on its way through
  using Handler = boost::asio::awaitable<Response> (Api::*)(Call&);
  struct Route;
  static const Route* find_route(const Request& request, Call& call, bool& path_known);

  // Accounts.
  boost::asio::awaitable<Response> post_challenge(Call& call);
  boost::asio::awaitable<Response> post_session(Call& call);
  boost::asio::awaitable<Response> post_register(Call& call);
  boost::asio::awaitable<Response> post_space(Call& call);
  boost::asio::awaitable<Response> post_seat(Call& call);
  boost::asio::awaitable<Response> post_device(Call& call);
  boost::asio::awaitable<Response> post_revoke(Call& call);
  boost::asio::awaitable<Response> post_reader(Call& call);
  boost::asio::awaitable<Response> post_leave(Call& call);
  boost::asio::awaitable<Response> get_usage(Call& call);
  // Invites.
  boost::asio::awaitable<Response> post_invite(Call& call);
  boost::asio::awaitable<Response> post_claim(Call& call);
  boost::asio::awaitable<Response> get_messages(Call& call);
  boost::asio::awaitable<Response> post_message(Call& call);
  boost::asio::awaitable<Response> delete_invite(Call& call);
  // Shares for a counsellor.
  boost::asio::awaitable<Response> post_share(Call& call);
  boost::asio::awaitable<Response> get_shares(Call& call);
  boost::asio::awaitable<Response> post_share_confirm(Call& call);
  boost::asio::awaitable<Response> delete_share(Call& call);
  boost::asio::awaitable<Response> get_share(Call& call);
  // About the server.
  boost::asio::awaitable<Response> get_health(Call& call);
  boost::asio::awaitable<Response> get_ready(Call& call);
  boost::asio::awaitable<Response> get_about(Call& call);
  boost::asio::awaitable<Response> get_help(Call& call);

  [[nodiscard]] bool may_log_in(const Call& call, std::int64_t now);
  [[nodiscard]] Response login_refused(const Call& call, std::int64_t now);  // and counts it
  [[nodiscard]] std::optional<auth::Identity> bearer(const Call& call) const;
  // A member's session on the log in the path; else what to answer.
  [[nodiscard]] std::expected<auth::Identity, Response> member_of(const Call& call) const;
  [[nodiscard]] std::expected<store::LogRecord, Response> seat_signed(Call& call, const SeatSignedBody& body,
                                                                      std::string_view action, base::ByteView extra,
                                                                      store::SeatRecord& seat);
  struct Visitor;
  boost::asio::awaitable<std::expected<Visitor, Response>> visitor(Call& call);

  Parts parts_;
  ApiOptions options_;
  std::string help_tag_;
  auth::Buckets request_buckets_;
  auth::Buckets failure_buckets_;
  auth::Buckets registration_buckets_;
  auth::Buckets claim_buckets_;
  auth::Buckets visit_buckets_;
  auth::Buckets share_buckets_;
};

}  // namespace hearth::server::net
