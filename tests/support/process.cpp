#include "tests/support/process.h"

#include <fcntl.h>
#include <sys/wait.h>
#include <unistd.h>

#include <csignal>
#include <cstdio>
#include <cstdlib>
#include <fstream>
#include <iterator>
#include <sstream>
#include <thread>

extern char** environ;

namespace hearth::tests {
namespace {

using std::chrono::steady_clock;
constexpr auto kPoll = std::chrono::milliseconds(5);

[[noreturn]] void give_up(const char* what) {
  std::perror(what);
  std::abort();
}

std::vector<std::string> child_environment(const Process::Environment& wanted) {
  std::vector<std::string> all;
  for (char** entry = environ; *entry != nullptr; ++entry) {
    const std::string text = *entry;
    const std::string name = text.substr(0, text.find('='));
    if (!name.starts_with("HEARTH_") && !wanted.contains(name)) all.push_back(text);
  }
  for (const auto& [name, value] : wanted) all.push_back(name + "=" + value);
  return all;
}

std::vector<char*> pointers(std::vector<std::string>& texts) {
  std::vector<char*> list;
  for (std::string& text : texts) list.push_back(text.data());
  list.push_back(nullptr);
  return list;
}

}  // namespace

TemporaryFolder::TemporaryFolder() {
  std::string pattern = (std::filesystem::temp_directory_path() / "hearth-test-XXXXXX").string();
  if (::mkdtemp(pattern.data()) == nullptr) give_up("mkdtemp");
  path_ = pattern;
}

TemporaryFolder::~TemporaryFolder() {
  std::error_code ignored;
  std::filesystem::remove_all(path_, ignored);
}

void write_file(const std::filesystem::path& path, const std::string& text) {
  std::ofstream(path, std::ios::binary) << text;
}

std::string read_file(const std::filesystem::path& path) {
  std::ifstream stream(path, std::ios::binary);
  return {std::istreambuf_iterator<char>(stream), {}};
}

Process::Process(const std::vector<std::string>& command, const Environment& environment) {
  std::vector<std::string> arguments = command;
  std::vector<std::string> variables = child_environment(environment);
  const std::vector<char*> argument_pointers = pointers(arguments);
  const std::vector<char*> variable_pointers = pointers(variables);
  const std::string out = (folder_ / "out").string();
  const std::string err = (folder_ / "err").string();
  id_ = ::fork();
  if (id_ < 0) give_up("fork");
  if (id_ > 0) return;
  const int nothing = ::open("/dev/null", O_RDONLY);
  const int to_out = ::open(out.c_str(), O_WRONLY | O_CREAT | O_APPEND, 0600);
  const int to_err = ::open(err.c_str(), O_WRONLY | O_CREAT | O_APPEND, 0600);
  ::dup2(nothing, 0);
  ::dup2(to_out, 1);
  ::dup2(to_err, 2);
  ::execvpe(argument_pointers.front(), argument_pointers.data(), variable_pointers.data());
  std::perror(argument_pointers.front());
  ::_exit(127);
}

Process::~Process() {
  if (!running()) return;
  signal(SIGTERM);
  if (!wait(std::chrono::seconds(5))) {
    signal(SIGKILL);
    wait(std::chrono::seconds(5));
  }
}

bool Process::running() { return !wait(std::chrono::milliseconds(0)); }

std::string Process::out() const { return read_file(folder_ / "out"); }

std::string Process::err() const { return read_file(folder_ / "err"); }

void Process::signal(int number) const {
  if (!code_ && id_ > 0) ::kill(id_, number);
}

std::optional<int> Process::wait(std::chrono::milliseconds patience) {
  const auto deadline = steady_clock::now() + patience;
  while (!code_) {
    int status = 0;
    if (::waitpid(id_, &status, WNOHANG) == id_) {
      code_ = WIFEXITED(status) ? WEXITSTATUS(status) : 128 + WTERMSIG(status);
      break;
    }
    if (steady_clock::now() >= deadline) return std::nullopt;
    std::this_thread::sleep_for(kPoll);
  }
  return code_;
}

std::optional<std::string> Process::wait_for_line(const std::string& text, std::chrono::milliseconds patience) {
  const auto deadline = steady_clock::now() + patience;
  for (;;) {
    std::istringstream lines(out());
    std::string line;
    while (std::getline(lines, line)) {
      if (line.find(text) != std::string::npos && !lines.eof()) return line;
    }
    if (steady_clock::now() >= deadline || !running()) return std::nullopt;
    std::this_thread::sleep_for(kPoll);
  }
}

Finished run(const std::vector<std::string>& command, const Process::Environment& environment,
             std::chrono::milliseconds patience) {
  Process process(command, environment);
  auto code = process.wait(patience);
  if (!code) process.signal(SIGKILL);
  return {.code = code.value_or(-1), .out = process.out(), .err = process.err()};
}

std::string hearth_program() { return HEARTH_PROGRAM; }

}  // namespace hearth::tests
