// Two members mend in whatever order comes: inviting, answering, sealing, taking back,
// letting rest, erasing, pausing, with phones that drop out, sleep and are opened again. A
// small model of its own says what each has to see. After every move: what either said is
// in their own view and, once carried, in the other's; nothing shows early; somebody can
// always go on; and when both are online the two agree. HEARTH_SEED repeats a run.
#include <gtest/gtest.h>

#include <cstdlib>
#include <iostream>
#include <random>

#include "app/testing/mend_model_testing.h"
#include "app/testing/two_testing.h"

namespace hearth::app {
namespace {

using testing::Host;
using testing::kDay;
using testing::kKinds;
using testing::Model;
using testing::Said;
using testing::What;
using testing::World;

constexpr int kEvenings = 24;
constexpr int kMoves = 70;
constexpr std::size_t kMostMends = 5;
constexpr std::int64_t kUndoDays = 7;
constexpr const char* kAnswers[] = {"yes", "not_yet", "help"};

// ---- an evening of the two

std::string kind_word(int kind) { return kKinds.at(static_cast<std::size_t>(kind)); }

class Evening {
 public:
  explicit Evening(std::uint32_t seed) : random_(seed), world_(seed) {
    hosts_ = {&world_.host("Alice"), &world_.host("Bob")};
    world_.pair(*hosts_[0], *hosts_[1]);
    hosts_[0]->must(boundary::WayChooseArgs{"after_breach", "steady", false});
    world_.settle();
  }

  void live() {
    for (int i = 0; i < kMoves && !::testing::Test::HasFailure(); ++i) {
      move();
      carry();
      for (const int who : {0, 1}) look(who);
      if (model_.all_heard()) agree();
    }
    finish();
  }

 private:
  std::size_t pick(std::size_t count) { return std::uniform_int_distribution<std::size_t>(0, count - 1)(random_); }
  Host& host(int who) { return *hosts_.at(static_cast<std::size_t>(who)); }
  boundary::MendRoom room(int who) { return host(who).must(boundary::MendViewArgs{}).room; }

  void carry() {
    world_.settle();
    model_.carry({host(0).connected, host(1).connected}, world_.now_ms);
  }
  // A mend that this person knows of, also one that was erased; none: -1.
  int any_mend(int who) {
    std::vector<int> known;
    for (const int mend : model_.all(What::invite)) {
      if (model_.knows(who, model_.at(mend))) known.push_back(mend);
    }
    return known.empty() ? -1 : known[pick(known.size())];
  }
  bool shown(int who, int mend) const { return !model_.hidden(who, mend); }
  bool may(int who, int mend, const std::string& what) const {
    return shown(who, mend) && model_.may(who, mend, what, world_.now_ms);
  }
  // Says it, in the model too, when the model says that it is possible; else it is refused.
  template <class Args, class Tell>
  void expect(bool possible, int who, const Args& args, Tell tell) {
    const auto done = host(who).call(args);
    EXPECT_EQ(done.has_value(), possible) << Args::kName << " by " << who;
    if (done.has_value() && possible) tell(*done);
  }
  template <class Args>
  void expect(bool possible, int who, const Args& args, What what, int of, const std::string& word) {
    expect(possible, who, args, [&](const auto&) { model_.say(what, who, of, word, world_.now_ms); });
  }

  void move() {
    const int who = static_cast<int>(pick(2));
    const int mend = any_mend(who);
    switch (pick(18)) {
      case 0: return invite(who, static_cast<int>(pick(5)));
      case 1:
      case 2: return mend < 0 ? invite(who, 0) : answer(who, mend, kAnswers[pick(6) < 4 ? 0 : pick(3)]);
      case 3:
      case 4:
      case 5: return mend < 0 ? invite(who, 0) : seal(who, mend);
      case 6: return mend < 0 ? void() : withdraw(who, mend);
      case 7: return mend < 0 ? void() : open(who, mend);
      case 8: return mend < 0 || pick(3) != 0 ? void() : rest(who, mend);
      case 9:
      case 10: return mend < 0 ? void() : promise(who, mend);
      case 11:
      case 12: return ready(who, 2 + static_cast<int>(pick(3)), pick(4) != 0);
      case 13: return pause(who, pick(3) == 0);
      case 14: return mend < 0 || pick(2) != 0 ? void() : take_back(who, mend);
      case 15: return be_online(who, !host(who).connected);
      case 16: return host(who).reopen();
      default: return world_.pass(static_cast<std::int64_t>(pick(30)) * kDay / 6);
    }
  }

