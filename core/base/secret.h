// Memory that holds a secret: never copied, wiped when it goes, printed as
// [redacted].
#pragma once

#include <cstddef>
#include <cstdint>
#include <iosfwd>
#include <span>

#include "base/bytes.h"

namespace hearth::base {

// Overwrites in a way that the compiler does not remove.
void wipe(std::span<std::uint8_t> memory);

// A secret of any length. Moving empties the source.
class SecretBytes {
 public:
  SecretBytes() = default;
  explicit SecretBytes(std::size_t length) : bytes_(length) {}
  // Takes a copy of what the caller still owns (and has to wipe).
  explicit SecretBytes(ByteView source) : bytes_(source.begin(), source.end()) {}
  // Takes the bytes over.
  explicit SecretBytes(Bytes&& source) : bytes_(std::move(source)) {}
  SecretBytes(const SecretBytes&) = delete;
  SecretBytes& operator=(const SecretBytes&) = delete;
  SecretBytes(SecretBytes&& other) noexcept : bytes_(std::move(other.bytes_)) { other.bytes_.clear(); }
  SecretBytes& operator=(SecretBytes&& other) noexcept {
    if (this != &other) {
      wipe(bytes_);
      bytes_ = std::move(other.bytes_);
      other.bytes_.clear();
    }
    return *this;
  }
  ~SecretBytes() { wipe(bytes_); }

  [[nodiscard]] std::size_t size() const { return bytes_.size(); }
  [[nodiscard]] bool empty() const { return bytes_.empty(); }
  // Looking at a secret is spelled out, so that a reader finds each place.
  [[nodiscard]] ByteView reveal() const { return bytes_; }
  [[nodiscard]] std::span<std::uint8_t> writable() { return bytes_; }

 private:
  Bytes bytes_;
};

// Whoever prints a secret, prints this. (A template, so that <ostream> is only
// needed by who prints.)
template <class Traits>
std::basic_ostream<char, Traits>& operator<<(std::basic_ostream<char, Traits>& out, const SecretBytes&) {
  return out << "[redacted]";
}

}  // namespace hearth::base
