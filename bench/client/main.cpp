// bench_client FILE: records a member's years into FILE and plays them natively;
// bench/client/module.mjs plays the same file to the module of the app.
#include <cstdio>

#include "bench/client/recording.h"

int main(int argc, char** argv) {
  if (argc != 2) {
    std::fprintf(stderr, "bench_client FILE\n");
    return 2;
  }
  const auto recorded = hearth::bench::record(argv[1], 10'000, 15'000);
  const auto played = hearth::bench::play(recorded.file);
  std::printf("%zu %zu %.0f %.0f %.0f\n", recorded.caught_up, recorded.opened, played.catch_up_ms, played.open_ms,
              played.first_look_ms);
  return 0;
}
