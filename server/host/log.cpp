#include "server/host/log.h"

#include <chrono>
#include <cstdio>
#include <format>
#include <mutex>

namespace hearth::server::host {
namespace {

LogFormat g_format = LogFormat::text;
LogLevel g_least = LogLevel::info;
LogTo g_to = LogTo::standard_output;

std::mutex& output_mutex() {
  static std::mutex mutex;
  return mutex;
}

std::string_view name_of(LogLevel level) {
  switch (level) {
    case LogLevel::debug: return "debug";
    case LogLevel::info: return "info";
    case LogLevel::warning: return "warning";
    case LogLevel::error:
    case LogLevel::none: return "error";
  }
  return "error";
}

// Printable in both formats: JSON's escapes, which also keep a text line one line.
void append_escaped(std::string& out, std::string_view text) {
  for (const char c : text) {
    const auto byte = static_cast<unsigned char>(c);
    if (c == '"' || c == '\\') {
      out += '\\';
      out += c;
    } else if (byte < 0x20 || byte == 0x7f) {
      out += std::format("\\u{:04x}", byte);
    } else {
      out += c;
    }
  }
}

}  // namespace

void set_log(LogFormat format, LogLevel least, LogTo to) {
  g_to = to;
  g_format = format;
  g_least = least;
}

bool logs(LogLevel level) { return level >= g_least; }

std::string log_line(LogFormat format, LogLevel level, std::string_view time, std::string_view what,
                     std::initializer_list<LogField> fields) {
  std::string line;
  if (format == LogFormat::json) {
    line = std::format(R"({{"time":"{}","level":"{}","what":")", time, name_of(level));
    append_escaped(line, what);
    line += '"';
    for (const auto& field : fields) {
      line += ",\"";
      append_escaped(line, field.name);
      line += "\":";
      if (field.is_number) {
        line += field.value;
      } else {
        line += '"';
        append_escaped(line, field.value);
        line += '"';
      }
    }
    line += '}';
    return line;
  }
  line = std::format("{} {} ", time, name_of(level));
  append_escaped(line, what);
  for (const auto& field : fields) {
    line += std::format(" {}=", field.name);
    append_escaped(line, field.value);
  }
  return line;
}

void log(LogLevel level, std::string_view what, std::initializer_list<LogField> fields) {
  if (!logs(level)) return;
  const auto now = std::chrono::floor<std::chrono::milliseconds>(std::chrono::system_clock::now());
  const auto line = log_line(g_format, level, std::format("{:%FT%TZ}", now), what, fields) + "\n";
  const std::lock_guard lock(output_mutex());
  std::FILE* const out = g_to == LogTo::standard_error ? stderr : stdout;
  std::fwrite(line.data(), 1, line.size(), out);
  std::fflush(out);
}

std::string truncated(std::string_view address) {
  if (address.find(':') != std::string_view::npos) {
    // The first three groups are the /48; a mapped IPv4 address ends in its own form.
    const auto dot = address.rfind('.');
    if (dot != std::string_view::npos) return std::string(address.substr(0, dot)) + ".0";
    std::size_t at = 0;
    for (int group = 0; group < 3; ++group) {
      const auto colon = address.find(':', at);
      if (colon == std::string_view::npos) break;
      if (colon + 1 < address.size() && address[colon + 1] == ':') return std::string(address.substr(0, colon)) + "::";
      at = colon + 1;
    }
    return std::string(address.substr(0, at)) + ":";
  }
  const auto dot = address.rfind('.');
  return dot == std::string_view::npos ? std::string("?") : std::string(address.substr(0, dot)) + ".0";
}

}  // namespace hearth::server::host
