#include "app/member.h"

namespace hearth::app {

Outcome<boundary::SignalViewResult> Member::signal_view(boundary::SignalViewArgs&) {
  return refuse(ErrorCode::kNotReady);
}
Outcome<boundary::SignalSayResult> Member::signal_say(boundary::SignalSayArgs&) { return refuse(ErrorCode::kNotReady); }
Outcome<boundary::SignalAnswerResult> Member::signal_answer(boundary::SignalAnswerArgs&) {
  return refuse(ErrorCode::kNotReady);
}
Outcome<boundary::SignalOverResult> Member::signal_over(boundary::SignalOverArgs&) {
  return refuse(ErrorCode::kNotReady);
}
Outcome<boundary::SignalHelpedResult> Member::signal_helped(boundary::SignalHelpedArgs&) {
  return refuse(ErrorCode::kNotReady);
}

}  // namespace hearth::app
