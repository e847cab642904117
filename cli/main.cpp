#include <iostream>
#include <string>
#include <vector>

#include "cli/program.h"

int main(int count, char** values) {
  return hearth::cli::run(std::vector<std::string>(values + 1, values + count), std::cout, std::cerr);
}
