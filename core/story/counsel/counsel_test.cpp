// What stands in the log for a counsellor, and the document that goes out.
#include "story/counsel/counsel.h"

#include <gtest/gtest.h>

#include "story/counsel/document.h"

namespace hearth::story::counsel {
namespace {

template <class Content>
bool is_read(const std::string& text) {
  Content content;
  return read(*json::parse(text), content);
}

const std::string kId = "AAECAwQFBgcICQoLDA0ODw";
const std::string kOther = "EBESExQVFhcYGRobHB0eHw";

TEST(CounselEvents, AProposalNamesItsItemsOnceEach) {
  const auto with = [](const std::string& items, const std::string& rest) {
    return is_read<Propose>(R"({"items":[)" + items + R"(],"purpose":"p",)" + rest + "}");
  };
  const std::string one = "\"" + kId + "\"";
  EXPECT_TRUE(with(one + ",\"" + kOther + "\"", R"("days":14,"how":"link")"));
  EXPECT_FALSE(with(one + "," + one, R"("days":14,"how":"link")"));
  EXPECT_FALSE(with("", R"("days":14,"how":"link")"));
  EXPECT_FALSE(with("\"short\"", R"("days":14,"how":"link")"));
  EXPECT_FALSE(with(one, R"("days":15,"how":"link")"));
  EXPECT_FALSE(with(one, R"("days":0,"how":"link")"));
  EXPECT_FALSE(with(one, R"("days":1,"how":"fax")"));
  EXPECT_FALSE(with(one, R"("days":1,"how":"link","key":"x")"));
  std::string many;
  for (int i = 0; i < 201; ++i) many += (many.empty() ? "" : ",") + one;
  EXPECT_FALSE(with(many, R"("days":1,"how":"link")"));
}

TEST(CounselEvents, WhatIsWrittenIsReadAgain) {
  const auto id = *base::EventId::from(*base::from_base64url(kId));
  const Key key{.proposal = id, .share = {}, .key = {}, .day = *base::from_iso("2026-11-30")};
  Key again;
  ASSERT_TRUE(read(write(key), again));
  EXPECT_EQ(again.day, key.day);
  const Beside none{.proposal = id, .items = {}};
  Beside beside;
  EXPECT_TRUE(read(write(none), beside)) << "written with each proposal, also empty";
  Made made{.proposal = id, .share = {}, .expires_at = 1};
  EXPECT_TRUE(read(write(made), made));
  EXPECT_TRUE(is_read<Revoked>(R"({"proposal":")" + kId + "\"}"));
  EXPECT_FALSE(is_read<Answered>(R"({"proposal":")" + kId + R"(","answer":"perhaps"})"));
}

TEST(CounselDocument, IsReadAsItWasWrittenAndNothingElseIsOne) {
  Document document{.by = "Alice", .purpose = "For us", .made_on = *base::from_iso("2026-11-30"), .items = {}};
  document.items.push_back({.day = document.made_on, .who = "Bob", .kind = "checkin", .felt = 5, .words = {"tender"}});
  document.items.push_back({.day = document.made_on, .who = "Alice", .kind = "share.text", .text = "It snows."});
  const auto bytes = encode(document);
  const auto again = decode(bytes);
  ASSERT_TRUE(again.has_value());
  EXPECT_EQ(encode(*again), bytes);
  EXPECT_EQ(again->items.at(0).felt, 5);
  const std::string text(bytes.begin(), bytes.end());
  EXPECT_EQ(text.find("event"), std::string::npos) << "no ids";
  const auto refused = [&](const std::string& from, const std::string& to) {
    std::string changed = text;
    changed.replace(changed.find(from), from.size(), to);
    return !decode(base::as_bytes(changed)).has_value();
  };
  EXPECT_TRUE(refused("hearth/1/counsel", "hearth/2/counsel"));
  EXPECT_TRUE(refused("only what was selected", "everything"));
  EXPECT_TRUE(refused("\"felt\":5", "\"felt\":8"));
  EXPECT_TRUE(refused("2026-11-30", "2026-13-30"));
  EXPECT_TRUE(refused("\"by\":\"Alice\"", "\"by\":7"));
  EXPECT_TRUE(refused("\"text\":\"It snows.\"", "\"text\":\"It snows.\",\"event\":\"x\""));
  EXPECT_FALSE(decode(base::as_bytes("[]")).has_value());
  EXPECT_FALSE(decode({}).has_value());
}

}  // namespace
}  // namespace hearth::story::counsel
