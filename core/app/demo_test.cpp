// Reads the script from content/, which a WebAssembly test cannot.
#ifndef __wasm__
#include <gtest/gtest.h>

#include <fstream>
#include <iterator>

#include "app/testing/world_testing.h"

namespace hearth::app {
namespace {

using testing::Host;
using testing::World;

base::Bytes script() {
  std::ifstream file("content/demo/sam-and-robin.en.json", std::ios::binary);
  return {std::istreambuf_iterator<char>(file), std::istreambuf_iterator<char>()};
}

TEST(Demo, BothPhonesShowTheSameTwelveWeeksEachFromTheirOwnSide) {
  World world;
  Host& sam = world.host("sam");
  Host& robin = world.host("robin");
  sam.must(boundary::DemoStartArgs{script(), "sam"});
  robin.must(boundary::DemoStartArgs{script(), "robin"});
  EXPECT_EQ(sam.must(boundary::StatusViewArgs{}).status.partner, "Robin");
  EXPECT_EQ(robin.must(boundary::StatusViewArgs{}).status.partner, "Sam");
  const auto question = sam.must(boundary::TodayViewArgs{}).today.exchange->question.id;
  EXPECT_EQ(question, robin.must(boundary::TodayViewArgs{}).today.exchange->question.id);
  std::size_t open = 0;
  for (const auto& exchange : sam.must(boundary::ShelfViewArgs{}).exchanges) {
    EXPECT_NE(exchange.question.id, question);
    if (exchange.phase != boundary::ExchangePhase::kOpen) continue;
    ++open;
    EXPECT_FALSE(exchange.own->text.empty());
    EXPECT_FALSE(exchange.theirs->text.empty());
  }
  EXPECT_GT(open, 15U);
  const auto picture = sam.must(boundary::PictureViewArgs{"12w"}).picture;
  EXPECT_TRUE(picture.enough);
  EXPECT_GE(picture.weeks.size(), 12U);
  EXPECT_NE(picture.sentence, "picture-sentence-few");
  EXPECT_FALSE(sam.must(boundary::MineViewArgs{}).diary.empty());
}

TEST(Demo, NothingIsStoredOrSentAndWhatIsWrittenThereStaysThere) {
  World world;
  Host& sam = world.host("sam");
  sam.must(boundary::DemoStartArgs{script(), "sam"});
  const auto today = sam.must(boundary::TodayViewArgs{}).today;
  const auto sealed = sam.must(boundary::ExchangeSealArgs{today.exchange->question.id, "the lamp"}).exchange;
  EXPECT_EQ(sealed.phase, boundary::ExchangePhase::kSealed);
  sam.must(boundary::CheckinSaveArgs{5, 6, {}, std::nullopt, "", boundary::Share::kAll});
  sam.must(boundary::ExportArgs{boundary::ExportScope::kAll});
  world.settle();
  EXPECT_TRUE(sam.records.empty());
  EXPECT_TRUE(sam.events.empty());
}

TEST(Demo, WhatNeedsAPersonIsRefused) {
  World world;
  Host& sam = world.host("sam");
  sam.must(boundary::DemoStartArgs{script(), "sam"});
  EXPECT_EQ(sam.call(boundary::PairInviteArgs{true, {}}).error().code, boundary::ErrorCode::kRefusedByRule);
  EXPECT_EQ(sam.call(boundary::KitMakeArgs{}).error().code, boundary::ErrorCode::kRefusedByRule);
  EXPECT_EQ(sam.call(boundary::LeaveArgs{}).error().code, boundary::ErrorCode::kRefusedByRule);
  EXPECT_EQ(sam.call(boundary::DeviceScanArgs{"x", {}}).error().code, boundary::ErrorCode::kRefusedByRule);
}

TEST(Demo, AMalformedScriptIsRefusedAndNothingBegins) {
  World world;
  Host& sam = world.host("sam");
  const std::string text = R"({"days":84,"people":{"sam":"Sam","robin":"Robin"},"diary":[{"day":1}]})";
  const auto refused = sam.call(boundary::DemoStartArgs{base::to_bytes(base::as_bytes(text)), "sam"});
  ASSERT_FALSE(refused.has_value());
  EXPECT_EQ(refused.error().code, boundary::ErrorCode::kBadRequest);
  EXPECT_EQ(sam.call(boundary::TodayViewArgs{}).error().code, boundary::ErrorCode::kNotReady);
}

}  // namespace
}  // namespace hearth::app

#endif
