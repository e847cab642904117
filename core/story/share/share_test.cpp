#include "story/share/share.h"

#include <gtest/gtest.h>

namespace hearth::story::share {
namespace {

TEST(Share, WhatIsWelcomeGrowsWithWhatWasAskedFor) {
  for (const auto kind : {ReplyKind::thank_you, ReplyKind::heard, ReplyKind::said_back}) {
    for (const auto mode : {ReplyMode::witness, ReplyMode::ask, ReplyMode::ideas}) EXPECT_TRUE(welcome(mode, kind));
  }
  EXPECT_FALSE(welcome(ReplyMode::witness, ReplyKind::question));
  EXPECT_TRUE(welcome(ReplyMode::ask, ReplyKind::question));
  EXPECT_FALSE(welcome(ReplyMode::witness, ReplyKind::idea));
  EXPECT_FALSE(welcome(ReplyMode::ask, ReplyKind::idea)) << "advice is given where it was asked for, and nowhere else";
  EXPECT_TRUE(welcome(ReplyMode::ideas, ReplyKind::idea));
}

TEST(Share, EveryKindAndModeIsReadBackAsItWasWritten) {
  for (const auto mode : {ReplyMode::witness, ReplyMode::ask, ReplyMode::ideas}) {
    Text out;
    ASSERT_TRUE(read(write(Text{"It snows.", mode}), out));
    EXPECT_EQ(out.reply, mode);
  }
  for (std::size_t i = 0; i < kReplyKinds; ++i) {
    const auto kind = static_cast<ReplyKind>(i);
    Reply out;
    ASSERT_TRUE(read(write(Reply{{}, kind, "words"}), out));
    EXPECT_EQ(out.kind, kind);
    EXPECT_EQ(reply_kind(word(kind)), kind);
  }
  EXPECT_FALSE(reply_kind("verdict"));
}

TEST(Share, QuestionMarksOfManyScriptsAsk) {
  for (const char* text : {"Why?", "\u00bfPor qu\u00e9", "\u4f55\uff1f", "\u0644\u0645\u0627\u0630\u0627\u061f",
                           "\u03a4\u03b9\u037e", "\u2753"}) {
    EXPECT_TRUE(asks(text)) << text;
  }
  for (const char* text : {"", "You were tired.", "\u03b1;", "!"}) EXPECT_FALSE(asks(text)) << text;
}

}  // namespace
}  // namespace hearth::story::share
