// Why a text was refused, in one plain line for the person at the command line.
// This is the one place of the core with sentences: they name rows of files, which
// only the command line reads.
#pragma once

#include <cstddef>
#include <format>
#include <string>
#include <string_view>

#include "closeness/fault.h"

namespace hearth::closeness::text {

struct TextError {
  std::size_t row = 0;  // of the data, from 1, the line of names not counted; 0: the file as a whole
  std::string reason;

  // "row 3: the time 4 comes after 5"
  [[nodiscard]] std::string message() const { return row == 0 ? reason : std::format("row {}: {}", row, reason); }
};

// What is wrong, in words.
[[nodiscard]] std::string_view words(Fault fault);

}  // namespace hearth::closeness::text
