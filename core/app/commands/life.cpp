// Beginning, unlocking, loading, locking.
#include <algorithm>

#include "app/commands/guard.h"
#include "app/commands/text.h"
#include "app/member.h"
#include "base/order.h"
#include "vault/entropy.h"

namespace hearth::app {
namespace {

constexpr std::int64_t kProofLasts = 5 * base::kMillisecondsPerMinute;

std::expected<vault::Salt, base::Error> salt_of(const base::Bytes& bytes) {
  vault::Salt salt;
  if (bytes.size() != salt.size()) return std::unexpected(base::Error::shape);
  std::copy(bytes.begin(), bytes.end(), salt.begin());
  return salt;
}

// Ids first by the server's number, own unsent ones last in the order of their chain.
bool comes_before(const StoredEvent& a, const StoredEvent& b) {
  const bool a_sent = a.number != 0;
  const bool b_sent = b.number != 0;
  if (a_sent != b_sent) return a_sent;
  if (a_sent) return a.number < b.number;
  const auto left = envelope::decode(a.header);
  const auto right = envelope::decode(b.header);
  if (!left || !right) return left.has_value() > right.has_value();
  return std::tie(left->stream, left->sequence) < std::tie(right->stream, right->sequence);
}

}  // namespace

Outcome<boundary::BootResult> Member::boot(boundary::BootArgs& args) {
  core.forget();
  wire();
  loading_.clear();
  person_record_ = {};
  core.wrapped_vault.clear();
  core.stage = Stage::fresh;
  boundary::BootResult result{.state = boundary::BootState::kNew};
  if (!args.vault) return result;
  const auto salt = vault::LocalVault::salt_of(*args.vault);
  if (!salt) return refuse(salt.error());
  core.wrapped_vault = std::move(*args.vault);
  core.stage = Stage::locked;
  result.state = boundary::BootState::kLocked;
  result.salt = base::Bytes(salt->begin(), salt->end());
  return result;
}

Outcome<boundary::KdfResult> Member::kdf(boundary::KdfArgs& args) {
  const auto salt = salt_of(args.salt);
  if (!salt) return refuse(ErrorCode::kBadRequest, "salt");
  const auto key = vault::stretch(args.passphrase, *salt);
  base::wipe({reinterpret_cast<std::uint8_t*>(args.passphrase.data()), args.passphrase.size()});
  if (!key) return refuse(key.error());
  return boundary::KdfResult{base::to_bytes(key->reveal())};
}

Outcome<boundary::KdfSaltResult> Member::kdf_salt(boundary::KdfSaltArgs&) {
  const vault::Salt salt = vault::draw_salt(core.entropy());
  return boundary::KdfSaltResult{base::Bytes(salt.begin(), salt.end())};
}

Outcome<boundary::PassphraseStrengthResult> Member::passphrase_strength(boundary::PassphraseStrengthArgs& args) {
  constexpr std::string_view kHints[] = {"passphrase-hint-longer", "passphrase-hint-words",
                                         "passphrase-hint-another-word", "passphrase-hint-good",
                                         "passphrase-hint-strong"};
  const int level = std::clamp(vault::passphrase_strength(args.passphrase), 0, 4);
  return boundary::PassphraseStrengthResult{level, std::string(kHints[level])};
}

void Member::make_vault(vault::LocalVault made, const vault::PassphraseKey& key, const vault::Salt& salt) {
  core.wrapped_vault = made.wrap(key, salt, core.entropy());
  core.vault.emplace(std::move(made));
  core.proved_until_ms = core.call.now_ms + kProofLasts;
}

Outcome<boundary::SetupCreateResult> Member::setup_create(boundary::SetupCreateArgs& args) {
  if (core.stage != Stage::fresh) return refuse(ErrorCode::kRefusedByRule, "already_set_up");
  const std::string name = trimmed(args.name);
  if (name.empty()) return refuse(ErrorCode::kEmpty, "name");
  if (!is_short_name(name)) return refuse(ErrorCode::kTooLong, "name");
  if (!story::profile::is_zone_name(args.zone)) return refuse(ErrorCode::kBadRequest, "zone");
  const auto key = vault::PassphraseKey::from(args.key);
  const auto salt = salt_of(args.salt);
  base::wipe(args.key);
  if (!key || !salt) return refuse(ErrorCode::kBadRequest, "key");
  std::string server;
  if (args.server && !is_server(*args.server, server)) return refuse(ErrorCode::kBadRequest, "server");
  make_vault(vault::LocalVault::create(core.entropy()), *key, *salt);
  core.keep = Keep();
  core.keep.server = server;
  if (args.setup) core.keep.setup_token = trimmed(*args.setup);
  auto person = log::Person::create(core.now_ms(), core.entropy());
  core.keep.begun_here.insert(person->personal_log());
  settle_in(std::move(person));
  if (auto said = core.say(story::profile::Profile{name}, log::Stream::private_); !said) {
    return std::unexpected(said.error());
  }
  if (auto said = core.say(story::profile::Zone{args.zone}, log::Stream::private_); !said) {
    return std::unexpected(said.error());
  }
  return boundary::SetupCreateResult{};
}

Outcome<void> Member::prove(base::ByteView key_bytes) {
  const auto key = vault::PassphraseKey::from(key_bytes);
  if (!key) return refuse(ErrorCode::kBadRequest, "key");
  const auto opened = vault::LocalVault::unlock(core.wrapped_vault, *key);
  if (!opened) return refuse(opened.error());
  core.proved_until_ms = core.call.now_ms + kProofLasts;
  return {};
}

Outcome<boundary::UnlockResult> Member::unlock(boundary::UnlockArgs& args) {
  if (core.stage != Stage::locked) return refuse(ErrorCode::kNotReady, "not_locked");
  const auto key = vault::PassphraseKey::from(args.key);
  base::wipe(args.key);
  if (!key) return refuse(ErrorCode::kBadRequest, "key");
  auto opened = vault::LocalVault::unlock(core.wrapped_vault, *key);
  if (!opened) return refuse(opened.error());
  core.vault.emplace(std::move(*opened));
  core.proved_until_ms = core.call.now_ms + kProofLasts;
  core.stage = Stage::loading;
  return boundary::UnlockResult{};
}

Outcome<boundary::LoadRecordsResult> Member::load_records(boundary::LoadRecordsArgs& args) {
  if (core.stage != Stage::loading) return refuse(ErrorCode::kNotReady);
  for (const boundary::StoredItem& item : args.items) {
    if (item.key == "vault") continue;
    auto value = core.vault->decrypt("records", item.key, item.value);
    if (!value) return refuse(ErrorCode::kNotReady, "damaged_record");
    const std::string_view text = base::as_text(value->reveal());
    if (item.key == "person") {
      person_record_ = std::move(*value);
    } else if (item.key == "app") {
      const auto json = story::json::parse(text);
      if (json) core.keep = parse_keep(*json);
    } else if (item.key.starts_with("draft/")) {
      core.local_drafts[item.key.substr(6)] = std::string(text);
    }
  }
  return boundary::LoadRecordsResult{};
}

Outcome<boundary::LoadEventsResult> Member::load_events(boundary::LoadEventsArgs& args) {
  if (core.stage != Stage::loading) return refuse(ErrorCode::kNotReady);
  for (const boundary::StoredItem& item : args.items) {
    // One that cannot be read is passed over; the server or the partner has it.
    if (auto stored = decode_stored(item.key, item.value)) loading_.push_back(std::move(*stored));
  }
  return boundary::LoadEventsResult{};
}

Outcome<boundary::LoadDoneResult> Member::load_done(boundary::LoadDoneArgs&) {
  if (core.stage != Stage::loading) return refuse(ErrorCode::kNotReady);
  auto person = log::Person::restore(person_record_.reveal());
  person_record_ = {};
  if (!person) return refuse(ErrorCode::kNotReady, "damaged_record");
  core.person = std::move(*person);
  base::sort(loading_, comes_before);
  for (StoredEvent& stored : loading_) {
    const auto receipt = core.person->receive(stored.log, {.source = log::Source::stored,
                                                           .number = stored.number,
                                                           .erased = stored.erased,
                                                           .header = stored.header,
                                                           .body = stored.body});
    core.hear(receipt.opened);
    core.highest[stored.log] = std::max(core.highest[stored.log], stored.number);
    const auto header = envelope::decode(stored.header);
    if (stored.number == 0 && header) {
      core.unsent[stored.log][header->event] = {header->stream, header->sequence, false, std::move(stored.header),
                                                std::move(stored.body)};
    }
  }
  // What was erased longer ago than it can be undone goes from this device too.
  for (const StoredEvent& stored : loading_) {
    const auto header = envelope::decode(stored.header);
    if (!header || stored.erased || stored.number == 0) continue;
    const auto until = core.story.undo_until(header->event);
    if (until && *until < core.now_ms())
      core.put_event(stored.log, header->event, stored.number, true, stored.header, {});
  }
  loading_.clear();
  loading_.shrink_to_fit();
  core.stage = Stage::open;
  resume_meeting();
  return boundary::LoadDoneResult{};
}

Outcome<boundary::LoadAgainResult> Member::load_again(boundary::LoadAgainArgs& args) {
  HEARTH_REQUIRE(not_open());
  for (const boundary::StoredItem& item : args.items) {
    auto stored = decode_stored(item.key, item.value);
    const auto header = stored ? envelope::decode(stored->header) : std::unexpected(base::Error::shape);
    if (!header) continue;
    core.unsent[stored->log][header->event] = {header->stream, header->sequence, false, std::move(stored->header),
                                               std::move(stored->body)};
  }
  return boundary::LoadAgainResult{};
}

Outcome<boundary::LockResult> Member::lock(boundary::LockArgs&) {
  core.forget();
  loading_.clear();
  person_record_ = {};
  kit_.reset();
  wire();
  return boundary::LockResult{};
}

Outcome<boundary::ReauthResult> Member::reauth(boundary::ReauthArgs& args) {
  HEARTH_REQUIRE(not_real());
  auto proved = prove(args.key);
  base::wipe(args.key);
  if (!proved) return std::unexpected(std::move(proved.error()));
  return boundary::ReauthResult{};
}

Outcome<boundary::PassphraseChangeResult> Member::passphrase_change(boundary::PassphraseChangeArgs& args) {
  HEARTH_REQUIRE(not_real());
  if (auto proved = prove(args.old_key); !proved) return std::unexpected(std::move(proved.error()));
  const auto key = vault::PassphraseKey::from(args.key);
  const auto salt = salt_of(args.salt);
  base::wipe(args.key);
  base::wipe(args.old_key);
  if (!key || !salt) return refuse(ErrorCode::kBadRequest, "key");
  core.wrapped_vault = core.vault->wrap(*key, *salt, core.entropy());
  core.effects.put("records", "vault", core.wrapped_vault);
  return boundary::PassphraseChangeResult{};
}

Outcome<boundary::ClearResult> Member::clear(boundary::ClearArgs&) {
  for (const std::string_view name : {"vault", "person", "app"}) {
    core.effects.put("records", std::string(name), std::nullopt);
  }
  core.wrapped_vault.clear();
  core.forget();
  core.stage = Stage::fresh;
  wire();
  return boundary::ClearResult{};
}

}  // namespace hearth::app
