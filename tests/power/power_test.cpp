// Acknowledged means durable: the power is cut at random moments and everything
// that was acknowledged is there afterwards, none of it twice. The twin that does
// not wait for the disk must lose something, or this test would say nothing.
#include <gtest/gtest.h>

#include <format>
#include <map>
#include <random>
#include <set>

#include "server/host/log.h"
#include "tests/power/machine.h"
#include "tests/power/power_vfs.h"

namespace hearth::tests {
namespace {

using Synchronous = server::store::sqlite::OpenOptions::Synchronous;

struct Damage {
  int cuts = 0;
  int acknowledged = 0;
  int lost = 0;      // acknowledged and not there, or other bytes in their place
  int doubled = 0;   // one event id at two numbers, or a number twice
  int broken = 0;    // a chain that does not link up
  int unopened = 0;  // the database does not open again
};

// One writer and what it was promised.
struct Promised {
  Place place;
  Chain chain{place, 0, envelope::Stream::shared};
  std::map<std::uint64_t, base::Bytes> headers;  // by number
};

class Blackouts {
 public:
  Blackouts(std::string vfs_name, std::uint64_t seed, Synchronous synchronous)
      : vfs_(std::move(vfs_name), seed), random_(seed), synchronous_(synchronous), writers_(4) {
    server::host::set_log(server::host::LogFormat::text, server::host::LogLevel::none);
    for (auto& writer : writers_) writer.chain = Chain(writer.place, 0, envelope::Stream::shared);
  }

  Damage cut(int times) {
    {
      const auto machine = start();
      for (const auto& writer : writers_) {
        if (!machine || !machine->settle(writer.place, server::store::LogKind::space)) return {.unopened = 1};
      }
    }
    for (int i = 0; i < times && damage_.unopened == 0; ++i) {
      const auto loss = i % 2 == 0 ? PowerVfs::Loss::all_unsynced : PowerVfs::Loss::some_unsynced;
      vfs_.cut_after(1 + static_cast<int>(random_() % 120), loss);
      write_until_dark();
      ++damage_.cuts;
      vfs_.restore_power();
      look();
    }
    return damage_;
  }

 private:
  std::unique_ptr<Machine> start() {
    // A small log, so that cuts also fall into its checkpoints.
    return Machine::start(
        {.path = "/power.db", .vfs = vfs_.name(), .synchronous = synchronous_, .checkpoint_pages = 40});
  }

  void write_until_dark() {
    const auto machine = start();
    if (!machine) return;  // dark while it opened
    std::vector<std::unique_ptr<Machine::Connected>> members;
    std::vector<Machine::Connected*> raw;
    for (const auto& writer : writers_) {
      auto member = machine->connect(writer.place);
      if (!member) return;
      raw.push_back(member.get());
      members.push_back(std::move(member));
    }
    while (!vfs_.is_off()) {
      std::vector<std::vector<Chain::Made>> sent(writers_.size());
      for (std::size_t w = 0; w < writers_.size(); ++w) {
        auto chain = writers_[w].chain;
        for (std::uint64_t count = random_() % 4; count > 0; --count) {
          auto made = chain.next_random(40 + random_() % 900);
          chain.moved(made);
          members[w]->session->on_message(append_message(static_cast<std::uint32_t>(sent[w].size()), made));
          sent[w].push_back(std::move(made));
        }
      }
      machine->run(raw, std::chrono::seconds(10));
      for (std::size_t w = 0; w < writers_.size(); ++w) take_answers(*members[w], sent[w], writers_[w]);
    }
  }

  void take_answers(Machine::Connected& member, const std::vector<Chain::Made>& sent, Promised& writer) {
    for (const auto& message : member.inbox.messages) {
      const auto* ack = std::get_if<Ack>(&message);
      if (ack == nullptr) continue;
      const auto& made = sent.at(ack->ref);
      writer.headers[ack->number] = made.header_bytes;
      writer.chain.moved(made);
      ++damage_.acknowledged;
    }
    member.inbox.messages.clear();
  }

