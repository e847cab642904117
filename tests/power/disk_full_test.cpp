// A full disk: new entries are refused in plain words, reading goes on, and writing
// comes back by itself when there is room.
#include <thread>

#include "tests/members/household.h"
#include "tests/power/power_vfs.h"

namespace hearth::tests {
namespace {

struct Disk {
  PowerVfs vfs{"small-disk", 1};
};

class FullDisk : private Disk, public Household {
 protected:
  static LocalServer::Options on(const std::string& vfs) {
    LocalServer::Options options;
    options.vfs = vfs;
    options.server.limits.appends_per_minute = 0;
    return options;
  }
  FullDisk() : Household(on(vfs.name())) {}
  PowerVfs& disk() { return vfs; }
};

TEST_F(FullDisk, IsReadOnlyUntilThereIsRoomAgain) {
  Listener alices(server.port(), dial.token(alices_seat));
  Chain chain(alices_seat, 0, envelope::Stream::shared);
  std::uint64_t written = 0;
  const auto write = [&]() -> std::string {
    const auto made = chain.next_random(20'000);
    const auto answer = alices.ask(append_message(1, made));
    if (answer && std::holds_alternative<Ack>(*answer)) {
      chain.moved(made);
      ++written;
      return "ack";
    }
    return answer && std::holds_alternative<Refusal>(*answer) ? std::get<Refusal>(*answer).code : "closed";
  };
  EXPECT_EQ(write(), "ack");
  disk().set_capacity(disk().used() + 100'000);
  std::string last;
  for (int i = 0; i < 50 && last != "read_only"; ++i) last = write();
  EXPECT_EQ(last, "read_only");

  // Said plainly where a person or a monitor looks.
  const auto ready = get(server.port(), "/readyz");
  EXPECT_EQ(ready.status, 503);
  EXPECT_EQ(ready.json()["checks"]["writing"], "read_only");
  EXPECT_EQ(get(server.port(), "/healthz").status, 200);
  EXPECT_EQ(dial.make_space(dial.token(alice), Place()).code(), "read_only");

  // Reading and logging in go on.
  Listener bobs(server.port(), dial.token(bobs_seat));
  ASSERT_TRUE(bobs.live());
  EXPECT_EQ(bobs.paged().size(), written);

  // Room again: nothing has to be restarted, and nothing is lost or twice.
  disk().set_capacity(1'000'000'000);
  EXPECT_EQ(write(), "ack");
  EXPECT_EQ(get(server.port(), "/readyz").status, 200);
  Listener after(server.port(), dial.token(bobs_seat));
  EXPECT_EQ(after.paged().size(), written);
}

TEST_F(FullDisk, ComesBackByItselfWhenNobodyWrites) {
  disk().set_capacity(disk().used());
  Listener alices(server.port(), dial.token(alices_seat));
  Chain chain(alices_seat, 0, envelope::Stream::shared);
  const auto answer = alices.ask(append_message(1, chain.next_random(20'000)));
  ASSERT_TRUE(answer && std::holds_alternative<Refusal>(*answer));
  EXPECT_EQ(get(server.port(), "/readyz").status, 503);
  disk().set_capacity(1'000'000'000);
  server.clock().advance(3 * server::host::kSecond);
  for (int i = 0; i < 50 && get(server.port(), "/readyz").status != 200; ++i) {
    std::this_thread::sleep_for(std::chrono::milliseconds(100));
  }
  EXPECT_EQ(get(server.port(), "/readyz").status, 200);
}

}  // namespace
}  // namespace hearth::tests
