// What the host's carrier reports, and which server.
#include "app/commands/guard.h"
#include "app/commands/text.h"
#include "app/member.h"

namespace hearth::app {

Outcome<boundary::NetResultResult> Member::net_result(boundary::NetResultArgs& args) {
  sync->carrier.answered(args.id, {args.status, std::move(args.body)});
  return boundary::NetResultResult{};
}

Outcome<boundary::NetFailedResult> Member::net_failed(boundary::NetFailedArgs& args) {
  sync->carrier.failed(args.id);
  return boundary::NetFailedResult{};
}

Outcome<boundary::NetOpenedResult> Member::net_opened(boundary::NetOpenedArgs& args) {
  sync->carrier.opened(args.id);
  return boundary::NetOpenedResult{};
}

Outcome<boundary::NetFrameResult> Member::net_frame(boundary::NetFrameArgs& args) {
  sync->carrier.frame(args.id, args.data);
  return boundary::NetFrameResult{};
}

Outcome<boundary::NetClosedResult> Member::net_closed(boundary::NetClosedArgs& args) {
  sync->carrier.closed(args.id);
  return boundary::NetClosedResult{};
}

Outcome<boundary::NetTickResult> Member::net_tick(boundary::NetTickArgs&) { return boundary::NetTickResult{}; }

Outcome<boundary::NetOnlineResult> Member::net_online(boundary::NetOnlineArgs&) {
  sync->online();
  return boundary::NetOnlineResult{};
}

Outcome<boundary::NetOfflineResult> Member::net_offline(boundary::NetOfflineArgs&) {
  sync->offline();
  return boundary::NetOfflineResult{};
}

Outcome<boundary::ServerSetResult> Member::server_set(boundary::ServerSetArgs& args) {
  HEARTH_REQUIRE(not_real());
  std::string server;
  if (!is_server(args.server, server)) return refuse(ErrorCode::kBadRequest, "server");
  Keep& keep = core.keep;
  const bool registered = keep.registered.contains(core.person->personal_log());
  // Moving what is registered to another server is another matter than naming one.
  if (registered && server != keep.server) return refuse(ErrorCode::kRefusedByRule, "registered_elsewhere");
  keep.server = server;
  if (args.setup) keep.setup_token = trimmed(*args.setup);
  keep.register_refused = false;
  keep.register_reason.clear();
  core.keep_changed();
  core.effects.change("status");
  sync->restart();
  return boundary::ServerSetResult{};
}

}  // namespace hearth::app
