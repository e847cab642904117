#include "app/views/counsel.h"

#include <algorithm>

#include "app/views/people.h"

namespace hearth::app::views {
namespace {

using counsel::Agreed;
using counsel::Standing;
namespace told = story::counsel;

boundary::CounselItem item_view(const told::Item& item) {
  boundary::CounselItem view{.day = base::to_iso(item.day), .who = item.who, .kind = item.kind};
  view.about = item.about;
  view.text = item.text;
  view.felt = item.felt;
  view.needed = item.needed;
  view.words = item.words;
  return view;
}

std::string_view phase_of(const Core& core, const counsel::Proposal& proposal, const Standing& now) {
  const KeptShare* kept = now.kept;
  if (now.ended) return "revoked";
  if (now.agreed == Agreed::waits) return "proposed";
  if (now.agreed == Agreed::no) return "declined";
  if (now.key == nullptr && now.made == nullptr) return "approved";
  const std::int64_t expires_at = now.made != nullptr ? now.made->expires_at : kept != nullptr ? kept->expires_at : 0;
  if (expires_at != 0 && expires_at <= core.now_ms()) return "over";
  if (kept != nullptr && kept->refused && proposal.mark.own()) return "refused";
  if (now.made == nullptr) return "waiting";
  if (kept != nullptr && !kept->there) return "revoked";  // the server has it no more
  return now.both && (kept == nullptr || !kept->confirmed) ? "unconfirmed" : "open";
}

boundary::CounselShare share_view(const Core& core, const counsel::Proposal& proposal) {
  const told::Propose& said = proposal.content;
  const Standing now = counsel::standing(core, proposal);
  boundary::CounselShare view{.event = id_text(proposal.mark.id), .own = proposal.mark.own(), .both = now.both};
  view.purpose = said.purpose;
  view.days = said.days;
  view.how = told::word(said.how);
  for (const told::Item& item : counsel::items(core, proposal)) view.items.push_back(item_view(item));
  view.day = base::to_iso(core.day_of(proposal.mark.authored_ms));
  view.phase = phase_of(core, proposal, now);
  const bool over = view.phase == "revoked" || view.phase == "over";
  const auto may = [&](std::string_view what, bool allowed) {
    if (allowed) view.may.emplace_back(what);
  };
  may("answer", !over && now.both && !view.own && now.made == nullptr);
  may("make", view.phase == "approved" && view.own && said.how == told::How::link);
  may("print", !now.ended && now.agreed == Agreed::yes);
  may("revoke", !over && (view.own || now.agreed == Agreed::yes));
  if (now.made != nullptr) view.expires_at = now.made->expires_at;
  if (now.key != nullptr && !over && view.phase != "refused") {
    view.link = core.keep.server + "/share#" + counsel::secret(*now.key);
  }
  view.fetched = now.kept != nullptr && now.kept->fetched;
  return view;
}

}  // namespace

std::vector<boundary::CounselShare> counsel_shares(const Core& core) {
  std::vector<boundary::CounselShare> shares;
  for (const auto& proposal : core.story.counsel_proposals) shares.push_back(share_view(core, proposal));
  std::ranges::reverse(shares);
  return shares;
}

boundary::CounselDocument document_view(const told::Document& document) {
  boundary::CounselDocument view{.by = document.by, .purpose = document.purpose};
  view.made_on = base::to_iso(document.made_on);
  for (const told::Item& item : document.items) view.items.push_back(item_view(item));
  return view;
}

}  // namespace hearth::app::views
