#include "cli/client/host.h"

#include <algorithm>
#include <deque>
#include <format>
#include <thread>
#include <utility>

#include "app/engine.h"
#include "cli/client/alone.h"
#include "cli/client/failures.h"

namespace hearth::cli {
namespace {

using std::chrono::milliseconds;
using std::chrono::steady_clock;

constexpr std::size_t kItemsPerLoad = 512;
constexpr const char* kVault = "vault";
// Offsets change on the quarter hour at the finest.
constexpr std::int64_t kOffsetGrain = 15 * 60 * 1000;

std::string text_or(const Json& object, const char* key, std::string fallback) {
  const auto value = object.find(key);
  return value != object.end() && value->is_string() ? value->get<std::string>() : fallback;
}

void wipe(Bytes& bytes) {
  std::ranges::fill(bytes, std::uint8_t{0});
  asm volatile("" : : "r"(bytes.data()) : "memory");  // keeps the writes although nothing reads them
  bytes.clear();
}

}  // namespace

struct Host::Impl {
  Impl(HostOptions with, Store kept, Network carried)
      : options(std::move(with)), store(std::move(kept)), network(std::move(carried)) {}

  HostOptions options;
  Store store;
  Network network;
  app::Engine engine;
  std::string zone = local_zone();
  std::string offset_zone;
  std::int64_t offset_quarter = -1;
  int offset = 0;
  bool is_new = true;
  Bytes unlock_key;
  std::optional<std::int64_t> wake_at;
  bool views_changed = false;
  bool last_failed = false;  // the network's last word was that it did not work
  std::optional<Failure> dead;
  std::deque<Happening> own_answers;  // answers that this process gives itself

  int current_offset(std::int64_t now) {
    const std::int64_t quarter = now / kOffsetGrain;
    if (zone != offset_zone || quarter != offset_quarter) {
      offset = offset_minutes(zone, now).value_or(0);
      offset_zone = zone;
      offset_quarter = quarter;
    }
    return offset;
  }

  Bytes request(std::string_view command, Frame arguments) {
    const int east = current_offset(options.surroundings.now_ms());
    return request_bytes(options.surroundings, zone, east, command, std::move(arguments));
  }

  Outcome<Frame> call(std::string_view command, Frame arguments) {
    if (dead) return std::unexpected(*dead);
    auto answer = decode_frame(engine.call(request(command, std::move(arguments))));
    if (!answer) return defect(std::format("the core answered '{}' with {}", command, answer.error()));
    if (auto kept = keep(*answer); !kept) {
      // The core has gone on from here but the disk has not: nothing may follow.
      dead = kept.error();
      return std::unexpected(kept.error());
    }
    const auto wake = answer->json.find("wake_at");
    if (wake != answer->json.end()) {
      wake_at = wake->is_number() ? std::optional(wake->get<std::int64_t>()) : std::nullopt;
    }
    if (const auto topics = answer->json.find("changed"); topics != answer->json.end() && !topics->empty()) {
      views_changed = true;
    }
    if (answer->json.contains("net") && !answer->json["net"].empty()) {
      // The first request may come from the very command that named the server.
      if (!command.starts_with("net.")) learn_server();
      act(*answer);
    }
    if (auto given = give_back(*answer); !given) return std::unexpected(given.error());
    if (const auto error = answer->json.find("error"); error != answer->json.end()) {
      return std::unexpected(failure_of(text_or(*error, "code", "unknown"), error->value("detail", Json::object())));
    }
    Frame result{.json = answer->json.value("ok", Json::object()), .blobs = std::move(answer->blobs)};
    return result;
  }

  Outcome<void> keep(const Frame& answer) {
    const auto list = answer.json.find("store");
    if (list == answer.json.end() || !list->is_array()) return {};
    std::vector<StoreWrite> writes;
    for (const Json& item : *list) {
      const Bytes* value = answer.find(item.value("value", Json()));
      writes.push_back({.table = text_or(item, "table", {}) == "events" ? Table::kEvents : Table::kRecords,
                        .key = text_or(item, "key", {}),
                        .value = value == nullptr ? std::nullopt : std::optional(*value)});
    }
    return store.write(writes);
  }

