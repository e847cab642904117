// The server's benchmark. Without arguments it runs everything once, the server on
// core 0 and the load on core 1, prints a table and, with `--write FILE`, keeps it.
//
//   bench_server [--write FILE] [--quick] [--only PART]
//     parts: raw ceiling filled slow steady memory catch-up
//   bench_server serve DATA | bare FILE | raw FILE rowid|without_rowid BATCH ROWS
#include <unistd.h>

#include <chrono>
#include <cstdio>
#include <cstdlib>
#include <filesystem>
#include <format>
#include <fstream>
#include <functional>
#include <map>
#include <string>
#include <thread>

#include "bench/server/load.h"
#include "bench/server/measure.h"
#include "bench/server/places.h"
#include "bench/server/probes.h"
#include "server/config.h"
#include "server/net/websocket.h"
#include "server/serve.h"
#include "tests/members/actor.h"
#include "verify/hash.h"

namespace hearth::bench {
namespace {

namespace fs = std::filesystem;

constexpr std::size_t kSpaces = 64;
constexpr int kServerCore = 0;
constexpr int kLoadCore = 1;
constexpr double kSteadyRate = 2000;  // appends a second

struct Sizes {
  std::size_t appends_each = 4000;
  std::size_t filled = 10'000;
  std::size_t idle_sockets = 5000;
  int raw_rows = 300'000;
};

struct Measured {
  double per_second = 0;
  double cpu_us = 0;  // of the server, for one append
  double ack_p50 = 0;
  double ack_p99 = 0;
  double delivery_p50 = 0;
  double delivery_p99 = 0;
};

class Bench {
 public:
  Bench(Sizes sizes, std::string folder, std::string only)
      : sizes_(sizes), folder_(std::move(folder)), only_(std::move(only)) {}

  std::string run() {
    pin_to_core(kLoadCore);
    verify::initialise();
    note("machine", std::format("{} cores, data in {}", std::thread::hardware_concurrency(), "the build folder"));
    if (wants("raw")) raw();
    if (wants("ceiling")) ceiling();
    if (wants("filled")) filled();
    if (wants("slow")) slow_disk();
    if (wants("steady")) steady();
    if (wants("memory")) memory();
    if (wants("catch-up")) catch_up();
    return text_;
  }

 private:
  void note(const std::string& what, const std::string& value) {
    text_ += std::format("| {} | {} |\n", what, value);
    std::fprintf(stderr, "%s: %s\n", what.c_str(), value.c_str());
  }
  void row(const std::string& what, const Measured& m) {
    note(what, std::format("{:.0f}/s, {:.1f} µs CPU, ack p50 {:.2f} p99 {:.2f} ms, delivery p99 {:.2f} ms",
                           m.per_second, m.cpu_us, m.ack_p50, m.ack_p99, m.delivery_p99));
  }
  std::string fresh(const std::string& name) {
    const auto path = std::format("{}/{}-{}", folder_, name, ++counter_);
    fs::remove_all(path);
    return path;
  }

  [[nodiscard]] bool wants(std::string_view name) const { return only_.empty() || only_ == name; }

  // Bare and server in turn, so that both meet the same machine.
  void ceiling() {
    std::vector<double> ratios;
    std::vector<double> cpu_ratios;
    for (int round = 0; round < 3; ++round) {
      const auto bare = bare_load();
      const auto full = server_load();
      ratios.push_back(full.per_second / bare.per_second);
      cpu_ratios.push_back(full.cpu_us / bare.cpu_us);
      row(std::format("bare ceiling, round {}", round + 1), bare);
      row(std::format("server, round {}", round + 1), full);
    }
    note("server ÷ bare ceiling (aim ≥ 0.5)", std::format("{:.2f} (middle of {}); CPU of one append {:.2f} times",
                                                          part(ratios, 0.5), ratios.size(), part(cpu_ratios, 0.5)));
  }

