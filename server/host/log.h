// Log lines on standard output (or, where that tells results to a program, on
// standard error), as text or as JSON, one line each. Callers pass
// names and numbers that may be known to whoever reads the log: never bodies,
// tokens, query strings or whole addresses (use `truncated`).
// Any thread.
#pragma once

#include <cstdint>
#include <initializer_list>
#include <string>
#include <string_view>

namespace hearth::server::host {

enum class LogFormat : std::uint8_t { text, json };
enum class LogTo : std::uint8_t { standard_output, standard_error };
enum class LogLevel : std::uint8_t { debug, info, warning, error, none };

struct LogField {
  std::string_view name;
  std::string value;

  LogField(std::string_view field, std::string_view text) : name(field), value(text) {}
  LogField(std::string_view field, const char* text) : name(field), value(text) {}
  LogField(std::string_view field, std::int64_t number) : name(field), value(std::to_string(number)), is_number(true) {}
  bool is_number = false;
};

// Once, before other threads start.
void set_log(LogFormat format, LogLevel least, LogTo to = LogTo::standard_output);
[[nodiscard]] bool logs(LogLevel level);
void log(LogLevel level, std::string_view what, std::initializer_list<LogField> fields = {});

// The line itself, without its end; `time` as it shall stand there.
[[nodiscard]] std::string log_line(LogFormat format, LogLevel level, std::string_view time, std::string_view what,
                                   std::initializer_list<LogField> fields);

// An address without the part that names one machine: IPv4 to /24, IPv6 to /48.
[[nodiscard]] std::string truncated(std::string_view address);

}  // namespace hearth::server::host
