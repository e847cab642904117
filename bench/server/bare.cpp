// The second probe: what the parts can do when nothing is checked.
//   client: 01 u32 space (writer) · 03 u32 space (listener) · 02 … (an append)
//   server: 92 u32 how many are on the disk · 84 u32 count, then the appends' bytes
#include <sqlite3.h>

#include <boost/asio/co_spawn.hpp>
#include <boost/asio/detached.hpp>
#include <boost/asio/ip/tcp.hpp>
#include <boost/asio/post.hpp>
#include <boost/asio/signal_set.hpp>
#include <boost/asio/use_awaitable.hpp>
#include <boost/beast/core/flat_buffer.hpp>
#include <boost/beast/websocket/stream.hpp>
#include <condition_variable>
#include <cstdio>
#include <deque>
#include <map>
#include <mutex>
#include <thread>
#include <vector>

#include "base/bytes.h"
#include "bench/server/probes.h"
#include "codec/writer.h"

namespace hearth::bench {
namespace {

namespace asio = boost::asio;
namespace websocket = boost::beast::websocket;
using asio::ip::tcp;

class Client;

struct Row {
  std::shared_ptr<Client> from;
  std::uint32_t space = 0;
  base::Bytes bytes;
};

struct Shared {
  asio::io_context context{1};
  std::map<std::uint32_t, std::vector<std::shared_ptr<Client>>> listeners;  // network thread
  std::mutex mutex;
  std::condition_variable arrived;
  std::vector<Row> queue;
  bool stopping = false;
  sqlite3* database = nullptr;
};

class Client : public std::enable_shared_from_this<Client> {
 public:
  Client(tcp::socket socket, Shared& shared) : socket_(std::move(socket)), shared_(shared) {
    socket_.next_layer().set_option(tcp::no_delay(true));
    socket_.binary(true);
  }
  asio::awaitable<void> run() {
    const auto self = shared_from_this();
    try {
      co_await socket_.async_accept(asio::use_awaitable);
      boost::beast::flat_buffer buffer;
      for (;;) {
        co_await socket_.async_read(buffer, asio::use_awaitable);
        const auto* data = static_cast<const std::uint8_t*>(buffer.data().data());
        take({data, buffer.size()});
        buffer.consume(buffer.size());
      }
    } catch (const boost::system::system_error&) {
    }
  }
  void send(std::shared_ptr<const base::Bytes> message) {
    waiting_.push_back(std::move(message));
    if (waiting_.size() == 1) asio::co_spawn(shared_.context, write(), asio::detached);
  }

 private:
  void take(base::ByteView message) {
    if (message[0] == 0x02) {
      const std::lock_guard lock(shared_.mutex);
      shared_.queue.push_back({shared_from_this(), space_, base::to_bytes(message)});
      shared_.arrived.notify_one();
      return;
    }
    space_ = message[1] | static_cast<std::uint32_t>(message[2]) << 8U;
    if (message[0] == 0x03) shared_.listeners[space_].push_back(shared_from_this());
    send(std::make_shared<const base::Bytes>(base::Bytes{0x81}));
  }
  asio::awaitable<void> write() {
    const auto self = shared_from_this();
    try {
      while (!waiting_.empty()) {
        const auto message = waiting_.front();
        co_await socket_.async_write(asio::buffer(*message), asio::use_awaitable);
        waiting_.pop_front();
      }
    } catch (const boost::system::system_error&) {
    }
  }

  websocket::stream<tcp::socket> socket_;
  Shared& shared_;
  std::uint32_t space_ = 0;
  std::deque<std::shared_ptr<const base::Bytes>> waiting_;
};

void tell(Shared& shared, const std::vector<Row>& batch) {
  std::map<std::shared_ptr<Client>, std::uint32_t> acks;
  std::map<std::uint32_t, std::vector<const Row*>> by_space;
  for (const auto& row : batch) {
    ++acks[row.from];
    by_space[row.space].push_back(&row);
  }
  for (const auto& [client, count] : acks) {
    codec::Writer writer;
    writer.u8(0x92).u32(count);
    client->send(std::make_shared<const base::Bytes>(writer.take()));
  }
  for (const auto& [space, rows] : by_space) {
    codec::Writer writer;
    writer.u8(0x84).u32(static_cast<std::uint32_t>(rows.size()));
    for (const auto* row : rows) writer.bytes(row->bytes);
    const auto message = std::make_shared<const base::Bytes>(writer.take());
    for (const auto& client : shared.listeners[space]) client->send(message);
  }
}

void commit_batches(Shared& shared) {
  std::map<std::uint32_t, std::int64_t> numbers;
  sqlite3_stmt* insert = nullptr;
  sqlite3_prepare_v2(shared.database, "INSERT INTO e (log, number, body) VALUES (?1, ?2, ?3)", -1, &insert, nullptr);
  const auto run = [&](const char* sql) { sqlite3_exec(shared.database, sql, nullptr, nullptr, nullptr); };
  for (;;) {
    auto batch = std::make_shared<std::vector<Row>>();
    {
      std::unique_lock lock(shared.mutex);
      shared.arrived.wait(lock, [&] { return shared.stopping || !shared.queue.empty(); });
      if (shared.stopping) break;
      batch->swap(shared.queue);
    }
    run("BEGIN IMMEDIATE");
    for (const auto& row : *batch) {
      sqlite3_bind_int64(insert, 1, row.space);
      sqlite3_bind_int64(insert, 2, ++numbers[row.space]);
      sqlite3_bind_blob64(insert, 3, row.bytes.data(), row.bytes.size(), SQLITE_STATIC);
      sqlite3_step(insert);
      sqlite3_reset(insert);
    }
    run("COMMIT");
    asio::post(shared.context, [&shared, batch] { tell(shared, *batch); });
  }
  sqlite3_finalize(insert);
}

asio::awaitable<void> accept(tcp::acceptor& acceptor, Shared& shared) {
  for (;;) {
    auto socket = co_await acceptor.async_accept(asio::use_awaitable);
    asio::co_spawn(shared.context, std::make_shared<Client>(std::move(socket), shared)->run(), asio::detached);
  }
}

}  // namespace

int bare_ceiling(const std::string& file) {
  Shared shared;
  if (sqlite3_open(file.c_str(), &shared.database) != SQLITE_OK) return 1;
  sqlite3_exec(shared.database,
               "PRAGMA journal_mode=WAL; PRAGMA synchronous=FULL; PRAGMA wal_autocheckpoint=4000; "
               "PRAGMA cache_size=-8192; "
               "CREATE TABLE e (id INTEGER PRIMARY KEY, log INTEGER, number INTEGER, body BLOB, UNIQUE (log, number))",
               nullptr, nullptr, nullptr);
  tcp::acceptor acceptor(shared.context, tcp::endpoint(asio::ip::address_v4::loopback(), 0));
  asio::co_spawn(shared.context, accept(acceptor, shared), asio::detached);
  std::printf("listening on http://localhost:%u\n", static_cast<unsigned>(acceptor.local_endpoint().port()));
  std::fflush(stdout);
  asio::signal_set signals(shared.context, SIGTERM);
  signals.async_wait([&](boost::system::error_code, int) { shared.context.stop(); });
  std::thread committing([&] { commit_batches(shared); });
  shared.context.run();
  {
    const std::lock_guard lock(shared.mutex);
    shared.stopping = true;
    shared.arrived.notify_one();
  }
  committing.join();
  sqlite3_close(shared.database);
  return 0;
}

}  // namespace hearth::bench
