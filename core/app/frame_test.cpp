#include "app/frame.h"

#include <gtest/gtest.h>

#include "app/generated/boundary.h"

namespace hearth::app {
namespace {

using boundary::Blobs;
using boundary::Bytes;
using boundary::Json;

TEST(Frame, WhatIsEncodedDecodesTheSame) {
  Json json;
  json.set("a", 1);
  const Blobs blobs{Bytes{1, 2, 3}, Bytes{}};
  const auto frame = decode_frame(encode_frame(json, blobs));
  ASSERT_TRUE(frame.has_value());
  EXPECT_EQ(frame->json, json);
  EXPECT_EQ(frame->blobs, blobs);
}

TEST(Frame, EveryTruncationIsRefused) {
  Json json;
  json.set("a", "text");
  const Bytes whole = encode_frame(json, {Bytes{1, 2, 3}});
  for (std::size_t length = 0; length < whole.size(); ++length) {
    EXPECT_FALSE(decode_frame(std::span(whole).first(length)).has_value()) << length;
  }
}

TEST(Frame, TrailingBytesAreRefused) {
  Bytes whole = encode_frame(Json(1), {});
  whole.push_back(0);
  ASSERT_FALSE(decode_frame(whole).has_value());
  EXPECT_EQ(decode_frame(whole).error().reason, "trailing_bytes");
}

TEST(Frame, ABlobCountBeyondTheDataIsRefusedWithoutReservingIt) {
  Bytes whole = encode_frame(Json(1), {});
  whole[whole.size() - 1] = 0xFF;
  ASSERT_FALSE(decode_frame(whole).has_value());
  EXPECT_EQ(decode_frame(whole).error().reason, "too_many_blobs");
}

std::string refused(std::string_view args) {
  const Blobs blobs{Bytes{7}};
  boundary::Reader reader{blobs, {}, {}};
  boundary::CheckinSaveArgs out;
  const auto json = story::json::parse(args);
  EXPECT_TRUE(json.has_value());
  if (boundary::decode(reader, *json, out)) return "accepted";
  return reader.path + ": " + std::string(reader.reason);
}

TEST(Arguments, TheErrorNamesTheFieldAndTheReason) {
  EXPECT_EQ(refused(R"({"felt":5,"words":["calm"],"about":null,"note":"","share":"none"})"), "accepted");
  EXPECT_EQ(refused(R"({"felt":5,"words":["calm"],"note":"","share":"none"})"), "accepted");
  EXPECT_EQ(refused(R"({"felt":5,"words":["calm"],"note":""})"), "share: missing");
  EXPECT_EQ(refused(R"({"felt":5.5,"words":[],"note":"","share":"none"})"), "felt: not_an_integer");
  EXPECT_EQ(refused(R"({"felt":5,"words":[1],"note":"","share":"none"})"), "words: not_text");
  EXPECT_EQ(refused(R"({"felt":5,"words":[],"note":"","share":"some"})"), "share: unknown_word");
  EXPECT_EQ(refused(R"({"felt":5,"words":[],"note":"","share":"none","x":1})"), "x: unknown");
  EXPECT_EQ(refused("[]"), ": not_an_object");
}

TEST(Arguments, ABlobThatIsNotThereIsRefused) {
  const Blobs blobs{Bytes{7}};
  boundary::Reader reader{blobs, {}, {}};
  boundary::UnlockArgs out;
  EXPECT_FALSE(boundary::decode(reader, *story::json::parse(R"({"key":{"$":1}})"), out));
  EXPECT_EQ(reader.reason, "no_such_blob");
}

}  // namespace
}  // namespace hearth::app
