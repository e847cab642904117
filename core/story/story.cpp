#include "story/story.h"

#include <cstring>

namespace hearth::story {
namespace {

Mark mark_of(const log::Opened& event) {
  return {event.id,         event.logical, event.authored_ms, event.who,
          event.provenance, event.stream,  event.device,      event.link};
}

void hear_first(std::int64_t& began_ms, std::int64_t authored_ms) {
  if (began_ms == 0 || authored_ms < began_ms) began_ms = authored_ms;
}

bool belongs(Where where, Stream stream) {
  if (stream == Stream::shared) return where != Where::personal;
  if (stream == Stream::private_) return where != Where::shared;
  return false;
}

std::string draft_key(const exchange::QuestionRef& question) {
  return question.own_text.empty() ? question.id : "own:" + question.own_text;
}

}  // namespace

std::size_t Story::HashOfId::operator()(const base::EventId& id) const {
  std::size_t start = 0;  // ids are random: their beginning is a hash
  std::memcpy(&start, id.bytes.data(), sizeof(start));
  return start;
}

// How each type is told: read strictly, then put in its place.
struct Story::Teller {
  std::string_view type;
  Where where;
  bool (*tell)(Story& story, const Mark& mark, const Json& payload);

  template <class Content>
  static constexpr Teller of() {
    return {Content::kType, Content::kWhere, [](Story& story, const Mark& mark, const Json& payload) {
              Content content;
              if (!read(payload, content)) return false;
              place(story, mark, content);
              return true;
            }};
  }

  static Person& author(Story& story, const Mark& mark) { return mark.own() ? story.me_ : story.partner_; }
  static bool is_shared(const Mark& mark) { return mark.stream == Stream::shared; }

