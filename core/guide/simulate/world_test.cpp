#include "guide/simulate/world.h"

#include <gtest/gtest.h>

#include <set>

namespace hearth::guide::simulate {
namespace {

TEST(Worlds, AllSixAreReadUnderTheirNames) {
  ASSERT_EQ(world_names().size(), 6U);
  for (const auto name : world_names()) {
    const auto world = read_world(world_text(name));
    ASSERT_TRUE(world.has_value()) << name << ": " << world.error().what;
    EXPECT_EQ(world->name, name);
  }
  EXPECT_EQ(read_world(world_text("W3"))->readiness_overstated, 1);
  EXPECT_EQ(read_world(world_text("W1"))->completion, .8);
  EXPECT_TRUE(world_text("W7").empty());
}

TEST(Worlds, TheEvaluationHasTwoHundredSeedsAndNoneThatWorkUsed) {
  const auto seeds = evaluation_seeds();
  EXPECT_EQ(std::set(seeds.begin(), seeds.end()).size(), 200U);
  for (const auto seed : seeds) EXPECT_GE(seed, 1000U);
}

TEST(Worlds, WhatIsUnknownMissingDoubleOrNoNumberIsRefusedWithItsLine) {
  const std::string good(world_text("W1"));
  const auto error = [](const std::string& text) {
    const auto world = read_world(text);
    return world ? std::string("read") : std::to_string(world.error().line) + " " + world.error().what;
  };
  EXPECT_EQ(error(good), "read");
  EXPECT_EQ(error(""), "0 'world' is missing");
  EXPECT_EQ(error("world = X\n"), "0 'facet_loading' is missing");
  EXPECT_EQ(error("world = X\nfacet_loading\n"), "2 not of the form name = value");
  EXPECT_EQ(error("facet_loading = .5\nfacet_loading = .5\n"), "2 'facet_loading' stands twice");
  EXPECT_EQ(error("\nluck = 3\n"), "2 'luck' has no meaning");
  for (const char* wrong : {"", "nan", "1e9", "0x1", "1.2.3", "--1", "9999999999999999999999"}) {
    EXPECT_EQ(error(std::string("facet_loading = ") + wrong), "1 'facet_loading' is no number") << wrong;
  }
  EXPECT_EQ(error("facet_loading = 1.5"), "1 'facet_loading' is out of range");
}

}  // namespace
}  // namespace hearth::guide::simulate
