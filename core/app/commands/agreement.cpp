#include "app/member.h"

namespace hearth::app {

Outcome<boundary::AgreementViewResult> Member::agreement_view(boundary::AgreementViewArgs&) {
  return refuse(ErrorCode::kNotReady);
}
Outcome<boundary::AgreementProposeResult> Member::agreement_propose(boundary::AgreementProposeArgs&) {
  return refuse(ErrorCode::kNotReady);
}
Outcome<boundary::AgreementAnswerResult> Member::agreement_answer(boundary::AgreementAnswerArgs&) {
  return refuse(ErrorCode::kNotReady);
}
Outcome<boundary::AgreementEndResult> Member::agreement_end(boundary::AgreementEndArgs&) {
  return refuse(ErrorCode::kNotReady);
}
Outcome<boundary::AgreementReviewResult> Member::agreement_review(boundary::AgreementReviewArgs&) {
  return refuse(ErrorCode::kNotReady);
}

}  // namespace hearth::app
