#include "app/testing/world_testing.h"

#include <cstdio>
#include <cstdlib>

#include "app/net/carrier.h"
#include "vault/local_vault.h"

namespace hearth::app::testing {
namespace {

using boundary::Json;
using net::integer_of;
using net::text_of;

constexpr std::string_view kServer = "https://hearth.test";

base::Bytes blob_of(const Json& json, std::string_view name, const boundary::Blobs& blobs) {
  const Json* value = json.find(name);
  if (value == nullptr || value->is_null()) return {};
  return blobs[static_cast<std::size_t>(integer_of(*value, "$"))];
}

}  // namespace

Host::Host(World& world, std::string name_of_host)
    : name(std::move(name_of_host)), world_(world), engine_(std::make_unique<Engine>()) {}

void Host::die(std::string_view command, const boundary::Failure& failure) {
  std::fprintf(stderr, "%.*s failed: %s %s\n", static_cast<int>(command.size()), command.data(),
               std::string(boundary::code(failure.code)).c_str(), story::json::write(failure.detail).c_str());
  std::abort();
}

boundary::Outcome<Frame> Host::raw(std::string_view command, const Json& args, boundary::Blobs blobs) {
  Json request;
  request.set("now", world_.now_ms + clock_off_ms).set("zone", "Europe/Berlin").set("offset", offset_minutes);
  request.set("entropy", boundary::encode(world_.random_bytes(64), blobs)).set("command", command).set("args", args);
  const auto bytes = encode_frame(request, blobs);
  if (asked) asked(bytes);
  const auto answer = decode_frame(engine_->call(bytes));
  if (!answer) std::abort();
  for (const Json& effect : *answer->json.find("store")->array()) {
    auto& table = text_of(effect, "table") == "records" ? records : events;
    if (effect.find("value")->is_null()) {
      table.erase(text_of(effect, "key"));
    } else {
      table[text_of(effect, "key")] = blob_of(effect, "value", answer->blobs);
    }
  }
  for (const Json& effect : *answer->json.find("net")->array()) {
    pending_.push_back({integer_of(effect, "id"), effect, answer->blobs});
  }
  for (const Json& topic : *answer->json.find("changed")->array()) changed.push_back(*topic.text());
  wake_at = integer_of(answer->json, "wake_at");
  boundary::LoadAgainArgs again;
  for (const Json& key : *answer->json.find("need")->array()) again.items.push_back({*key.text(), events[*key.text()]});
  if (!again.items.empty()) must(again);
  if (const Json* failure = answer->json.find("error")) {
    for (int code = 0; code < 64; ++code) {
      const auto error = static_cast<boundary::ErrorCode>(code);
      if (boundary::code(error) == text_of(*failure, "code")) {
        return std::unexpected(boundary::Failure{error, *failure->find("detail")});
      }
    }
    std::abort();
  }
  return Frame{*answer->json.find("ok"), answer->blobs};
}

void Host::carry(const Pending& pending) {
  const std::string kind = text_of(pending.effect, "kind");
  if (kind == "kdf") {
    // As good as a slow hash for a test, and fast.
    const std::string words = text_of(pending.effect, "passphrase");
    base::Bytes key(32, 1);
    for (std::size_t i = 0; i < words.size(); ++i) key[i % 32] = static_cast<std::uint8_t>(key[i % 32] * 31 + words[i]);
    must(boundary::NetResultArgs{pending.id, 200, key});
    return;
  }
  const bool reaches = connected && world_.relay.up;
  if (kind == "http") {
    if (!reaches) {
      must(boundary::NetFailedArgs{pending.id});
      return;
    }
    HttpRequest request{text_of(pending.effect, "method"), text_of(pending.effect, "path"), {}, {}};
    request.authorization = text_of(*pending.effect.find("headers"), "Authorization");
    const base::Bytes body = blob_of(pending.effect, "body", pending.blobs);
    if (!body.empty()) request.body = *story::json::parse(base::as_text(body));
    if (world_.relay.loses && world_.relay.loses(request)) {
      must(boundary::NetFailedArgs{pending.id});
      return;
    }
    const auto answer = world_.relay.http(request);
    if (!answer) {
      polls_.push_back(pending);
      return;
    }
    const std::string text = story::json::write(answer->body);
    must(boundary::NetResultArgs{pending.id, answer->status, base::to_bytes(base::as_bytes(text))});
  } else if (kind == "socket.open") {
    if (!reaches) {
      must(boundary::NetFailedArgs{pending.id});
      return;
    }
    sockets_[pending.id] = world_.relay.open_socket();
    must(boundary::NetOpenedArgs{pending.id});
  } else if (kind == "socket.close") {
    if (sockets_.contains(pending.id)) world_.relay.close_socket(sockets_[pending.id]);
    sockets_.erase(pending.id);
  } else if (kind == "socket.send" && sockets_.contains(pending.id)) {
    const base::Bytes data = blob_of(pending.effect, "data", pending.blobs);
    for (const base::Bytes& frame : world_.relay.frame(sockets_[pending.id], data)) {
      must(boundary::NetFrameArgs{pending.id, frame});
    }
  }
}

void Host::hang_up() {
  const auto open = std::exchange(sockets_, {});
  for (const auto& [id, socket] : open) {
    world_.relay.close_socket(socket);
    must(boundary::NetClosedArgs{id});
  }
  for (const Pending& poll : std::exchange(polls_, {})) must(boundary::NetFailedArgs{poll.id});
}

bool Host::work() {
  if ((!connected || !world_.relay.up) && (!sockets_.empty() || !polls_.empty())) hang_up();
  bool moved = false;
  const auto polls = std::exchange(polls_, {});
  for (const Pending& poll : polls) {
    const std::size_t before = polls_.size();
    carry(poll);
    moved = moved || polls_.size() == before;
  }
  while (!pending_.empty()) {
    const Pending next = std::move(pending_.front());
    pending_.pop_front();
    const std::size_t before = polls_.size();
    carry(next);
    moved = moved || polls_.size() == before;
  }
  return moved;
}

void Host::set_up(std::optional<std::string> setup_token) {
  must(boundary::BootArgs{});
  boundary::SetupCreateArgs args{name, passphrase_key, base::Bytes(16, 3), "Europe/Berlin", std::nullopt, std::nullopt};
  if (setup_token) {
    args.server = std::string(kServer);
    args.setup = setup_token;
  }
  must(args);
}

void Host::reopen_locked() {
  for (const auto& [id, socket] : std::exchange(sockets_, {})) world_.relay.close_socket(socket);
  pending_.clear();
  polls_.clear();
  engine_ = std::make_unique<Engine>();
  boundary::BootArgs boot;
  if (records.contains("vault")) boot.vault = records["vault"];
  must(boot);
}

void Host::unlock_and_load() {
  must(boundary::UnlockArgs{passphrase_key});
  boundary::LoadRecordsArgs stored_records;
  for (const auto& [key, value] : records) {
    if (key != "vault") stored_records.items.push_back({key, value});
  }
  must(stored_records);
  boundary::LoadEventsArgs stored_events;
  for (const auto& [key, value] : events) stored_events.items.push_back({key, value});
  must(stored_events);
  must(boundary::LoadDoneArgs{});
}

void Host::reopen() {
  reopen_locked();
  unlock_and_load();
}

Host& World::host(const std::string& name) {
  auto& host = hosts_[name];
  if (!host) host = std::make_unique<Host>(*this, name);
  return *host;
}

base::Bytes World::random_bytes(std::size_t count) {
  base::Bytes bytes(count);
  for (auto& byte : bytes) byte = static_cast<std::uint8_t>(random_());
  return bytes;
}

void World::settle() {
  relay.now_ms = now_ms;
  for (int round = 0; round < 500; ++round) {
    bool moved = false;
    for (auto& [name, host] : hosts_) moved = host->work() || moved;
    for (const Relay::Push& push : relay.take_pushes()) {
      for (auto& [name, host] : hosts_) {
        for (const auto& [id, socket] : std::map(host->sockets_)) {
          if (socket != push.socket) continue;
          host->must(boundary::NetFrameArgs{id, push.data});
          moved = true;
        }
      }
    }
    if (!moved) return;
  }
  std::fprintf(stderr, "the world does not settle\n");
  std::abort();
}

void World::pass(std::int64_t milliseconds) {
  const std::int64_t end = now_ms + milliseconds;
  for (int rounds = 0; rounds < 1000; ++rounds) {
    std::int64_t next = end;
    for (auto& [name, host] : hosts_) {
      const std::int64_t wake = host->wake_at - host->clock_off_ms;
      if (host->wake_at != 0 && wake > now_ms) next = std::min(next, wake);
    }
    now_ms = next;
    relay.now_ms = now_ms;
    for (auto& [name, host] : hosts_) {
      if (host->wake_at != 0 && host->wake_at - host->clock_off_ms <= now_ms) host->must(boundary::NetTickArgs{});
    }
    settle();
    if (now_ms >= end) return;
  }
}

void World::pair(Host& inviter, Host& joiner, boundary::Track kind) {
  inviter.set_up(relay.setup_token);
  joiner.set_up(std::nullopt);
  settle();
  inviter.must(boundary::PairInviteArgs{true, kind});
  settle();
  const auto invited = inviter.must(boundary::PairViewArgs{}).pairing;
  joiner.must(boundary::PairJoinArgs{invited.link, std::nullopt, std::nullopt});
  settle();
  const auto left = inviter.must(boundary::PairViewArgs{}).pairing;
  const auto right = joiner.must(boundary::PairViewArgs{}).pairing;
  inviter.must(boundary::PairConfirmArgs{right.own_words});
  joiner.must(boundary::PairConfirmArgs{left.own_words});
  settle();
}

}  // namespace hearth::app::testing
