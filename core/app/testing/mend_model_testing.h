// What two people said to each other to mend something, who of them knows it, and what
// has to follow: written a second time and in another way than the program, for the test
// that compares the two (mend_random_test.cpp).
#pragma once

#include <algorithm>
#include <array>
#include <cstdint>
#include <set>
#include <string>
#include <utility>
#include <vector>

#include "base/date.h"

namespace hearth::app::testing {

inline constexpr std::array kKinds = {"hurt", "root", "impact", "meaning", "onward"};

enum class What : std::uint8_t { invite, answer, rest, seal, withdraw, release, promise, ready, pause, erase, undo };

// One thing that one of the two said; `of` is the place of what it is about.
struct Said {
  What what = What::invite;
  int who = 0;
  int of = -1;
  std::string word;
  std::int64_t at_ms = 0;
  std::string event;
  bool sent = false;
  bool heard = false;
};

class Model {
 public:
  std::vector<Said> said;
  std::set<std::pair<int, int>> opened;  // who has tapped which mend open

  int say(What what, int who, int of, std::string word, std::int64_t at_ms, std::string event = {}) {
    said.push_back({what, who, of, std::move(word), at_ms, std::move(event)});
    return static_cast<int>(said.size()) - 1;
  }
  // What is online travels; keys are given as soon as both sides are known to their owner.
  void carry(const std::array<bool, 2>& online, std::int64_t now_ms) {
    for (bool moved = true; moved;) {
      moved = false;
      for (Said& one : said) {
        const auto who = static_cast<std::size_t>(one.who);
        if (!one.sent && online.at(who)) moved = one.sent = true;
        if (one.sent && !one.heard && online.at(1 - who)) moved = one.heard = true;
      }
      for (const int mend : all(What::invite)) {
        for (const int who : {0, 1}) {
          const Side own = side(who, mend, who);
          if (own.seal < 0 || own.given || side(who, mend, 1 - who).seal < 0) continue;
          say(What::release, who, own.seal, "", now_ms);
          moved = true;
        }
      }
    }
  }
  [[nodiscard]] bool all_heard() const { return std::ranges::all_of(said, &Said::heard); }

  [[nodiscard]] std::vector<int> all(What what) const {
    std::vector<int> places;
    for (std::size_t i = 0; i < said.size(); ++i) {
      if (said[i].what == what) places.push_back(static_cast<int>(i));
    }
    return places;
  }
  [[nodiscard]] const Said& at(int place) const { return said[static_cast<std::size_t>(place)]; }
  [[nodiscard]] bool knows(int viewer, const Said& one) const { return one.who == viewer || one.heard; }
  // The last of a kind about something that the one who looks knows of.
  [[nodiscard]] const Said* last(int viewer, What what, int of, int who = -1) const {
    const Said* found = nullptr;
    for (const Said& one : said) {
      if (one.what == what && one.of == of && (who < 0 || one.who == who) && knows(viewer, one)) found = &one;
    }
    return found;
  }
  [[nodiscard]] bool hidden(int viewer, int place) const {
    bool gone = false;
    for (const Said& one : said) {
      const bool about = (one.what == What::erase || one.what == What::undo) && one.of == place;
      if (about && knows(viewer, one)) gone = one.what == What::erase;
    }
    return gone;
  }
  struct Side {
    int seal = -1;  // the place of the one that counts
    bool given = false;
    std::int64_t given_ms = 0;
  };
  [[nodiscard]] Side side(int viewer, int mend, int whose) const {
    Side found;
    for (const int place : all(What::seal)) {
      const Said& seal = at(place);
      if (seal.who != whose || seal.of != mend || !knows(viewer, seal)) continue;
      const Said* release = last(viewer, What::release, place);
      if (release == nullptr && last(viewer, What::withdraw, place) != nullptr) continue;
      found = {place, release != nullptr, release != nullptr ? release->at_ms : 0};
    }
    return found;
  }
  [[nodiscard]] bool both_given(int viewer, int mend) const {
    return side(viewer, mend, 0).given && side(viewer, mend, 1).given;
  }
  [[nodiscard]] std::vector<int> promises(int viewer, int mend) const {
    std::vector<int> places;
    for (const int place : all(What::promise)) {
      if (at(place).of == mend && knows(viewer, at(place)) && !hidden(viewer, place)) places.push_back(place);
    }
    return places;
  }
  [[nodiscard]] std::string answer(int viewer, int mend) const {
    const Said* said_last = last(viewer, What::answer, mend);
    return said_last != nullptr ? said_last->word : "";
  }
  [[nodiscard]] std::string phase(int viewer, int mend) const {
    if (last(viewer, What::rest, mend) != nullptr) return "rests";
    if (!both_given(viewer, mend)) return answer(viewer, mend) == "yes" ? "sides" : "invited";
    std::set<int> promised;
    for (const int place : promises(viewer, mend)) promised.insert(at(place).who);
    return promised.size() == 2 ? "promised" : "opened";
  }
  [[nodiscard]] bool may(int viewer, int mend, const std::string& move, std::int64_t now_ms) const {
    if (phase(viewer, mend) == "rests") return false;
    const bool own = at(mend).who == viewer;
    const bool both = both_given(viewer, mend);
    if (move == "rest") return true;
    if (move == "answer") return !own && !both;
    if (move == "promise") return both;
    if (move == "seal") return (own || both || answer(viewer, mend) == "yes") && side(viewer, mend, viewer).seal < 0;
    if (move == "counsellor") return !both && answer(viewer, mend) == "help";
    std::int64_t settled_ms = std::max(side(viewer, mend, 0).given_ms, side(viewer, mend, 1).given_ms);
    for (const int place : promises(viewer, mend)) settled_ms = std::max(settled_ms, at(place).at_ms);
    return both && base::day_of(now_ms, 60) - base::day_of(settled_ms, 60) >= 3;
  }
  [[nodiscard]] bool ready(int viewer, int step, int who) const {
    const Said* one = last(viewer, What::ready, step, who);
    return one != nullptr && one->word == "yes";
  }
  [[nodiscard]] bool step_open(int viewer, int step) const {
    for (const int who : {0, 1}) {
      const Said* pause = last(viewer, What::pause, -1, who);
      if ((pause != nullptr && pause->word == "yes") || !ready(viewer, step, who)) return false;
    }
    if (step == 2) return true;
    return std::ranges::any_of(all(What::invite), [&](int mend) {
      return at(mend).word == kKinds.at(static_cast<std::size_t>(step) - 1) && knows(viewer, at(mend)) &&
             both_given(viewer, mend);
    });
  }
};

}  // namespace hearth::app::testing
