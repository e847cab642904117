// 32 members write to 16 spaces while the server is killed at random moments. What
// was acknowledged is there afterwards, and nothing twice.
#include <gtest/gtest.h>

#include <algorithm>
#include <format>
#include <map>
#include <random>
#include <set>
#include <thread>

#include "server/admin/data_folder.h"
#include "server/admin/setup_token.h"
#include "server/store/sqlite/sqlite_store.h"
#include "tests/durability/forked_server.h"
#include "tests/members/actor.h"
#include "tests/members/local_server.h"

namespace hearth::tests {
namespace {

constexpr int kSpaces = 16;
constexpr int kRounds = 20;
constexpr std::size_t kAhead = 8;  // appends under way at once, of one writer

struct Writer {
  Place place;
  Chain chain{place, 0, envelope::Stream::shared};
  std::vector<Chain::Made> unanswered;            // sent, or to be sent again as they are
  std::map<std::uint64_t, base::Bytes> promised;  // acknowledged headers by number
  int duplicates = 0;

  void restart_chain() { chain = Chain(place, 0, envelope::Stream::shared); }
};

// Writes until the server is gone.
void write(Writer& writer, std::uint16_t port, const std::string& token, unsigned seed) {
  Listener socket(port, token);
  if (!socket.live()) return;
  std::mt19937 random(seed);
  // What was sent before the last kill and not answered goes again, byte for byte.
  std::vector<Chain::Made> under_way;
  auto to_send = std::move(writer.unanswered);
  writer.unanswered.clear();
  auto chain = writer.chain;
  std::uint32_t next_ref = 0;
  std::uint32_t first_ref = 0;
  for (;;) {
    while (under_way.size() < kAhead) {
      Chain::Made made;
      if (!to_send.empty()) {
        made = std::move(to_send.front());
        to_send.erase(to_send.begin());
      } else {
        made = chain.next_random(100 + random() % 1500);
      }
      chain.moved(made);
      under_way.push_back(made);
      if (!socket.send(append_message(next_ref++, made))) break;
    }
    const auto answer = socket.next(std::chrono::seconds(30));
    if (!answer) break;
    const auto* ack = std::get_if<Ack>(&*answer);
    if (ack == nullptr) {
      if (std::holds_alternative<Events>(*answer)) continue;  // the partner's
      break;
    }
    if (ack->ref != first_ref) break;
    const auto& made = under_way.front();
    writer.promised[ack->number] = made.header_bytes;
    writer.chain.moved(made);
    if (ack->duplicate) ++writer.duplicates;
    under_way.erase(under_way.begin());
    ++first_ref;
  }
  writer.unanswered = std::move(under_way);
  for (auto& made : to_send) writer.unanswered.push_back(std::move(made));
}

TEST(Durability, TwentyKillsLoseNothingThatWasAcknowledged) {
  const unsigned seed = std::random_device{}();
  SCOPED_TRACE(std::format("seed {}", seed));
  std::printf("seed %u\n", seed);
  std::mt19937 random(seed);
  const ScratchFolder folder;
  const auto data = folder.path() + "/data";
  const auto log = folder.path() + "/log";
  const std::map<std::string, std::string> settings{{"appends-per-minute", "0"}, {"log-level", "error"}};
  std::vector<Writer> writers(2 * kSpaces);
  {
    // Their places, straight in the store: this is about what comes after.
    ASSERT_TRUE(server::admin::prepare_data_folder(data).has_value());
    auto store = server::store::sqlite::SqliteStore::open({.path = server::admin::database_file(data), .vfs = {}});
    ASSERT_TRUE(store.has_value());
    auto opened = (*store)->open_writer();
    ASSERT_TRUE(opened.has_value());
    auto& database = **opened;
    ASSERT_TRUE(database.begin().has_value());
    for (std::size_t i = 0; i < writers.size(); i += 2) {
      writers[i + 1].place.log = writers[i].place.log;
      const auto number = database.create_log(writers[i].place.log, server::store::LogKind::space, std::nullopt, 0);
      ASSERT_TRUE(number.has_value());
      for (int place = 1; place <= 2; ++place) {
        auto& writer = writers[i + static_cast<std::size_t>(place - 1)];
        writer.restart_chain();
        const auto& device = writer.place.devices[0];
        ASSERT_TRUE(
            database.add_seat(*number, {.place = place, .key = writer.place.seat.key, .member = writer.place.member}));
        ASSERT_TRUE(database.add_device(*number, {.id = device.id, .key = device.keys.key, .place = place}));
      }
    }
    ASSERT_TRUE(database.commit().has_value());
  }

  int amid = 0;  // kills that found something under way
  for (int round = 0; round < kRounds; ++round) {
    ForkedServer server(data, log, settings);
    ASSERT_NE(server.port(), 0) << "round " << round;
    const Dialler dial(server.port());
    std::vector<std::string> tokens;
    for (const auto& writer : writers) {
      tokens.push_back(dial.token(writer.place));
      ASSERT_FALSE(tokens.back().empty());
    }
    std::vector<std::thread> threads;
    for (std::size_t i = 0; i < writers.size(); ++i) {
      threads.emplace_back([&writer = writers[i], port = server.port(), token = tokens[i],
                            s = static_cast<unsigned>(random())] { write(writer, port, token, s); });
    }
    std::this_thread::sleep_for(std::chrono::milliseconds(20 + random() % 300));
    server.kill();
    for (auto& thread : threads) thread.join();
    if (std::ranges::any_of(writers, [](const Writer& writer) { return !writer.unanswered.empty(); })) ++amid;
  }

  ForkedServer server(data, log, settings);
  ASSERT_NE(server.port(), 0);
  const Dialler dial(server.port());
  std::size_t promised = 0;
  int duplicates = 0;
  for (const auto& writer : writers) {
    Listener reader(server.port(), dial.token(writer.place));
    ASSERT_TRUE(reader.live());
    std::map<std::uint64_t, base::Bytes> there;
    std::set<base::Bytes> ids;
    for (const auto& event : reader.paged()) {
      EXPECT_TRUE(there.emplace(event.number, event.header).second) << "a number twice";
      const auto header = envelope::decode(event.header).value();
      EXPECT_TRUE(ids.insert(base::to_bytes(header.event.view())).second) << "an event twice";
    }
    for (const auto& [number, header] : writer.promised) {
      const auto found = there.find(number);
      ASSERT_TRUE(found != there.end()) << "acknowledged and lost: number " << number;
      EXPECT_EQ(found->second, header);
    }
    promised += writer.promised.size();
    duplicates += writer.duplicates;
  }
  EXPECT_GT(promised, 500U);
  EXPECT_GE(amid, kRounds / 2);
  std::printf("%zu writers, %d kills, %d of them amid writing; acknowledged %zu, sent again and known %d\n",
              writers.size(), kRounds, amid, promised, duplicates);
  EXPECT_EQ(server.stop(), 0) << "and a polite end is one";
}

}  // namespace
}  // namespace hearth::tests