  // What the core wants back of what it once gave to be kept: a server that was
  // restored from a backup has lost it.
  Outcome<void> give_back(const Frame& answer) {
    const auto list = answer.json.find("need");
    if (list == answer.json.end() || !list->is_array() || list->empty()) return {};
    Frame again;
    again.json["items"] = Json::array();
    for (const Json& key : *list) {
      if (!key.is_string()) continue;
      auto value = store.value(Table::kEvents, key.get<std::string>());
      if (!value) return std::unexpected(value.error());
      if (*value) again.json["items"].push_back({{"key", key}, {"value", again.blob(std::move(**value))}});
    }
    if (auto given = call("load.again", std::move(again)); !given) return std::unexpected(given.error());
    return {};
  }

  void act(const Frame& answer) {
    const auto list = answer.json.find("net");
    if (list == answer.json.end() || !list->is_array()) return;
    for (const Json& wish : *list) {
      const auto id = wish.value("id", std::uint64_t{0});
      const std::string kind = text_or(wish, "kind", {});
      const Bytes* body = answer.find(wish.value("body", Json()));
      const Bytes* data = answer.find(wish.value("data", Json()));
      if (kind == "http") {
        HttpRequest request{.id = id,
                            .method = text_or(wish, "method", "GET"),
                            .path = text_or(wish, "path", "/"),
                            .headers = {},
                            .body = body == nullptr ? std::nullopt : std::optional(*body)};
        for (const auto& [name, value] : wish.value("headers", Json::object()).items()) {
          if (value.is_string()) request.headers[name] = value.get<std::string>();
        }
        network.request(std::move(request));
      } else if (kind == "socket.open") {
        network.open_socket(id, text_or(wish, "path", "/v1/socket"));
      } else if (kind == "socket.send" && data != nullptr) {
        network.send(id, *data);
      } else if (kind == "socket.close") {
        network.close_socket(id);
      } else if (kind == "kdf") {
        derive(id, text_or(wish, "passphrase", {}), answer.find(wish.value("salt", Json())));
      }
    }
  }

  // The slow key of spoken words, in an instance of its own.
  void derive(std::uint64_t id, const std::string& passphrase, const Bytes* salt) {
    auto key = salt == nullptr ? Outcome<Bytes>(defect("there is no salt"))
                               : cli::derive_key(options.surroundings, passphrase, *salt);
    if (key) {
      own_answers.emplace_back(Answered{.id = id, .status = 200, .body = std::move(*key)});
    } else {
      own_answers.emplace_back(Failed{id});
    }
  }

  [[nodiscard]] bool waiting_for_answers() const { return !own_answers.empty() || network.waiting_for_answers(); }

  std::optional<Happening> next_happening(steady_clock::time_point until) {
    if (own_answers.empty()) return network.wait(until);
    Happening happening = std::move(own_answers.front());
    own_answers.pop_front();
    return happening;
  }

  // Where the core's requests go: what it says itself, once it can say something.
  void learn_server() {
    if (const auto answer = call("status.view", {})) learn_from(answer->json.value("status", Json::object()));
  }

  void learn_from(const Json& status) {
    if (std::string said = text_or(status, "zone", {}); !said.empty()) zone = std::move(said);
    const auto address = parse_address(text_or(status, "server", {}));
    if (address) network.set_server(*address);
  }

