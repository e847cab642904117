#include "app/net/shares.h"

#include <algorithm>
#include <set>

#include "app/counsel.h"
#include "story/fields.h"

namespace hearth::app::net {
namespace {

using story::to_json;

constexpr std::int64_t kBetweenLooks = 10'000;
constexpr std::int64_t kBetweenLooksWhileItWaits = 60'000;
constexpr std::int64_t kUntilItIsThere = 15'000;

std::string path_of(const base::LogId& log) { return "/v1/logs/" + base::to_base64url(log.view()) + "/shares"; }

bool says(const Json& json, std::string_view name) {
  const Json* value = json.find(name);
  return value != nullptr && value->boolean() != nullptr && *value->boolean();
}

}  // namespace

KeptShare* Shares::find(const base::ShareId& share) {
  const auto found = std::ranges::find(core_.keep.shares, share, &KeptShare::share);
  return found == core_.keep.shares.end() ? nullptr : &*found;
}

KeptShare* Shares::next() {
  const auto found =
      std::ranges::find_if(core_.keep.shares, [](const KeptShare& share) { return share.wish != ShareWish::none; });
  return found == core_.keep.shares.end() ? nullptr : &*found;
}

bool Shares::settled() const {
  if (busy_) return false;
  return std::ranges::none_of(core_.keep.shares, [&](const KeptShare& share) {
    // A second key waits for the other's link to be there: nobody waits for that.
    return share.wish != ShareWish::none && share.wish != ShareWish::confirm &&
           core_.keep.registered.contains(share.log);
  });
}

std::int64_t Shares::wake_at() const {
  if (busy_) return 0;
  const bool wishes =
      std::ranges::any_of(core_.keep.shares, [](const KeptShare& share) { return share.wish != ShareWish::none; });
  if (wishes) return retry_.at_ms();
  if (looks_ && waits()) return looked_ms_ + kBetweenLooks;
  return waits() ? looked_ms_ + kBetweenLooksWhileItWaits : 0;
}

// For the other's device to give the second key: nothing tells of it but the server.
bool Shares::waits() const {
  return std::ranges::any_of(core_.keep.shares, [&](const KeptShare& share) {
    return share.there && !share.confirmed && share.expires_at > core_.now_ms() &&
           share.log != core_.person->personal_log();
  });
}

void Shares::hurry() { retry_.now(); }

void Shares::forget() {
  busy_ = false;
  looks_ = false;
  looked_ms_ = 0;
  sessions_.clear();
  retry_.reset();
}

std::string Shares::authorization(const base::LogId& log) {
  if (const std::string token = token_of_(log); !token.empty()) return "Bearer " + token;
  const auto held = sessions_.find(log);
  if (held != sessions_.end() && core_.call.now_ms < held->second.until_ms) return "Bearer " + held->second.token;
  busy_ = true;
  log_in(
      core_, carrier_, log, core_.person->device(log),
      [this, log](const verify::LoginStatement& statement) -> std::optional<base::Signature> {
        const auto signature = core_.person->sign(log, log::Signer::device, statement);
        return signature ? std::optional(*signature) : std::nullopt;
      },
      [this, log](const Session& session) {
        busy_ = false;
        if (session.token.empty()) return retry_.later(core_.call.now_ms, core_.entropy());
        sessions_[log] = session;
      });
  return {};
}

void Shares::drop_old() {
  const std::int64_t over = core_.now_ms() - base::kMillisecondsPerDay;
  if (std::erase_if(core_.keep.shares, [&](const KeptShare& share) { return share.expires_at < over; }) > 0) {
    core_.keep_changed();
  }
}

void Shares::pump() {
  if (busy_ || !retry_.due(core_.call.now_ms)) return;
  drop_old();
  if (KeptShare* share = next()) {
    // Over before it was told: nothing is left to do.
    if (share->expires_at <= core_.now_ms()) {
      share->wish = ShareWish::none;
      core_.keep_changed();
      return;
    }
    if (!core_.keep.registered.contains(share->log)) return;
    const std::string token = authorization(share->log);
    if (!token.empty()) tell(*share, token);
    return;
  }
  if (waits() && core_.call.now_ms >= looked_ms_ + kBetweenLooksWhileItWaits) looks_ = true;
  if (looks_ && core_.call.now_ms >= looked_ms_ + kBetweenLooks) ask();
}

void Shares::tell(const KeptShare& share, const std::string& token) {
  const std::string path = path_of(share.log);
  const auto on_answer = [this, id = share.share, wish = share.wish](const Answer& answer) { told(id, wish, answer); };
  const std::string one = path + "/" + base::to_base64url(share.share.view());
  switch (share.wish) {
    case ShareWish::none: return;
    case ShareWish::confirm:
      busy_ = true;
      carrier_.send(core_.effects, "POST", one + "/confirm", token, Json(story::json::Object{}), on_answer);
      return;
    case ShareWish::remove:
      busy_ = true;
      carrier_.send(core_.effects, "DELETE", one, token, Json(), on_answer);
      return;
    case ShareWish::post: break;
  }
  const auto* proposal = core_.story.counsel_proposals.find(share.proposal);
  const auto bytes = proposal != nullptr ? counsel::sealed(core_, *proposal) : std::nullopt;
  if (!bytes) {
    // All of it was taken back, or the yes was.
    find(share.share)->wish = ShareWish::none;
    find(share.share)->refused = true;
    core_.keep_changed();
    return;
  }
  Json body;
  body.set("id", to_json(share.share)).set("body", to_json(base::ByteView(*bytes)));
  body.set("ttl_s", std::clamp<std::int64_t>((share.expires_at - core_.now_ms()) / 1000, 1, base::kLongestShareS));
  busy_ = true;
  carrier_.send(core_.effects, "POST", path, token, body, on_answer);
}

void Shares::told(const base::ShareId& id, ShareWish wish, const Answer& answer) {
  busy_ = false;
  KeptShare* share = find(id);
  if (share == nullptr) return;
  const std::string code = answer.error_code();
  // Its bytes are other ones when something was taken back since an answer that was lost.
  const bool there_already = wish == ShareWish::post && code == "conflict";
  const bool gone = answer.status == 404;
  if (!answer.ok() && !there_already && !(gone && wish != ShareWish::confirm)) {
    if (answer.status == 401) sessions_.erase(share->log);
    if (gone) return retry_.after(core_.call.now_ms, kUntilItIsThere);
    const bool later = !answer.reached() || answer.status >= 500 || answer.status == 429 || answer.status == 401;
    if (later) return retry_.later(core_.call.now_ms, core_.entropy());
    // A no that stays: asking again would change nothing.
    share->refused = wish != ShareWish::remove;
    if (wish == ShareWish::remove) share->there = false;
    if (share->wish == wish) share->wish = ShareWish::none;
  } else {
    retry_.reset();
    if (share->wish == wish) share->wish = ShareWish::none;
    if (wish != ShareWish::confirm) share->there = wish == ShareWish::post && !gone;
    share->confirmed = wish == ShareWish::confirm || says(answer.json(), "confirmed");
    if (share->there && wish == ShareWish::post) say_made(*share);
  }
  looks_ = true;
  looked_ms_ = 0;
  core_.keep_changed();
  core_.effects.change("counsel");
  core_.settle();
}

// Both hear that it is there: either can end it now.
void Shares::say_made(const KeptShare& share) {
  const auto* proposal = core_.story.counsel_proposals.find(share.proposal);
  if (proposal == nullptr || counsel::standing(core_, *proposal).made != nullptr) return;
  static_cast<void>(
      core_.say(story::counsel::Made{share.proposal, share.share, share.expires_at}, proposal->mark.stream));
}

void Shares::ask() {
  std::set<base::LogId> logs;
  for (const KeptShare& share : core_.keep.shares) {
    if (share.there && core_.keep.registered.contains(share.log)) logs.insert(share.log);
  }
  for (const base::LogId& log : logs) {
    const std::string token = authorization(log);
    if (token.empty()) return;  // asked for; the next step comes with it
  }
  looks_ = false;
  looked_ms_ = core_.call.now_ms;
  for (const base::LogId& log : logs) {
    carrier_.get(core_.effects, path_of(log), authorization(log), Carrier::Patience::brisk,
                 [this, log](const Answer& answer) { heard(log, answer); });
  }
}

void Shares::heard(const base::LogId& log, const Answer& answer) {
  const Json json = answer.json();
  const Json* list = json.find("shares");
  if (!answer.ok() || list == nullptr || list->array() == nullptr) return;
  bool changed = false;
  for (KeptShare& share : core_.keep.shares) {
    if (share.log != log || !share.there) continue;
    KeptShare now = share;
    now.there = false;
    for (const Json& item : *list->array()) {
      if (fixed_of<base::ShareId>(item, "id") != share.share) continue;
      now.there = true;
      now.confirmed = says(item, "confirmed");
      now.fetched = now.fetched || says(item, "fetched");
    }
    changed = changed || now.there != share.there || now.confirmed != share.confirmed || now.fetched != share.fetched;
    share = now;
  }
  if (!changed) return;
  core_.keep_changed();
  core_.effects.change("counsel");
}

}  // namespace hearth::app::net
