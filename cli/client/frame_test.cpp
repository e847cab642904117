#include "cli/client/frame.h"

#include <gtest/gtest.h>

namespace hearth::cli {
namespace {

TEST(Frame, ComesBackAsItWent) {
  Frame frame;
  frame.json = {{"command", "boot"}, {"now", 1'780'000'000'000}};
  frame.json["vault"] = frame.blob({1, 2, 3});
  frame.json["none"] = frame.blob({});
  const auto read = decode_frame(encode_frame(frame));
  ASSERT_TRUE(read) << read.error();
  EXPECT_EQ(read->json, frame.json);
  EXPECT_EQ(*read->find(read->json["vault"]), (Bytes{1, 2, 3}));
  EXPECT_TRUE(read->find(read->json["none"])->empty());
}

TEST(Frame, HasNoBlobWhereNoneIsMeant) {
  Frame frame;
  EXPECT_EQ(frame.find(Json(3)), nullptr);
  EXPECT_EQ(frame.find(Json{{"$", 0}}), nullptr);
  EXPECT_EQ(frame.find(Json{{"$", -1}}), nullptr);
  EXPECT_EQ(frame.find(Json()), nullptr);
}

TEST(Frame, CutAnywhereOrFollowedByMoreIsRefused) {
  Frame frame;
  frame.json["data"] = frame.blob({9, 9, 9, 9});
  Bytes bytes = encode_frame(frame);
  for (std::size_t length = 0; length < bytes.size(); ++length) {
    EXPECT_FALSE(decode_frame(std::span(bytes).first(length))) << length;
  }
  bytes.push_back(0);
  EXPECT_FALSE(decode_frame(bytes));
}

TEST(Frame, OfAnotherVersionIsRefused) {
  Bytes bytes = encode_frame(Frame{});
  bytes[0] = 2;
  EXPECT_FALSE(decode_frame(bytes));
}

}  // namespace
}  // namespace hearth::cli