  // Tells the core what the network did. Its complaints about an answer are its own
  // matter: it has noted them in its state.
  void tell(Happening happening) {
    Frame arguments;
    struct Teller {
      Impl& host;
      Frame& arguments;
      std::string_view operator()(Answered& answered) const {
        host.last_failed = false;
        arguments.json = {{"id", answered.id}, {"status", answered.status}};
        arguments.json["body"] = arguments.blob(std::move(answered.body));
        return "net.result";
      }
      std::string_view operator()(Failed& failed) const {
        host.last_failed = true;
        arguments.json = {{"id", failed.id}};
        return "net.failed";
      }
      std::string_view operator()(SocketOpened& opened) const {
        host.last_failed = false;
        arguments.json = {{"id", opened.id}};
        return "net.opened";
      }
      std::string_view operator()(SocketFrame& frame) const {
        arguments.json = {{"id", frame.id}};
        arguments.json["data"] = arguments.blob(std::move(frame.data));
        return "net.frame";
      }
      std::string_view operator()(SocketClosed& closed) const {
        arguments.json = {{"id", closed.id}};
        return "net.closed";
      }
    };
    const std::string_view command = std::visit(Teller{*this, arguments}, happening);
    (void)call(command, std::move(arguments));
  }

  steady_clock::time_point next_wake(steady_clock::time_point latest) const {
    if (!wake_at) return latest;
    const auto left = std::max<std::int64_t>(0, *wake_at - options.surroundings.now_ms());
    return std::min(latest, steady_clock::now() + milliseconds(left));
  }

