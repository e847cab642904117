#include "server/relay/committer.h"

#include <algorithm>
#include <chrono>
#include <set>

#include "server/host/log.h"
#include "server/relay/session.h"

namespace hearth::server::relay {
namespace {

constexpr std::size_t kStatesHeld = 4096;
constexpr std::int64_t kTidyEveryMs = host::kMinute;
constexpr std::int64_t kProbeEveryMs = 2 * host::kSecond;
constexpr std::int64_t kRememberGoneMs = host::kDay;

bool is_about_the_disk(store::Trouble trouble) {
  switch (trouble) {
    case store::Trouble::full:
    case store::Trouble::unreadable:
    case store::Trouble::busy:
    case store::Trouble::cannot_open: return true;
    case store::Trouble::newer_schema:
    case store::Trouble::failed: return false;
  }
  return true;
}

}  // namespace

// Appends that went in, as indexes into the batch, and all answers.
struct Committer::Pending {
  std::vector<std::size_t> accepted;
  std::vector<std::int64_t> numbers;  // of the accepted
  std::vector<Outcome> outcomes;      // by order of the batch: appends, then erasures
  std::vector<bool> work_done;
  std::vector<store::Result<void>> work_results;
  std::set<store::LogNumber> changed;
};

Committer::Committer(store::Writer& writer, const host::Clock& clock, CommitterOptions options, Courier courier)
    : writer_(writer), clock_(clock), options_(std::move(options)), courier_(std::move(courier)) {
  next_tidy_ = clock_.now_ms();
  thread_ = std::thread([this] { run(); });
}

Committer::~Committer() { stop(); }

void Committer::append(AppendRequest request) {
  const std::lock_guard lock(mutex_);
  queue_.appends.push_back(std::move(request));
  wake();
}

void Committer::erase(EraseRequest request) {
  const std::lock_guard lock(mutex_);
  queue_.erasures.push_back(std::move(request));
  wake();
}

void Committer::submit(std::unique_ptr<Work> work) {
  const std::lock_guard lock(mutex_);
  queue_.works.push_back(std::move(work));
  wake();
}

void Committer::wake() {
  if (!asleep_) return;  // it looks again before it sleeps
  asleep_ = false;
  arrived_.notify_one();
}

void Committer::stop() {
  {
    const std::lock_guard lock(mutex_);
    stopping_ = true;
    asleep_ = false;
    arrived_.notify_one();
  }
  if (thread_.joinable()) thread_.join();
}

void Committer::tidy() {
  std::unique_lock lock(mutex_);
  const int mine = ++tidy_asked_;
  wake();
  tidied_.wait(lock, [&] { return tidy_done_ >= mine || stopping_; });
}

std::size_t Committer::waiting() const {
  const std::lock_guard lock(mutex_);
  return queue_.size();
}

void Committer::run() {
  for (;;) {
    Batch batch;
    int tidy_asked = 0;
    {
      std::unique_lock lock(mutex_);
      if (queue_.empty() && !stopping_ && tidy_asked_ == tidy_done_) {
        asleep_ = true;
        arrived_.wait_for(lock, std::chrono::seconds(1), [this] { return !asleep_; });
        asleep_ = false;
      }
      if (queue_.empty() && stopping_) return;
      std::swap(batch, queue_);
      tidy_asked = tidy_asked_;
    }
    if (!batch.empty()) commit(batch);
    const auto now = clock_.now_ms();
    if (tidy_asked != tidy_done_ || now >= next_tidy_ || (!can_write() && now >= next_probe_)) {
      housekeeping(now);
      const std::lock_guard lock(mutex_);
      tidy_done_ = tidy_asked;
      tidied_.notify_all();
    }
  }
}

void Committer::commit(Batch& batch) {
  Pending pending;
  const auto outcome = write(batch, pending);
  note(outcome);
  if (!outcome) {
    writer_.rollback();
    states_.clear();  // they ran ahead of what is on the disk
  }
  deliver(batch, pending, outcome);
  if (states_.size() > kStatesHeld) states_.clear();
}

store::Result<void> Committer::write(Batch& batch, Pending& pending) {
  if (auto done = writer_.begin(); !done) return done;
  // Works first: they change seats and devices, which appends are judged by.
  for (auto& work : batch.works) {
    if (auto done = write_work(*work, pending); !done) return done;
  }
  for (std::size_t i = 0; i < batch.appends.size(); ++i) {
    if (auto done = write_append(batch.appends[i], pending); !done) return done;
    if (pending.outcomes.back().accepted && pending.outcomes.back().novelty == Novelty::fresh) {
      pending.accepted.push_back(i);
      pending.numbers.push_back(pending.outcomes.back().number);
    }
  }
  for (auto& erasure : batch.erasures) {
    if (auto done = write_erasure(erasure, pending); !done) return done;
  }
  if (auto done = save_chains(pending); !done) return done;
  return writer_.commit();
}

store::Result<LogState*> Committer::state(store::LogNumber log) {
  const auto found = states_.find(log);
  if (found != states_.end()) return &found->second;
  const auto records = writer_.log_records(log);
  if (!records) return std::unexpected(records.error());
  if (!*records) return std::unexpected(store::Problem{store::Trouble::failed, "no such log"});
  return &states_.emplace(log, state_of(**records)).first->second;
}

store::Result<void> Committer::write_append(AppendRequest& request, Pending& pending) {
  auto& outcome = pending.outcomes.emplace_back();
  outcome.session = request.session;
  outcome.ref = request.ref;
  outcome.bytes = static_cast<std::ptrdiff_t>(request.bytes.size());
  const auto held = state(request.log);
  if (!held) return std::unexpected(held.error());
  auto& log = **held;
  const auto header = base::ByteView(request.bytes).first(envelope::kHeaderSize);
  const auto body = base::ByteView(request.bytes).subspan(envelope::kHeaderSize);
  const Arrival arrival{.header = &request.header,
                        .device = request.session->identity().device,
                        .bytes = static_cast<std::int64_t>(request.bytes.size())};

  const auto verdict = judge(log, arrival, options_.limits, clock_.now_ms());
  outcome.expected = verdict.expected;
  outcome.error = verdict.error;
  if (verdict.kind == Verdict::Kind::refused) return {};

  auto place = store::Insert::taken;
  if (verdict.kind == Verdict::Kind::next) {
    const auto inserted =
        writer_.insert_event(request.log, log.log.last_number + 1, request.header.event, header, body);
    if (!inserted) return std::unexpected(inserted.error());
    place = *inserted;
  }
  if (place == store::Insert::done) {
    const auto& seat = log.seats[static_cast<std::size_t>(log.devices[arrival.device].place - 1)];
    if (!seat.member) {
      const int number = log.devices[arrival.device].place;
      if (auto done = writer_.set_member(request.log, number, request.header.owner); !done) return done;
    }
    accept(log, arrival, request.link);
    pending.changed.insert(request.log);
    outcome.accepted = true;
    outcome.number = log.log.last_number;
    return {};
  }

  // The same event again is acknowledged again; anything else in its place is not.
  const auto before = writer_.event_by_id(request.log, request.header.event);
  if (!before) return std::unexpected(before.error());
  if (!*before) {
    outcome.error = base::Error::sequence_gap;
  } else if (std::ranges::equal((*before)->header, header)) {
    outcome.accepted = true;
    outcome.number = (*before)->number;
    outcome.novelty = Novelty::duplicate;
  } else {
    outcome.error = base::Error::conflict;
  }
  return {};
}

store::Result<void> Committer::write_erasure(EraseRequest& request, Pending& pending) {
  auto& outcome = pending.outcomes.emplace_back();
  outcome.session = request.session;
  outcome.ref = request.ref;
  outcome.error = base::Error::not_found;
  const auto& who = request.session->identity();
  const auto held = state(who.log);
  if (!held) return std::unexpected(held.error());
  const auto device = (*held)->devices.find(who.device);
  if (device == (*held)->devices.end() || device->second.revoked || device->second.kind == store::DeviceKind::reader) {
    outcome.error = base::Error::not_yours;
    return {};
  }
  const auto event = writer_.event_by_id(who.log, request.event);
  if (!event) return std::unexpected(event.error());
  if (!*event) return {};
  const auto header = envelope::decode((*event)->header);
  const auto& seat = (*held)->seats[static_cast<std::size_t>(device->second.place - 1)];
  if (!header || !seat.member || header->owner != *seat.member) {
    outcome.error = base::Error::not_yours;
    return {};
  }
  if (request.link && envelope::link((*event)->header) != *request.link) {
    outcome.error = base::Error::link_mismatch;
    return {};
  }
  if (!request.link && (*event)->erased) return {};  // too late to take it back
  const bool asked_before = (*event)->erase_at.has_value();
  if (request.link.has_value() != asked_before) {
    const auto at = request.link ? std::optional(clock_.now_ms() + options_.erase_after_ms) : std::nullopt;
    if (auto done = writer_.set_erase_at(who.log, (*event)->number, at); !done) return done;
  } else {
    outcome.novelty = Novelty::duplicate;
  }
  outcome.accepted = true;
  outcome.number = (*event)->number;
  return {};
}

store::Result<void> Committer::write_work(Work& work, Pending& pending) {
  if (auto done = writer_.savepoint(); !done) return done;
  auto result = work.run(writer_);
  if (result) {
    if (auto done = writer_.release(); !done) return done;
    if (work.touches) states_.erase(*work.touches);
  } else {
    if (is_about_the_disk(result.error().trouble)) return result;
    writer_.rollback_to_savepoint();
    work.revokes.reset();
  }
  pending.work_results.push_back(std::move(result));
  return {};
}

store::Result<void> Committer::save_chains(Pending& pending) {
  for (const auto log : pending.changed) {
    for (auto& [id, device] : states_[log].devices) {
      for (std::size_t stream = 0; stream < device.chains.size(); ++stream) {
        if (!device.changed[stream]) continue;
        if (auto done = writer_.save_chain(log, device.chains[stream]); !done) return done;
        device.changed[stream] = false;
      }
    }
  }
  return {};
}

void Committer::deliver(Batch& batch, Pending& pending, const store::Result<void>& outcome) {
  auto delivery = std::make_shared<Delivery>();
  delivery->outcomes.resize(options_.workers);
  if (outcome) {
    add_pushes(batch, pending, *delivery);
    for (auto& answer : pending.outcomes) {
      const auto worker = answer.session->worker();
      delivery->outcomes[worker].push_back(std::move(answer));
    }
  } else {
    const auto refuse = [&](std::shared_ptr<Session>& session, std::uint32_t ref, std::ptrdiff_t bytes) {
      const auto worker = session->worker();
      delivery->outcomes[worker].push_back(
          {.session = std::move(session), .ref = ref, .error = base::Error::read_only, .bytes = bytes});
    };
    for (auto& append : batch.appends)
      refuse(append.session, append.ref, static_cast<std::ptrdiff_t>(append.bytes.size()));
    for (auto& erasure : batch.erasures) refuse(erasure.session, erasure.ref, 0);
  }
  for (std::size_t i = 0; i < batch.works.size(); ++i) {
    auto& work = *batch.works[i];
    if (outcome && work.revokes) {
      if (options_.on_revoked) options_.on_revoked(*work.revokes);
      delivery->revoked.push_back(*work.revokes);
    }
    work.finish(outcome ? pending.work_results[i] : outcome);
  }
  courier_(std::move(delivery));
}

void Committer::add_pushes(Batch& batch, Pending& pending, Delivery& delivery) {
  // By log, keeping the order of numbers.
  std::unordered_map<store::LogNumber, std::vector<std::size_t>> by_log;
  for (std::size_t i = 0; i < pending.accepted.size(); ++i) {
    by_log[batch.appends[pending.accepted[i]].log].push_back(i);
  }
  for (const auto& [log, indexes] : by_log) {
    Push push{.log = log, .first = pending.numbers[indexes.front()], .last = pending.numbers[indexes.back()]};
    const auto message = [&](const Session* except) {
      EventsMessage events;
      for (const auto i : indexes) {
        const auto& append = batch.appends[pending.accepted[i]];
        if (append.session.get() == except) continue;
        const auto bytes = base::ByteView(append.bytes);
        events.add(pending.numbers[i], 0, bytes.first(envelope::kHeaderSize), bytes.subspan(envelope::kHeaderSize));
      }
      return events.count() == 0 ? SharedMessage() : std::make_shared<const base::Bytes>(events.finish(More::none));
    };
    push.all = message(nullptr);
    for (const auto i : indexes) {
      const auto* writer = batch.appends[pending.accepted[i]].session.get();
      if (std::ranges::contains(push.without_own, writer, [](const auto& one) { return one.first; })) continue;
      push.without_own.emplace_back(writer, message(writer));
    }
    delivery.pushes.push_back(std::move(push));
  }
}

void Committer::housekeeping(std::int64_t now_ms) {
  next_tidy_ = now_ms + kTidyEveryMs;
  next_probe_ = now_ms + kProbeEveryMs;
  std::int64_t erased = 0;
  std::int64_t shares = 0;
  const auto outcome = [&]() -> store::Result<void> {
    if (auto done = writer_.begin(); !done) return done;
    if (auto done = writer_.forget_invites(now_ms - kRememberGoneMs); !done) return done;
    if (auto done = writer_.forget_setup_tokens(now_ms - kRememberGoneMs); !done) return done;
    const auto ended = writer_.end_shares_due(now_ms, now_ms - kRememberGoneMs);
    if (!ended) return std::unexpected(ended.error());
    shares = *ended;
    const auto count = writer_.erase_due(now_ms);
    if (!count) return std::unexpected(count.error());
    erased = *count;
    if (!can_write()) {
      if (auto done = writer_.probe(now_ms); !done) return done;
    }
    return writer_.commit();
  }();
  if (!outcome) writer_.rollback();
  note(outcome);
  if (!outcome || erased + shares == 0) return;
  if (erased != 0) host::log(host::LogLevel::info, "erased bodies whose seven days were over", {{"count", erased}});
  if (auto done = writer_.empty_write_ahead_log(); !done) {
    host::log(host::LogLevel::warning, "the write-ahead log could not be emptied", {{"why", done.error().detail}});
  }
}

void Committer::note(const store::Result<void>& outcome) {
  if (outcome) {
    if (!can_write_.exchange(true)) host::log(host::LogLevel::info, "writing works again");
    return;
  }
  next_probe_ = clock_.now_ms() + kProbeEveryMs;
  if (can_write_.exchange(false)) {
    host::log(host::LogLevel::error, "cannot write: reading goes on, new entries are refused until it works again",
              {{"why", outcome.error().detail}});
  }
}

}  // namespace hearth::server::relay
