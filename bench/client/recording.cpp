#include "bench/client/recording.h"

#include <array>
#include <chrono>
#include <cstdio>
#include <cstdlib>
#include <format>
#include <fstream>

#include "app/testing/world_testing.h"

namespace hearth::bench {
namespace {

using namespace app::boundary;
using app::testing::Host;
using app::testing::World;
using Clock = std::chrono::steady_clock;

class Recorder {
 public:
  explicit Recorder(const std::string& file) : out_(file, std::ios::binary) {}
  Part part = Part::before;
  void take(base::ByteView request) {
    const auto length = static_cast<std::uint32_t>(request.size());
    out_.put(static_cast<char>(part));
    for (int shift = 0; shift < 32; shift += 8) out_.put(static_cast<char>(length >> static_cast<unsigned>(shift)));
    out_.write(reinterpret_cast<const char*>(request.data()), static_cast<std::streamsize>(request.size()));
  }

 private:
  std::ofstream out_;
};

std::string words(std::size_t i) {
  return std::format(
      "Today I noticed something, number {}: you made tea without a word, and it helped more than you know.", i);
}

// What two people write in years, by turns.
void live(Host& host, std::size_t i) {
  switch (i % 4) {
    case 0: host.must(ShareSendArgs{words(i), ReplyMode::kWitness}); break;
    case 1: host.must(ThanksSaveArgs{words(i), "it gave me rest", false}); break;
    case 2: host.must(MomentSaveArgs{"A walk by the river", "2026-11-01", true}); break;
    default: host.must(ShareSendArgs{words(i), ReplyMode::kAsk}); break;
  }
}

void keep(Host& host, std::size_t i) {
  if (i % 2 == 0) {
    host.must(DiarySaveArgs{words(i), std::nullopt});
  } else {
    host.must(CheckinSaveArgs{static_cast<int>(1 + i % 7), std::nullopt, {}, About::kUs, "", Share::kNone});
  }
}

std::size_t shared_events(const World& world) {
  for (const auto& [id, log] : world.relay.logs) {
    if (log.space) return log.events.size();
  }
  return 0;
}

// As the app reads its store: some hundred at a time.
template <class Args>
void load(Host& host, const std::map<std::string, base::Bytes>& table) {
  Args batch;
  for (const auto& [key, value] : table) {
    if (key == "vault") continue;
    batch.items.push_back({key, value});
    if (batch.items.size() == 256) {
      host.must(batch);
      batch.items.clear();
    }
  }
  host.must(batch);
}

}  // namespace

Recorded record(const std::string& file, std::size_t caught_up, std::size_t opened) {
  World world;
  auto& sam = world.host("sam");
  auto& robin = world.host("robin");
  Recorder recorder(file);
  robin.asked = [&](base::ByteView request) { recorder.take(request); };
  world.pair(sam, robin);
  sam.must(BeginArgs{BeginMode::kTogether});
  robin.must(BeginArgs{BeginMode::kTogether});
  world.settle();

  // Robin is away while Sam writes.
  robin.connected = false;
  world.settle();
  const auto before = shared_events(world);
  for (std::size_t i = 0; shared_events(world) < before + caught_up; ++i) {
    live(sam, i);
    world.now_ms += 60'000;
    if (i % 50 == 49) world.pass(1000);
  }
  recorder.part = Part::catch_up;
  robin.connected = true;
  robin.must(NetOnlineArgs{});
  world.settle();
  recorder.part = Part::before;
  const auto came = shared_events(world) - before;

  // Alone, Robin writes as much again for nobody else.
  robin.connected = false;
  world.settle();
  for (std::size_t i = 0; robin.events.size() < opened; ++i) {
    keep(robin, i);
    world.now_ms += 60'000;
  }
  recorder.part = Part::open;
  recorder.take({});
  robin.reopen_locked();
  robin.must(UnlockArgs{robin.passphrase_key});
  load<LoadRecordsArgs>(robin, std::map(robin.records));
  load<LoadEventsArgs>(robin, std::map(robin.events));
  robin.must(LoadDoneArgs{});
  recorder.part = Part::first_look;
  robin.must(TodayViewArgs{});
  robin.must(PictureViewArgs{"12w"});
  const auto mine = robin.must(MineViewArgs{});
  if (mine.diary.empty()) std::abort();
  return {.file = file, .caught_up = came, .opened = robin.events.size()};
}

Played play(const std::string& file) {
  std::ifstream in(file, std::ios::binary);
  auto engine = std::make_unique<app::Engine>();
  std::array<double, 4> milliseconds{};
  std::vector<std::uint8_t> request;
  for (int part = in.get(); part >= 0; part = in.get()) {
    std::array<unsigned char, 4> size{};
    in.read(reinterpret_cast<char*>(size.data()), 4);
    const std::uint32_t length = size[0] | size[1] << 8U | size[2] << 16U | static_cast<std::uint32_t>(size[3]) << 24U;
    if (length == 0) {
      engine = std::make_unique<app::Engine>();
      continue;
    }
    request.resize(length);
    in.read(reinterpret_cast<char*>(request.data()), length);
    const auto began = Clock::now();
    if (engine->call(request).empty()) std::abort();
    milliseconds[static_cast<std::size_t>(part)] +=
        std::chrono::duration<double, std::milli>(Clock::now() - began).count();
  }
  return {.catch_up_ms = milliseconds[1], .open_ms = milliseconds[2], .first_look_ms = milliseconds[3]};
}

}  // namespace hearth::bench
