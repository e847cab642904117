// For a counsellor: choosing, the other's yes, the link and its end, and reading one.
#include <algorithm>

#include "app/commands/guard.h"
#include "app/commands/text.h"
#include "app/member.h"
#include "app/views/counsel.h"
#include "app/views/exchanges.h"
#include "app/views/items.h"
#include "app/views/people.h"
#include "vault/share.h"

namespace hearth::app {
namespace {

namespace told = story::counsel;

using boundary::StoryItem;
using counsel::Agreed;

// What is chosen, taken apart: what both can read, and own things that the other cannot.
struct Chosen {
  std::vector<base::EventId> shared;
  std::vector<base::EventId> beside;
  bool both = false;  // something of it was written by the other
};

void add(std::vector<base::EventId>& ids, std::string_view text) {
  const auto id = views::id_of<base::EventId>(text);
  if (id && !std::ranges::contains(ids, *id)) ids.push_back(*id);
}

bool is_sealed(const StoryItem& item) {
  const auto* sealed = item.detail.find("sealed");
  return sealed != nullptr && sealed->boolean() != nullptr && *sealed->boolean();
}

// The exchange to which an item is an answer, once both answers are open.
std::string opened_exchange(const Core& core, const StoryItem& item) {
  const auto* exchange = item.detail.find("exchange");
  if (exchange == nullptr || exchange->text() == nullptr) return {};
  const auto id = views::id_of<base::ExchangeId>(*exchange->text());
  const bool open = id && views::state_of(core, *id).phase == story::exchange::Phase::open;
  return open ? *exchange->text() : std::string();
}

Outcome<Chosen> choose(const Core& core, const std::vector<std::string>& events) {
  if (events.empty()) return refuse(ErrorCode::kEmpty, "items");
  if (events.size() > told::kMostItems) return refuse(ErrorCode::kTooMany, "items");
  std::vector<StoryItem> readable = views::items(core);
  for (StoryItem& item : views::guide_items(core)) readable.push_back(std::move(item));
  std::vector<std::string> exchanges;
  for (const std::string& event : events) {
    const auto found = std::ranges::find(readable, event, &StoryItem::event);
    const bool shows =
        found != readable.end() && !found->erased && (!found->text.empty() || found->detail.find("felt") != nullptr);
    if (!shows) return refuse(ErrorCode::kNotFound, "event");
    if (std::string exchange = opened_exchange(core, *found); !exchange.empty()) exchanges.push_back(exchange);
  }
  Chosen chosen;
  for (const StoryItem& item : readable) {
    const bool named = std::ranges::contains(events, item.event);
    // One answer of an exchange says half of what was said: it comes with the other.
    const bool brought = !item.text.empty() && std::ranges::contains(exchanges, opened_exchange(core, item)) &&
                         (item.type == story::exchange::Seal::kType || item.type == story::exchange::OpenAnswer::kType);
    if (!named && !brought) continue;
    chosen.both = chosen.both || !item.own;
    add(item.private_ || is_sealed(item) ? chosen.beside : chosen.shared, item.event);
  }
  if (chosen.shared.size() + chosen.beside.size() > told::kMostItems) return refuse(ErrorCode::kTooMany, "items");
  return chosen;
}

Outcome<const counsel::Proposal*> proposal_of(const Core& core, std::string_view event) {
  const auto* proposal = counsel::find(core, event);
  if (proposal == nullptr) return refuse(ErrorCode::kNotFound, "event");
  return proposal;
}

void changed(Core& core) {
  for (const std::string_view topic : {"counsel", "story"}) core.effects.change(topic);
}

// Both answer it and end it in the stream in which it stands.
template <class Content>
Outcome<void> say_beside(Core& core, const counsel::Proposal& proposal, const Content& content) {
  if (proposal.mark.stream == log::Stream::shared && !core.demo && !core.open_space()) return refuse(ErrorCode::kLeft);
  const auto said = core.say(content, proposal.mark.stream);
  if (!said) return std::unexpected(said.error());
  changed(core);
  return {};
}

}  // namespace

Outcome<boundary::CounselViewResult> Member::counsel_view(boundary::CounselViewArgs&) {
  HEARTH_REQUIRE(not_open());
  sync->shares.look();
  return boundary::CounselViewResult{views::counsel_shares(core)};
}

Outcome<boundary::CounselProposeResult> Member::counsel_propose(boundary::CounselProposeArgs& args) {
  HEARTH_REQUIRE(not_open());
  told::Propose proposal{.items = {}, .purpose = trimmed(args.purpose), .days = args.days};
  if (story::count_characters(proposal.purpose) > story::kShortText) return refuse(ErrorCode::kTooLong, "purpose");
  if (args.days < 1 || args.days > told::kMostDays) return refuse(ErrorCode::kBadRequest, "days");
  const auto how = told::how(args.how);
  if (!how) return refuse(ErrorCode::kBadRequest, "counsel_how");
  proposal.how = *how;
  auto chosen = choose(core, args.items);
  if (!chosen) return std::unexpected(chosen.error());
  proposal.items = chosen->shared;
  if (!chosen->both) {
    // One's own words: nobody else is asked, and nobody is told.
    proposal.items.insert(proposal.items.end(), chosen->beside.begin(), chosen->beside.end());
    const auto event = core.say(proposal, log::Stream::private_);
    if (!event) return std::unexpected(event.error());
    changed(core);
    return boundary::CounselProposeResult{views::id_text(*event)};
  }
  if (!core.open_space() && !core.demo) return refuse(core.keep.left ? ErrorCode::kLeft : ErrorCode::kNotPaired);
  const auto event = core.say(proposal, log::Stream::shared);
  if (!event) return std::unexpected(event.error());
  if (auto beside = core.say(told::Beside{*event, chosen->beside}); !beside) return std::unexpected(beside.error());
  changed(core);
  return boundary::CounselProposeResult{views::id_text(*event)};
}

Outcome<boundary::CounselAnswerResult> Member::counsel_answer(boundary::CounselAnswerArgs& args) {
  HEARTH_REQUIRE(not_open());
  const auto proposal = proposal_of(core, args.event);
  if (!proposal) return std::unexpected(proposal.error());
  if ((*proposal)->mark.own()) return refuse(ErrorCode::kRefusedByRule, "event");
  const auto answer = told::answer(args.answer);
  if (!answer) return refuse(ErrorCode::kBadRequest, "counsel_answer");
  const auto now = counsel::standing(core, **proposal);
  if (now.ended) return refuse(ErrorCode::kRefusedByRule, "counsel_ended");
  if (now.made != nullptr) return refuse(ErrorCode::kRefusedByRule, "counsel_made");
  const auto said = say_beside(core, **proposal, told::Answered{(*proposal)->mark.id, *answer});
  if (!said) return std::unexpected(said.error());
  return boundary::CounselAnswerResult{views::counsel_shares(core)};
}

Outcome<boundary::CounselMakeResult> Member::counsel_make(boundary::CounselMakeArgs& args) {
  HEARTH_REQUIRE(not_real());
  const auto found = proposal_of(core, args.event);
  if (!found) return std::unexpected(found.error());
  const counsel::Proposal& proposal = **found;
  if (!proposal.mark.own()) return refuse(ErrorCode::kRefusedByRule, "counsel_not_yours");
  if (proposal.content.how != told::How::link) return refuse(ErrorCode::kRefusedByRule, "counsel_to_print");
  const auto now = counsel::standing(core, proposal);
  if (now.ended) return refuse(ErrorCode::kRefusedByRule, "counsel_ended");
  if (now.agreed != Agreed::yes) return refuse(ErrorCode::kRefusedByRule, "counsel_not_agreed");
  if (core.keep.server.empty()) return refuse(ErrorCode::kNotReady, "no_server");
  if (now.key == nullptr) {
    told::Key key{.proposal = proposal.mark.id, .day = core.today()};
    key.share = core.entropy().draw<base::ShareId>();
    key.key = core.entropy().draw<base::Hash32>();
    const auto document = counsel::document(core, proposal, key.day);
    if (document.items.empty()) return refuse(ErrorCode::kEmpty, "items");
    const auto drawn = vault::ShareKey::from(key.key.view());
    if (!drawn || !vault::seal_share(*drawn, key.share, told::encode(document))) {
      return refuse(ErrorCode::kTooLong, "items");
    }
    if (auto said = core.say(key); !said) return std::unexpected(said.error());
    const auto* known = core.story.known(proposal.mark.id);
    core.keep.shares.push_back(
        {.log = known->log, .share = key.share, .proposal = proposal.mark.id, .wish = ShareWish::post});
    core.keep.shares.back().expires_at = core.now_ms() + proposal.content.days * base::kMillisecondsPerDay;
    core.keep_changed();
    sync->shares.hurry();
    changed(core);
  }
  return boundary::CounselMakeResult{views::counsel_shares(core)};
}

Outcome<boundary::CounselRevokeResult> Member::counsel_revoke(boundary::CounselRevokeArgs& args) {
  HEARTH_REQUIRE(not_open());
  const auto found = proposal_of(core, args.event);
  if (!found) return std::unexpected(found.error());
  const counsel::Proposal& proposal = **found;
  const base::EventId id = proposal.mark.id;
  const auto now = counsel::standing(core, proposal);
  // Until they said yes, the other says no; there is nothing of theirs to end.
  if (!proposal.mark.own() && now.agreed != Agreed::yes) return refuse(ErrorCode::kRefusedByRule, "counsel_not_agreed");
  for (KeptShare& share : core.keep.shares) {
    if (share.proposal != id) continue;
    share.wish = ShareWish::remove;
    core.keep_changed();
    sync->shares.hurry();
  }
  if (!now.ended) {
    if (auto said = say_beside(core, proposal, told::Revoked{id}); !said) return std::unexpected(said.error());
  }
  changed(core);
  return boundary::CounselRevokeResult{views::counsel_shares(core)};
}

Outcome<boundary::CounselPrintResult> Member::counsel_print(boundary::CounselPrintArgs& args) {
  HEARTH_REQUIRE(not_open());
  const auto proposal = proposal_of(core, args.event);
  if (!proposal) return std::unexpected(proposal.error());
  const auto now = counsel::standing(core, **proposal);
  if (now.ended) return refuse(ErrorCode::kRefusedByRule, "counsel_ended");
  if (now.agreed != Agreed::yes) return refuse(ErrorCode::kRefusedByRule, "counsel_not_agreed");
  return boundary::CounselPrintResult{views::document_view(counsel::document(core, **proposal, core.today()))};
}

// Whoever has the link has no vault here: this asks for none and keeps nothing.
Outcome<boundary::CounselReadResult> Member::counsel_read(boundary::CounselReadArgs& args) {
  const std::size_t dot = args.key.find('.');
  const auto id = views::id_of<base::ShareId>(std::string_view(args.key).substr(0, dot));
  const auto secret = views::id_of<base::Hash32>(dot == std::string::npos ? "" : args.key.substr(dot + 1));
  if (!id || !secret) return refuse(ErrorCode::kBadRequest, "share_link");
  const auto key = vault::ShareKey::from(secret->view());
  if (!key) return refuse(ErrorCode::kBadRequest, "share_link");
  const auto opened = vault::open_share(*key, *id, args.body);
  if (!opened) return refuse(ErrorCode::kVerificationFailed, "share");
  const auto document = told::decode(opened->reveal());
  if (!document) return refuse(ErrorCode::kVerificationFailed, "share");
  return boundary::CounselReadResult{views::document_view(*document)};
}

}  // namespace hearth::app
