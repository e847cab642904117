// The reports that a fit is made from, and the weeks of the monitor.
#include <string>

#include "closeness/text/commands.h"
#include "fuzz/target.h"

using hearth::fuzz::hold;
using hearth::fuzz::plant;
namespace text = hearth::closeness::text;

HEARTH_FUZZ_TARGET(input) {
  if (input.size() > 400) return;  // a fit of many rows takes long and shows nothing new
  const std::string rows(hearth::fuzz::as_text(input));
  const auto weeks = text::monitor("series,week,z\n" + rows, 1);
  if (weeks) hold(weeks->ends_with("}"));
  const auto fitted = text::fit("couple,person,time_days,facet,kind,value,event\n" + rows,
                                hearth::closeness::Scale::one_to_seven(), text::Predictions::include);
  if (fitted) hold(fitted->find("null") == std::string::npos);
  plant(weeks && rows.size() > 24);
}
