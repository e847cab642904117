#include "app/member.h"

namespace hearth::app {

Outcome<boundary::PageViewResult> Member::page_view(boundary::PageViewArgs&) { return refuse(ErrorCode::kNotReady); }
Outcome<boundary::PageSaveResult> Member::page_save(boundary::PageSaveArgs&) { return refuse(ErrorCode::kNotReady); }
Outcome<boundary::PageCopyResult> Member::page_copy(boundary::PageCopyArgs&) { return refuse(ErrorCode::kNotReady); }

}  // namespace hearth::app
