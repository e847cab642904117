// The line in which a talk session is kept outside the vault.
#include "fuzz/target.h"
#include "talk/session.h"

using hearth::fuzz::hold;
using hearth::fuzz::plant;

HEARTH_FUZZ_TARGET(input) {
  namespace talk = hearth::talk;
  const auto text = hearth::fuzz::as_text(input);
  auto session = talk::from_text(text);
  if (!session) return;
  hold(talk::to_text(*session) == text);
  for (const talk::Move what : {talk::Move::look, talk::Move::resume, talk::Move::pass, talk::Move::stop}) {
    static_cast<void>(talk::move(*session, what, session->ends_ms));
    hold(talk::from_text(talk::to_text(*session)).has_value());
  }
  hold(session->phase == talk::Phase::over);
  plant(session->kind == talk::Kind::good_news);
}
