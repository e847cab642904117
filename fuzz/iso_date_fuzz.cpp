// A day as text, "2026-11-21".
#include "base/date.h"
#include "fuzz/target.h"

using hearth::fuzz::hold;
using hearth::fuzz::plant;

HEARTH_FUZZ_TARGET(input) {
  const auto text = hearth::fuzz::as_text(input);
  const auto date = hearth::base::from_iso(text);
  if (!date) return;
  hold(hearth::base::to_iso(*date) == text);
  hold(hearth::base::make_date(hearth::base::parts_of(*date)) == *date);
  plant(hearth::base::parts_of(*date).month == 2);
}
