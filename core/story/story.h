// What the two have: the fold of all opened events.
//
// add() is total and keeps no order of arrival: every list stands in the total order
// of the log, "the last said" is the last in that order, an event that is already
// here changes nothing. So any order, any batches and any repetition of the same
// events give the same story. Nothing is removed: what was erased is marked, and
// whoever shows it asks is_hidden().
// Not for several threads at once.
#pragma once

#include <map>
#include <unordered_map>

#include "story/agreement/agreement.h"
#include "story/checkin/checkin.h"
#include "story/counsel/counsel.h"
#include "story/diary/diary.h"
#include "story/erase/erase.h"
#include "story/event.h"
#include "story/exchange/exchange.h"
#include "story/mend/mend.h"
#include "story/moment/moment.h"
#include "story/page/page.h"
#include "story/profile/profile.h"
#include "story/settings/settings.h"
#include "story/share/share.h"
#include "story/sign/sign.h"
#include "story/signal/signal.h"
#include "story/step/step.h"
#include "story/talk/talk.h"
#include "story/thanks/thanks.h"
#include "story/way/way.h"

namespace hearth::story {

// The last (or first) in the total order of what was said about one thing.
template <class Content>
struct Said {
  std::optional<Entry<Content>> entry;

  void hear_last(const Mark& mark, Content content) {
    if (!entry || entry->mark < mark) entry = Entry<Content>{mark, std::move(content)};
  }
  [[nodiscard]] const Content* get() const { return entry ? &entry->content : nullptr; }
};

struct Person {
  Said<profile::Profile> profile;           // as said in the space
  Said<profile::Profile> personal_profile;  // as said to oneself; the partner has none
  Said<profile::Begin> begin;               // as said in the space
  Said<profile::Begin> personal_begin;      // before there was one
};

// All that was said in one exchange; what it amounts to is exchange/state.h.
struct ExchangeRecord {
  Entries<exchange::Seal> seals;
  Entries<exchange::Release> releases;
  Entries<exchange::Withdraw> withdrawals;
  Entries<exchange::OpenAnswer> open_answers;
  Entries<exchange::React> reactions;
  bool passed = false;
  bool not_now = false;
  bool seen = false;
};

struct SetAside {
  Mark mark;
  std::string type;
  Aside reason;
};

// Where an event stands, for whoever wants to take it back.
struct Known {
  Author author = Author::me;
  base::LogId log;
  base::Hash32 link;
};

class Story {
 public:
  // Also sets aside: an unknown type, a type in a stream where it does not belong, a
  // payload that is not exactly what its type asks for.
  enum class Added : std::uint8_t { told, repeated, set_aside };
  Added add(const log::Opened& event);

  [[nodiscard]] const Person& me() const { return me_; }
  [[nodiscard]] const Person& partner() const { return partner_; }
  // The pair's zone; before pairing one's own. Null before any was said.
  [[nodiscard]] const profile::Zone* zone() const { return shared_zone_.get() ? shared_zone_.get() : own_zone_.get(); }
  [[nodiscard]] bool zone_is_shared() const { return shared_zone_.get() != nullptr; }
  // When the space (or, without one, the personal log) began: its earliest zone. 0 before.
  [[nodiscard]] std::int64_t began_ms() const;

  [[nodiscard]] const std::map<base::ExchangeId, ExchangeRecord>& exchanges() const { return exchanges_; }
  [[nodiscard]] const ExchangeRecord* exchange(const base::ExchangeId& id) const;

  // Null for an event that is not here.
  [[nodiscard]] const Known* known(const base::EventId& event) const;
  [[nodiscard]] std::size_t size() const { return known_.size(); }

  // The words of a sealed answer, when they can be read.
  [[nodiscard]] const std::string* answer(const base::EventId& seal) const;

  [[nodiscard]] bool is_hidden(const base::EventId& event) const;
  // When it is erased: until when that can be undone (unix ms; may be past).
  [[nodiscard]] std::optional<std::int64_t> undo_until(const base::EventId& event) const;

  Entries<share::Text> shares;
  Entries<share::Reply> replies;
  Entries<thanks::Note> notes;
  Entries<thanks::Jar> jar;
  Entries<thanks::JarSent> jar_sent;
  Entries<checkin::Checkin> checkins;
  Entries<checkin::Shared> shared_checkins;
  Entries<diary::Text> diary;
  Entries<moment::Moment> moments;
  Entries<exchange::Another> others;  // "another question, please"
  Entries<exchange::Deeper> deeper;
  Entries<exchange::NotDeeper> not_deeper;
  Entries<step::Word> guide_words;
  Entries<step::Fate> guide_fates;
  Entries<step::Own> guide_own;
  Entries<step::Numbers> guide_numbers;
  Entries<way::Way> ways;
  Entries<sign::Sign> signs;
  Entries<talk::Kept> talks;
  Entries<talk::LookedBack> talk_steps;
  Entries<talk::StillTrue> talk_stills;
  Entries<talk::Plan> talk_plans;
  Entries<talk::Answered> talk_answers;
  Entries<signal::Say> signals;
  Entries<signal::Answered> signal_answers;
  Entries<signal::Over> signal_ends;
  Entries<signal::DidHelp> signal_helped;
  Entries<agreement::Proposed> agreements;
  Entries<agreement::Answered> agreement_answers;
  Entries<agreement::Ended> agreement_ends;
  Entries<agreement::Reviewed> agreement_reviews;
  Entries<page::Text> pages;
  Entries<page::Copy> page_copies;
  Entries<mend::Invite> mends;
  Entries<mend::Answered> mend_answers;
  Entries<mend::Rest> mend_rests;
  Entries<mend::Promise> mend_promises;
  Entries<mend::Kept> mend_kept;
  Entries<mend::Followed> mend_followed;
  Entries<mend::Again> mend_again;
  Entries<mend::Ready> mend_ready;
  Entries<counsel::Propose> counsel_proposals;
  Entries<counsel::Beside> counsel_beside;
  Entries<counsel::Answered> counsel_answers;
  Entries<counsel::Key> counsel_keys;
  Entries<counsel::Made> counsel_made;
  Entries<counsel::Revoked> counsel_revoked;
  std::map<std::string, Said<exchange::DraftAnswer>> drafts;  // by question id or own text
  Said<settings::Settings> settings;
  std::map<base::DeviceId, Said<settings::DeviceName>> device_names;
  Said<profile::Kind> kind;
  std::vector<SetAside> set_aside;  // in the total order

 private:
  struct Erasure {
    std::optional<Mark> erased;  // the last
    std::optional<Mark> undone;  // the last
  };
  struct Teller;  // how each type is told
  std::expected<void, Aside> tell_event(const Mark& mark, const log::Opened& event);

  Person me_;
  Person partner_;
  Said<profile::Zone> shared_zone_;
  Said<profile::Zone> own_zone_;
  std::int64_t space_began_ms_ = 0;
  std::int64_t personal_began_ms_ = 0;
  std::map<base::ExchangeId, ExchangeRecord> exchanges_;
  // By who erases and what: an erasure by the one who did not write it has no effect.
  std::map<std::pair<Author, base::EventId>, Erasure> erasures_;
  struct HashOfId {
    std::size_t operator()(const base::EventId& id) const;
  };
  std::unordered_map<base::EventId, Known, HashOfId> known_;
  std::unordered_map<base::EventId, std::string, HashOfId> answers_;
};

}  // namespace hearth::story
