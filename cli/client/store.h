// What a member keeps between two commands: one SQLite file in the member's home.
// Everything in it but the host's own few settings (where the server's certificate
// authority stands) is ciphertext that the core wrote, and wrapped keys.
// Owned by one thread of one process: opening takes a lock on the home.
#pragma once

#include <chrono>
#include <filesystem>
#include <memory>
#include <optional>
#include <string>
#include <vector>

#include "cli/client/frame.h"
#include "cli/outcome.h"

namespace hearth::cli {

enum class Table { kRecords, kEvents };

struct StoredItem {
  std::string key;
  Bytes value;
};

// One change of the store. No value: the key is removed.
struct StoreWrite {
  Table table = Table::kRecords;
  std::string key;
  std::optional<Bytes> value;
};

enum class Open { kExisting, kCreate };

class Store {
 public:
  // Opens the store in `home`. With kExisting a home without a store is refused
  // (`no_home`); a store that another process holds is waited for, then refused
  // (`home_in_use`); a store of a newer program is refused (`newer_store`).
  [[nodiscard]] static Outcome<Store> open(const std::filesystem::path& home, Open how,
                                           std::chrono::milliseconds patience = std::chrono::seconds(10));

  Store(Store&&) noexcept;
  Store& operator=(Store&&) noexcept;
  ~Store();

  // All or nothing, and durable when it returns.
  [[nodiscard]] Outcome<void> write(const std::vector<StoreWrite>& writes);

  [[nodiscard]] Outcome<std::optional<Bytes>> value(Table table, const std::string& key) const;

  // At most `limit` items with keys greater than `after`, in the order of the keys.
  [[nodiscard]] Outcome<std::vector<StoredItem>> page(Table table, const std::string& after, std::size_t limit) const;

  // The host's own settings. Plain text; nothing secret belongs here.
  [[nodiscard]] Outcome<std::optional<std::string>> setting(const std::string& key) const;
  [[nodiscard]] Outcome<void> set_setting(const std::string& key, const std::string& value);

  // Removes the store's files, for `clear`. The store is not usable afterwards.
  [[nodiscard]] Outcome<void> destroy();

 private:
  struct Impl;
  explicit Store(std::unique_ptr<Impl> impl);
  std::unique_ptr<Impl> impl_;
};

}  // namespace hearth::cli
