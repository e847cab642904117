#include "tests/power/machine.h"

namespace hearth::tests {

namespace store = server::store;
namespace relay = server::relay;

std::unique_ptr<Machine> Machine::start(store::sqlite::StoreOptions options) {
  std::unique_ptr<Machine> machine(new Machine());
  auto opened = store::sqlite::SqliteStore::open(std::move(options));
  if (!opened) return nullptr;
  machine->store_ = std::move(*opened);
  auto writer = machine->store_->open_writer();
  auto reader = machine->store_->open_reader();
  if (!writer || !reader) return nullptr;
  machine->writer_ = std::move(*writer);
  machine->reader_ = std::move(*reader);
  machine->committer_ = std::make_unique<relay::Committer>(
      *machine->writer_, machine->clock_, relay::CommitterOptions{.limits = {.appends_per_minute = 0}},
      [raw = machine.get()](std::shared_ptr<const relay::Delivery> delivery) {
        const std::lock_guard lock(raw->mutex_);
        raw->deliveries_.push_back(std::move(delivery));
        raw->arrived_.notify_one();
      });
  return machine;
}

bool Machine::settle(const Place& place, store::LogKind kind) {
  // Before the committer has anything to do, so the writer is free.
  auto& writer = *writer_;
  if (!writer.begin()) return false;
  const auto log = writer.create_log(place.log, kind, std::nullopt, clock_.now_ms());
  const bool done = log && writer.add_seat(*log, {.place = 1, .key = place.seat.key, .member = place.member}) &&
                    writer.add_device(*log, {.id = place.devices[0].id, .key = place.devices[0].keys.key}) &&
                    writer.commit();
  if (!done) writer.rollback();
  return done;
}

std::unique_ptr<Machine::Connected> Machine::connect(const Place& place) {
  const auto log = reader_->log(place.log);
  if (!log || !*log) return nullptr;
  auto connected = std::make_unique<Connected>();
  connected->session = std::make_shared<relay::Session>(
      relay::SessionContext{
          .sessions = sessions_, .reader = *reader_, .committer = *committer_, .board = board_, .clock = clock_},
      connected->inbox);
  const auto token =
      sessions_.open({.log = (*log)->number, .log_id = place.log, .kind = (*log)->kind, .device = place.devices[0].id},
                     clock_.now_ms());
  connected->session->on_message(hello_message(token));
  return connected;
}

void Machine::run(const std::vector<Connected*>& members, std::chrono::milliseconds patience) {
  const auto until = std::chrono::steady_clock::now() + patience;
  for (;;) {
    std::vector<std::shared_ptr<const relay::Delivery>> ready;
    {
      std::unique_lock lock(mutex_);
      const bool waiting = std::ranges::any_of(members, [](const auto* one) { return one->inbox.waiting != 0; });
      if (!waiting) return;
      if (!arrived_.wait_until(lock, until, [&] { return !deliveries_.empty(); })) return;
      ready.swap(deliveries_);
    }
    for (const auto& delivery : ready) board_.deliver(*delivery, 0);
  }
}

std::vector<Event> Machine::all_events(const base::LogId& log) {
  std::vector<Event> events;
  const auto found = reader_->log(log);
  if (!found || !*found) return events;
  const auto read = reader_->page((*found)->number, 0, 1'000'000, SIZE_MAX, [&](const store::EventRecord& event) {
    events.push_back({.number = static_cast<std::uint64_t>(event.number), .header = event.header, .body = event.body});
  });
  if (!read) events.clear();
  return events;
}

}  // namespace hearth::tests
