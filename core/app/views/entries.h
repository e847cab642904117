// Single things as the boundary shows them, and lists of them without what was
// taken back.
#pragma once

#include "app/core.h"

namespace hearth::app::views {

[[nodiscard]] boundary::ThanksNote note_view(const Core& core, const story::Mark& mark, const std::string& text,
                                             const std::string& gave, bool in_jar);
// What this person may answer now to something shared; nothing to what is their own, or
// in a space that takes nothing new.
[[nodiscard]] std::vector<story::share::ReplyKind> replies_now(const Core& core,
                                                               const story::Entry<story::share::Text>& share);
[[nodiscard]] boundary::SharedText shared_view(const Core& core, const story::Entry<story::share::Text>& share);
[[nodiscard]] boundary::CheckinEntry checkin_view(const story::Entry<story::checkin::Checkin>& checkin);
[[nodiscard]] boundary::CheckinEntry shared_checkin_view(const story::Entry<story::checkin::Shared>& checkin);
[[nodiscard]] boundary::DiaryEntry diary_view(const story::Entry<story::diary::Text>& entry);

[[nodiscard]] std::vector<boundary::ThanksNote> notes(const Core& core);
[[nodiscard]] std::vector<boundary::ThanksNote> jar(const Core& core);
[[nodiscard]] std::vector<boundary::SharedText> shares(const Core& core);
[[nodiscard]] std::vector<boundary::CheckinEntry> own_checkins(const Core& core);
[[nodiscard]] std::vector<boundary::DiaryEntry> diary(const Core& core);

}  // namespace hearth::app::views
