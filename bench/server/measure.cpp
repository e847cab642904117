#include "bench/server/measure.h"

#include <sched.h>
#include <signal.h>
#include <sys/prctl.h>
#include <sys/wait.h>
#include <unistd.h>

#include <algorithm>
#include <charconv>
#include <cstdlib>
#include <filesystem>
#include <format>
#include <fstream>

namespace hearth::bench {

double seconds_since(Clock::time_point start) { return std::chrono::duration<double>(Clock::now() - start).count(); }

double part(std::vector<double>& values, double p) {
  if (values.empty()) return 0;
  std::ranges::sort(values);
  return values[std::min(values.size() - 1, static_cast<std::size_t>(p * static_cast<double>(values.size())))];
}

void pin_to_core(int core) {
  cpu_set_t set;
  CPU_ZERO(&set);
  CPU_SET(static_cast<std::size_t>(core), &set);
  ::sched_setaffinity(0, sizeof set, &set);
}

Child::Child(const std::vector<std::string>& arguments, int core, const std::string& preload) {
  int ends[2] = {-1, -1};
  if (::pipe(ends) != 0) std::abort();
  id_ = ::fork();
  if (id_ == 0) {
    ::prctl(PR_SET_PDEATHSIG, SIGKILL);  // never outlives the benchmark
    pin_to_core(core);
    ::dup2(ends[1], STDOUT_FILENO);
    ::close(ends[0]);
    ::close(ends[1]);
    if (!preload.empty()) ::setenv("LD_PRELOAD", preload.c_str(), 1);
    std::vector<std::string> copy{"bench_server"};
    copy.insert(copy.end(), arguments.begin(), arguments.end());
    std::vector<char*> raw;
    for (auto& argument : copy) raw.push_back(argument.data());
    raw.push_back(nullptr);
    ::execv("/proc/self/exe", raw.data());
    ::_exit(127);
  }
  ::close(ends[1]);
  pipe_ = ends[0];
}

Child::~Child() {
  stop();
  ::close(pipe_);
}

std::uint16_t Child::port() {
  static constexpr std::string_view kBegin = "listening on http://localhost:";
  char piece[4096];
  for (;;) {
    const auto at = read_.find(kBegin);
    const auto end = at == std::string::npos ? at : read_.find('\n', at);
    if (end != std::string::npos) {
      std::uint16_t port = 0;
      std::from_chars(read_.data() + at + kBegin.size(), read_.data() + end, port);
      return port;
    }
    const auto got = ::read(pipe_, piece, sizeof piece);
    if (got <= 0) return 0;
    read_.append(piece, static_cast<std::size_t>(got));
  }
}

std::string Child::output() {
  char piece[4096];
  for (;;) {
    const auto got = ::read(pipe_, piece, sizeof piece);
    if (got <= 0) break;
    read_.append(piece, static_cast<std::size_t>(got));
  }
  if (id_ > 0) ::waitpid(id_, nullptr, 0);
  id_ = -1;
  return read_;
}

double Child::cpu_seconds() const {
  double sum = 0;
  std::error_code error;
  for (const auto& task : std::filesystem::directory_iterator(std::format("/proc/{}/task", id_), error)) {
    std::ifstream in(task.path() / "schedstat");
    double nanoseconds = 0;
    if (in >> nanoseconds) sum += nanoseconds / 1e9;
  }
  return sum;
}

double Child::resident_mib() const {
  std::ifstream in(std::format("/proc/{}/status", id_));
  std::string word;
  while (in >> word) {
    double kib = 0;
    if (word == "VmRSS:" && in >> kib) return kib / 1024;
  }
  return 0;
}

void Child::stop() {
  if (id_ <= 0) return;
  ::kill(id_, SIGTERM);
  ::waitpid(id_, nullptr, 0);
  id_ = -1;
}

}  // namespace hearth::bench
