// The reader of the canonical form. The input is read twice: once as a program that
// says which fields to read, over itself, and what was read well is written again
// and must give the same bytes (one value has one encoding).
#include "codec/reader.h"

#include <algorithm>

#include "codec/writer.h"
#include "fuzz/target.h"

using hearth::fuzz::hold;
using hearth::fuzz::plant;

HEARTH_FUZZ_TARGET(input) {
  if (input.empty()) return;
  const std::size_t steps = input[0] % 16;
  if (input.size() < 1 + steps) return;
  const auto program = input.subspan(1, steps);
  const auto data = input.subspan(1 + steps);

  hearth::codec::Reader reader(data);
  hearth::codec::Writer writer;
  std::uint64_t last_number = 0;
  bool texts = false;
  for (const std::uint8_t step : program) {
    switch (step % 8) {
      case 0: writer.u8(reader.u8()); break;
      case 1: writer.u16(reader.u16()); break;
      case 2: writer.u32(reader.u32()); break;
      case 3:
        last_number = reader.u64();
        writer.u64(last_number);
        break;
      case 4: writer.i64(reader.i64()); break;
      case 5: writer.bytes(reader.bytes(64)); break;
      case 6:
        writer.text(reader.text(64));
        texts = reader.ok();
        break;
      case 7: writer.raw(reader.raw(step / 8U)); break;
    }
  }
  if (!reader.finish()) return;
  hold(std::ranges::equal(writer.data(), data));
  plant(texts && last_number > (1ULL << 40));
}
