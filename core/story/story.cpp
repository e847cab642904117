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

std::string draft_key(const exchange::QuestionRef& question) {
  return question.own_text.empty() ? question.id : "own:" + question.own_text;
}

}  // namespace

std::size_t Story::HashOfId::operator()(const base::EventId& id) const {
  std::size_t start = 0;  // ids are random: their beginning is a hash
  std::memcpy(&start, id.bytes.data(), sizeof(start));
  return start;
}

Story::Added Story::add(const log::Opened& event) {
  if (!known_.emplace(event.id, Known{event.who, event.log, event.link}).second) return Added::repeated;
  const Mark mark = mark_of(event);
  auto content = decode(event);
  if (!content) {
    const SetAside aside{mark, event.type, content.error()};
    set_aside.insert(std::upper_bound(set_aside.begin(), set_aside.end(), aside,
                                      [](const SetAside& a, const SetAside& b) { return a.mark < b.mark; }),
                     aside);
    return Added::set_aside;
  }
  if (event.answer) {
    // An own answer comes with its seal, the partner's with the key that opened it.
    const auto* release = std::get_if<exchange::Release>(&*content);
    answers_[release != nullptr ? release->seal : event.id] = *event.answer;
  }
  std::visit([&](auto&& said) { tell(mark, std::move(said)); }, std::move(*content));
  return Added::told;
}

template <class Content>
void Story::tell(const Mark& mark, Content content) {
  Person& author = mark.own() ? me_ : partner_;
  if constexpr (std::is_same_v<Content, profile::Profile>) {
    (mark.stream == Stream::shared ? author.profile : author.personal_profile).hear_last(mark, std::move(content));
  } else if constexpr (std::is_same_v<Content, profile::Begin>) {
    (mark.stream == Stream::shared ? author.begin : author.personal_begin).hear_last(mark, content);
  } else if constexpr (std::is_same_v<Content, profile::Zone>) {
    const bool shared = mark.stream == Stream::shared;
    hear_first(shared ? space_began_ms_ : personal_began_ms_, mark.authored_ms);
    (shared ? shared_zone_ : own_zone_).hear_last(mark, std::move(content));
  } else if constexpr (std::is_same_v<Content, exchange::Seal>) {
    content.box = {};  // the log has opened it or will; the words are in answers_
    insert(exchanges_[content.exchange].seals, mark, std::move(content));
  } else if constexpr (std::is_same_v<Content, exchange::Release>) {
    insert(exchanges_[content.exchange].releases, mark, std::move(content));
  } else if constexpr (std::is_same_v<Content, exchange::Withdraw>) {
    insert(exchanges_[content.exchange].withdrawals, mark, std::move(content));
  } else if constexpr (std::is_same_v<Content, exchange::OpenAnswer>) {
    insert(exchanges_[content.exchange].open_answers, mark, std::move(content));
  } else if constexpr (std::is_same_v<Content, exchange::React>) {
    insert(exchanges_[content.exchange].reactions, mark, std::move(content));
  } else if constexpr (std::is_same_v<Content, exchange::Pass>) {
    exchanges_[content.exchange].passed = true;
  } else if constexpr (std::is_same_v<Content, exchange::NotNow>) {
    exchanges_[content.exchange].not_now = true;
  } else if constexpr (std::is_same_v<Content, exchange::Seen>) {
    exchanges_[content.exchange].seen = true;
  } else if constexpr (std::is_same_v<Content, exchange::Another>) {
    insert(others, mark, std::move(content));
  } else if constexpr (std::is_same_v<Content, exchange::Deeper>) {
    insert(deeper, mark, content);
  } else if constexpr (std::is_same_v<Content, exchange::NotDeeper>) {
    insert(not_deeper, mark, content);
  } else if constexpr (std::is_same_v<Content, exchange::DraftAnswer>) {
    drafts[draft_key(content.question)].hear_last(mark, std::move(content));
  } else if constexpr (std::is_same_v<Content, share::Text>) {
    insert(shares, mark, std::move(content));
  } else if constexpr (std::is_same_v<Content, share::Reply>) {
    insert(replies, mark, std::move(content));
  } else if constexpr (std::is_same_v<Content, thanks::Note>) {
    insert(notes, mark, std::move(content));
  } else if constexpr (std::is_same_v<Content, thanks::Jar>) {
    insert(jar, mark, std::move(content));
  } else if constexpr (std::is_same_v<Content, thanks::JarSent>) {
    insert(jar_sent, mark, content);
  } else if constexpr (std::is_same_v<Content, checkin::Checkin>) {
    insert(checkins, mark, std::move(content));
  } else if constexpr (std::is_same_v<Content, checkin::Shared>) {
    insert(shared_checkins, mark, std::move(content));
  } else if constexpr (std::is_same_v<Content, diary::Text>) {
    insert(diary, mark, std::move(content));
  } else if constexpr (std::is_same_v<Content, moment::Moment>) {
    insert(moments, mark, std::move(content));
  } else if constexpr (std::is_same_v<Content, erase::Erase>) {
    auto& erased = erasures_[{mark.author, content.event}].erased;
    if (!erased || *erased < mark) erased = mark;
  } else if constexpr (std::is_same_v<Content, erase::Undo>) {
    auto& undone = erasures_[{mark.author, content.event}].undone;
    if (!undone || *undone < mark) undone = mark;
  } else if constexpr (std::is_same_v<Content, profile::Kind>) {
    kind.hear_last(mark, std::move(content));
  } else if constexpr (std::is_same_v<Content, settings::DeviceName>) {
    device_names[content.device].hear_last(mark, std::move(content));
  } else {
    static_assert(std::is_same_v<Content, settings::Settings>);
    settings.hear_last(mark, std::move(content));
  }
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
