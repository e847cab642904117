// How deep a person is ready to go, as far as their own device can tell: private,
// never sent, never shown to anyone else. The estimate is a normal one on the scale
// of rungs; the bound lies one standard deviation below it (model.md 5.1), so that
// little knowledge means a gentle step. Only + - * / and square roots: all devices
// of a person find the same.
// One thread at a time; copies are independent.
#pragma once

#include <cstdint>
#include <deque>

namespace hearth::guide {

class Readiness {
 public:
  // "How deep would you like to go at the moment?" 1..5; others are not heard.
  void answered(int rung);
  // After a step of this depth: "how comfortable was that?" 1..5.
  void felt(int depth, int comfort);

  [[nodiscard]] double mean() const;
  [[nodiscard]] double deviation() const;
  // 1..5: the deepest rung that this person's own device lets a step have.
  [[nodiscard]] int bound() const;
  // 1..5: the deepest rung that was not closed by a step that was not comfortable.
  [[nodiscard]] int open_rung() const;

 private:
  struct Heard {
    double rung = 0;
    double precision = 0;
  };
  void hear(Heard heard);

  std::deque<Heard> heard_;  // the latest, at most kRemembered
  // After a step that was not comfortable its rung stays closed until two
  // comfortable ones; model.md 5.2.
  int closed_from_ = 0;  // 0: none
  int comfortable_since_ = 0;
};

}  // namespace hearth::guide