  // Full and empty spaces in turn; the full ones grow by what each round writes.
  void filled() {
    const auto data = fresh("filled");
    auto spaces = make_spaces(data, kSpaces, sizes_.filled);
    std::vector<double> ratios;
    std::vector<double> cpu_ratios;
    for (int round = 0; round < 3; ++round) {
      const auto full = load_on(data, spaces, {}, 0);
      const auto empty = server_load();
      ratios.push_back(full.per_second / empty.per_second);
      cpu_ratios.push_back(full.cpu_us / empty.cpu_us);
      row(std::format("server, {} events in each space before", sizes_.filled + round * sizes_.appends_each), full);
      row("server, empty, right after", empty);
    }
    fs::remove_all(data);
    note("filled ÷ empty (aim 0.9 … 1.1)",
         std::format("{:.2f} (middle of {}); of CPU {:.2f}", part(ratios, 0.5), ratios.size(), part(cpu_ratios, 0.5)));
  }

  // At a rate that leaves room, how long one waits is the machine's flush above all; the
  // probe beside it says how much of it is the server's.
  void steady() {
    std::vector<double> waits;
    std::vector<double> ratios;
    for (int round = 0; round < 3; ++round) {
      const auto bare = bare_load(kSteadyRate);
      const auto full = server_load({}, kSteadyRate);
      waits.push_back(full.delivery_p99);
      ratios.push_back(full.delivery_p99 / bare.delivery_p99);
      row(std::format("bare ceiling at 2000 a second, round {}", round + 1), bare);
      row(std::format("server at 2000 a second, round {}", round + 1), full);
    }
    note("append → delivery p99 (aim ≤ 4 ms)", std::format("{:.2f} ms (middle of {}); {:.2f} times the bare ceiling's",
                                                           part(waits, 0.5), waits.size(), part(ratios, 0.5)));
  }

  void raw() {
    for (const auto& [batch, rows] :
         {std::pair{1, 2000}, std::pair{64, sizes_.raw_rows / 3}, std::pair{512, sizes_.raw_rows}}) {
      const auto file = fresh("raw");
      Child child({"raw", file, "rowid", std::to_string(batch), std::to_string(rows)}, kServerCore);
      double per_second = 0;
      double cpu = 0;
      std::sscanf(child.output().c_str(), "%lf %lf", &per_second, &cpu);
      note(std::format("raw SQLite, {} a commit", batch), std::format("{:.0f}/s, {:.1f} µs CPU", per_second, cpu));
    }
    const auto file = fresh("raw");
    Child child({"raw", file, "without_rowid", "512", std::to_string(sizes_.raw_rows / 3)}, kServerCore);
    double per_second = 0;
    double cpu = 0;
    std::sscanf(child.output().c_str(), "%lf %lf", &per_second, &cpu);
    note("raw SQLite, WITHOUT ROWID, 512 a commit", std::format("{:.0f}/s, {:.1f} µs CPU", per_second, cpu));
  }

  // Of each space: at a given rate, what takes four seconds.
  [[nodiscard]] std::size_t appends_of(double per_second) const {
    return per_second > 0 ? static_cast<std::size_t>(per_second * 4) / kSpaces : sizes_.appends_each;
  }

  static Measured measured(LoadResult& result, double cpu) {
    const auto count = static_cast<double>(result.acknowledged);
    return {.per_second = count / result.seconds,
            .cpu_us = cpu / count * 1e6,
            .ack_p50 = part(result.ack_ms, 0.5),
            .ack_p99 = part(result.ack_ms, 0.99),
            .delivery_p50 = part(result.delivery_ms, 0.5),
            .delivery_p99 = part(result.delivery_ms, 0.99)};
  }

