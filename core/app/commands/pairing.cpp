// Inviting, joining, comparing words.
#include "app/commands/guard.h"
#include "app/commands/text.h"
#include "app/member.h"
#include "app/views/people.h"

namespace hearth::app {
namespace {

constexpr std::int64_t kShortInvite = 10 * base::kMillisecondsPerMinute;
constexpr std::int64_t kLongInvite = 24 * 60 * base::kMillisecondsPerMinute;
constexpr std::string_view kPairPath = "/pair#";

boundary::PairPhase phase_of(const KeptMeeting& meeting, log::Handshake* shake) {
  using boundary::PairPhase;
  if (meeting.role == MeetingRole::none || meeting.linking) return PairPhase::kNone;
  switch (meeting.end) {
    case MeetingEnd::done: return PairPhase::kDone;
    case MeetingEnd::expired: return PairPhase::kExpired;
    case MeetingEnd::used: return PairPhase::kUsed;
    case MeetingEnd::mismatch: return PairPhase::kMismatch;
    case MeetingEnd::failed: return PairPhase::kFailed;
    case MeetingEnd::open: break;
  }
  const bool inviter = meeting.role == MeetingRole::inviter;
  if (shake != nullptr && shake->phase() == log::Phase::check) return PairPhase::kCheck;
  if (shake != nullptr && shake->phase() != log::Phase::inviting && shake->phase() != log::Phase::joining) {
    return PairPhase::kWaitingOther;
  }
  return inviter ? PairPhase::kInviting : PairPhase::kJoining;
}

boundary::Pairing view(const Core& core, net::Sync& sync) {
  const KeptMeeting& meeting = core.keep.meeting;
  log::Handshake* shake = sync.meeting.handshake();
  boundary::Pairing pairing;
  pairing.phase = phase_of(meeting, shake);
  if (!meeting.secret.empty()) {
    pairing.link = core.keep.server + std::string(kPairPath) + meeting.secret;
    pairing.qr = *pairing.link;
  }
  pairing.words = meeting.words;
  if (meeting.expires_at != 0) pairing.expires_at = meeting.expires_at;
  if (pairing.phase == boundary::PairPhase::kCheck || pairing.phase == boundary::PairPhase::kWaitingOther) {
    if (const auto own = shake->own_words()) pairing.own_words.assign(own->begin(), own->end());
    for (const log::TwoWords& choice : shake->choices()) pairing.choices.emplace_back(choice.begin(), choice.end());
  }
  if (pairing.phase == boundary::PairPhase::kDone) pairing.other_name = views::partner_name(core);
  if (!meeting.reason.empty()) pairing.reason = meeting.reason;
  return pairing;
}

}  // namespace

Outcome<void> Member::begin_invite(vault::PairingSecret secret) {
  core.keep.meeting.secret = base::to_base64url(secret.reveal());
  const auto successor = core.keep.meeting.reason == "repair" ? core.person->current_space() : std::nullopt;
  core.keep.meeting.reason.clear();
  const auto space = core.person->begin_invite(std::move(secret), successor, core.now_ms(), core.entropy());
  if (!space) {
    core.keep.meeting = KeptMeeting();
    return refuse(space.error());
  }
  core.keep.begun_here.insert(*space);
  core.keep_changed();
  core.effects.change("pairing");
  core.settle();
  return {};
}

Outcome<void> Member::begin_join(vault::PairingSecret secret) {
  if (const auto begun = core.person->begin_join(std::move(secret), core.entropy()); !begun) {
    core.keep.meeting = KeptMeeting();
    return refuse(begun.error());
  }
  core.keep_changed();
  core.effects.change("pairing");
  core.settle();
  return {};
}

void Member::stretch_words() {
  sync->carrier.stretch(core.effects, log::spoken_text(core.keep.meeting.words), log::spoken_salt(core.keep.server),
                        [this, words = core.keep.meeting.words](const net::Answer& answer) {
                          if (!core.person || !sync->meeting.under_way()) return;
                          if (core.keep.meeting.words != words) return;  // Another meeting has taken its place.
                          auto secret = vault::PairingSecret::from(answer.body);
                          if (!answer.ok() || !secret) {
                            sync->meeting.end(MeetingEnd::failed, "kdf");
                          } else if (core.keep.meeting.role == MeetingRole::inviter) {
                            static_cast<void>(begin_invite(std::move(*secret)));
                          } else {
                            static_cast<void>(begin_join(std::move(*secret)));
                          }
                        });
}

void Member::resume_meeting() {
  const bool waits = sync->meeting.under_way() && sync->meeting.handshake() == nullptr;
  if (waits && !core.keep.meeting.words.empty()) stretch_words();
}

// Clears what an earlier meeting left and puts this one in its place.
void Member::begin_meeting(KeptMeeting meeting) {
  if (sync->meeting.under_way()) sync->meeting.end(MeetingEnd::failed, "begun_anew");
  core.keep.meeting = std::move(meeting);
  core.keep_changed();
}

namespace {

std::optional<boundary::Failure> may_not_meet(const Core& core) {
  if (core.space()) return refuse(ErrorCode::kRefusedByRule, "already_paired").error();
  // What was read of the ended space stays readable here, and nothing of it may reach another person.
  if (core.keep.left) return refuse(ErrorCode::kLeft, "another").error();
  return std::nullopt;
}

}  // namespace

Outcome<boundary::PairInviteResult> Member::pair_invite(boundary::PairInviteArgs& args) {
  HEARTH_REQUIRE(not_real());
  HEARTH_REQUIRE(may_not_meet(core));
  if (core.keep.server.empty()) return refuse(ErrorCode::kNotReady, "no_server");
  KeptMeeting meeting{.role = MeetingRole::inviter, .long_lived = args.long_};
  meeting.kind = std::string(boundary::word(args.kind));
  meeting.expires_at = core.now_ms() + (args.long_ ? kLongInvite : kShortInvite);
  begin_meeting(std::move(meeting));
  if (args.long_) {
    if (auto begun = begin_invite(vault::PairingSecret::draw(core.entropy())); !begun) {
      return std::unexpected(begun.error());
    }
    return boundary::PairInviteResult{view(core, *sync)};
  }
  // Six words: the host stretches them, then link and words are one invite.
  core.keep.meeting.words = log::draw_spoken_words(core.entropy());
  stretch_words();
  return boundary::PairInviteResult{view(core, *sync)};
}

Outcome<boundary::PairJoinResult> Member::pair_join(boundary::PairJoinArgs& args) {
  HEARTH_REQUIRE(not_real());
  HEARTH_REQUIRE(may_not_meet(core));
  Keep& keep = core.keep;
  std::string server = keep.server;
  if (args.server && !is_server(*args.server, server)) return refuse(ErrorCode::kBadRequest, "server");
  KeptMeeting meeting{.role = MeetingRole::joiner};
  std::optional<vault::PairingSecret> secret;
  if (args.link) {
    const std::string link = trimmed(*args.link);
    const std::size_t hash = link.rfind('#');
    if (hash == std::string::npos) return refuse(ErrorCode::kBadRequest, "link");
    const auto bytes = base::from_base64url(std::string_view(link).substr(hash + 1));
    auto made = bytes ? vault::PairingSecret::from(*bytes) : std::unexpected(base::Error::shape);
    std::string_view front = std::string_view(link).substr(0, hash);
    if (front.ends_with("/pair")) front.remove_suffix(5);
    std::string from_link;
    if (!made || (!front.empty() && !is_server(front, from_link))) return refuse(ErrorCode::kBadRequest, "link");
    if (server.empty()) server = from_link;
    if (!from_link.empty() && from_link != server) return refuse(ErrorCode::kRefusedByRule, "another_server");
    secret.emplace(std::move(*made));
  } else if (args.words) {
    auto words = log::parse_spoken_words(*args.words);
    if (!words) return refuse(ErrorCode::kWrongWords, "not_six_words");
    meeting.words = std::move(*words);
  } else {
    return refuse(ErrorCode::kEmpty, "link");
  }
  if (server.empty()) return refuse(ErrorCode::kNotReady, "no_server");
  if (keep.registered.contains(core.person->personal_log()) && server != keep.server) {
    return refuse(ErrorCode::kRefusedByRule, "registered_elsewhere");
  }
  begin_meeting(std::move(meeting));
  keep.server = server;
  if (secret) {
    if (auto begun = begin_join(std::move(*secret)); !begun) return std::unexpected(begun.error());
    return boundary::PairJoinResult{view(core, *sync)};
  }
  stretch_words();
  return boundary::PairJoinResult{view(core, *sync)};
}

Outcome<boundary::PairViewResult> Member::pair_view(boundary::PairViewArgs&) {
  HEARTH_REQUIRE(not_open());
  return boundary::PairViewResult{view(core, *sync)};
}

Outcome<boundary::PairConfirmResult> Member::pair_confirm(boundary::PairConfirmArgs& args) {
  HEARTH_REQUIRE(not_real());
  if (args.words.size() != 2) return refuse(ErrorCode::kBadRequest, "two_words");
  if (core.keep.meeting.linking) return refuse(ErrorCode::kNotReady);
  if (auto done = sync->meeting.confirm({trimmed(args.words[0]), trimmed(args.words[1])}); !done) {
    return std::unexpected(done.error());
  }
  return boundary::PairConfirmResult{view(core, *sync)};
}

Outcome<boundary::PairRefuseResult> Member::pair_refuse(boundary::PairRefuseArgs&) {
  HEARTH_REQUIRE(not_real());
  if (!sync->meeting.under_way()) return refuse(ErrorCode::kNotReady);
  if (log::Handshake* shake = sync->meeting.handshake()) shake->refuse();
  sync->meeting.end(MeetingEnd::mismatch, "refused");
  return boundary::PairRefuseResult{view(core, *sync)};
}

Outcome<boundary::PairCancelResult> Member::pair_cancel(boundary::PairCancelArgs&) {
  HEARTH_REQUIRE(not_real());
  sync->meeting.end(MeetingEnd::failed, "cancelled");
  core.keep.meeting = KeptMeeting();
  core.keep_changed();
  core.effects.change("pairing");
  return boundary::PairCancelResult{};
}

Outcome<boundary::RepairInviteResult> Member::repair_invite(boundary::RepairInviteArgs&) {
  HEARTH_REQUIRE(not_real());
  if (!core.space()) return refuse(ErrorCode::kNotPaired);
  KeptMeeting meeting{.role = MeetingRole::inviter, .long_lived = true};
  meeting.kind = core.story.kind.get() != nullptr ? core.story.kind.get()->kind : "partner";
  meeting.expires_at = core.now_ms() + kLongInvite;
  meeting.reason = "repair";
  begin_meeting(std::move(meeting));
  if (auto begun = begin_invite(vault::PairingSecret::draw(core.entropy())); !begun) {
    return std::unexpected(begun.error());
  }
  return boundary::RepairInviteResult{view(core, *sync)};
}

Outcome<boundary::SamePageViewResult> Member::same_page_view(boundary::SamePageViewArgs&) {
  HEARTH_REQUIRE(not_real());
  const auto space = core.space();
  if (!space) return refuse(ErrorCode::kNotPaired);
  return boundary::SamePageViewResult{core.person->same_page(*space)};
}

}  // namespace hearth::app
