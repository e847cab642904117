#include "server/admin/health.h"

#include <boost/asio/as_tuple.hpp>
#include <boost/asio/connect.hpp>
#include <boost/asio/io_context.hpp>
#include <boost/asio/ip/tcp.hpp>
#include <boost/asio/read.hpp>
#include <boost/asio/ssl/host_name_verification.hpp>
#include <boost/asio/ssl/stream.hpp>
#include <boost/asio/write.hpp>
#include <charconv>
#include <chrono>
#include <format>

#include "server/host/exit_codes.h"
#include "server/net/origins.h"

namespace hearth::server::admin {
namespace {

namespace asio = boost::asio;
using asio::ip::tcp;
using boost::system::error_code;

constexpr std::chrono::seconds kTime{5};
constexpr std::size_t kAnswerLimit = 64 * 1024;

// Runs one asynchronous step to its end or to the deadline.
bool finish(asio::io_context& context, tcp::socket& socket, bool& done) {
  context.restart();
  context.run_for(kTime);
  if (done) return true;
  error_code ignored;
  socket.close(ignored);
  context.restart();
  context.run();
  return false;
}

template <class Stream>
std::string exchange(asio::io_context& context, Stream& stream, tcp::socket& socket, const std::string& request) {
  bool done = false;
  asio::async_write(stream, asio::buffer(request), [&](error_code error, std::size_t) { done = !error; });
  if (!finish(context, socket, done)) return {};
  std::string answer;
  done = false;
  asio::async_read(stream, asio::dynamic_buffer(answer, kAnswerLimit), [&](error_code, std::size_t) { done = true; });
  finish(context, socket, done);
  return answer;
}

std::string ask(const net::BaseUrl& url, const std::string& request, const std::string& certificate, std::string& why) {
  asio::io_context context;
  tcp::resolver resolver(context);
  error_code error;
  auto host = url.host;
  if (host.starts_with('[')) host = host.substr(1, host.size() - 2);
  const auto found = resolver.resolve(host, std::to_string(url.port), error);
  if (error) {
    why = error.message();
    return {};
  }
  bool done = false;
  const auto connected = [&](error_code result, const tcp::endpoint&) {
    done = !result;
    if (result) why = result.message();
  };
  if (url.scheme == "http") {
    tcp::socket socket(context);
    asio::async_connect(socket, found, connected);
    if (!finish(context, socket, done)) return {};
    return exchange(context, socket, socket, request);
  }
  asio::ssl::context tls(asio::ssl::context::tls_client);
  tls.set_default_verify_paths(error);
  if (!certificate.empty()) {
    tls.load_verify_file(certificate, error);
    X509_STORE_set_flags(SSL_CTX_get_cert_store(tls.native_handle()), X509_V_FLAG_PARTIAL_CHAIN);
  }
  asio::ssl::stream<tcp::socket> stream(context, tls);
  // On this machine the certificate is for the name that others use.
  const bool local = host == "localhost" || host == "127.0.0.1" || host == "::1";
  stream.set_verify_mode(local ? asio::ssl::verify_none : asio::ssl::verify_peer, error);
  if (!local) stream.set_verify_callback(asio::ssl::host_name_verification(host), error);
  SSL_set_tlsext_host_name(stream.native_handle(), host.c_str());
  asio::async_connect(stream.next_layer(), found, connected);
  if (!finish(context, stream.next_layer(), done)) return {};
  done = false;
  stream.async_handshake(asio::ssl::stream_base::client, [&](error_code result) {
    done = !result;
    if (result) why = result.message();
  });
  if (!finish(context, stream.next_layer(), done)) return {};
  return exchange(context, stream, stream.next_layer(), request);
}

}  // namespace

std::expected<Health, Failure> healthcheck(const std::string& text, const std::string& certificate) {
  const auto url = net::decode_base_url(text);
  if (!url) return std::unexpected(Failure{kUsage, std::format("{} is not like http://localhost:8080", text)});
  std::string why = "no answer";
  const auto request = std::format("GET /readyz HTTP/1.1\r\nHost: {}\r\nConnection: close\r\n\r\n", url->authority());
  const auto answer = ask(*url, request, certificate, why);
  Health health;
  if (answer.size() > 12) std::from_chars(answer.data() + 9, answer.data() + 12, health.status);
  const auto end = answer.find("\r\n\r\n");
  if (health.status == 0 || end == std::string::npos) {
    return std::unexpected(Failure{kUnreachable, std::format("{} does not answer: {}", url->origin(), why)});
  }
  health.body = answer.substr(end + 4);
  if (health.status != 200) {
    return std::unexpected(
        Failure{kUnhealthy, std::format("{} is not ready ({}): {}", url->origin(), health.status, health.body)});
  }
  return health;
}

}  // namespace hearth::server::admin
