#include "app/member.h"

namespace hearth::app {

Outcome<boundary::MendViewResult> Member::mend_view(boundary::MendViewArgs&) { return refuse(ErrorCode::kNotReady); }
Outcome<boundary::MendInviteResult> Member::mend_invite(boundary::MendInviteArgs&) {
  return refuse(ErrorCode::kNotReady);
}
Outcome<boundary::MendAnswerResult> Member::mend_answer(boundary::MendAnswerArgs&) {
  return refuse(ErrorCode::kNotReady);
}
Outcome<boundary::MendRestResult> Member::mend_rest(boundary::MendRestArgs&) { return refuse(ErrorCode::kNotReady); }
Outcome<boundary::MendPromiseResult> Member::mend_promise(boundary::MendPromiseArgs&) {
  return refuse(ErrorCode::kNotReady);
}
Outcome<boundary::MendKeptResult> Member::mend_kept(boundary::MendKeptArgs&) { return refuse(ErrorCode::kNotReady); }
Outcome<boundary::MendFollowedResult> Member::mend_followed(boundary::MendFollowedArgs&) {
  return refuse(ErrorCode::kNotReady);
}
Outcome<boundary::MendAgainResult> Member::mend_again(boundary::MendAgainArgs&) { return refuse(ErrorCode::kNotReady); }
Outcome<boundary::TrustReadyResult> Member::trust_ready(boundary::TrustReadyArgs&) {
  return refuse(ErrorCode::kNotReady);
}

}  // namespace hearth::app
