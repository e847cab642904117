#include "tests/power/power_vfs.h"

#include <sqlite3.h>

#include <algorithm>
#include <array>
#include <atomic>
#include <cstring>
#include <limits>
#include <map>
#include <mutex>
#include <random>
#include <vector>

namespace hearth::tests {
namespace {

constexpr std::size_t kSector = 512;
constexpr int kShmRegion = 32 * 1024;

using Bytes = std::vector<std::uint8_t>;

struct Change {
  std::size_t offset = 0;
  Bytes data;              // of a write
  bool truncates = false;  // to `offset`
};

void apply_change(Bytes& to, const Change& change) {
  if (change.truncates) {
    to.resize(std::min(to.size(), change.offset));
    return;
  }
  if (to.size() < change.offset + change.data.size()) to.resize(change.offset + change.data.size());
  std::ranges::copy(change.data, to.begin() + static_cast<std::ptrdiff_t>(change.offset));
}

// One file: what a reader sees, and what the disk would have after a cut.
struct Disk {
  Bytes seen;
  Bytes durable;
  std::vector<Change> unsynced;
  bool exists = false;
  bool exists_durably = false;
  // Locks of the main file.
  int shared = 0;
  bool reserved = false;
  bool pending = false;
  bool exclusive = false;
  // The index that connections share.
  std::vector<std::unique_ptr<std::array<char, kShmRegion>>> regions;
  std::array<int, SQLITE_SHM_NLOCK> shm_shared{};
  std::array<bool, SQLITE_SHM_NLOCK> shm_exclusive{};
};

}  // namespace

struct PowerVfs::Inside {
  std::string name;
  sqlite3_vfs vfs{};
  std::mutex mutex;
  std::map<std::string, std::shared_ptr<Disk>> disks;
  std::mt19937_64 random;
  int generation = 0;
  int until_cut = -1;
  Loss loss = Loss::all_unsynced;
  bool off = false;
  std::int64_t capacity = std::numeric_limits<std::int64_t>::max();
  int syncs = 0;

