// Other processes, pinned to a core, and what they use. For benchmarks.
#pragma once

#include <sys/types.h>

#include <chrono>
#include <cstdint>
#include <string>
#include <vector>

namespace hearth::bench {

using Clock = std::chrono::steady_clock;

[[nodiscard]] double seconds_since(Clock::time_point start);
// The p-th part (0…1) of the values; sorts them.
[[nodiscard]] double part(std::vector<double>& values, double p);
void pin_to_core(int core);

// This program again, with other arguments, on a core of its own.
class Child {
 public:
  Child(const std::vector<std::string>& arguments, int core, const std::string& preload = {});
  Child(const Child&) = delete;
  Child& operator=(const Child&) = delete;
  ~Child();

  // The port that it printed; waits for it.
  [[nodiscard]] std::uint16_t port();
  // All that it prints, once it has ended.
  [[nodiscard]] std::string output();
  [[nodiscard]] double cpu_seconds() const;  // of all its threads so far
  [[nodiscard]] double resident_mib() const;
  void stop();

 private:
  pid_t id_ = -1;
  int pipe_ = -1;
  std::string read_;
};

}  // namespace hearth::bench
