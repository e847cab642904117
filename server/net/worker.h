// One network thread: its connections, its listeners, its reader of the store.
// Everything here is used on that thread alone, save `context` for posting.
#pragma once

#include <array>
#include <boost/asio/io_context.hpp>
#include <boost/asio/ip/tcp.hpp>
#include <boost/asio/steady_timer.hpp>
#include <chrono>
#include <cstdint>
#include <memory>
#include <unordered_set>
#include <vector>

#include "server/relay/board.h"
#include "server/store/store.h"

namespace hearth::server::net {

class ServerConnection;

class Worker {
 public:
  Worker(std::size_t index, std::unique_ptr<store::Reader> reader);
  Worker(const Worker&) = delete;
  Worker& operator=(const Worker&) = delete;
  ~Worker();

  void run();  // until stop()
  void stop();

  void add(const std::shared_ptr<ServerConnection>& connection);
  void remove(const std::shared_ptr<ServerConnection>& connection);
  [[nodiscard]] std::size_t connections() const { return connections_.size(); }
  // Its answers are sent together at the end of this turn of the loop.
  void has_output(const std::shared_ptr<ServerConnection>& connection);
  void deliver(const relay::Delivery& delivery) { board.deliver(delivery, index); }
  // Says goodbye to all sockets (1001) and ends what else is open.
  void close_all();

  const std::size_t index;
  boost::asio::io_context context{1};
  relay::Board board;
  std::unique_ptr<store::Reader> reader;
  std::array<std::uint8_t, 64 * 1024> scratch{};

 private:
  void sweep();
  void schedule_sweep();
  void flush();

  boost::asio::executor_work_guard<boost::asio::io_context::executor_type> guard_;
  boost::asio::steady_timer timer_;
  std::unordered_set<std::shared_ptr<ServerConnection>> connections_;
  std::vector<std::shared_ptr<ServerConnection>> with_output_;
  bool flush_posted_ = false;
};

}  // namespace hearth::server::net
