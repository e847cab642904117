// deck_compile OUT FILE…: turns content written as TOML into the compact JSON that
// the program carries. Runs while building, natively, also for the WebAssembly
// build. Writes what stands in the files; whether it is good is for the deck check.
#include <cstdio>
#include <expected>
#include <fstream>
#include <iterator>
#include <string>
#include <vector>

#include "library/pack_json.h"
#include "library/source/read.h"

int main(int count, char** arguments) {
  if (count < 3) {
    std::fputs("usage: deck_compile OUT FILE...\n", stderr);
    return 2;
  }
  std::vector<hearth::library::source::File> files;
  for (int i = 2; i < count; ++i) {
    std::ifstream in(arguments[i], std::ios::binary);
    if (!in) {
      std::fprintf(stderr, "%s: cannot be read\n", arguments[i]);
      return 1;
    }
    files.push_back({arguments[i], std::string(std::istreambuf_iterator<char>(in), {})});
  }
  const auto source = hearth::library::source::read(files);
  if (!source) {
    std::fprintf(stderr, "%s:%d: %s\n", source.error().file.c_str(), source.error().line,
                 source.error().detail.c_str());
    return 1;
  }
  // What cannot be read back is noticed here, where the file that causes it is known.
  std::string json;
  std::expected<void, hearth::library::PackError> readable;
  if (source->pack.questions.empty() && !source->banned.empty()) {
    json = hearth::library::to_json(source->banned);
    readable = hearth::library::parse_banned(json).transform([](const auto&) {});
  } else {
    json = hearth::library::to_json(source->pack);
    readable = hearth::library::parse(json).transform([](const auto&) {});
  }
  if (!readable) {
    const auto& error = readable.error();
    std::fprintf(stderr, "deck_compile: %s is not as it has to be (%s)\n", error.where.c_str(),
                 std::string(code(error.error)).c_str());
    return 1;
  }
  std::ofstream out(arguments[1], std::ios::binary | std::ios::trunc);
  out << json;
  return out.flush() ? 0 : 1;
}