  // One happening or one tick; nothing when `until` came first.
  bool step(steady_clock::time_point until) {
    const auto wake = next_wake(until);
    if (auto happening = next_happening(wake)) {
      tell(std::move(*happening));
      return true;
    }
    if (wake_at && *wake_at <= options.surroundings.now_ms()) {
      wake_at.reset();
      (void)call("net.tick", {});
      return true;
    }
    if (steady_clock::now() < wake) {
      // The network has nothing under way; the rest of the time is only waited.
      std::this_thread::sleep_until(std::min(wake, steady_clock::now() + milliseconds(20)));
    }
    return false;
  }
};

Host::Host(std::unique_ptr<Impl> impl) : impl_(std::move(impl)) {}
Host::Host(Host&&) noexcept = default;
Host& Host::operator=(Host&&) noexcept = default;

Host::~Host() {
  if (impl_) wipe(impl_->unlock_key);
}

Outcome<Host> Host::open(const std::filesystem::path& home, Open how, HostOptions options) {
  auto store = Store::open(home, how, options.lock_patience);
  if (!store) return std::unexpected(store.error());
  auto network = Network::create(options.authorities);
  if (!network) return std::unexpected(network.error());
  auto vault = store->value(Table::kRecords, kVault);
  if (!vault) return std::unexpected(vault.error());
  auto impl = std::make_unique<Impl>(std::move(options), std::move(*store), std::move(*network));
  impl->is_new = !vault->has_value();
  return Host(std::move(impl));
}

Outcome<Bytes> Host::fresh_salt() {
  auto answer = call("kdf.salt");
  if (!answer) return std::unexpected(answer.error());
  const Bytes* salt = answer->find(answer->json.value("salt", Json()));
  if (salt == nullptr) return defect("the core gave no salt");
  return *salt;
}

Outcome<Bytes> Host::derive_key(const std::string& passphrase, const Bytes& salt) {
  return cli::derive_key(impl_->options.surroundings, passphrase, salt);
}

bool Host::is_new() const { return impl_->is_new; }

Outcome<void> Host::unlock(const std::string& passphrase) {
  auto vault = impl_->store.value(Table::kRecords, kVault);
  if (!vault) return std::unexpected(vault.error());
  if (!*vault) return refused("no_home", "There is no member in this home yet. `init` makes one.");
  Frame boot;
  boot.json["vault"] = boot.blob(std::move(**vault));
  auto booted = call("boot", std::move(boot));
  if (!booted) return std::unexpected(booted.error());
  const Bytes* salt = booted->find(booted->json.value("salt", Json()));
  if (salt == nullptr) return broken("store_failed", "The wrapped key in this home cannot be read.");
  auto key = derive_key(passphrase, *salt);
  if (!key) return std::unexpected(key.error());
  impl_->unlock_key = *key;
  Frame unlock;
  unlock.json["key"] = unlock.blob(std::move(*key));
  if (auto unlocked = call("unlock", std::move(unlock)); !unlocked) return std::unexpected(unlocked.error());

  for (const auto& [table, command] :
       {std::pair(Table::kRecords, "load.records"), std::pair(Table::kEvents, "load.events")}) {
    std::string after;
    for (;;) {
      auto items = impl_->store.page(table, after, kItemsPerLoad);
      if (!items) return std::unexpected(items.error());
      if (items->empty()) break;
      after = items->back().key;
      Frame load;
      load.json["items"] = Json::array();
      for (StoredItem& item : *items) {
        load.json["items"].push_back({{"key", item.key}, {"value", load.blob(std::move(item.value))}});
      }
      if (auto loaded = call(command, std::move(load)); !loaded) return std::unexpected(loaded.error());
    }
  }
  if (auto done = call("load.done"); !done) return std::unexpected(done.error());
  if (auto told = status(); !told) return std::unexpected(told.error());
  return {};
}

void Host::use_server(const Address& server) { impl_->network.set_server(server); }

const Bytes& Host::key() const { return impl_->unlock_key; }

Outcome<Frame> Host::call(std::string_view command, Frame arguments) {
  return impl_->call(command, std::move(arguments));
}

Outcome<Json> Host::status() {
  auto answer = call("status.view");
  if (!answer) return std::unexpected(answer.error());
  Json status = answer->json.value("status", Json::object());
  impl_->is_new = false;
  impl_->learn_from(status);
  return status;
}

Outcome<void> Host::go_online() {
  impl_->last_failed = false;
  if (auto told = status(); !told) return std::unexpected(told.error());
  if (auto told = call("net.online"); !told) return std::unexpected(told.error());
  return {};
}

Outcome<void> Host::go_offline() {
  auto told = call("net.offline");
  const std::vector<Happening> lost = impl_->network.hang_up();
  auto network = Network::create(impl_->options.authorities);
  if (!network) return std::unexpected(network.error());
  impl_->network = std::move(*network);
  for (const Happening& happening : lost) impl_->tell(happening);
  if (!told) return std::unexpected(told.error());
  return {};
}

Outcome<Settled> Host::settle(std::chrono::milliseconds patience, const std::function<bool(Host&)>& enough) {
  const auto deadline = steady_clock::now() + patience;
  for (;;) {
    while (impl_->step(steady_clock::now())) {
      // What is there already is heard before anything is called settled.
    }
    if (impl_->dead) return std::unexpected(*impl_->dead);
    auto now = status();
    if (!now) return std::unexpected(now.error());
    if (enough) {
      if (enough(*this)) return Settled::kYes;
    } else if (now->value("settled", false)) {
      return Settled::kYes;
    }
    if (now->value("register", std::string()) == "local" && !impl_->waiting_for_answers()) {
      return Settled::kLocal;
    }
    const bool idle = !impl_->waiting_for_answers();
    if (idle && impl_->last_failed && !now->value("online", false)) return Settled::kUnreachable;
    if (steady_clock::now() >= deadline) return impl_->last_failed ? Settled::kUnreachable : Settled::kTooSlow;
    (void)impl_->step(deadline);
  }
}

Outcome<void> Host::carry_on(std::chrono::milliseconds duration, const std::function<void(Host&)>& changed) {
  const auto deadline = steady_clock::now() + duration;
  while (steady_clock::now() < deadline) {
    if (impl_->dead) return std::unexpected(*impl_->dead);
    (void)impl_->step(deadline);
    if (std::exchange(impl_->views_changed, false) && changed) changed(*this);
  }
  return {};
}

const std::string& Host::last_trouble() const { return impl_->network.last_trouble(); }

Store& Host::store() { return impl_->store; }

}  // namespace hearth::cli
