#include "tests/support/canary.h"

#include <zlib.h>

#include <algorithm>
#include <filesystem>
#include <format>
#include <fstream>
#include <iterator>

namespace hearth::tests {
namespace {

constexpr std::size_t kInflatedLimit = 4 * 1024 * 1024;

std::string base64(std::string_view bytes, std::string_view alphabet) {
  std::string text;
  for (std::size_t i = 0; i < bytes.size(); i += 3) {
    unsigned block = 0;
    for (std::size_t j = 0; j < 3; ++j) {
      block = (block << 8) | (i + j < bytes.size() ? static_cast<unsigned char>(bytes[i + j]) : 0U);
    }
    for (int shift = 18; shift >= 0; shift -= 6) text += alphabet[(block >> shift) & 63U];
  }
  return text;
}

// What of the base64 does not depend on what stands before and after it.
std::string core_of_base64(std::string_view canary, std::size_t shift, std::string_view alphabet) {
  const auto text = base64(std::string(shift, 'x') + std::string(canary) + "xxx", alphabet);
  const auto from = shift == 0 ? 0U : 4U;
  const auto to = (shift + canary.size()) / 3 * 4;
  return text.substr(from, to - from);
}

std::string hex(std::string_view bytes, bool upper) {
  std::string text;
  for (const char c : bytes) {
    const auto byte = static_cast<unsigned char>(c);
    text += upper ? std::format("{:02X}", byte) : std::format("{:02x}", byte);
  }
  return text;
}

std::string utf16(std::string_view ascii, bool little) {
  std::string text;
  for (const char c : ascii) {
    if (!little) text += '\0';
    text += c;
    if (little) text += '\0';
  }
  return text;
}

// What a compressed stream that begins here holds; empty when there is none.
std::string inflated(std::string_view bytes) {
  z_stream stream{};
  if (inflateInit2(&stream, 15 + 32) != Z_OK) return {};  // zlib or gzip
  std::string in(bytes.substr(0, kInflatedLimit));
  stream.next_in = reinterpret_cast<Bytef*>(in.data());
  stream.avail_in = static_cast<uInt>(in.size());
  std::string out;
  std::string piece(16 * 1024, '\0');
  int code = Z_OK;
  while (code == Z_OK && out.size() < kInflatedLimit) {
    stream.next_out = reinterpret_cast<Bytef*>(piece.data());
    stream.avail_out = static_cast<uInt>(piece.size());
    code = inflate(&stream, Z_NO_FLUSH);
    out.append(piece, 0, piece.size() - stream.avail_out);
    if (stream.avail_in == 0 && stream.avail_out != 0) break;
  }
  inflateEnd(&stream);
  return out;
}

bool may_begin_compressed(std::string_view bytes) {
  if (bytes.size() < 8) return false;
  const auto first = static_cast<unsigned char>(bytes[0]);
  const auto second = static_cast<unsigned char>(bytes[1]);
  if (first == 0x1f && second == 0x8b) return true;
  return (first & 0x0f) == 8 && (first >> 4) <= 7 && (first * 256U + second) % 31 == 0;
}

void look(std::string_view bytes, const std::vector<std::pair<std::string, std::string>>& forms,
          const std::string& where, std::vector<Sighting>& sightings) {
  for (const auto& [form, text] : forms) {
    if (bytes.find(text) != std::string_view::npos) sightings.push_back({std::format("{} ({})", where, form)});
  }
}

}  // namespace

std::vector<std::pair<std::string, std::string>> canary_forms(std::string_view canary) {
  static constexpr std::string_view kStandard = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/";
  static constexpr std::string_view kUrl = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_";
  std::vector<std::pair<std::string, std::string>> forms{{"plain", std::string(canary)},
                                                         {"hex", hex(canary, false)},
                                                         {"upper-case hex", hex(canary, true)},
                                                         {"UTF-16 LE", utf16(canary, true)},
                                                         {"UTF-16 BE", utf16(canary, false)}};
  for (std::size_t shift = 0; shift < 3; ++shift) {
    forms.emplace_back("base64", core_of_base64(canary, shift, kStandard));
    forms.emplace_back("base64url", core_of_base64(canary, shift, kUrl));
  }
  return forms;
}

std::vector<Sighting> find_canary(std::string_view bytes, std::string_view canary, std::string_view name) {
  std::vector<Sighting> sightings;
  const auto forms = canary_forms(canary);
  look(bytes, forms, std::string(name), sightings);
  for (std::size_t at = 0; at + 8 < bytes.size(); ++at) {
    if (!may_begin_compressed(bytes.substr(at))) continue;
    const auto inside = inflated(bytes.substr(at));
    if (inside.size() >= canary.size()) look(inside, forms, std::format("{} compressed at {}", name, at), sightings);
  }
  return sightings;
}

std::vector<Sighting> find_canary_in(const std::string& path, std::string_view canary) {
  namespace fs = std::filesystem;
  std::vector<Sighting> sightings;
  const auto read = [&](const fs::path& file) {
    std::ifstream in(file, std::ios::binary);
    const std::string bytes(std::istreambuf_iterator<char>(in), {});
    for (auto& sighting : find_canary(bytes, canary, file.string())) sightings.push_back(std::move(sighting));
  };
  std::error_code error;
  if (!fs::is_directory(path, error)) {
    read(path);
    return sightings;
  }
  for (const auto& entry : fs::recursive_directory_iterator(path, error)) {
    if (entry.is_regular_file(error)) read(entry.path());
  }
  return sightings;
}

}  // namespace hearth::tests
