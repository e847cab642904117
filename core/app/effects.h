// What one call asks of its host: store this, send that, wake me then. Collected
// while a command runs and handed over with its answer.
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "base/bytes.h"

namespace hearth::app {

struct StoreEffect {
  std::string_view table;  // "records" or "events"
  std::string key;
  std::optional<base::Bytes> value;  // none deletes
};

enum class NetKind : std::uint8_t { http, socket_open, socket_send, socket_close, kdf };

struct Header {
  std::string name;
  std::string value;
};

struct NetEffect {
  std::int64_t id = 0;
  NetKind kind = NetKind::http;
  std::string method;
  std::string path;
  std::vector<Header> headers;
  std::optional<base::Bytes> body;  // of a request, of a frame, or the salt of a kdf
  std::string passphrase;           // of a kdf
};

struct Effects {
  std::vector<StoreEffect> store;
  std::vector<NetEffect> net;
  std::vector<std::string_view> changed;  // topics, each once
  std::vector<std::string> need;          // keys of `events` to be read back

  void put(std::string_view table, std::string key, std::optional<base::Bytes> value) {
    // The last write of a key is the one that counts.
    for (StoreEffect& earlier : store) {
      if (earlier.table == table && earlier.key == key) {
        earlier.value = std::move(value);
        return;
      }
    }
    store.push_back({table, std::move(key), std::move(value)});
  }
  void change(std::string_view topic) {
    for (const std::string_view known : changed) {
      if (known == topic) return;
    }
    changed.push_back(topic);
  }
};

}  // namespace hearth::app
