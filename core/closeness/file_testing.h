// Files of the repository, for tests that run natively and in WebAssembly (whose
// library has no streams for files).
#pragma once

#include <cstdio>
#include <string>

namespace hearth::closeness {

// Empty when it is not there.
inline std::string text_of(const std::string& path) {
  std::string text;
  std::FILE* const file = std::fopen(path.c_str(), "rb");
  if (file == nullptr) return text;
  char block[4096];
  for (std::size_t size = 0; (size = std::fread(block, 1, sizeof block, file)) > 0;) text.append(block, size);
  (void)std::fclose(file);
  return text;
}

}  // namespace hearth::closeness
