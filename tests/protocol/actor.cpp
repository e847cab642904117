#include "tests/protocol/actor.h"

#include <algorithm>

namespace hearth::tests {
namespace {

constexpr const char* kPassphrase = "a long enough passphrase, for tests";
constexpr int kRounds = 12;
// The server pushes what others wrote a moment after it told them that it has it.
constexpr auto kPush = std::chrono::milliseconds(60);

}  // namespace

std::int64_t Clock::now_ms() const { return cli::real_surroundings().now_ms() + ahead_; }

Actor::Actor(std::string name, Clock& clock, std::string zone)
    : name_(std::move(name)), clock_(clock), zone_(std::move(zone)), folder_(std::make_unique<TemporaryFolder>()) {}

std::filesystem::path Actor::home() const { return folder_->path() / "home"; }

cli::HostOptions Actor::options() const {
  cli::HostOptions options;
  options.surroundings.now_ms = [clock = &clock_] { return clock->now_ms(); };
  return options;
}

void Actor::open(cli::Open how) {
  auto host = cli::Host::open(home(), how, options());
  ASSERT_TRUE(host) << name_ << ": " << host.error().message;
  host_.emplace(std::move(*host));
}

Frame Actor::arguments_with_key() {
  open(cli::Open::kCreate);
  Frame arguments;
  if (!running()) return arguments;
  ok("boot");
  const auto salt = host_->fresh_salt();
  const auto key = salt ? host_->derive_key(kPassphrase, *salt) : std::unexpected(salt.error());
  if (!key) {
    ADD_FAILURE() << name_ << ": " << key.error().message;
    return arguments;
  }
  key_ = *key;
  arguments.json["key"] = arguments.blob(*key);
  arguments.json["salt"] = arguments.blob(*salt);
  return arguments;
}

void Actor::perform(const std::string& command, Frame arguments) {
  const auto done = host_->call(command, std::move(arguments));
  if (!done) ADD_FAILURE() << name_ << ", " << command << ": " << done.error().code << ", " << done.error().message;
}

void Actor::init(const std::string& server, const std::string& setup) {
  Frame create = arguments_with_key();
  create.json.update({{"name", name_}, {"zone", zone_}, {"server", server}});
  if (!setup.empty()) create.json["setup"] = cli::parse_secret_link(setup).value().secret;
  perform("setup.create", std::move(create));
  online();
  settle();
}

void Actor::recover(const std::string& server, const std::string& kit_words) {
  Frame begin = arguments_with_key();
  begin.json.update({{"kit", kit_words}, {"server", server}});
  host_->use_server(cli::parse_address(server).value());
  perform("recover.begin", std::move(begin));
  online();
  settle();
}

void Actor::join_linking(const std::string& server) {
  Frame begin = arguments_with_key();
  begin.json.update({{"name", name_}, {"server", server}});
  host_->use_server(cli::parse_address(server).value());
  perform("device.join_linking", std::move(begin));
  online();
}

void Actor::scan(const std::string& code) {
  Frame scan;
  scan.json = {{"code", code}};
  scan.json["key"] = scan.blob(key_);
  perform("device.scan", std::move(scan));
}

void Actor::revoke(const std::string& device) {
  Frame revoke;
  revoke.json = {{"id", device}};
  revoke.json["key"] = revoke.blob(key_);
  perform("device.revoke", std::move(revoke));
}

void Actor::stop() { host_.reset(); }

void Actor::restart() {
  stop();
  open(cli::Open::kExisting);
  ASSERT_TRUE(running());
  const auto unlocked = host_->unlock(kPassphrase);
  ASSERT_TRUE(unlocked) << name_ << ": " << unlocked.error().message;
  online();
}

void Actor::lose_everything() {
  stop();
  folder_ = std::make_unique<TemporaryFolder>();
}

Frame Actor::ok(const std::string& command, Json arguments) {
  auto answer = host_->call(command, Frame{.json = std::move(arguments), .blobs = {}});
  if (answer) return std::move(*answer);
  ADD_FAILURE() << name_ << ", " << command << ": " << answer.error().code << ", " << answer.error().message;
  return {};
}

std::string Actor::fails(const std::string& command, Json arguments) {
  auto answer = host_->call(command, Frame{.json = std::move(arguments), .blobs = {}});
  if (!answer) return answer.error().code;
  ADD_FAILURE() << name_ << ", " << command << " succeeded: " << answer->json.dump();
  return {};
}

Json Actor::status() { return ok("status.view").json.value("status", Json::object()); }

std::vector<std::string> Actor::notices() {
  std::vector<std::string> codes;
  for (const Json& notice : status().value("notices", Json::array())) {
    codes.push_back(notice.value("code", std::string()));
  }
  return codes;
}

bool Actor::has_notice(const std::string& code) { return std::ranges::contains(notices(), code); }

cli::Settled Actor::settle(std::chrono::milliseconds patience) {
  live(kPush);
  const auto settled = host_->settle(patience);
  if (settled) return *settled;
  ADD_FAILURE() << name_ << ": " << settled.error().message;
  return cli::Settled::kTooSlow;
}

bool Actor::until(const std::function<bool()>& enough, std::chrono::milliseconds patience) {
  bool reached = false;
  const auto settled = host_->settle(patience, [&](cli::Host&) { return reached = enough(); });
  return settled && reached;
}

void Actor::live(std::chrono::milliseconds duration) {
  const auto lived = host_->carry_on(duration);
  if (!lived) ADD_FAILURE() << name_ << ": " << lived.error().message;
}

void Actor::offline() {
  const auto gone = host_->go_offline();
  if (!gone) ADD_FAILURE() << name_ << ": " << gone.error().message;
}

void Actor::online() {
  const auto there = host_->go_online();
  if (!there) ADD_FAILURE() << name_ << ": " << there.error().message;
}

std::string Actor::todays_question() {
  const Json today = ok("today.view").json.value("today", Json::object());
  const Json exchange = today.value("exchange", Json());
  return exchange.is_object() ? exchange.value("question", Json::object()).value("id", std::string()) : std::string();
}

Json Actor::seal(const std::string& question, const std::string& text) {
  return ok("exchange.seal", {{"question", question}, {"text", text}}).json.value("exchange", Json::object());
}

Json Actor::exchange(const std::string& id) {
  return ok("exchange.view", {{"id", id}}).json.value("exchange", Json::object());
}

std::vector<Json> Actor::story() {
  return ok("story.view").json.value("items", Json::array()).get<std::vector<Json>>();
}

std::optional<Json> Actor::story_item(const std::string& text) {
  for (const Json& item : story()) {
    if (item.dump().find(text) != std::string::npos) return item;
  }
  return std::nullopt;
}

std::string Actor::kit() {
  Frame proof;
  proof.json["key"] = proof.blob(key_);
  perform("reauth", std::move(proof));
  const Json made = ok("kit.make").json;
  const auto words = made.value("words", std::vector<std::string>());
  Json answers = Json::array();
  for (const auto position : made.value("ask", std::vector<std::size_t>())) answers.push_back(words.at(position - 1));
  EXPECT_TRUE(ok("kit.prove", {{"answers", answers}}).json.value("proved", false));
  settle();
  std::string joined;
  for (const std::string& word : words) joined += (joined.empty() ? "" : " ") + word;
  return joined;
}

std::vector<std::string> Actor::same_page() {
  return ok("same_page.view").json.value("words", std::vector<std::string>());
}

void settle(Actor& alice, Actor& bob) {
  // Each may have something to say to what the other said.
  for (int round = 0; round < 4; ++round) {
    alice.settle();
    bob.settle();
    alice.live(std::chrono::milliseconds(20));
    bob.live(std::chrono::milliseconds(20));
  }
}

std::string pairing_phase(Actor& actor) {
  return actor.ok("pair.view").json.value("pairing", Json::object()).value("phase", std::string());
}

Json own_words(Actor& actor) {
  return actor.ok("pair.view").json.value("pairing", Json::object()).value("own_words", Json::array());
}

void knock(Actor& inviter, Actor& joiner) {
  // By link alone: the slow hash of six spoken words has its own test.
  inviter.ok("pair.invite", {{"long", true}, {"kind", "partner"}});
  Json invitation;
  ASSERT_TRUE(inviter.until([&] {
    invitation = inviter.ok("pair.view").json.value("pairing", Json::object());
    return invitation.value("link", Json()).is_string();
  })) << invitation;
  inviter.settle();
  joiner.ok("pair.join", {{"link", invitation["link"]}});
  for (int round = 0; round < kRounds && (own_words(inviter).empty() || own_words(joiner).empty()); ++round) {
    joiner.live(std::chrono::milliseconds(150));
    inviter.live(std::chrono::milliseconds(150));
  }
  ASSERT_EQ(own_words(inviter).size(), 2U);
  ASSERT_EQ(own_words(joiner).size(), 2U);
}

void pair(Actor& inviter, Actor& joiner) {
  ASSERT_NO_FATAL_FAILURE(knock(inviter, joiner));
  inviter.ok("pair.confirm", {{"words", own_words(joiner)}});
  joiner.ok("pair.confirm", {{"words", own_words(inviter)}});
  for (int round = 0; round < kRounds; ++round) {
    inviter.live(std::chrono::milliseconds(150));
    joiner.live(std::chrono::milliseconds(150));
    if (inviter.status().value("paired", false) && joiner.status().value("paired", false)) break;
  }
  ASSERT_TRUE(inviter.status().value("paired", false)) << pairing_phase(inviter);
  ASSERT_TRUE(joiner.status().value("paired", false)) << pairing_phase(joiner);
  settle(inviter, joiner);
}

void begin(Actor& alice, Actor& bob) {
  alice.ok("begin", {{"mode", "together"}});
  bob.ok("begin", {{"mode", "together"}});
  settle(alice, bob);
}

}  // namespace hearth::tests
