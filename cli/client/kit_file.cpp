#include "cli/client/kit_file.h"

#include <fcntl.h>
#include <sys/stat.h>
#include <unistd.h>

#include <cerrno>
#include <cstring>
#include <format>
#include <fstream>
#include <iterator>
#include <sstream>

namespace hearth::cli {
namespace {

constexpr std::size_t kWordCount = 12;
constexpr std::size_t kLargestFile = 64 * 1024;
constexpr std::string_view kWordsLine = "Words:";

std::string sheet(const KitFile& kit) {
  std::string text = "Hearth recovery kit\n";
  text += std::format("for {}\n", kit.name);
  if (!kit.server.empty()) text += std::format("server: {}\n", kit.server);
  text +=
      "\n"
      "If your devices are lost, these twelve words bring back all that reached the server.\n"
      "Without them, the other person can bring back what you two shared, and nothing more:\n"
      "what is yours alone would be gone.\n"
      "Whoever holds them can read what is yours. Keep them where you keep papers.\n"
      "\n";
  for (std::size_t i = 0; i < kit.words.size(); ++i) text += std::format("  {:2}  {}\n", i + 1, kit.words[i]);
  text += std::format("\n{} {}\n", kWordsLine, kit.joined());
  text += "\nTo come back: hearth client --home DIR recover --server URL --kit THIS-FILE --passphrase-file FILE\n";
  return text;
}

std::vector<std::string> split(const std::string& text) {
  std::istringstream stream(text);
  return {std::istream_iterator<std::string>(stream), {}};
}

}  // namespace

std::string KitFile::joined() const {
  std::string text;
  for (const std::string& word : words) text += (text.empty() ? "" : " ") + word;
  return text;
}

Outcome<void> write_kit(const std::filesystem::path& file, const KitFile& kit) {
  const int descriptor = ::open(file.c_str(), O_WRONLY | O_CREAT | O_EXCL | O_CLOEXEC, S_IRUSR | S_IWUSR);
  if (descriptor < 0)
    return broken("file_unusable", std::format("{} cannot be written: {}.", file.string(), std::strerror(errno)));
  const std::string text = sheet(kit);
  const bool written =
      ::write(descriptor, text.data(), text.size()) == static_cast<::ssize_t>(text.size()) && ::fsync(descriptor) == 0;
  ::close(descriptor);
  if (!written) return broken("file_unusable", std::format("{} could not be written completely.", file.string()));
  return {};
}

Outcome<KitFile> read_kit(const std::filesystem::path& file) {
  std::ifstream stream(file, std::ios::binary);
  if (!stream.is_open()) return wrong_usage(std::format("{} cannot be read.", file.string()));
  std::string text;
  text.resize(kLargestFile + 1);
  stream.read(text.data(), static_cast<std::streamsize>(text.size()));
  text.resize(static_cast<std::size_t>(stream.gcount()));
  if (text.size() > kLargestFile)
    return wrong_usage(std::format("{} is too large to be a recovery kit.", file.string()));

  KitFile kit;
  if (const std::size_t line = text.find(kWordsLine); line != std::string::npos) {
    const std::size_t begin = line + kWordsLine.size();
    kit.words = split(text.substr(begin, text.find('\n', begin) - begin));
  } else {
    kit.words = split(text);
  }
  if (kit.words.size() != kWordCount) {
    return std::unexpected(Failure{
        Exit::kVerificationFailed, "bad_kit",
        std::format("{} holds no recovery kit: that has {} words, and this is {}.", file.string(), kWordCount,
                    kit.words.size() == 1 ? std::string("one word") : std::format("{} words", kit.words.size()))});
  }
  return kit;
}

}  // namespace hearth::cli
