// The payload of each type of event. The first byte says which type, the second in
// which stream and version it stands.
#include <array>
#include <tuple>

#include "fuzz/target.h"
#include "story/story.h"

using hearth::fuzz::hold;
using hearth::fuzz::plant;
namespace story = hearth::story;

namespace {

using Types = std::tuple<
    story::profile::Profile, story::profile::Zone, story::profile::Begin, story::profile::Kind, story::exchange::Seal,
    story::exchange::Release, story::exchange::Withdraw, story::exchange::OpenAnswer, story::exchange::React,
    story::exchange::Deeper, story::exchange::Pass, story::exchange::NotNow, story::exchange::Seen,
    story::exchange::Another, story::exchange::NotDeeper, story::exchange::DraftAnswer, story::share::Text,
    story::share::Reply, story::thanks::Note, story::thanks::Jar, story::thanks::JarSent, story::checkin::Checkin,
    story::checkin::Shared, story::diary::Text, story::moment::Moment, story::erase::Erase, story::erase::Undo,
    story::settings::Settings, story::settings::DeviceName, story::step::Word, story::step::Fate, story::step::Own,
    story::step::Numbers, story::way::Way, story::sign::Sign, story::talk::Kept, story::talk::LookedBack,
    story::talk::StillTrue, story::talk::Plan, story::talk::Answered, story::signal::Say, story::signal::Answered,
    story::signal::Over, story::signal::DidHelp, story::agreement::Proposed, story::agreement::Answered,
    story::agreement::Ended, story::agreement::Reviewed, story::page::Text, story::page::Copy, story::mend::Invite,
    story::mend::Answered, story::mend::Rest, story::mend::Promise, story::mend::Kept, story::mend::Followed,
    story::mend::Again, story::mend::Ready, story::counsel::Propose, story::counsel::Beside, story::counsel::Answered,
    story::counsel::Key, story::counsel::Made, story::counsel::Revoked>;
constexpr std::size_t kCount = std::tuple_size_v<Types>;

// What was read is written in one way, and that is read as the same.
template <class Type>
void round_trip(const hearth::log::Opened& event, story::Story::Added added) {
  const auto payload = story::payload_of(event);
  if (!payload) return;
  Type content;
  if (!read(*payload, content)) {
    hold(added == story::Story::Added::set_aside);
    return;
  }
  const auto written = write(content);
  Type again;
  hold(read(written, again) && write(again) == written);
  // Copied into room for six bytes.
  if constexpr (std::is_same_v<Type, story::thanks::Note>) plant(content.gave.size() > 6);
}

template <std::size_t... kIndex>
void tell(hearth::log::Opened& event, std::size_t type, std::index_sequence<kIndex...>) {
  constexpr std::array kNames{std::tuple_element_t<kIndex, Types>::kType...};
  constexpr std::array kTrips{&round_trip<std::tuple_element_t<kIndex, Types>>...};
  event.type = kNames[type];
  story::Story told;
  const auto added = told.add(event);
  hold(told.add(event) == story::Story::Added::repeated);
  hold((added == story::Story::Added::set_aside) == (told.set_aside.size() == 1));
  hold(added == story::Story::Added::set_aside || event.type_version == story::kTypeVersion);
  kTrips[type](event, added);
}

}  // namespace

HEARTH_FUZZ_TARGET(input) {
  if (input.size() < 2) return;
  hearth::log::Opened event;
  event.stream = (input[1] & 1) != 0 ? story::Stream::shared : story::Stream::private_;
  event.type_version = static_cast<std::uint16_t>(1 + (input[1] >> 6));
  event.payload.assign(input.begin() + 2, input.end());
  tell(event, input[0] % kCount, std::make_index_sequence<kCount>());
}