  void invite(int who, int kind) {
    if (model_.all(What::invite).size() >= kMostMends) return;
    const bool possible = kind < 2 || model_.step_open(who, kind);
    const std::string words = "words " + std::to_string(model_.said.size());
    expect(possible, who, boundary::MendInviteArgs{kind_word(kind), words},
           [&](const auto& done) { model_.say(What::invite, who, -1, kind_word(kind), world_.now_ms, done.event); });
  }
  void answer(int who, int mend, const std::string& said) {
    const std::string day = said == "yes" ? "2027-01-01" : "";
    expect(may(who, mend, "answer"), who, boundary::MendAnswerArgs{model_.at(mend).event, said, day, ""}, What::answer,
           mend, said);
  }
  void seal(int who, int mend) {
    const std::string words = "side " + std::to_string(model_.said.size()) + " of " + std::to_string(who) + ".";
    expect(may(who, mend, "seal"), who, boundary::ExchangeSealArgs{"mend/" + model_.at(mend).event, words}, What::seal,
           mend, words);
  }
  std::string exchange_of(int who, int mend) {
    for (const auto& one : room(who).mends) {
      if (one.event == model_.at(mend).event && one.exchange) return one.exchange->id;
    }
    return {};
  }
  void withdraw(int who, int mend) {
    const std::string id = exchange_of(who, mend);
    if (id.empty()) return;
    const auto own = model_.side(who, mend, who);
    expect(own.seal >= 0 && !own.given, who, boundary::ExchangeWithdrawArgs{id}, What::withdraw, own.seal, "");
  }
  void open(int who, int mend) {
    const std::string id = exchange_of(who, mend);
    if (id.empty()) return;
    expect(model_.both_given(who, mend), who, boundary::ExchangeOpenArgs{id},
           [&](const auto&) { model_.opened.insert({who, mend}); });
  }
  void rest(int who, int mend) {
    expect(may(who, mend, "rest"), who, boundary::MendRestArgs{model_.at(mend).event}, What::rest, mend, "");
  }
  void promise(int who, int mend) {
    const std::string text = "I will " + std::to_string(model_.said.size());
    expect(may(who, mend, "promise"), who, boundary::MendPromiseArgs{model_.at(mend).event, text, "2099-01-01"},
           [&](const auto& done) { model_.say(What::promise, who, mend, text, world_.now_ms, done.event); });
  }
  void ready(int who, int step, bool yes) {
    const bool shared = yes || model_.ready(who, step, who);
    expect(true, who, boundary::TrustReadyArgs{kind_word(step), yes}, [&](const auto&) {
      if (shared) model_.say(What::ready, who, step, yes ? "yes" : "no", world_.now_ms);
    });
  }
  void pause(int who, bool yes) {
    expect(true, who, boundary::WayChooseArgs{"after_breach", "steady", yes}, What::pause, -1, yes ? "yes" : "no");
  }
  // An own invitation or promise, erased or brought back within its seven days.
  void take_back(int who, int mend) {
    const auto promises = model_.all(What::promise);
    const int place = pick(2) == 0 || promises.empty() ? mend : promises[pick(promises.size())];
    const Said one = model_.at(place);
    if (one.who != who) return expect(false, who, boundary::EraseArgs{one.event}, What::erase, place, "");
    if (!model_.hidden(who, place)) return expect(true, who, boundary::EraseArgs{one.event}, What::erase, place, "");
    const bool in_time = world_.now_ms < model_.last(who, What::erase, place)->at_ms + kUndoDays * kDay;
    expect(in_time, who, boundary::EraseUndoArgs{one.event}, What::undo, place, "");
  }
  void be_online(int who, bool online) {
    host(who).connected = online;
    world_.settle();
    if (online) host(who).must(boundary::NetOnlineArgs{});
  }

  static std::string raw(Host& host) {
    boundary::Blobs blobs;
    return story::json::write(boundary::encode(host.must(boundary::MendViewArgs{}), blobs)) +
           story::json::write(boundary::encode(host.must(boundary::StoryViewArgs{}), blobs)) +
           story::json::write(boundary::encode(host.must(boundary::ShelfViewArgs{}), blobs)) +
           story::json::write(boundary::encode(host.must(boundary::MineViewArgs{}), blobs));
  }

