// The one thread that writes. Whatever arrives while a commit is under way is put
// into the next one, over all logs together (group commit), so that one flush of
// the disk serves many. Nothing is answered before its commit has returned.
//
// append, erase and submit may be called from any thread; answers come back
// through `Courier`, in the order of the commits.
#pragma once

#include <atomic>
#include <condition_variable>
#include <functional>
#include <memory>
#include <mutex>
#include <optional>
#include <thread>
#include <unordered_map>
#include <vector>

#include "server/host/clock.h"
#include "server/relay/delivery.h"
#include "server/relay/rules.h"
#include "server/store/store.h"

namespace hearth::server::relay {

struct AppendRequest {
  std::shared_ptr<Session> session;
  std::uint32_t ref = 0;
  store::LogNumber log = 0;
  envelope::Header header;
  base::Hash32 link;
  base::Bytes bytes;  // header, then body
};

struct EraseRequest {
  std::shared_ptr<Session> session;
  std::uint32_t ref = 0;
  base::EventId event;
  std::optional<base::Hash32> link;  // none: take the erasure back
};

// Something else that writes: a registration, an invite, … Runs on the committing
// thread within the transaction of its batch; a failure undoes it alone.
class Work {
 public:
  Work() = default;
  Work(const Work&) = delete;
  Work& operator=(const Work&) = delete;
  virtual ~Work() = default;
  [[nodiscard]] virtual store::Result<void> run(store::Writer& writer) = 0;
  // After the commit, or with the problem that prevented it. Must not block.
  virtual void finish(const store::Result<void>& outcome) = 0;

  std::optional<store::LogNumber> touches;  // seats or devices of this log change
  std::optional<Revoked> revokes;           // set by run() when a device was revoked
};

// Carries a delivery to all workers' threads.
using Courier = std::function<void(std::shared_ptr<const Delivery>)>;

struct CommitterOptions {
  Limits limits;
  std::size_t workers = 1;
  std::int64_t erase_after_ms = 7 * host::kDay;
  std::function<void(const Revoked&)> on_revoked;  // before the delivery goes out
};

class Committer {
 public:
  // `writer` and `clock` outlive it.
  Committer(store::Writer& writer, const host::Clock& clock, CommitterOptions options, Courier courier);
  Committer(const Committer&) = delete;
  Committer& operator=(const Committer&) = delete;
  ~Committer();  // stop()

  void append(AppendRequest request);
  void erase(EraseRequest request);
  void submit(std::unique_ptr<Work> work);

  // Commits and answers what is there, then ends the thread. What comes later is
  // dropped unanswered.
  void stop();
  // Runs the housekeeping now and waits for it; for tests with a clock of their own.
  void tidy();

  // False while the disk takes nothing: reading goes on.
  [[nodiscard]] bool can_write() const { return can_write_.load(std::memory_order_relaxed); }
  [[nodiscard]] std::size_t waiting() const;

 private:
  struct Batch {
    std::vector<AppendRequest> appends;
    std::vector<EraseRequest> erasures;
    std::vector<std::unique_ptr<Work>> works;
    [[nodiscard]] bool empty() const { return appends.empty() && erasures.empty() && works.empty(); }
    [[nodiscard]] std::size_t size() const { return appends.size() + erasures.size() + works.size(); }
  };
  struct Pending;  // what one batch has done so far

  void run();
  void wake();
  void commit(Batch& batch);
  [[nodiscard]] store::Result<void> write(Batch& batch, Pending& pending);
  [[nodiscard]] store::Result<void> write_append(AppendRequest& request, Pending& pending);
  [[nodiscard]] store::Result<void> write_erasure(EraseRequest& request, Pending& pending);
  [[nodiscard]] store::Result<void> write_work(Work& work, Pending& pending);
  [[nodiscard]] store::Result<void> save_chains(Pending& pending);
  [[nodiscard]] store::Result<LogState*> state(store::LogNumber log);
  void deliver(Batch& batch, Pending& pending, const store::Result<void>& outcome);
  void add_pushes(Batch& batch, Pending& pending, Delivery& delivery);
  void housekeeping(std::int64_t now_ms);
  void note(const store::Result<void>& outcome);

  store::Writer& writer_;
  const host::Clock& clock_;
  CommitterOptions options_;
  Courier courier_;

  std::unordered_map<store::LogNumber, LogState> states_;  // committing thread only
  std::int64_t next_tidy_ = 0;
  std::int64_t next_probe_ = 0;

  std::atomic<bool> can_write_ = true;
  mutable std::mutex mutex_;
  std::condition_variable arrived_;
  std::condition_variable tidied_;
  Batch queue_;
  bool asleep_ = false;
  bool stopping_ = false;
  int tidy_asked_ = 0;
  int tidy_done_ = 0;
  std::thread thread_;
};

}  // namespace hearth::server::relay
