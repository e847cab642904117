// How the server's commands end. (The client's own codes stand in cli/.)
#pragma once

namespace hearth::server {

inline constexpr int kDone = 0;
inline constexpr int kUnhealthy = 1;  // healthcheck, doctor: something is wrong
inline constexpr int kUsage = 2;
inline constexpr int kUnreachable = 5;   // healthcheck: nobody answers
inline constexpr int kNewerSchema = 10;  // the data was written by a newer program
inline constexpr int kConfiguration = 11;
inline constexpr int kCannotWrite = 12;

}  // namespace hearth::server
