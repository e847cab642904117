// From an opened event to what it says. A type that is not known, a version that
// is newer than this program, a payload that is not exactly what its type asks for,
// or a type in a stream where it does not belong: set aside alone, never an error,
// never guessed at.
#pragma once

#include <variant>

#include "story/checkin/checkin.h"
#include "story/diary/diary.h"
#include "story/erase/erase.h"
#include "story/exchange/exchange.h"
#include "story/moment/moment.h"
#include "story/profile/profile.h"
#include "story/settings/settings.h"
#include "story/share/share.h"
#include "story/thanks/thanks.h"

namespace hearth::story {

using Content = std::variant<profile::Profile, profile::Zone, profile::Begin, exchange::Seal, exchange::Release,
                             exchange::Withdraw, exchange::OpenAnswer, exchange::React, exchange::Deeper,
                             exchange::Pass, exchange::NotNow, exchange::Seen, exchange::Another, exchange::NotDeeper,
                             exchange::DraftAnswer, share::Text, share::Reply, thanks::Note, thanks::Jar,
                             thanks::JarSent, checkin::Checkin, checkin::Shared, diary::Text, moment::Moment,
                             erase::Erase, erase::Undo, settings::Settings, settings::DeviceName, profile::Kind>;

enum class Aside : std::uint8_t { unknown_type, unknown_version, wrong_stream, malformed };

// Brings the payload of an older version up to kTypeVersion, step by step.
struct Upcaster {
  std::string_view type;
  std::uint16_t from;  // gives version from + 1
  Json (*raise)(Json payload);
};

// decoder: story_payload
[[nodiscard]] std::expected<Content, Aside> decode(const log::Opened& event);
// decoder: story_payload. The same with a table of upcasters; `current` is the version
// that read() takes.
[[nodiscard]] std::expected<Content, Aside> decode(const log::Opened& event, std::span<const Upcaster> upcasters,
                                                   std::uint16_t current);

}  // namespace hearth::story