  Measured bare_load(double per_second = 0) {
    std::vector<LoadLine> lines(kSpaces);
    base::Bytes append(1 + 4 + 1 + 4 + 206 + 4 + 1024, 0x5a);
    append[0] = 0x02;
    base::Bytes frame;
    server::net::append_masked_message(frame, append, 0x13572468U);
    for (std::size_t i = 0; i < lines.size(); ++i) {
      lines[i].writer_greeting = {{0x01, static_cast<std::uint8_t>(i), 0, 0, 0}};
      lines[i].listener_greeting = {{0x03, static_cast<std::uint8_t>(i), 0, 0, 0}};
      lines[i].frames.assign(appends_of(per_second), frame);
    }
    Child server({"bare", fresh("bare")}, kServerCore);
    const auto port = server.port();
    const auto before = server.cpu_seconds();
    auto result = run_load({.port = port, .per_second = per_second}, lines);
    return measured(result, server.cpu_seconds() - before);
  }

  // The frames of a space, ready to send, from where its chain stands.
  static LoadLine line_for(Space& space, const tests::Dialler& dial, std::size_t appends) {
    LoadLine line;
    const auto token = dial.token(space.writer);
    const auto listener = dial.token(space.listener);
    line.writer_greeting = {tests::hello_message(token)};
    line.listener_greeting = {tests::hello_message(listener), tests::page_message(space.chain.sequence(), 1)};
    base::Bytes body(1024);
    tests::fill_random(body);
    for (std::size_t i = 0; i < appends; ++i) {
      const auto made = space.chain.next(body);
      space.chain.moved(made);
      base::Bytes frame;
      server::net::append_masked_message(frame, tests::append_message(static_cast<std::uint32_t>(i), made),
                                         0x13572468U + static_cast<std::uint32_t>(i));
      line.frames.push_back(std::move(frame));
    }
    return line;
  }

  Measured server_load(const std::string& preload = {}, double per_second = 0) {
    const auto data = fresh("server");
    auto spaces = make_spaces(data, kSpaces, 0);
    const auto result = load_on(data, spaces, preload, per_second);
    fs::remove_all(data);
    return result;
  }

  Measured load_on(const std::string& data, std::vector<Space>& spaces, const std::string& preload, double per_second) {
    Child server({"serve", data}, kServerCore, preload);
    const tests::Dialler dial(server.port());
    auto appends = appends_of(per_second);
    if (!preload.empty()) appends /= 2;
    std::vector<LoadLine> lines;
    for (auto& space : spaces) lines.push_back(line_for(space, dial, appends));
    const auto before = server.cpu_seconds();
    auto result = run_load({.port = dial.port(), .per_second = per_second}, lines);
    const auto cpu = server.cpu_seconds() - before;
    server.stop();
    return measured(result, cpu);
  }

  void slow_disk() {
    const auto preload = (fs::read_symlink("/proc/self/exe").parent_path() / "../bench/server/libbench_slow_flush.so")
                             .lexically_normal()
                             .string();
    if (!fs::exists(preload)) return note("flush slowed to 1 ms", "skipped: libbench_slow_flush.so is not built");
    const auto file = fresh("raw");
    Child child({"raw", file, "rowid", "1", "1000"}, kServerCore, preload);
    double alone = 0;
    std::sscanf(child.output().c_str(), "%lf", &alone);
    note("flush slowed to 1 ms: one append a commit", std::format("{:.0f}/s", alone));
    row("flush slowed to 1 ms: server (aim ≥ 8000)", server_load(preload));
  }

  void memory() {
    const auto data = fresh("idle");
    auto spaces = make_spaces(data, 1, 0);
    Child server({"serve", data}, kServerCore);
    const auto port = server.port();
    const tests::Dialler dial(port);
    const auto token = dial.token(spaces[0].writer);
    std::this_thread::sleep_for(std::chrono::milliseconds(300));
    const auto idle = server.resident_mib();
    note("resident, idle (aim ≤ 25 MB)", std::format("{:.1f} MiB", idle));
    std::vector<std::unique_ptr<tests::Socket>> sockets;
    for (std::size_t i = 0; i < sizes_.idle_sockets; ++i) {
      sockets.push_back(std::make_unique<tests::Socket>(port));
      if (!sockets.back()->open()) break;
      sockets.back()->send(tests::hello_message(token));
      if (!sockets.back()->receive()) break;
    }
    const auto full = server.resident_mib();
    note(std::format("each of {} idle WebSockets (aim ≤ 16 KB)", sockets.size()),
         std::format("{:.1f} KiB", (full - idle) * 1024 / static_cast<double>(sockets.size())));
  }