  // One more operation; true when the power is (now) off.
  bool tick() {
    if (!off && until_cut > 0 && --until_cut == 0) cut();
    return off;
  }
  void cut() {
    off = true;
    for (auto& [path, disk] : disks) {
      if (loss == Loss::some_unsynced) {
        for (const auto& change : disk->unsynced) keep_some(*disk, change);
        disk->exists_durably = disk->exists_durably || (disk->exists && random() % 2 == 0);
      }
    }
  }
  // Sectors reach the disk in any order, or not.
  void keep_some(Disk& disk, const Change& change) {
    if (change.truncates) {
      if (random() % 2 == 0) apply_change(disk.durable, change);
      return;
    }
    for (std::size_t at = 0; at < change.data.size(); at += kSector) {
      if (random() % 2 == 0) continue;
      const auto end = std::min(at + kSector, change.data.size());
      apply_change(disk.durable, Change{.offset = change.offset + at,
                                        .data = Bytes(change.data.begin() + static_cast<std::ptrdiff_t>(at),
                                                      change.data.begin() + static_cast<std::ptrdiff_t>(end))});
    }
  }
  std::int64_t used() const {
    std::int64_t sum = 0;
    for (const auto& [path, disk] : disks) sum += static_cast<std::int64_t>(disk->exists ? disk->seen.size() : 0);
    return sum;
  }
};

namespace {

struct OpenFile {
  sqlite3_file base;  // first, as SQLite wants it
  PowerVfs::Inside* inside;
  std::shared_ptr<Disk>* disk;
  int generation;
  int lock;
  std::array<int, SQLITE_SHM_NLOCK>* shm;  // 0 none, 1 shared, 2 exclusive
};

OpenFile& file_of(sqlite3_file* file) { return *reinterpret_cast<OpenFile*>(file); }

// False when the machine that opened this file is off or was.
bool alive(const OpenFile& file) { return !file.inside->off && file.generation == file.inside->generation; }

int close(sqlite3_file* base) {
  auto& file = file_of(base);
  const std::lock_guard lock(file.inside->mutex);
  delete file.disk;
  delete file.shm;
  return SQLITE_OK;
}

int read(sqlite3_file* base, void* to, int amount, sqlite3_int64 offset) {
  auto& file = file_of(base);
  const std::lock_guard lock(file.inside->mutex);
  if (!alive(file)) return SQLITE_IOERR_READ;
  const auto& seen = (*file.disk)->seen;
  const auto from = std::min(static_cast<std::size_t>(offset), seen.size());
  const auto got = std::min(static_cast<std::size_t>(amount), seen.size() - from);
  if (got > 0) std::memcpy(to, seen.data() + from, got);
  if (got == static_cast<std::size_t>(amount)) return SQLITE_OK;
  std::memset(static_cast<char*>(to) + got, 0, static_cast<std::size_t>(amount) - got);
  return SQLITE_IOERR_SHORT_READ;
}

int write(sqlite3_file* base, const void* from, int amount, sqlite3_int64 offset) {
  auto& file = file_of(base);
  auto& inside = *file.inside;
  const std::lock_guard lock(inside.mutex);
  if (!alive(file) || inside.tick()) return SQLITE_IOERR_WRITE;
  auto& disk = **file.disk;
  const auto end = offset + amount;
  const auto growth = std::max<std::int64_t>(0, end - static_cast<std::int64_t>(disk.seen.size()));
  if (growth > 0 && inside.used() + growth > inside.capacity) return SQLITE_FULL;
  const auto* bytes = static_cast<const std::uint8_t*>(from);
  disk.unsynced.push_back({.offset = static_cast<std::size_t>(offset), .data = Bytes(bytes, bytes + amount)});
  apply_change(disk.seen, disk.unsynced.back());
  return SQLITE_OK;
}

int truncate(sqlite3_file* base, sqlite3_int64 size) {
  auto& file = file_of(base);
  const std::lock_guard lock(file.inside->mutex);
  if (!alive(file) || file.inside->tick()) return SQLITE_IOERR_TRUNCATE;
  auto& disk = **file.disk;
  disk.unsynced.push_back({.offset = static_cast<std::size_t>(size), .data = {}, .truncates = true});
  apply_change(disk.seen, disk.unsynced.back());
  return SQLITE_OK;
}

int sync(sqlite3_file* base, int) {
  auto& file = file_of(base);
  const std::lock_guard lock(file.inside->mutex);
  if (!alive(file) || file.inside->tick()) return SQLITE_IOERR_FSYNC;
  auto& disk = **file.disk;
  disk.durable = disk.seen;
  disk.unsynced.clear();
  disk.exists_durably = disk.exists;
  ++file.inside->syncs;
  return SQLITE_OK;
}

int file_size(sqlite3_file* base, sqlite3_int64* size) {
  auto& file = file_of(base);
  const std::lock_guard lock(file.inside->mutex);
  if (!alive(file)) return SQLITE_IOERR_FSTAT;
  *size = static_cast<sqlite3_int64>((*file.disk)->seen.size());
  return SQLITE_OK;
}

int lock_file(sqlite3_file* base, int level) {
  auto& file = file_of(base);
  const std::lock_guard lock(file.inside->mutex);
  if (!alive(file)) return SQLITE_IOERR_LOCK;
  auto& disk = **file.disk;
  if (level <= file.lock) return SQLITE_OK;
  if (file.lock == SQLITE_LOCK_NONE) {
    if (disk.exclusive || disk.pending) return SQLITE_BUSY;
    ++disk.shared;
    file.lock = SQLITE_LOCK_SHARED;
  }
  if (level >= SQLITE_LOCK_RESERVED && file.lock < SQLITE_LOCK_RESERVED) {
    if (disk.reserved) return SQLITE_BUSY;
    disk.reserved = true;
    file.lock = SQLITE_LOCK_RESERVED;
  }
  if (level == SQLITE_LOCK_EXCLUSIVE) {
    disk.pending = true;
    file.lock = SQLITE_LOCK_PENDING;
    if (disk.shared > 1) return SQLITE_BUSY;
    disk.exclusive = true;
    file.lock = SQLITE_LOCK_EXCLUSIVE;
  }
  return SQLITE_OK;
}

int unlock_file(sqlite3_file* base, int level) {
  auto& file = file_of(base);
  const std::lock_guard lock(file.inside->mutex);
  if (file.generation != file.inside->generation) return SQLITE_OK;
  auto& disk = **file.disk;
  if (file.lock > SQLITE_LOCK_SHARED) disk.reserved = disk.pending = disk.exclusive = false;
  if (level == SQLITE_LOCK_NONE && file.lock >= SQLITE_LOCK_SHARED) --disk.shared;
  file.lock = std::min(file.lock, level);
  return SQLITE_OK;
}

int check_reserved(sqlite3_file* base, int* reserved) {
  auto& file = file_of(base);
  const std::lock_guard lock(file.inside->mutex);
  *reserved = (*file.disk)->reserved ? 1 : 0;
  return SQLITE_OK;
}

int control(sqlite3_file*, int, void*) { return SQLITE_NOTFOUND; }
int sector_size(sqlite3_file*) { return static_cast<int>(kSector); }
int characteristics(sqlite3_file*) { return 0; }

int shm_map(sqlite3_file* base, int region, int size, int extend, void volatile** to) {
  auto& file = file_of(base);
  const std::lock_guard lock(file.inside->mutex);
  *to = nullptr;
  if (!alive(file) || size != kShmRegion) return SQLITE_IOERR_SHMMAP;
  auto& regions = (*file.disk)->regions;
  const auto wanted = static_cast<std::size_t>(region) + 1;
  if (regions.size() < wanted && extend == 0) return SQLITE_OK;
  while (regions.size() < wanted) regions.push_back(std::make_unique<std::array<char, kShmRegion>>());
  *to = regions[static_cast<std::size_t>(region)]->data();
  return SQLITE_OK;
}

int shm_lock(sqlite3_file* base, int offset, int count, int flags) {
  auto& file = file_of(base);
  const std::lock_guard lock(file.inside->mutex);
  if (file.generation != file.inside->generation) return SQLITE_IOERR_SHMLOCK;
  auto& disk = **file.disk;
  const auto from = static_cast<std::size_t>(offset);
  const auto to = from + static_cast<std::size_t>(count);
  if ((flags & SQLITE_SHM_UNLOCK) != 0) {
    for (auto slot = from; slot < to; ++slot) {
      auto& mine = (*file.shm)[slot];
      if (mine == 1) --disk.shm_shared[slot];
      if (mine == 2) disk.shm_exclusive[slot] = false;
      mine = 0;
    }
    return SQLITE_OK;
  }
  const bool exclusive = (flags & SQLITE_SHM_EXCLUSIVE) != 0;
  for (auto slot = from; slot < to; ++slot) {
    const bool others = disk.shm_shared[slot] - ((*file.shm)[slot] == 1 ? 1 : 0) > 0;
    if ((disk.shm_exclusive[slot] && (*file.shm)[slot] != 2) || (exclusive && others)) return SQLITE_BUSY;
  }
  for (auto slot = from; slot < to; ++slot) {
    auto& mine = (*file.shm)[slot];
    if (mine == 1) --disk.shm_shared[slot];
    if (exclusive) {
      disk.shm_exclusive[slot] = true;
      mine = 2;
    } else {
      ++disk.shm_shared[slot];
      mine = 1;
    }
  }
  return SQLITE_OK;
}

void shm_barrier(sqlite3_file*) { std::atomic_thread_fence(std::memory_order_seq_cst); }

int shm_unmap(sqlite3_file* base, int remove) {
  auto& file = file_of(base);
  const std::lock_guard lock(file.inside->mutex);
  if (remove != 0 && file.generation == file.inside->generation) (*file.disk)->regions.clear();
  return SQLITE_OK;
}

const sqlite3_io_methods kMethods = {
    .iVersion = 2,
    .xClose = close,
    .xRead = read,
    .xWrite = write,
    .xTruncate = truncate,
    .xSync = sync,
    .xFileSize = file_size,
    .xLock = lock_file,
    .xUnlock = unlock_file,
    .xCheckReservedLock = check_reserved,
    .xFileControl = control,
    .xSectorSize = sector_size,
    .xDeviceCharacteristics = characteristics,
    .xShmMap = shm_map,
    .xShmLock = shm_lock,
    .xShmBarrier = shm_barrier,
    .xShmUnmap = shm_unmap,
};

PowerVfs::Inside& inside_of(sqlite3_vfs* vfs) { return *static_cast<PowerVfs::Inside*>(vfs->pAppData); }

int open(sqlite3_vfs* vfs, const char* name, sqlite3_file* base, int flags, int* out_flags) {
  auto& inside = inside_of(vfs);
  auto& file = file_of(base);
  file.base.pMethods = nullptr;
  const std::lock_guard lock(inside.mutex);
  if (inside.off) return SQLITE_CANTOPEN;
  auto& disk = inside.disks[name == nullptr ? "temporary" : name];
  if (!disk) disk = std::make_shared<Disk>();
  if (!disk->exists && (flags & SQLITE_OPEN_CREATE) == 0) return SQLITE_CANTOPEN;
  disk->exists = true;
  file.inside = &inside;
  file.disk = new std::shared_ptr<Disk>(disk);
  file.shm = new std::array<int, SQLITE_SHM_NLOCK>{};
  file.generation = inside.generation;
  file.lock = SQLITE_LOCK_NONE;
  file.base.pMethods = &kMethods;
  if (out_flags != nullptr) *out_flags = flags;
  return SQLITE_OK;
}

int remove_file(sqlite3_vfs* vfs, const char* name, int) {
  auto& inside = inside_of(vfs);
  const std::lock_guard lock(inside.mutex);
  if (inside.tick()) return SQLITE_IOERR_DELETE;
  const auto found = inside.disks.find(name);
  if (found == inside.disks.end() || !found->second->exists) return SQLITE_IOERR_DELETE_NOENT;
  // Removing is durable at once: harder for SQLite than the other way round.
  found->second->seen.clear();
  found->second->durable.clear();
  found->second->unsynced.clear();
  found->second->exists = found->second->exists_durably = false;
  return SQLITE_OK;
}

int access(sqlite3_vfs* vfs, const char* name, int, int* result) {
  auto& inside = inside_of(vfs);
  const std::lock_guard lock(inside.mutex);
  const auto found = inside.disks.find(name);
  *result = found != inside.disks.end() && found->second->exists ? 1 : 0;
  return SQLITE_OK;
}

int full_path(sqlite3_vfs*, const char* name, int size, char* to) {
  sqlite3_snprintf(size, to, "%s", name);
  return SQLITE_OK;
}

}  // namespace

PowerVfs::PowerVfs(std::string name, std::uint64_t seed) : inside_(std::make_unique<Inside>()) {
  inside_->name = std::move(name);
  inside_->random.seed(seed);
  const auto* standard = sqlite3_vfs_find(nullptr);
  auto& vfs = inside_->vfs;
  vfs = *standard;
  vfs.iVersion = 1;
  vfs.szOsFile = static_cast<int>(sizeof(OpenFile));
  vfs.pNext = nullptr;
  vfs.zName = inside_->name.c_str();
  vfs.pAppData = inside_.get();
  vfs.xOpen = open;
  vfs.xDelete = remove_file;
  vfs.xAccess = access;
  vfs.xFullPathname = full_path;
  sqlite3_vfs_register(&vfs, 0);
}

PowerVfs::~PowerVfs() { sqlite3_vfs_unregister(&inside_->vfs); }

const std::string& PowerVfs::name() const { return inside_->name; }

void PowerVfs::cut_after(int operations, Loss loss) {
  const std::lock_guard lock(inside_->mutex);
  inside_->until_cut = operations;
  inside_->loss = loss;
}

bool PowerVfs::is_off() const {
  const std::lock_guard lock(inside_->mutex);
  return inside_->off;
}

void PowerVfs::restore_power() {
  const std::lock_guard lock(inside_->mutex);
  ++inside_->generation;
  inside_->off = false;
  inside_->until_cut = -1;
  for (auto& [path, disk] : inside_->disks) {
    // Those who still hold the old one keep it; it fails for them.
    auto fresh = std::make_shared<Disk>();
    fresh->exists = fresh->exists_durably = disk->exists_durably;
    if (disk->exists_durably) fresh->seen = fresh->durable = disk->durable;
    disk = std::move(fresh);
  }
}

void PowerVfs::set_capacity(std::int64_t bytes) {
  const std::lock_guard lock(inside_->mutex);
  inside_->capacity = bytes;
}

std::int64_t PowerVfs::used() const {
  const std::lock_guard lock(inside_->mutex);
  return inside_->used();
}

int PowerVfs::syncs() const {
  const std::lock_guard lock(inside_->mutex);
  return inside_->syncs;
}

}  // namespace hearth::tests
