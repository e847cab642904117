// Starting, watching and ending programs in tests, by their id and never by name.
#pragma once

#include <sys/types.h>

#include <chrono>
#include <filesystem>
#include <map>
#include <optional>
#include <string>
#include <vector>

namespace hearth::tests {

// A folder of its own that goes away with the object.
class TemporaryFolder {
 public:
  TemporaryFolder();
  TemporaryFolder(const TemporaryFolder&) = delete;
  TemporaryFolder& operator=(const TemporaryFolder&) = delete;
  ~TemporaryFolder();
  [[nodiscard]] const std::filesystem::path& path() const { return path_; }
  [[nodiscard]] std::filesystem::path operator/(const std::string& name) const { return path_ / name; }

 private:
  std::filesystem::path path_;
};

void write_file(const std::filesystem::path& path, const std::string& text);
[[nodiscard]] std::string read_file(const std::filesystem::path& path);

// A program that runs beside the test. What it prints is kept in memory by way of
// two files of its own.
class Process {
 public:
  using Environment = std::map<std::string, std::string>;

  // Starts at once; aborts the test program if that is not possible. The child gets
  // this process's environment without its HEARTH_* variables, and `environment`.
  explicit Process(const std::vector<std::string>& command, const Environment& environment = {});
  Process(const Process&) = delete;
  Process& operator=(const Process&) = delete;
  ~Process();  // ends it, hard if need be

  [[nodiscard]] pid_t id() const { return id_; }
  [[nodiscard]] bool running();
  [[nodiscard]] std::string out() const;
  [[nodiscard]] std::string err() const;

  // Sends a signal without waiting for anything.
  void signal(int number) const;

  // The exit code (128 + signal when a signal ended it), or nothing in time.
  std::optional<int> wait(std::chrono::milliseconds patience);

  // The first line of the output that contains `text`, or nothing in time.
  std::optional<std::string> wait_for_line(const std::string& text, std::chrono::milliseconds patience);

 private:
  TemporaryFolder folder_;
  pid_t id_ = -1;
  std::optional<int> code_;
};

struct Finished {
  int code = -1;
  std::string out;
  std::string err;
};

// Runs to the end; a program that takes longer than `patience` is killed and gives
// code -1.
Finished run(const std::vector<std::string>& command, const Process::Environment& environment = {},
             std::chrono::milliseconds patience = std::chrono::seconds(60));

// The program that people run.
[[nodiscard]] std::string hearth_program();

}  // namespace hearth::tests
