// A table of comma-separated values, and the numbers in it.
#include "closeness/text/number.h"
#include "closeness/text/table.h"
#include "fuzz/target.h"

using hearth::fuzz::hold;
using hearth::fuzz::plant;
namespace text = hearth::closeness::text;

HEARTH_FUZZ_TARGET(input) {
  auto table = text::Table::open(hearth::fuzz::as_text(input));
  if (!table) return;
  while (true) {
    const auto row = table->next();
    if (!row || !*row) return;
    hold((*row)->size() == table->names().size());
    for (const auto cell : **row) {
      const auto value = text::parse_number(cell);
      if (value) hold(text::parse_number(text::number(*value)) == *value);
      plant(value && *value < 0 && (*row)->size() == 2);
    }
  }
}
