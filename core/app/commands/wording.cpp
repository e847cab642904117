#include "app/member.h"

namespace hearth::app {

Outcome<boundary::WordingLookResult> Member::wording_look(boundary::WordingLookArgs&) {
  return refuse(ErrorCode::kNotReady);
}

}  // namespace hearth::app
