#include "server/net/api.h"

#include <sys/statvfs.h>

#include <format>

#include "server/host/log.h"
#include "server/host/version.h"
#include "server/net/api_call.h"
#include "verify/hash.h"

namespace hearth::server::net {
namespace {

using namespace api_call;

bool has_token(std::string_view list, std::string_view token) {
  // A comma-separated list of words, in any case.
  std::string lower(list);
  for (auto& c : lower) {
    if (c >= 'A' && c <= 'Z') c = static_cast<char>(c - 'A' + 'a');
  }
  std::size_t at = 0;
  while (at <= lower.size()) {
    const auto end = std::min(lower.find(',', at), lower.size());
    auto item = std::string_view(lower).substr(at, end - at);
    while (item.starts_with(' ')) item.remove_prefix(1);
    while (item.ends_with(' ')) item.remove_suffix(1);
    if (item == token) return true;
    at = end + 1;
  }
  return false;
}

// Matches a pattern with at most two "{}"; gives what stands there.
bool matches(std::string_view pattern, std::string_view path, std::string_view& segment, std::string_view& second) {
  for (auto* part : {&segment, &second}) {
    const auto brace = pattern.find("{}");
    if (brace == std::string_view::npos) break;
    if (!path.starts_with(pattern.substr(0, brace))) return false;
    path.remove_prefix(brace);
    pattern.remove_prefix(brace + 2);
    const auto end = std::min(path.find('/'), path.size());
    if (end == 0) return false;
    *part = path.substr(0, end);
    path.remove_prefix(end);
  }
  return pattern == path;
}

// Paths are logged without what names a log or an invite.
std::string pattern_of(std::string_view path) {
  std::string result;
  while (!path.empty()) {
    const auto end = std::min(path.find('/', 1), path.size());
    const auto part = path.substr(0, end);
    result += part.size() > 20 ? std::string_view("/{}") : part;
    path.remove_prefix(end);
  }
  return result;
}

std::string_view name_of(Method method) {
  switch (method) {
    case Method::get: return "GET";
    case Method::head: return "HEAD";
    case Method::post: return "POST";
    case Method::delete_: return "DELETE";
    case Method::other: return "other";
  }
  return "other";
}

bool is_api(std::string_view path) { return path == "/v1" || path.starts_with("/v1/"); }

}  // namespace

Api::Api(Parts parts, const ApiOptions& options)
    : parts_(std::move(parts)),
      options_(options),
      request_buckets_(options.requests_per_minute),
      failure_buckets_(options.failed_logins_per_minute),
      registration_buckets_(options.registrations_per_minute),
      claim_buckets_(options.claims_per_minute),
      visit_buckets_(options.visits_per_minute),
      share_buckets_(options.share_reads_per_minute) {
  if (options_.help.empty()) options_.help = R"({"entries":[]})";
  const auto hash = verify::hash("help", {base::as_bytes(options_.help)});
  help_tag_ = '"' + base::to_hex(hash.view().first(16)) + '"';
}

const Api::Route* Api::find_route(const Request& request, Call& call, bool& path_known) {
  static const Route kRoutes[] = {
      {Method::get, "/healthz", &Api::get_health},
      {Method::get, "/readyz", &Api::get_ready},
      {Method::get, "/v1/about", &Api::get_about},
      {Method::get, "/v1/help", &Api::get_help},
      {Method::post, "/v1/challenge", &Api::post_challenge},
      {Method::post, "/v1/session", &Api::post_session},
      {Method::post, "/v1/register", &Api::post_register},
      {Method::post, "/v1/spaces", &Api::post_space},
      {Method::post, "/v1/logs/{}/seats", &Api::post_seat},
      {Method::post, "/v1/logs/{}/devices", &Api::post_device},
      {Method::post, "/v1/logs/{}/devices/revoke", &Api::post_revoke},
      {Method::post, "/v1/logs/{}/readers", &Api::post_reader},
      {Method::post, "/v1/logs/{}/leave", &Api::post_leave},
      {Method::get, "/v1/logs/{}/usage", &Api::get_usage},
      {Method::post, "/v1/logs/{}/shares", &Api::post_share},
      {Method::get, "/v1/logs/{}/shares", &Api::get_shares},
      {Method::delete_, "/v1/logs/{}/shares/{}", &Api::delete_share},
      {Method::post, "/v1/logs/{}/shares/{}/confirm", &Api::post_share_confirm},
      {Method::get, "/v1/shares/{}", &Api::get_share},
      {Method::post, "/v1/invites", &Api::post_invite},
      {Method::delete_, "/v1/invites/{}", &Api::delete_invite},
      {Method::post, "/v1/invites/{}/claim", &Api::post_claim},
      {Method::get, "/v1/invites/{}/messages", &Api::get_messages},
      {Method::post, "/v1/invites/{}/messages", &Api::post_message},
  };
  path_known = false;
  for (const auto& route : kRoutes) {
    if (!matches(route.pattern, request.path, call.segment, call.second)) continue;
    path_known = true;
    if (route.method == request.method) return &route;
    if (route.method == Method::get && request.method == Method::head) return &route;
  }
  return nullptr;
}

void Api::complete(Request& request, const std::string& peer) const {
  request.client = peer;
  const bool from_proxy = parts_.origins.is_proxy(peer);
  if (from_proxy) {
    if (auto client = forwarded_client(request.header("x-forwarded-for"), parts_.origins.proxies())) {
      request.client = std::move(*client);
    }
  }
  const auto dialled =
      request.repeated("host")
          ? std::nullopt
          : parts_.origins.dialled(request.header("host"), request.header("x-forwarded-proto"), from_proxy);
  request.origin = dialled.value_or("");
  request.neighbourhood = neighbourhood(request.client);
}

boost::asio::awaitable<Response> Api::handle(const Request& request, Worker& worker) {
  if (request.path.empty()) co_return refusal(400, "shape");
  Call call{.request = request, .worker = worker, .segment = {}, .second = {}};
  bool path_known = false;
  const auto* route = find_route(request, call, path_known);
  if (is_api(request.path)) {
    if (request.origin.empty()) co_return refusal(421, "host_refused");
    if (!Origins::allows(request.header("origin"), request.origin)) co_return refusal(403, "origin_refused");
  }
  if (route != nullptr) co_return co_await (this->*route->handler)(call);
  if (path_known) co_return refusal(405, "method_not_allowed");
  if (is_api(request.path)) co_return refusal(404, "not_found");
  co_return parts_.files.serve(request);
}

void Api::finish(const Request& request, Response& response) const {
  add_security_headers(response, options_.over_tls);
  if (request.path == "/v1/help") {
    response.set("Cache-Control", "no-cache");
  } else if (is_api(request.path) || request.path == "/healthz" || request.path == "/readyz") {
    response.set("Cache-Control", "no-store");
  }
  const bool quiet = request.path == "/healthz" || request.path == "/readyz" || !is_api(request.path);
  const auto level = quiet ? host::LogLevel::debug : host::LogLevel::info;
  if (!host::logs(level)) return;
  host::log(level, "request",
            {{"method", name_of(request.method)},
             {"path", pattern_of(request.path)},
             {"status", std::int64_t{response.status}},
             {"from", host::truncated(request.client)}});
}

std::optional<Response> Api::refuse_socket(const Request& request) const {
  if (request.origin.empty()) return refusal(421, "host_refused");
  if (!Origins::allows(request.header("origin"), request.origin)) return refusal(403, "origin_refused");
  if (request.method != Method::get) return refusal(405, "method_not_allowed");
  const auto key = request.header("sec-websocket-key");
  if (!has_token(request.header("upgrade"), "websocket") || !has_token(request.header("connection"), "upgrade") ||
      request.header("sec-websocket-version") != "13" || key.size() != 24) {
    auto response = refusal(426, "upgrade_required");
    response.set("Upgrade", "websocket");
    response.set("Sec-WebSocket-Version", "13");
    return response;
  }
  return std::nullopt;
}

std::shared_ptr<relay::Session> Api::open_session(Worker& worker, relay::Outlet& outlet) {
  return std::make_shared<relay::Session>(relay::SessionContext{.sessions = parts_.sessions,
                                                                .reader = *worker.reader,
                                                                .committer = parts_.committer,
                                                                .board = worker.board,
                                                                .clock = parts_.clock,
                                                                .worker = worker.index},
                                          outlet);
}

std::optional<auth::Identity> Api::bearer(const Call& call) const {
  auto value = call.request.header("authorization");
  static constexpr std::string_view kScheme = "Bearer ";
  if (!value.starts_with(kScheme)) return std::nullopt;
  return parts_.sessions.find(value.substr(kScheme.size()), now_ms());
}

std::expected<auth::Identity, Response> Api::member_of(const Call& call) const {
  const auto identity = bearer(call);
  if (!identity) return std::unexpected(refused(base::Error::login_refused));
  const auto log = from_path<base::LogId>(call.segment);
  if (!log) return std::unexpected(refused(base::Error::shape));
  if (identity->log_id != *log) return std::unexpected(refused(base::Error::not_yours));
  return *identity;
}

boost::asio::awaitable<Response> Api::get_health(Call&) {
  co_return json(200, {{"status", "ok"},
                       {"version", host::kProgramVersion},
                       {"schema", parts_.schema},
                       {"checks", nlohmann::json::object()}});
}

boost::asio::awaitable<Response> Api::get_ready(Call& call) {
  nlohmann::json checks;
  const bool reads = call.worker.reader->has_logs().has_value();
  const bool writes = parts_.committer.can_write();
  struct statvfs disk{};
  bool room = true;
  if (::statvfs(parts_.data_folder.c_str(), &disk) == 0 && disk.f_blocks > 0) {
    room = disk.f_bavail * 20 > disk.f_blocks;
  }
  checks["database"] = reads ? "ok" : "failed";
  checks["writing"] = writes ? "ok" : "read_only";
  checks["disk"] = room ? "ok" : "nearly_full";
  const bool ready = reads && writes;
  co_return json(ready ? 200 : 503, {{"status", ready ? (room ? "ok" : "warning") : "failed"},
                                     {"version", host::kProgramVersion},
                                     {"schema", parts_.schema},
                                     {"checks", checks}});
}

boost::asio::awaitable<Response> Api::get_about(Call&) {
  // What the page "what your host can see" is made from.
  co_return json(
      200, {{"version", host::kProgramVersion},
            {"schema", parts_.schema},
            {"server_time", now_ms()},
            {"limits", {{"event_bytes", envelope::kBodyLimit}, {"space_bytes", options_.space_bytes}}},
            {"stores",
             {"which log an entry belongs to", "which member and which device wrote it", "its number, stream and size",
              "public keys and hashed tokens", "the day on which a log was made",
              "encrypted shares for a counsellor, until they end, and whether one was fetched"}},
            {"sees_while_running", {"network addresses", "when a device is connected", "when an entry arrives"}},
            {"never_has", {"words", "names", "feelings", "questions", "passphrases", "keys that open anything"}},
            {"erased_after_days", 7},
            {"keeps_arrival_times", false}});
}

boost::asio::awaitable<Response> Api::get_help(Call& call) {
  Response response{.status = call.request.header("if-none-match") == help_tag_ ? 304 : 200, .body = options_.help};
  response.set("ETag", help_tag_);
  co_return response;
}

}  // namespace hearth::server::net
