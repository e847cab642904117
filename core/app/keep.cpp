#include "app/keep.h"

#include "library/pack.h"

namespace hearth::app {
namespace {

using Json = story::json::Value;

constexpr std::string_view kKitStates[] = {"none", "later", "saved"};
constexpr std::string_view kActions[] = {"add", "revoke", "leave"};
constexpr std::string_view kWishes[] = {"none", "post", "confirm", "remove"};
constexpr std::string_view kRoles[] = {"none", "inviter", "joiner"};
constexpr std::string_view kEnds[] = {"open", "done", "expired", "used", "mismatch", "failed"};

template <class Tag, std::size_t kLength>
Json hex(const base::Fixed<Tag, kLength>& id) {
  return Json(base::to_hex(id.view()));
}

// Lenient reading: a field of another kind is as if it were not there.
std::string text_of(const Json* json) {
  const std::string* text = json != nullptr ? json->text() : nullptr;
  return text != nullptr ? *text : std::string();
}
std::int64_t integer_of(const Json* json) {
  const std::int64_t* integer = json != nullptr ? json->integer() : nullptr;
  return integer != nullptr ? *integer : 0;
}
bool bool_of(const Json* json) {
  const bool* boolean = json != nullptr ? json->boolean() : nullptr;
  return boolean != nullptr && *boolean;
}
template <class Id>
Id id_of(const Json* json) {
  const auto bytes = base::from_hex(text_of(json));
  if (!bytes) return {};
  const auto id = Id::from(*bytes);
  return id ? *id : Id{};
}
template <class Enum, std::size_t kCount>
Enum word_of(const Json* json, const std::string_view (&words)[kCount]) {
  const std::string text = text_of(json);
  for (std::size_t i = 0; i < kCount; ++i) {
    if (words[i] == text) return static_cast<Enum>(i);
  }
  return {};
}
const story::json::Array& items_of(const Json* json) {
  static const story::json::Array kNone;
  const story::json::Array* items = json != nullptr ? json->array() : nullptr;
  return items != nullptr ? *items : kNone;
}

Json logs(const std::set<base::LogId>& ids) {
  Json json{story::json::Array{}};
  for (const auto& id : ids) json.push(hex(id));
  return json;
}
std::set<base::LogId> read_logs(const Json* json) {
  std::set<base::LogId> ids;
  for (const Json& item : items_of(json)) ids.insert(id_of<base::LogId>(&item));
  ids.erase(base::LogId{});  // what was malformed
  return ids;
}

Json to_json(const KeptShare& share) {
  Json json;
  json.set("log", hex(share.log)).set("share", hex(share.share)).set("proposal", hex(share.proposal));
  json.set("expires_at", share.expires_at).set("wish", kWishes[static_cast<std::size_t>(share.wish)]);
  json.set("there", share.there).set("confirmed", share.confirmed);
  return json.set("fetched", share.fetched).set("refused", share.refused);
}
KeptShare read_share(const Json& json) {
  KeptShare share{.log = id_of<base::LogId>(json.find("log")),
                  .share = id_of<base::ShareId>(json.find("share")),
                  .proposal = id_of<base::EventId>(json.find("proposal"))};
  share.expires_at = integer_of(json.find("expires_at"));
  share.wish = word_of<ShareWish>(json.find("wish"), kWishes);
  share.there = bool_of(json.find("there"));
  share.confirmed = bool_of(json.find("confirmed"));
  share.fetched = bool_of(json.find("fetched"));
  share.refused = bool_of(json.find("refused"));
  return share;
}

Json to_json(const KeptMeeting& meeting) {
  Json json;
  Json words{story::json::Array{}};
  for (const auto& word : meeting.words) words.push(word);
  json.set("role", kRoles[static_cast<std::size_t>(meeting.role)])
      .set("end", kEnds[static_cast<std::size_t>(meeting.end)])
      .set("linking", meeting.linking)
      .set("long", meeting.long_lived)
      .set("kind", meeting.kind)
      .set("words", std::move(words))
      .set("secret", meeting.secret)
      .set("expires_at", meeting.expires_at)
      .set("last", meeting.last)
      .set("created", meeting.created)
      .set("claimed", meeting.claimed)
      .set("seat_done", meeting.seat_done)
      .set("admitted", meeting.admitted)
      .set("claim", meeting.claim)
      .set("reason", meeting.reason);
  return json;
}

KeptMeeting read_meeting(const Json* json) {
  KeptMeeting meeting;
  if (json == nullptr || json->object() == nullptr) return meeting;
  meeting.role = word_of<MeetingRole>(json->find("role"), kRoles);
  meeting.end = word_of<MeetingEnd>(json->find("end"), kEnds);
  meeting.linking = bool_of(json->find("linking"));
  meeting.long_lived = bool_of(json->find("long"));
  if (const auto kind = text_of(json->find("kind")); !kind.empty()) meeting.kind = kind;
  for (const Json& word : items_of(json->find("words"))) meeting.words.push_back(text_of(&word));
  meeting.secret = text_of(json->find("secret"));
  meeting.expires_at = integer_of(json->find("expires_at"));
  meeting.last = integer_of(json->find("last"));
  meeting.created = bool_of(json->find("created"));
  meeting.claimed = bool_of(json->find("claimed"));
  meeting.seat_done = bool_of(json->find("seat_done"));
  meeting.admitted = bool_of(json->find("admitted"));
  meeting.claim = text_of(json->find("claim"));
  meeting.reason = text_of(json->find("reason"));
  return meeting;
}

}  // namespace

bool Keep::notice(std::string_view code, std::string detail) {
  for (const KeptNotice& known : notices) {
    if (known.code == code && known.detail == detail) return false;
  }
  notices.push_back({std::string(code), std::move(detail), false});
  return true;
}

bool Keep::take_back_notice(std::string_view code, const base::LogId& log) {
  const std::string about = base::to_hex(log.view());
  return std::erase_if(notices, [&](const KeptNotice& kept) {
           return kept.code == code && kept.detail.find(about) != std::string::npos;
         }) > 0;
}

Json to_json(const Keep& keep) {
  Json seats{story::json::Array{}};
  for (const SeatTask& task : keep.seat_tasks) {
    Json item;
    item.set("action", kActions[static_cast<std::size_t>(task.action)])
        .set("log", hex(task.log))
        .set("device", hex(task.device))
        .set("key", hex(task.key))
        .set("tries", std::int64_t{task.tries});
    seats.push(std::move(item));
  }
  Json readers{story::json::Array{}};
  for (const auto& [log, device] : keep.readers) readers.push(Json().set("log", hex(log)).set("device", hex(device)));
  Json erases{story::json::Array{}};
  for (const EraseTask& task : keep.erase_tasks) {
    Json item;
    item.set("log", hex(task.log)).set("event", hex(task.event)).set("link", hex(task.link)).set("undo", task.undo);
    erases.push(std::move(item));
  }
  Json shares{story::json::Array{}};
  for (const KeptShare& share : keep.shares) shares.push(to_json(share));
  Json notices{story::json::Array{}};
  for (const KeptNotice& notice : keep.notices) {
    Json item;
    item.set("code", notice.code).set("detail", notice.detail).set("dismissed", notice.dismissed);
    notices.push(std::move(item));
  }
  Json json;
  json.set("server", keep.server)
      .set("setup_token", keep.setup_token)
      .set("register_refused", keep.register_refused)
      .set("register_reason", keep.register_reason)
      .set("kit", kKitStates[static_cast<std::size_t>(keep.kit)])
      .set("registered", logs(keep.registered))
      .set("begun_here", logs(keep.begun_here))
      .set("readers", std::move(readers))
      .set("seat_tasks", std::move(seats))
      .set("erase_tasks", std::move(erases))
      .set("shares", std::move(shares))
      .set("notices", std::move(notices))
      .set("meeting", to_json(keep.meeting))
      .set("clock_ahead_ms", keep.clock_ahead_ms)
      .set("last_synced_ms", keep.last_synced_ms)
      .set("left", keep.left)
      .set("joint", keep.left_out ? "none" : "open")
      .set("alone", static_cast<std::int64_t>(keep.on_my_own))
      .set("device_name", keep.device_name);
  return json;
}

Keep parse_keep(const Json& json) {
  Keep keep;
  keep.server = text_of(json.find("server"));
  keep.setup_token = text_of(json.find("setup_token"));
  keep.register_refused = bool_of(json.find("register_refused"));
  keep.register_reason = text_of(json.find("register_reason"));
  keep.kit = word_of<KitState>(json.find("kit"), kKitStates);
  keep.registered = read_logs(json.find("registered"));
  keep.begun_here = read_logs(json.find("begun_here"));
  for (const Json& item : items_of(json.find("readers"))) {
    keep.readers.emplace(id_of<base::LogId>(item.find("log")), id_of<base::DeviceId>(item.find("device")));
  }
  for (const Json& item : items_of(json.find("seat_tasks"))) {
    keep.seat_tasks.push_back({word_of<SeatAction>(item.find("action"), kActions), id_of<base::LogId>(item.find("log")),
                               id_of<base::DeviceId>(item.find("device")),
                               id_of<base::SigningPublicKey>(item.find("key")),
                               static_cast<std::int32_t>(integer_of(item.find("tries")) & 0xFFFF)});
  }
  for (const Json& item : items_of(json.find("erase_tasks"))) {
    keep.erase_tasks.push_back({id_of<base::LogId>(item.find("log")), id_of<base::EventId>(item.find("event")),
                                id_of<base::Hash32>(item.find("link")), bool_of(item.find("undo"))});
  }
  for (const Json& item : items_of(json.find("shares"))) keep.shares.push_back(read_share(item));
  for (const Json& item : items_of(json.find("notices"))) {
    keep.notices.push_back({text_of(item.find("code")), text_of(item.find("detail")), bool_of(item.find("dismissed"))});
  }
  keep.meeting = read_meeting(json.find("meeting"));
  keep.clock_ahead_ms = integer_of(json.find("clock_ahead_ms"));
  keep.last_synced_ms = integer_of(json.find("last_synced_ms"));
  keep.left = bool_of(json.find("left"));
  keep.left_out = text_of(json.find("joint")) == "none";
  const std::int64_t alone = integer_of(json.find("alone"));
  if (alone > 0 && alone <= std::ssize(library::kOwnTimes)) keep.on_my_own = static_cast<std::size_t>(alone);
  keep.device_name = text_of(json.find("device_name"));
  return keep;
}

}  // namespace hearth::app
