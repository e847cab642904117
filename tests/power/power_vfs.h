// A disk for tests, in memory: it remembers what was written and what was synced.
// When the power is cut, what was not synced is gone (or, more wickedly, any part of
// it is), and every open file of that time fails for good. It can also be full.
// All connections of one process share it; any thread.
#pragma once

#include <cstdint>
#include <memory>
#include <string>

namespace hearth::tests {

class PowerVfs {
 public:
  struct Inside;  // for its own file

  // Registers itself with SQLite under `name`.
  PowerVfs(std::string name, std::uint64_t seed);
  PowerVfs(const PowerVfs&) = delete;
  PowerVfs& operator=(const PowerVfs&) = delete;
  ~PowerVfs();

  [[nodiscard]] const std::string& name() const;

  enum class Loss : std::uint8_t { all_unsynced, some_unsynced };
  // After this many more writes, truncations and syncs.
  void cut_after(int operations, Loss loss);
  [[nodiscard]] bool is_off() const;
  // The machine starts again: files as the disk has them, no locks.
  void restore_power();

  // Room for all files together; writes over it fail as on a full disk.
  void set_capacity(std::int64_t bytes);
  [[nodiscard]] std::int64_t used() const;
  [[nodiscard]] int syncs() const;

 private:
  std::unique_ptr<Inside> inside_;
};

}  // namespace hearth::tests
