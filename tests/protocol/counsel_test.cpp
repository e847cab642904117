// What two people show a counsellor, through the real server and `hearth open-share`,
// with Mallory as the host: what she alters is refused; what she cannot be kept from is
// said in docs/protocol.md, 17.
#include "tests/protocol/couple_testing.h"
#include "tests/support/canary.h"

namespace hearth::tests {
namespace {

constexpr int kRefused = 3;
constexpr int kVerificationFailed = 4;
constexpr int kUnreachable = 5;

class CounselShare : public Couple {
 protected:
  std::string say(Actor& who, const std::string& text) {
    const std::string event =
        who.ok("share.send", {{"text", text}, {"reply", "witness"}}).json.value("event", std::string());
    settle(alice, bob);
    return event;
  }
  std::string propose(const std::vector<std::string>& items) {
    const std::string event =
        alice.ok("counsel.propose", {{"items", items}, {"purpose", "For us"}, {"days", 3}, {"how", "link"}})
            .json.value("event", std::string());
    settle(alice, bob);
    return event;
  }
  static Json newest(Actor& who) {
    const Json all = who.ok("counsel.view").json.value("counsel", Json::array());
    return all.empty() ? Json::object() : all.front();
  }
  std::string make(const std::string& event) {
    alice.ok("counsel.make", {{"event", event}});
    alice.settle();
    return newest(alice).value("link", std::string());
  }
  // A link over words of both, open.
  std::string opened_by_both(const std::string& words) {
    const std::string event = propose({say(alice, "I was short with you."), say(bob, words)});
    bob.ok("counsel.answer", {{"event", event}, {"answer", "yes"}});
    settle(alice, bob);
    std::string link = make(event);
    settle(alice, bob);
    return link;
  }
  static Finished open(const std::string& link, const std::vector<std::string>& more = {}) {
    std::vector<std::string> command = {hearth_program(), "open-share", link, "--patience", "5"};
    command.insert(command.end(), more.begin(), more.end());
    return run(command);
  }
  static bool is_share(const PassingRequest& request) { return request.path.starts_with("/v1/shares/"); }
};

TEST_F(CounselShare, FromTheProposalToTheCounsellorAndToItsEnd) {
  const std::string event = propose({say(alice, "I was short with you."), say(bob, "I was tired, too.")});
  EXPECT_EQ(alice.fails("counsel.make", {{"event", event}}), "refused_by_rule");
  bob.ok("counsel.answer", {{"event", event}, {"answer", "yes"}});
  settle(alice, bob);
  bob.offline();
  const std::string link = make(event);
  EXPECT_EQ(newest(alice).value("phase", ""), "unconfirmed") << "bob's device has not given the second key";
  EXPECT_EQ(open(link).code, kRefused);
  bob.online();
  settle(alice, bob);
  const Finished read = open(link);
  EXPECT_EQ(read.code, 0) << read.out << read.err;
  EXPECT_NE(read.out.find("I was tired, too."), std::string::npos) << read.out;
  EXPECT_NE(read.out.find("only what was selected"), std::string::npos) << read.out;
  clock.forward(std::chrono::minutes(1));
  newest(alice);
  alice.settle();
  EXPECT_TRUE(newest(alice).value("fetched", false));
  bob.ok("counsel.revoke", {{"event", event}});
  settle(alice, bob);
  EXPECT_EQ(open(link).code, kRefused);
  EXPECT_EQ(newest(alice).value("phase", ""), "revoked");
  server.stop();
  EXPECT_EQ(open(link).code, kUnreachable);
}

TEST_F(CounselShare, OnesOwnWordsGoWithoutTheOtherHearingOfIt) {
  const std::string link = make(propose({say(alice, "Mine alone.")}));
  settle(alice, bob);
  EXPECT_TRUE(newest(bob).empty());
  EXPECT_EQ(open(link).code, 0);
}

TEST_F(CounselShare, AnAlteredBodyIsRefusedWhicheverByteItIs) {
  const std::string link = opened_by_both("I was tired, too.");
  ASSERT_EQ(open(link).code, 0);
  for (const std::size_t place : {std::size_t{0}, std::size_t{25}, std::size_t{2000}, std::size_t{4100}}) {
    mallory.set({.answer = [place](const PassingRequest& request, PassingAnswer& answer) {
      if (is_share(request) && place < answer.body.size())
        answer.body[place] = static_cast<char>(answer.body[place] ^ 1);
    }});
    const Finished read = open(link);
    EXPECT_EQ(read.code, kVerificationFailed) << place << read.out;
    EXPECT_EQ(read.out.find("tired"), std::string::npos);
  }
  mallory.set({.answer = [](const PassingRequest& request, PassingAnswer& answer) {
    if (is_share(request)) answer.body.resize(answer.body.size() - 1);
  }});
  EXPECT_EQ(open(link).code, kVerificationFailed);
}

TEST_F(CounselShare, OneShareHandedOutForAnotherIsRefused) {
  const std::string first = opened_by_both("I was tired, too.");
  const std::string second = make(propose({say(alice, "Mine alone.")}));
  const auto id_of = [](const std::string& link) { return link.substr(link.find('#') + 1, 22); };
  mallory.set({.request = [&](PassingRequest& request) {
    if (is_share(request)) request.path = "/v1/shares/" + id_of(second);
  }});
  EXPECT_EQ(open(second).code, 0) << "it is there";
  EXPECT_EQ(open(first).code, kVerificationFailed);
}

TEST_F(CounselShare, TheHostNeverHasTheKeyOrAWord) {
  std::vector<std::string> seen;
  mallory.set({.request = [&](PassingRequest& request) {
    std::string all = request.method + " " + request.path + " " + request.body;
    for (const auto& [name, value] : request.headers) all += name + value;
    seen.push_back(std::move(all));
  }});
  const std::string words = "the heron waits in the reeds at dawn";
  const std::string link = opened_by_both(words);
  ASSERT_EQ(open(link).code, 0);
  const std::string key = link.substr(link.rfind('.') + 1);
  ASSERT_EQ(key.size(), 43U);
  ASSERT_FALSE(seen.empty());
  for (const std::string& request : seen) EXPECT_EQ(request.find(key), std::string::npos) << request.substr(0, 80);
  for (const std::string& secret : {key, words}) {
    EXPECT_TRUE(find_canary_in(server.data().string(), secret).empty());
    EXPECT_TRUE(find_canary(server.log(), secret, "the server's log").empty());
  }
  EXPECT_TRUE(find_canary_in(alice.home().string(), key).empty()) << "at rest it is encrypted";
}

// What no program prevents: the bytes lie at the host. Whoever holds the link is one of
// the two, or was given it by them; the host alone reads nothing.
TEST_F(CounselShare, AHostCanHandOutAPendingOneAndKeepOneThatHasEndedAndReadsNeither) {
  const std::string event = propose({say(alice, "Hers."), say(bob, "His.")});
  bob.ok("counsel.answer", {{"event", event}, {"answer", "yes"}});
  settle(alice, bob);
  bob.offline();
  const std::string link = make(event);
  Ledger(server.database()).run("UPDATE shares SET confirmed = 1");
  EXPECT_EQ(open(link).code, 0) << "pending, and handed out";
  std::string kept;
  mallory.set({.answer = [&](const PassingRequest& request, PassingAnswer& answer) {
    if (is_share(request)) kept = answer.body;
  }});
  ASSERT_EQ(open(link).code, 0);
  alice.ok("counsel.revoke", {{"event", event}});
  alice.settle();
  be_honest();
  EXPECT_EQ(open(link).code, kRefused);
  mallory.set({.instead = [&](const PassingRequest& request) -> std::optional<PassingAnswer> {
    if (!is_share(request)) return std::nullopt;
    return PassingAnswer{200, kept};
  }});
  EXPECT_EQ(open(link).code, 0) << "ended, and handed out";
  EXPECT_EQ(kept.find("Hers."), std::string::npos);
}

TEST_F(CounselShare, ALinkOutlivesBeingOfflineAndARestart) {
  const std::string event = propose({say(alice, "Hers."), say(bob, "His.")});
  bob.ok("counsel.answer", {{"event", event}, {"answer", "yes"}});
  settle(alice, bob);
  alice.offline();
  alice.ok("counsel.make", {{"event", event}});
  EXPECT_EQ(newest(alice).value("phase", ""), "waiting");
  alice.stop();
  alice.restart();
  settle(alice, bob);
  settle(alice, bob);
  EXPECT_EQ(open(newest(alice).value("link", std::string())).code, 0);
}

}  // namespace
}  // namespace hearth::tests
