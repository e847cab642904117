// The module's exports. The host copies a request in, calls, copies the
// answer out; bytes are the only thing that crosses.
//
//   request = hearth_alloc(size)          host writes `size` bytes there
//   answer  = hearth_call(request, size)  {u32 length, bytes}, little-endian
//   hearth_free(request); hearth_free(answer)
//
// Before the first call that needs it, the host hands over the library of questions,
// a file of its own (build/web-core/library.en.json), which stays:
//
//   text = hearth_alloc(size)             host writes `size` bytes there
//   hearth_library(text, size)
//
// One thread. Memory that is handed back is wiped first, since it held secrets.
#include <cstddef>
#include <cstdint>
#include <cstdlib>
#include <cstring>
#include <span>
#include <vector>

#include "app/engine.h"
#include "library_embedded.h"

namespace {

// Each block starts with its size, so that freeing can wipe it.
constexpr std::size_t kPrefix = 16;

std::uint8_t* take(std::size_t size) {
  auto* block = static_cast<std::uint8_t*>(std::malloc(kPrefix + size));
  if (block == nullptr) {
    __builtin_trap();
  }
  std::memcpy(block, &size, sizeof size);
  return block + kPrefix;
}

hearth::embedded::File library_file;

}  // namespace

// In place of the text that the native program carries inside: linked first, this one
// is taken, and the other stays in its archive.
std::span<const hearth::embedded::File> hearth::embedded::library() { return {&library_file, 1}; }

extern "C" {

[[clang::export_name("hearth_alloc")]] std::uint8_t* hearth_alloc(std::size_t size);
[[clang::export_name("hearth_free")]] void hearth_free(std::uint8_t* bytes);
[[clang::export_name("hearth_call")]] std::uint8_t* hearth_call(const std::uint8_t* request, std::size_t size);

[[clang::export_name("hearth_library")]] void hearth_library(const char* text, std::size_t size);

void hearth_library(const char* text, std::size_t size) { library_file.text = {text, size}; }

std::uint8_t* hearth_alloc(std::size_t size) { return take(size); }

void hearth_free(std::uint8_t* bytes) {
  if (bytes == nullptr) {
    return;
  }
  std::uint8_t* block = bytes - kPrefix;
  std::size_t size = 0;
  std::memcpy(&size, block, sizeof size);
  std::memset(block, 0, kPrefix + size);
  asm volatile("" : : "r"(block) : "memory");  // the wiping is not optimised away
  std::free(block);
}

std::uint8_t* hearth_call(const std::uint8_t* request, std::size_t size) {
  static auto* engine = new hearth::app::Engine;  // lives as long as the module
  std::vector<std::uint8_t> answer = engine->call(std::span(request, size));
  const auto length = static_cast<std::uint32_t>(answer.size());
  std::uint8_t* out = take(sizeof length + answer.size());
  std::memcpy(out, &length, sizeof length);
  std::memcpy(out + sizeof length, answer.data(), answer.size());
  std::memset(answer.data(), 0, answer.size());
  asm volatile("" : : "r"(answer.data()) : "memory");
  return out;
}

}  // extern "C"
