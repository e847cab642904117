// Why a command of the server did not do what it was asked.
#pragma once

#include <string>

namespace hearth::server::admin {

struct Failure {
  int exit_code = 0;  // server/host/exit_codes.h
  std::string what;   // what, why and the command that helps, for people
};

}  // namespace hearth::server::admin