  // What one of the two sees is what the model says that they see.
  void look(int who) {
    const auto seen = room(who);
    std::size_t expected = 0;
    for (const int mend : model_.all(What::invite)) {
      if (!model_.knows(who, model_.at(mend)) || !shown(who, mend)) continue;
      ++expected;
      const auto found = std::ranges::find(seen.mends, model_.at(mend).event, &boundary::Mend::event);
      if (found == seen.mends.end()) {
        ADD_FAILURE() << "a mend is lost";
        continue;
      }
      EXPECT_EQ(found->phase, model_.phase(who, mend));
      EXPECT_EQ(found->answer, model_.answer(who, mend));
      EXPECT_EQ(found->promises.size(), model_.promises(who, mend).size());
      for (const char* one : {"answer", "seal", "rest", "promise", "followed", "counsellor"}) {
        EXPECT_EQ(std::ranges::contains(found->may, one), model_.may(who, mend, one, world_.now_ms)) << one;
      }
      EXPECT_TRUE(found->phase == "rests" || !found->may.empty()) << "stuck";
      const bool opened = model_.opened.contains({who, mend});
      EXPECT_EQ(found->exchange && found->exchange->theirs, opened) << "each opens by their own tap";
    }
    EXPECT_EQ(seen.mends.size(), expected);
    for (const int step : {2, 3, 4}) {
      const auto& view = seen.trust.steps.at(static_cast<std::size_t>(step - 2));
      EXPECT_EQ(view.ready, model_.ready(who, step, who));
      EXPECT_EQ(view.open, model_.step_open(who, step)) << kind_word(step);
    }
    const std::string all = raw(host(who));
    for (const int place : model_.all(What::seal)) {
      const Said& seal = model_.at(place);
      const bool withdrawn = model_.last(who, What::withdraw, place) != nullptr;
      const bool readable = seal.who == who ? !withdrawn : model_.opened.contains({who, seal.of}) && !withdrawn;
      // An own one that was withdrawn may lie there as a draft.
      if (seal.who == who && withdrawn) continue;
      EXPECT_EQ(all.contains(seal.word), readable) << seal.word << (readable ? " is lost" : " shows early");
    }
  }

  // With everything carried the two see one and the same.
  void agree() {
    const auto shared = [&](int who) {
      std::string text;
      const auto seen = room(who);
      for (const auto& mend : seen.mends) {
        text += mend.event + mend.kind + mend.words + mend.answer + mend.answer_day + mend.phase + "\n";
        for (const auto& promise : mend.promises) text += promise.event + promise.text + promise.by + "\n";
      }
      for (const auto& step : seen.trust.steps) text += step.open ? step.id : "-";
      return text;
    };
    EXPECT_EQ(shared(0), shared(1));
  }

  // Nobody is stuck: whatever happened, what neither let rest can be brought to its end.
  void finish() {
    for (const int who : {0, 1}) be_online(who, true);
    carry();
    world_.pass(10 * 60'000);
    for (const int mend : model_.all(What::invite)) {
      if (!shown(0, mend) || model_.phase(0, mend) == "rests") continue;
      const int inviter = model_.at(mend).who;
      if (!model_.both_given(0, mend)) answer(1 - inviter, mend, "yes");
      for (const int who : {inviter, 1 - inviter}) {
        if (model_.side(who, mend, who).seal < 0) seal(who, mend);
        carry();
      }
      for (const int who : {0, 1}) {
        open(who, mend);
        promise(who, mend);
      }
      carry();
      EXPECT_EQ(model_.phase(0, mend), "promised");
    }
    for (const int who : {0, 1}) look(who);
    EXPECT_TRUE(model_.all_heard()) << "something did not arrive";
    agree();
  }

  std::mt19937 random_;
  World world_;
  std::array<Host*, 2> hosts_{};
  Model model_;
};

TEST(MendAtRandom, NothingIsLostShownEarlyOrStuckWhateverTheOrder) {
  const char* given = std::getenv("HEARTH_SEED");
  const auto seed = given != nullptr ? static_cast<std::uint32_t>(std::strtoul(given, nullptr, 10))
                                     : static_cast<std::uint32_t>(std::random_device()());
  std::cout << "HEARTH_SEED=" << seed << "\n";
  for (std::uint32_t i = 0; i < kEvenings && !HasFailure(); ++i) {
    SCOPED_TRACE("HEARTH_SEED=" + std::to_string(seed) + ", evening " + std::to_string(i));
    Evening(seed + i).live();
  }
}

}  // namespace
}  // namespace hearth::app
