// Chains: one for each (device, stream), each event naming the link of the one
// before. Keeps the links of all events, so that a head that someone names can be
// compared with our own view, and how far each chain is delivered to the server.
#pragma once

#include <compare>
#include <cstdint>
#include <map>
#include <optional>
#include <vector>

#include "base/ids.h"
#include "envelope/header.h"
#include "log/derive.h"

namespace hearth::log {

struct ChainId {
  base::DeviceId device;
  envelope::Stream stream = envelope::Stream::control;

  friend auto operator<=>(const ChainId&, const ChainId&) = default;
};

[[nodiscard]] inline ChainId chain_of(const envelope::Header& header) { return {header.device, header.stream}; }

struct Chain {
  std::vector<base::Hash32> links;         // of sequence 1, 2, …
  KeyId key;                               // of the latest event
  std::uint64_t delivered = 0;             // the last sequence that has a server number
  std::map<ChainId, std::uint64_t> named;  // heads of others that this chain named
  bool tail_unopened = false;              // the latest event came without a body

  [[nodiscard]] std::uint64_t last() const { return links.size(); }
  [[nodiscard]] base::Hash32 last_link() const { return links.empty() ? base::Hash32{} : links.back(); }
  // Empty when `sequence` is not there (yet).
  [[nodiscard]] std::optional<base::Hash32> link(std::uint64_t sequence) const {
    if (sequence == 0 || sequence > links.size()) return std::nullopt;
    return links[static_cast<std::size_t>(sequence - 1)];
  }
};

class Chains {
 public:
  [[nodiscard]] Chain& at(const ChainId& id) { return chains_[id]; }
  [[nodiscard]] const Chain* find(const ChainId& id) const {
    const auto found = chains_.find(id);
    return found == chains_.end() ? nullptr : &found->second;
  }
  [[nodiscard]] const std::map<ChainId, Chain>& all() const { return chains_; }
  [[nodiscard]] std::map<ChainId, Chain>& all() { return chains_; }

 private:
  std::map<ChainId, Chain> chains_;
};

}  // namespace hearth::log
