#include "app/counsel.h"

#include <algorithm>

#include "app/views/items.h"
#include "app/views/people.h"
#include "base/order.h"
#include "vault/share.h"

namespace hearth::app::counsel {
namespace {

using boundary::Json;
using boundary::StoryItem;

constexpr std::size_t kMostKept = 64;
constexpr std::int64_t kClockTolerance = 24 * 3600;  // seconds

// The last that fits; the lists stand in the total order.
template <class Content, class Fits>
const story::Entry<Content>* last(const story::Entries<Content>& entries, Fits fits) {
  const story::Entry<Content>* found = nullptr;
  for (const auto& entry : entries) {
    if (fits(entry)) found = &entry;
  }
  return found;
}

std::optional<std::int64_t> number_in(const StoryItem& item, std::string_view field) {
  const Json* value = item.type.starts_with("checkin") ? item.detail.find(field) : nullptr;
  const std::int64_t* number = value != nullptr ? value->integer() : nullptr;
  return number != nullptr ? std::optional(*number) : std::nullopt;
}

story::counsel::Item item_of(const Core& core, const StoryItem& item) {
  story::counsel::Item shown{.day = base::from_iso(item.day).value_or(base::Date()), .kind = item.type};
  shown.who = item.own ? views::own_name(core) : views::partner_name(core).value_or("");
  shown.text = item.text;
  const Json* question = item.detail.find("question");
  if (question != nullptr && question->text() != nullptr) shown.about = *question->text();
  shown.felt = number_in(item, "felt");
  shown.needed = number_in(item, "needed");
  const Json* words = shown.felt ? item.detail.find("words") : nullptr;
  if (words != nullptr && words->array() != nullptr) {
    for (const Json& word : *words->array()) {
      if (word.text() != nullptr) shown.words.push_back(*word.text());
    }
  }
  return shown;
}

KeptShare* kept_of(Core& core, const base::EventId& proposal) {
  const auto found = std::ranges::find(core.keep.shares, proposal, &KeptShare::proposal);
  return found == core.keep.shares.end() ? nullptr : &*found;
}

// A link that is at the server, as far as this device has heard.
void hear_of(Core& core, const Proposal& proposal, const story::counsel::Made& made) {
  const story::Known* known = core.story.known(proposal.mark.id);
  const std::int64_t left_s = (made.expires_at - core.now_ms()) / 1000;
  if (known == nullptr || left_s <= 0 || left_s > base::kLongestShareS + kClockTolerance) return;
  if (core.keep.shares.size() >= kMostKept) return;
  core.keep.shares.push_back({.log = known->log,
                              .share = made.share,
                              .proposal = proposal.mark.id,
                              .expires_at = made.expires_at,
                              .there = true});
  core.keep_changed();
}

}  // namespace

const Proposal* find(const Core& core, std::string_view event) {
  const auto id = views::id_of<base::EventId>(event);
  return id ? core.story.counsel_proposals.find(*id) : nullptr;
}

Standing standing(const Core& core, const Proposal& proposal) {
  const base::EventId& id = proposal.mark.id;
  const auto about = [&](const auto& entry) { return entry.content.proposal == id; };
  Standing now;
  now.both = proposal.mark.stream == log::Stream::shared;
  now.agreed = Agreed::yes;
  if (now.both) {
    const auto* answer = last(core.story.counsel_answers, [&](const auto& entry) {
      return about(entry) && entry.mark.author != proposal.mark.author;
    });
    now.agreed = answer == nullptr                                       ? Agreed::waits
                 : answer->content.answer == story::counsel::Answer::yes ? Agreed::yes
                                                                         : Agreed::no;
  }
  // Who does not propose makes nothing: what they say of it is about nothing.
  const auto by_maker = [&](const auto& entry) { return about(entry) && entry.mark.author == proposal.mark.author; };
  if (const auto* key = last(core.story.counsel_keys, by_maker)) now.key = &key->content;
  if (const auto* made = last(core.story.counsel_made, by_maker)) now.made = &made->content;
  const auto kept = std::ranges::find(core.keep.shares, id, &KeptShare::proposal);
  if (kept != core.keep.shares.end()) now.kept = &*kept;
  now.ended = core.story.is_hidden(id) || last(core.story.counsel_revoked, about) != nullptr;
  const story::Known* known = core.story.known(id);
  if (now.both && core.person && known != nullptr) {
    for (const log::Author who : {log::Author::me, log::Author::partner}) {
      if (core.person->left(known->log, who)) now.ended = true;
    }
  }
  return now;
}

std::vector<story::counsel::Item> items(const Core& core, const Proposal& proposal) {
  std::vector<std::string> chosen;
  const auto choose = [&](const std::vector<base::EventId>& ids) {
    for (const base::EventId& id : ids) chosen.push_back(views::id_text(id));
  };
  choose(proposal.content.items);
  if (proposal.mark.own()) {
    for (const auto& beside : core.story.counsel_beside) {
      if (beside.content.proposal == proposal.mark.id) choose(beside.content.items);
    }
  }
  std::vector<story::counsel::Item> shown;
  for (const auto& all : {views::items(core), views::guide_items(core)}) {
    for (const StoryItem& item : all) {
      if (item.erased || !std::ranges::contains(chosen, item.event)) continue;
      shown.push_back(item_of(core, item));
    }
  }
  base::sort(shown, [](const auto& a, const auto& b) { return a.day < b.day; });
  return shown;
}

story::counsel::Document document(const Core& core, const Proposal& proposal, const base::Date& made_on) {
  const std::string by = proposal.mark.own() ? views::own_name(core) : views::partner_name(core).value_or("");
  return {.by = by, .purpose = proposal.content.purpose, .made_on = made_on, .items = items(core, proposal)};
}

std::string secret(const story::counsel::Key& key) {
  return base::to_base64url(key.share.view()) + "." + base::to_base64url(key.key.view());
}

std::optional<base::Bytes> sealed(const Core& core, const Proposal& proposal) {
  const Standing now = standing(core, proposal);
  if (now.ended || now.agreed != Agreed::yes || now.key == nullptr || !proposal.mark.own()) return std::nullopt;
  const auto shown = document(core, proposal, now.key->day);
  const auto key = vault::ShareKey::from(now.key->key.view());
  if (shown.items.empty() || !key) return std::nullopt;
  auto body = vault::seal_share(*key, now.key->share, story::counsel::encode(shown));
  return body ? std::optional(std::move(*body)) : std::nullopt;
}

void mind(Core& core) {
  for (const Proposal& proposal : core.story.counsel_proposals) {
    const Standing now = standing(core, proposal);
    if (now.made != nullptr && now.kept == nullptr && !now.ended) hear_of(core, proposal, *now.made);
    KeptShare* kept = kept_of(core, proposal.mark.id);
    if (kept == nullptr) continue;
    const ShareWish before = kept->wish;
    if (now.ended || now.agreed != Agreed::yes) {
      // Whoever ended it has told the server, or will; a link that was not there yet does not go.
      if (kept->wish == ShareWish::confirm) kept->wish = ShareWish::none;
      const bool own_link = proposal.mark.own() && (kept->there || kept->wish == ShareWish::post);
      if (own_link) kept->wish = ShareWish::remove;
      if (now.agreed == Agreed::no && !proposal.mark.own() && kept->there) kept->wish = ShareWish::remove;
    } else if (now.both && !proposal.mark.own() && kept->there && !kept->confirmed && !kept->refused) {
      kept->wish = ShareWish::confirm;
    }
    if (kept->wish != before) core.keep_changed();
  }
}

}  // namespace hearth::app::counsel
