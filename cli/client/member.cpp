#include "cli/client/member.h"

#include <format>
#include <utility>

#include "cli/client/alone.h"
#include "cli/client/notices.h"
#include "cli/client/render.h"

namespace hearth::cli {
namespace {

constexpr const char* kAuthorities = "authorities";

std::chrono::milliseconds milliseconds_of(double seconds) {
  return std::chrono::milliseconds(static_cast<std::int64_t>(seconds * 1000.0));
}

// The authorities' file from the command line, else the one remembered.
Outcome<HostOptions> host_options(const ClientOptions& options) {
  HostOptions host;
  if (!options.authorities.empty()) {
    std::error_code error;
    host.authorities = std::filesystem::absolute(options.authorities, error);
    return host;
  }
  if (!std::filesystem::exists(options.home / "hearth.db")) return host;
  auto store = Store::open(options.home, Open::kExisting);
  if (!store) return std::unexpected(store.error());
  auto remembered = store->setting(kAuthorities);
  if (!remembered) return std::unexpected(remembered.error());
  if (*remembered) host.authorities = **remembered;
  return host;
}

Outcome<void> remember_authorities(Host& host, const ClientOptions& options) {
  if (options.authorities.empty()) return {};
  std::error_code error;
  return host.store().set_setting(kAuthorities, std::filesystem::absolute(options.authorities, error).string());
}

std::string base64url(const Bytes& bytes) {
  constexpr std::string_view kAlphabet = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_";
  std::string text;
  unsigned held = 0;
  int bits = 0;
  for (const std::uint8_t byte : bytes) {
    held = (held << 8U) | byte;
    bits += 8;
    while (bits >= 6) {
      bits -= 6;
      text += kAlphabet[(held >> static_cast<unsigned>(bits)) & 63U];
    }
  }
  if (bits > 0) text += kAlphabet[(held << static_cast<unsigned>(6 - bits)) & 63U];
  return text;
}

void replace_blobs(Json& json, const Frame& frame) {
  if (const Bytes* bytes = frame.find(json)) {
    json = base64url(*bytes);
    return;
  }
  if (json.is_structured()) {
    for (Json& item : json) replace_blobs(item, frame);
  }
}

// Why something is not at the server: what it said, else that it said nothing.
std::string not_taken_in_words(const Json& status, const std::string& trouble) {
  for (const Json& notice : status.value("notices", Json::array())) {
    const std::string code = text_of(notice, "code");
    if (keeps_from_sending(code)) return "That is kept here. " + notice_in_words(code, text_of(status, "partner"));
  }
  std::string text = "That did not reach the server yet. It is safe here and goes later.";
  return trouble.empty() ? text : text + " " + trouble;
}

}  // namespace

Outcome<Member> Member::enter(const ClientOptions& options) {
  auto passphrase = read_passphrase(options.passphrase_file);
  if (!passphrase) return std::unexpected(passphrase.error());
  auto host_with = host_options(options);
  if (!host_with) return std::unexpected(host_with.error());
  auto host = Host::open(options.home, Open::kExisting, std::move(*host_with));
  if (!host) return std::unexpected(host.error());
  if (auto remembered = remember_authorities(*host, options); !remembered) return std::unexpected(remembered.error());
  if (auto unlocked = host->unlock(*passphrase); !unlocked) return std::unexpected(unlocked.error());
  Member member(std::move(*host), options);
  if (auto settled = member.sync(); !settled) return std::unexpected(settled.error());
  return member;
}

Outcome<Member> Member::make(const ClientOptions& options, const Create& create, Hear hear) {
  auto passphrase = read_passphrase(options.passphrase_file);
  if (!passphrase) return std::unexpected(passphrase.error());
  auto host_with = host_options(options);
  if (!host_with) return std::unexpected(host_with.error());
  if (auto strong = check_strength(host_with->surroundings, *passphrase); !strong) {
    return std::unexpected(strong.error());
  }
  auto host = Host::open(options.home, Open::kCreate, std::move(*host_with));
  if (!host) return std::unexpected(host.error());
  if (!host->is_new()) {
    return refused("home_taken",
                   std::format("{} already holds a member. Choose another --home; this one stays as it is.",
                               options.home.string()));
  }
  if (auto remembered = remember_authorities(*host, options); !remembered) return std::unexpected(remembered.error());
  if (auto booted = host->call("boot"); !booted) return std::unexpected(booted.error());
  auto salt = host->fresh_salt();
  if (!salt) return std::unexpected(salt.error());
  auto key = host->derive_key(*passphrase, *salt);
  if (!key) return std::unexpected(key.error());
  if (auto created = create(*host, *key, *salt); !created) return std::unexpected(created.error());
  Member member(std::move(*host), options);
  if (hear == Hear::now) {
    if (auto settled = member.sync(); !settled) return std::unexpected(settled.error());
  }
  return member;
}

// Where a person writes in their own words.
constexpr const char* kOwnWords[] = {"text", "gave", "note", "notice", "wish", "title"};

// Words after which the app offers help, below what was written; here below what is told.
bool Member::offers_help() {
  if (written_.empty()) return false;
  auto offered = call("help.offer", {{"text", std::exchange(written_, {})}});
  written_.clear();
  return offered && offered->json.value("offer", false);
}

Outcome<Frame> Member::call(std::string_view command, Json arguments) {
  for (const char* key : kOwnWords) {
    if (const std::string words = text_of(arguments, key); !words.empty()) written_ += words + "\n";
  }
  for (const Json& line : arguments.value("lines", Json::array())) {
    if (line.is_object()) written_ += text_of(line, "text") + "\n";
  }
  return host_.call(command, Frame{.json = std::move(arguments), .blobs = {}});
}

Outcome<std::string> Member::partner() {
  auto now = status();
  if (!now) return std::unexpected(now.error());
  return text_of(*now, "partner");
}

Outcome<Settled> Member::sync(const std::function<bool(Host&)>& enough) {
  return sync_for(options_.patience_s, enough);
}

Outcome<Settled> Member::sync_for(double seconds, const std::function<bool(Host&)>& enough) {
  if (options_.offline) {
    settled_ = Settled::kUnreachable;
    return settled_;
  }
  if (auto online = host_.go_online(); !online) return std::unexpected(online.error());
  auto settled = host_.settle(milliseconds_of(seconds), enough);
  // What was waited for may have brought an answer of ours with it, such as the next
  // message of a handshake. It goes before this process ends or waits for a person: the
  // other side waits for it.
  if (enough && settled == Settled::kYes) settled = host_.settle(milliseconds_of(options_.patience_s));
  if (settled) settled_ = *settled;
  return settled;
}

bool Member::shut_out() {
  if (settled_ == Settled::kUnreachable) return false;  // it was not asked
  const auto now = status();
  return now && is_shut_out(*now);
}

Outcome<Told> Member::tell(Json json, std::string text) {
  json["synced"] = settled_ == Settled::kYes && !shut_out();
  return Told{.json = std::move(json), .text = std::move(text)};
}

Outcome<Told> Member::send(Json json, std::string text) {
  if (settled_ == Settled::kYes || settled_ == Settled::kTooSlow) {
    if (auto settled = sync(); !settled) return std::unexpected(settled.error());
  }
  auto now = status();
  if (!now) return std::unexpected(now.error());
  const bool local = now->value("register", std::string()) == "local";
  const bool waiting = now->value("waiting", std::int64_t{0}) > 0;
  json["delivered"] = !local && !waiting && settled_ == Settled::kYes;
  if (offers_help()) {
    text += std::string(text.empty() ? "" : "\n\n") +
            "If it is heavy just now: someone can listen today, whatever it is. `hearth safety` shows who, by country. "
            "Nobody "
            "is told that you read this.";
  }
  Told told{.json = std::move(json), .text = std::move(text)};
  if (!local && (waiting || settled_ != Settled::kYes)) {
    // Who was let in until now and is no more is refused: nothing goes later by itself.
    told.exit = shut_out() ? Exit::kRefused : Exit::kUnreachable;
    if (!told.text.empty()) told.text += "\n";
    told.text += options_.offline ? std::string("Kept here; it goes at the next sync.")
                                  : not_taken_in_words(*now, host_.last_trouble());
  }
  return told;
}

std::unexpected<Failure> Member::unreachable(const std::string& what) const {
  std::string text = what;
  if (!host_.last_trouble().empty()) text += " " + host_.last_trouble();
  return std::unexpected(Failure{Exit::kUnreachable, "unreachable", std::move(text)});
}

Json printable(const Frame& frame) {
  Json json = frame.json;
  replace_blobs(json, frame);
  return json;
}

}  // namespace hearth::cli