  void catch_up() {
    const auto data = fresh("catchup");
    auto spaces = make_spaces(data, 1, 10'000);
    Child server({"serve", data}, kServerCore);
    const tests::Dialler dial(server.port());
    const auto token = dial.token(spaces[0].listener);
    std::vector<double> times;
    std::vector<double> cpus;
    for (int i = 0; i < 5; ++i) {
      const auto cpu = server.cpu_seconds();
      tests::Socket socket(dial.port());
      socket.send(tests::hello_message(token));
      (void)socket.receive();
      const auto began = Clock::now();
      std::uint64_t after = 0;
      for (bool more = true; more;) {
        socket.send(tests::page_message(after, 1000));
        const auto message = socket.receive();
        if (!message) return note("catch-up", "failed");
        const auto page = tests::decode_server_message(*message);
        const auto& events = std::get<tests::Events>(*page);
        if (!events.events.empty()) after = events.events.back().number;
        more = events.more;
      }
      times.push_back(seconds_since(began) * 1000);
      cpus.push_back((server.cpu_seconds() - cpu) * 1000);
    }
    note("catch-up of 10,000 events (aim ≤ 100 ms at the server)",
         std::format("{:.0f} ms from end to end, {:.0f} ms of the server's CPU", part(times, 0.5), part(cpus, 0.5)));
  }

  Sizes sizes_;
  std::string folder_;
  std::string only_;
  std::string text_;
  int counter_ = 0;
};

int serve(const std::string& data) {
  const auto config = server::read_config({{"data", data},
                                           {"listen", "127.0.0.1:0"},
                                           {"appends-per-minute", "0"},
                                           {"requests-per-minute", "0"},
                                           {"log-level", "error"},
                                           {"threads", "1"}},
                                          {});
  return config ? server::serve(*config) : 1;
}

}  // namespace
}  // namespace hearth::bench

int main(int argc, char** argv) {
  using namespace hearth::bench;
  const std::vector<std::string> arguments(argv + 1, argv + argc);
  const auto& mode = arguments.empty() ? std::string() : arguments[0];
  if (mode == "serve" && arguments.size() == 2) return serve(arguments[1]);
  if (mode == "bare" && arguments.size() == 2) return bare_ceiling(arguments[1]);
  if (mode == "raw" && arguments.size() == 5) {
    return raw_commit(arguments[1], arguments[2] == "rowid" ? RawTable::rowid : RawTable::without_rowid,
                      std::atoi(arguments[3].c_str()), std::atoi(arguments[4].c_str()));
  }
  Sizes sizes;
  std::string write;
  std::string only;
  for (std::size_t i = 0; i < arguments.size(); ++i) {
    if (arguments[i] == "--quick")
      sizes = {.appends_each = 600, .filled = 1000, .idle_sockets = 500, .raw_rows = 60'000};
    if (arguments[i] == "--only" && i + 1 < arguments.size()) only = arguments[i + 1];
    if (arguments[i] == "--write" && i + 1 < arguments.size()) write = arguments[i + 1];
  }
  const auto folder = std::filesystem::read_symlink("/proc/self/exe").parent_path().parent_path() / "bench-data";
  std::filesystem::remove_all(folder);
  std::filesystem::create_directories(folder);
  const auto table = Bench(sizes, folder.string(), only).run();
  std::filesystem::remove_all(folder);
  std::printf("%s", table.c_str());
  if (!write.empty()) std::ofstream(write) << table;
  return 0;
}
