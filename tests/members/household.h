// Alice and Bob with a space of their own on a fresh server.
#pragma once

#include <gtest/gtest.h>

#include "tests/members/actor.h"
#include "tests/members/local_server.h"

namespace hearth::tests {

class Household : public ::testing::Test {
 protected:
  Household() : Household(LocalServer::Options{}) {}
  explicit Household(LocalServer::Options options) : server(std::move(options)), dial(server.port()) {
    EXPECT_EQ(dial.register_place(alice, server.setup_token()).status, 201);
    EXPECT_EQ(dial.register_place(bob, server.setup_token()).status, 201);
    bobs_seat.log = alices_seat.log;
    EXPECT_EQ(dial.make_space(dial.token(alice), alices_seat).status, 201);
    EXPECT_EQ(dial.add_seat(dial.token(alices_seat), bobs_seat).status, 201);
  }

  LocalServer server;
  Dialler dial;
  Place alice;  // personal logs
  Place bob;
  Place alices_seat;  // in their space
  Place bobs_seat;
};

}  // namespace hearth::tests