  static void place(Story& story, const Mark& mark, profile::Profile& said) {
    Person& person = author(story, mark);
    (is_shared(mark) ? person.profile : person.personal_profile).hear_last(mark, std::move(said));
  }
  static void place(Story& story, const Mark& mark, profile::Begin& said) {
    Person& person = author(story, mark);
    (is_shared(mark) ? person.begin : person.personal_begin).hear_last(mark, said);
  }
  static void place(Story& story, const Mark& mark, profile::Zone& said) {
    hear_first(is_shared(mark) ? story.space_began_ms_ : story.personal_began_ms_, mark.authored_ms);
    (is_shared(mark) ? story.shared_zone_ : story.own_zone_).hear_last(mark, std::move(said));
  }
  static void place(Story& story, const Mark& mark, profile::Kind& said) {
    story.kind.hear_last(mark, std::move(said));
  }
  static void place(Story& story, const Mark& mark, exchange::Seal& said) {
    said.box = {};  // the log has opened it or will; the words are in answers_
    story.exchanges_[said.exchange].seals.insert(mark, std::move(said));
  }
  static void place(Story& story, const Mark& mark, exchange::Release& said) {
    story.exchanges_[said.exchange].releases.insert(mark, std::move(said));
  }
  static void place(Story& story, const Mark& mark, exchange::Withdraw& said) {
    story.exchanges_[said.exchange].withdrawals.insert(mark, said);
  }
  static void place(Story& story, const Mark& mark, exchange::OpenAnswer& said) {
    story.exchanges_[said.exchange].open_answers.insert(mark, std::move(said));
  }
  static void place(Story& story, const Mark& mark, exchange::React& said) {
    story.exchanges_[said.exchange].reactions.insert(mark, std::move(said));
  }
  static void place(Story& story, const Mark&, exchange::Pass& said) { story.exchanges_[said.exchange].passed = true; }
  static void place(Story& story, const Mark&, exchange::NotNow& said) {
    story.exchanges_[said.exchange].not_now = true;
  }
  static void place(Story& story, const Mark&, exchange::Seen& said) { story.exchanges_[said.exchange].seen = true; }
  static void place(Story& story, const Mark& mark, exchange::Another& said) {
    story.others.insert(mark, std::move(said));
  }
  static void place(Story& story, const Mark& mark, exchange::Deeper& said) { story.deeper.insert(mark, said); }
  static void place(Story& story, const Mark& mark, exchange::NotDeeper& said) { story.not_deeper.insert(mark, said); }
  static void place(Story& story, const Mark& mark, exchange::DraftAnswer& said) {
    story.drafts[draft_key(said.question)].hear_last(mark, std::move(said));
  }
  static void place(Story& story, const Mark& mark, share::Text& said) { story.shares.insert(mark, std::move(said)); }
  static void place(Story& story, const Mark& mark, share::Reply& said) { story.replies.insert(mark, std::move(said)); }
  static void place(Story& story, const Mark& mark, thanks::Note& said) { story.notes.insert(mark, std::move(said)); }
  static void place(Story& story, const Mark& mark, thanks::Jar& said) { story.jar.insert(mark, std::move(said)); }
  static void place(Story& story, const Mark& mark, thanks::JarSent& said) { story.jar_sent.insert(mark, said); }
  static void place(Story& story, const Mark& mark, checkin::Checkin& said) {
    story.checkins.insert(mark, std::move(said));
  }
  static void place(Story& story, const Mark& mark, checkin::Shared& said) {
    story.shared_checkins.insert(mark, std::move(said));
  }
  static void place(Story& story, const Mark& mark, diary::Text& said) { story.diary.insert(mark, std::move(said)); }
  static void place(Story& story, const Mark& mark, moment::Moment& said) {
    story.moments.insert(mark, std::move(said));
  }
  static void place(Story& story, const Mark& mark, erase::Erase& said) {
    auto& erased = story.erasures_[{mark.author, said.event}].erased;
    if (!erased || *erased < mark) erased = mark;
  }
  static void place(Story& story, const Mark& mark, erase::Undo& said) {
    auto& undone = story.erasures_[{mark.author, said.event}].undone;
    if (!undone || *undone < mark) undone = mark;
  }
  static void place(Story& story, const Mark& mark, step::Word& said) {
    story.guide_words.insert(mark, std::move(said));
  }
  static void place(Story& story, const Mark& mark, step::Fate& said) {
    story.guide_fates.insert(mark, std::move(said));
  }
  static void place(Story& story, const Mark& mark, step::Own& said) { story.guide_own.insert(mark, std::move(said)); }
  static void place(Story& story, const Mark& mark, step::Numbers& said) {
    story.guide_numbers.insert(mark, std::move(said));
  }
  static void place(Story& story, const Mark& mark, way::Way& said) { story.ways.insert(mark, said); }
  static void place(Story& story, const Mark& mark, sign::Sign& said) { story.signs.insert(mark, std::move(said)); }
  static void place(Story& story, const Mark& mark, talk::Kept& said) { story.talks.insert(mark, std::move(said)); }
  static void place(Story& story, const Mark& mark, talk::Plan& said) {
    story.talk_plans.insert(mark, std::move(said));
  }
  static void place(Story& story, const Mark& mark, talk::Answered& said) { story.talk_answers.insert(mark, said); }
  static void place(Story& story, const Mark& mark, talk::StillTrue& said) {
    story.talk_stills.insert(mark, std::move(said));
  }
  static void place(Story& story, const Mark& mark, talk::LookedBack& said) { story.talk_steps.insert(mark, said); }
  static void place(Story& story, const Mark& mark, signal::Say& said) { story.signals.insert(mark, std::move(said)); }
  static void place(Story& story, const Mark& mark, signal::Answered& said) {
    story.signal_answers.insert(mark, std::move(said));
  }
  static void place(Story& story, const Mark& mark, signal::Over& said) { story.signal_ends.insert(mark, said); }
  static void place(Story& story, const Mark& mark, signal::DidHelp& said) { story.signal_helped.insert(mark, said); }
  static void place(Story& story, const Mark& mark, agreement::Proposed& said) {
    story.agreements.insert(mark, std::move(said));
  }
  static void place(Story& story, const Mark& mark, agreement::Answered& said) {
    story.agreement_answers.insert(mark, said);
  }
  static void place(Story& story, const Mark& mark, agreement::Ended& said) { story.agreement_ends.insert(mark, said); }
  static void place(Story& story, const Mark& mark, agreement::Reviewed& said) {
    story.agreement_reviews.insert(mark, said);
  }
  static void place(Story& story, const Mark& mark, page::Text& said) { story.pages.insert(mark, std::move(said)); }
  static void place(Story& story, const Mark& mark, page::Copy& said) {
    story.page_copies.insert(mark, std::move(said));
  }
  static void place(Story& story, const Mark& mark, mend::Invite& said) { story.mends.insert(mark, std::move(said)); }
  static void place(Story& story, const Mark& mark, mend::Answered& said) {
    story.mend_answers.insert(mark, std::move(said));
  }
  static void place(Story& story, const Mark& mark, mend::Rest& said) { story.mend_rests.insert(mark, said); }
  static void place(Story& story, const Mark& mark, mend::Promise& said) {
    story.mend_promises.insert(mark, std::move(said));
  }
  static void place(Story& story, const Mark& mark, mend::Kept& said) { story.mend_kept.insert(mark, said); }
  static void place(Story& story, const Mark& mark, mend::Followed& said) { story.mend_followed.insert(mark, said); }
  static void place(Story& story, const Mark& mark, mend::Again& said) {
    story.mend_again.insert(mark, std::move(said));
  }
  static void place(Story& story, const Mark& mark, mend::Ready& said) { story.mend_ready.insert(mark, said); }
  static void place(Story& story, const Mark& mark, counsel::Propose& said) {
    story.counsel_proposals.insert(mark, std::move(said));
  }
  static void place(Story& story, const Mark& mark, counsel::Beside& said) {
    story.counsel_beside.insert(mark, std::move(said));
  }
  static void place(Story& story, const Mark& mark, counsel::Answered& said) {
    story.counsel_answers.insert(mark, said);
  }
  static void place(Story& story, const Mark& mark, counsel::Key& said) { story.counsel_keys.insert(mark, said); }
  static void place(Story& story, const Mark& mark, counsel::Made& said) { story.counsel_made.insert(mark, said); }
  static void place(Story& story, const Mark& mark, counsel::Revoked& said) {
    story.counsel_revoked.insert(mark, said);
  }
  static void place(Story& story, const Mark& mark, settings::Settings& said) {
    story.settings.hear_last(mark, std::move(said));
  }
  static void place(Story& story, const Mark& mark, settings::DeviceName& said) {
    story.device_names[said.device].hear_last(mark, std::move(said));
  }
};

std::expected<void, Aside> Story::tell_event(const Mark& mark, const log::Opened& event) {
  static constexpr Teller kTellers[] = {
      Teller::of<profile::Profile>(),     Teller::of<profile::Zone>(),
      Teller::of<profile::Begin>(),       Teller::of<profile::Kind>(),
      Teller::of<exchange::Seal>(),       Teller::of<exchange::Release>(),
      Teller::of<exchange::Withdraw>(),   Teller::of<exchange::OpenAnswer>(),
      Teller::of<exchange::React>(),      Teller::of<exchange::Deeper>(),
      Teller::of<exchange::Pass>(),       Teller::of<exchange::NotNow>(),
      Teller::of<exchange::Seen>(),       Teller::of<exchange::Another>(),
      Teller::of<exchange::NotDeeper>(),  Teller::of<exchange::DraftAnswer>(),
      Teller::of<share::Text>(),          Teller::of<share::Reply>(),
      Teller::of<thanks::Note>(),         Teller::of<thanks::Jar>(),
      Teller::of<thanks::JarSent>(),      Teller::of<checkin::Checkin>(),
      Teller::of<checkin::Shared>(),      Teller::of<diary::Text>(),
      Teller::of<moment::Moment>(),       Teller::of<erase::Erase>(),
      Teller::of<erase::Undo>(),          Teller::of<settings::Settings>(),
      Teller::of<settings::DeviceName>(), Teller::of<step::Word>(),
      Teller::of<step::Fate>(),           Teller::of<step::Own>(),
      Teller::of<step::Numbers>(),        Teller::of<way::Way>(),
      Teller::of<sign::Sign>(),           Teller::of<talk::Kept>(),
      Teller::of<talk::LookedBack>(),     Teller::of<talk::StillTrue>(),
      Teller::of<talk::Plan>(),           Teller::of<talk::Answered>(),
      Teller::of<signal::Say>(),          Teller::of<signal::Answered>(),
      Teller::of<signal::Over>(),         Teller::of<signal::DidHelp>(),
      Teller::of<agreement::Proposed>(),  Teller::of<agreement::Answered>(),
      Teller::of<agreement::Ended>(),     Teller::of<agreement::Reviewed>(),
      Teller::of<page::Text>(),           Teller::of<page::Copy>(),
      Teller::of<mend::Invite>(),         Teller::of<mend::Answered>(),
      Teller::of<mend::Rest>(),           Teller::of<mend::Promise>(),
      Teller::of<mend::Kept>(),           Teller::of<mend::Followed>(),
      Teller::of<mend::Again>(),          Teller::of<mend::Ready>(),
      Teller::of<counsel::Propose>(),     Teller::of<counsel::Beside>(),
      Teller::of<counsel::Answered>(),    Teller::of<counsel::Key>(),
      Teller::of<counsel::Made>(),        Teller::of<counsel::Revoked>(),
  };
  const auto* teller = std::find_if(std::begin(kTellers), std::end(kTellers),
                                    [&](const Teller& known) { return known.type == event.type; });
  if (teller == std::end(kTellers)) return std::unexpected(Aside::unknown_type);
  if (!belongs(teller->where, event.stream)) return std::unexpected(Aside::wrong_stream);
  const auto payload = payload_of(event);
  if (!payload) return std::unexpected(payload.error());
  if (!teller->tell(*this, mark, *payload)) return std::unexpected(Aside::malformed);
  if (!event.answer) return {};
  // An own answer comes with its seal, the partner's with the key that opened it.
  base::EventId seal = event.id;
  if (event.type == exchange::Release::kType) {
    exchange::Release release;
    if (exchange::read(*payload, release)) seal = release.seal;
  }
  answers_[seal] = *event.answer;
  return {};
}

Story::Added Story::add(const log::Opened& event) {
  if (!known_.emplace(event.id, Known{event.who, event.log, event.link}).second) return Added::repeated;
  const Mark mark = mark_of(event);
  if (const auto told = tell_event(mark, event); !told) {
    const SetAside aside{mark, event.type, told.error()};
    set_aside.insert(std::upper_bound(set_aside.begin(), set_aside.end(), aside,
                                      [](const SetAside& a, const SetAside& b) { return a.mark < b.mark; }),
                     aside);
    return Added::set_aside;
  }
  return Added::told;
}

std::int64_t Story::began_ms() const { return space_began_ms_ != 0 ? space_began_ms_ : personal_began_ms_; }

const ExchangeRecord* Story::exchange(const base::ExchangeId& id) const {
  const auto found = exchanges_.find(id);
  return found == exchanges_.end() ? nullptr : &found->second;
}

const Known* Story::known(const base::EventId& event) const {
  const auto found = known_.find(event);
  return found == known_.end() ? nullptr : &found->second;
}

const std::string* Story::answer(const base::EventId& seal) const {
  const auto found = answers_.find(seal);
  return found == answers_.end() ? nullptr : &found->second;
}

bool Story::is_hidden(const base::EventId& event) const { return undo_until(event).has_value(); }

std::optional<std::int64_t> Story::undo_until(const base::EventId& event) const {
  const auto author = known_.find(event);
  if (author == known_.end()) return std::nullopt;
  const auto found = erasures_.find({author->second.author, event});
  if (found == erasures_.end() || !found->second.erased) return std::nullopt;
  const Erasure& erasure = found->second;
  if (erasure.undone && *erasure.erased < *erasure.undone) return std::nullopt;
  return erasure.erased->authored_ms + erase::kUndoMilliseconds;
}

}  // namespace hearth::story
