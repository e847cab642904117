#include "server/net/static_files.h"

#include <chrono>
#include <filesystem>
#include <fstream>
#include <iterator>

namespace hearth::server::net {
namespace {

namespace fs = std::filesystem;

constexpr std::int64_t kListAgainMs = 1000;

std::int64_t steady_ms() {
  const auto now = std::chrono::steady_clock::now().time_since_epoch();
  return std::chrono::duration_cast<std::chrono::milliseconds>(now).count();
}

std::string_view content_type(std::string_view path) {
  struct Kind {
    std::string_view ending;
    std::string_view type;
  };
  static constexpr Kind kKinds[] = {
      {".html", "text/html; charset=utf-8"},
      {".js", "text/javascript; charset=utf-8"},
      {".mjs", "text/javascript; charset=utf-8"},
      {".css", "text/css; charset=utf-8"},
      {".json", "application/json"},
      {".webmanifest", "application/manifest+json"},
      {".wasm", "application/wasm"},
      {".svg", "image/svg+xml"},
      {".png", "image/png"},
      {".ico", "image/x-icon"},
      {".woff2", "font/woff2"},
      {".txt", "text/plain; charset=utf-8"},
      {".ftl", "text/plain; charset=utf-8"},
  };
  for (const auto& kind : kKinds) {
    if (path.ends_with(kind.ending)) return kind.type;
  }
  return "application/octet-stream";
}

// Names with a hash in them never change; what decides about updates is never kept;
// the rest is asked for again.
std::string_view cache_control(std::string_view path) {
  if (path == "/index.html" || path == "/sw.js" || path == "/version.json") return "no-store";
  if (path.starts_with("/assets/")) return "public, max-age=31536000, immutable";
  return "no-cache";
}

bool accepts(std::string_view header, std::string_view coding) {
  std::size_t at = 0;
  while ((at = header.find(coding, at)) != std::string_view::npos) {
    const auto before = at == 0 ? ',' : header[at - 1];
    const auto rest = header.substr(at + coding.size());
    const auto refused = rest.starts_with(";q=0,") || rest == ";q=0" || rest.starts_with("; q=0,") || rest == "; q=0";
    if ((before == ',' || before == ' ') && !refused) return true;
    at += coding.size();
  }
  return false;
}

std::optional<std::string> content(const std::string& file) {
  std::ifstream in(file, std::ios::binary);
  if (!in) return std::nullopt;
  return std::string(std::istreambuf_iterator<char>(in), {});
}

bool is_page(std::string_view path) {
  const auto slash = path.rfind('/');
  return path.substr(slash + 1).find('.') == std::string_view::npos;
}

}  // namespace

void add_security_headers(Response& response, bool over_tls) {
  response.set("Content-Security-Policy", std::string(kContentSecurityPolicy));
  response.set("Cross-Origin-Opener-Policy", "same-origin");
  response.set("Cross-Origin-Resource-Policy", "same-origin");
  response.set("X-Content-Type-Options", "nosniff");
  response.set("Referrer-Policy", "no-referrer");
  response.set("Permissions-Policy", "camera=(self), microphone=(), geolocation=(), payment=(), usb=()");
  if (over_tls) response.set("Strict-Transport-Security", "max-age=31536000");
}

StaticFiles::StaticFiles(std::string folder) : folder_(std::move(folder)) { list(); }

void StaticFiles::list() const {
  std::map<std::string, Entry> entries;
  std::error_code error;
  if (!folder_.empty()) {
    for (fs::recursive_directory_iterator at(folder_, error), end; !error && at != end; at.increment(error)) {
      if (!at->is_regular_file(error) || error) continue;
      const auto name = "/" + at->path().lexically_relative(folder_).generic_string();
      entries[name].file = at->path().string();
    }
  }
  for (auto& [name, entry] : entries) {
    entry.brotli = entries.contains(name + ".br");
    entry.gzip = entries.contains(name + ".gz");
  }
  const std::lock_guard lock(mutex_);
  entries_ = std::move(entries);
  listed_at_ = steady_ms();
}

std::optional<StaticFiles::Entry> StaticFiles::find(const std::string& path) const {
  for (int attempt = 0; attempt < 2; ++attempt) {
    {
      const std::lock_guard lock(mutex_);
      const auto found = entries_.find(path);
      if (found != entries_.end()) return found->second;
      if (steady_ms() - listed_at_ < kListAgainMs) return std::nullopt;
    }
    list();
  }
  return std::nullopt;
}

bool StaticFiles::has_app() const { return find("/index.html").has_value(); }

Response StaticFiles::serve(const Request& request) const {
  if (request.method != Method::get && request.method != Method::head) {
    auto response = refusal(405, "method_not_allowed");
    response.set("Allow", "GET, HEAD");
    return response;
  }
  auto path = request.path == "/" ? std::string("/index.html") : request.path;
  auto entry = path.ends_with(".br") || path.ends_with(".gz") ? std::nullopt : find(path);
  if (!entry && is_page(path)) {
    path = "/index.html";
    entry = find(path);
    if (!entry) {
      Response response{.status = 404, .content_type = "text/plain; charset=utf-8"};
      response.body = "This Hearth server runs, but the web app is not beside it. Start it with --web DIR.\n";
      return response;
    }
  }
  if (!entry) return refusal(404, "not_found");

  Response response{.content_type = std::string(content_type(path))};
  const auto accepted = request.header("accept-encoding");
  std::string file = entry->file;
  if (entry->brotli && accepts(accepted, "br")) {
    file += ".br";
    response.set("Content-Encoding", "br");
  } else if (entry->gzip && accepts(accepted, "gzip")) {
    file += ".gz";
    response.set("Content-Encoding", "gzip");
  }
  if (entry->brotli || entry->gzip) response.set("Vary", "Accept-Encoding");
  auto bytes = content(file);
  if (!bytes) return refusal(404, "not_found");
  response.body = std::move(*bytes);
  response.set("Cache-Control", std::string(cache_control(path)));
  return response;
}

}  // namespace hearth::server::net