  // After the power is back: what is there, against what was promised.
  void look() {
    const auto machine = start();
    if (!machine) {
      ++damage_.unopened;
      return;
    }
    for (auto& writer : writers_) {
      // The space itself was promised too.
      if (!machine->connect(writer.place)) ++damage_.lost;
      const auto events = machine->all_events(writer.place.log);
      std::map<std::uint64_t, const Event*> by_number;
      std::set<base::Bytes> ids;
      Chain chain(writer.place, 0, envelope::Stream::shared);
      for (const auto& event : events) {
        const auto header = envelope::decode(event.header).value();
        const bool first = by_number.emplace(event.number, &event).second;
        if (!first || !ids.insert(base::to_bytes(header.event.view())).second) ++damage_.doubled;
        const auto expected = chain.next(event.body).header;
        if (header.sequence != expected.sequence || header.previous != expected.previous ||
            header.body_hash != expected.body_hash) {
          ++damage_.broken;
        }
        chain.moved({.header = header, .header_bytes = event.header, .body = event.body});
      }
      for (const auto& [number, header] : writer.headers) {
        const auto found = by_number.find(number);
        if (found == by_number.end() || found->second->header != header) ++damage_.lost;
      }
      writer.chain = chain;  // go on from what is there, as a client does
    }
    // The next cut may not count the same loss again.
    if (damage_.lost > 0) damage_.unopened = 1;
  }

  PowerVfs vfs_;
  std::mt19937_64 random_;
  Synchronous synchronous_;
  std::vector<Promised> writers_;
  Damage damage_;
};

void tell(const Damage& damage) {
  std::printf("%d cuts, %d acknowledged, %d lost, %d twice, %d broken, %d unopened\n", damage.cuts, damage.acknowledged,
              damage.lost, damage.doubled, damage.broken, damage.unopened);
}

TEST(Power, TwoHundredCutsLoseNothingThatWasAcknowledged) {
  const std::uint64_t seed = std::random_device{}();
  SCOPED_TRACE(std::format("seed {}", seed));
  std::printf("seed %llu\n", static_cast<unsigned long long>(seed));
  const auto damage = Blackouts("power-full", seed, Synchronous::full).cut(200);
  tell(damage);
  EXPECT_EQ(damage.cuts, 200);
  EXPECT_GT(damage.acknowledged, 1000);
  EXPECT_EQ(damage.lost, 0);
  EXPECT_EQ(damage.doubled, 0);
  EXPECT_EQ(damage.broken, 0);
  EXPECT_EQ(damage.unopened, 0);
}

TEST(Power, TheTwinThatDoesNotWaitForTheDiskLosesSomething) {
  const std::uint64_t seed = std::random_device{}();
  SCOPED_TRACE(std::format("seed {}", seed));
  std::printf("seed %llu\n", static_cast<unsigned long long>(seed));
  const auto damage = Blackouts("power-off", seed, Synchronous::off).cut(200);
  tell(damage);
  EXPECT_GT(damage.lost + damage.broken + damage.unopened, 0);
}

TEST(Power, ACommitBringsTheDiskWithItAndManyAppendsShareOne) {
  PowerVfs vfs("power-count", 1);
  const auto machine = Machine::start({.path = "/power.db", .vfs = vfs.name()});
  ASSERT_TRUE(machine);
  const Place alice;
  ASSERT_TRUE(machine->settle(alice, server::store::LogKind::space));
  const auto member = machine->connect(alice);
  Chain chain(alice, 0, envelope::Stream::shared);
  const auto before = vfs.syncs();
  for (std::uint32_t i = 0; i < 500; ++i) {
    const auto made = chain.next_random(100);
    chain.moved(made);
    member->session->on_message(append_message(i, made));
  }
  machine->run({member.get()}, std::chrono::seconds(10));
  EXPECT_EQ(member->inbox.messages.size(), 501U);  // the welcome and the answers
  EXPECT_GT(vfs.syncs(), before);
  EXPECT_LT(vfs.syncs(), before + 250);
}

}  // namespace
}  // namespace hearth::tests
