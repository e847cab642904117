// The web app's files, with the headers that keep other code out of the page.
// The folder is listed at the start and again when a name is missing, so a path can
// only ever name a file that is there. Any thread.
#pragma once

#include <cstdint>
#include <map>
#include <mutex>
#include <optional>
#include <string>
#include <string_view>

#include "server/net/http.h"

namespace hearth::server::net {

// Allows this origin's own files alone: no inline code, no eval; WebAssembly is the
// one exception that the core needs.
inline constexpr std::string_view kContentSecurityPolicy =
    "default-src 'none'; script-src 'self' 'wasm-unsafe-eval'; style-src 'self'; img-src 'self' data: blob:; "
    "font-src 'self'; connect-src 'self'; worker-src 'self'; manifest-src 'self'; media-src 'self' blob:; "
    "base-uri 'none'; form-action 'none'; frame-ancestors 'none'; require-trusted-types-for 'script'; "
    "trusted-types hearth";

// On every answer, also on refusals.
void add_security_headers(Response& response, bool over_tls);

class StaticFiles {
 public:
  // `folder` may be empty or missing: then there is no app here.
  explicit StaticFiles(std::string folder);

  // GET or HEAD of a path that is not the API's. A page's address (no dot in its
  // last part) gets the app itself.
  [[nodiscard]] Response serve(const Request& request) const;
  [[nodiscard]] bool has_app() const;

 private:
  struct Entry {
    std::string file;
    bool brotli = false;
    bool gzip = false;
  };
  void list() const;
  [[nodiscard]] std::optional<Entry> find(const std::string& path) const;

  std::string folder_;
  mutable std::mutex mutex_;
  mutable std::map<std::string, Entry> entries_;
  mutable std::int64_t listed_at_ = 0;
};

}  // namespace hearth::server::net
