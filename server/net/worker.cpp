#include "server/net/worker.h"

#include <boost/asio/post.hpp>

#include "server/net/connection.h"

namespace hearth::server::net {
namespace {

constexpr std::chrono::seconds kSweepEvery{1};

}  // namespace

Worker::Worker(std::size_t number, std::unique_ptr<store::Reader> store_reader)
    : index(number), reader(std::move(store_reader)), guard_(boost::asio::make_work_guard(context)), timer_(context) {}

Worker::~Worker() = default;

void Worker::run() {
  schedule_sweep();
  context.run();
}

void Worker::stop() { context.stop(); }

void Worker::add(const std::shared_ptr<ServerConnection>& connection) { connections_.insert(connection); }
void Worker::remove(const std::shared_ptr<ServerConnection>& connection) { connections_.erase(connection); }

void Worker::has_output(const std::shared_ptr<ServerConnection>& connection) {
  with_output_.push_back(connection);
  if (flush_posted_) return;
  flush_posted_ = true;
  boost::asio::post(context, [this] { flush(); });
}

void Worker::flush() {
  flush_posted_ = false;
  const auto ready = std::move(with_output_);
  with_output_ = {};
  for (const auto& connection : ready) connection->flush();
}

void Worker::close_all() {
  const std::vector all(connections_.begin(), connections_.end());
  for (const auto& connection : all) connection->go_away();
}

void Worker::schedule_sweep() {
  timer_.expires_after(kSweepEvery);
  timer_.async_wait([this](boost::system::error_code error) {
    if (error) return;
    sweep();
    schedule_sweep();
  });
}

void Worker::sweep() {
  const auto now = std::chrono::steady_clock::now();
  std::vector<std::shared_ptr<ServerConnection>> late;
  for (const auto& connection : connections_) {
    if (connection->is_late(now)) late.push_back(connection);
  }
  for (const auto& connection : late) connection->on_late(now);
}

}  // namespace hearth::server::net
