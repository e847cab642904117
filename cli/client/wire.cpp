#include "cli/client/wire.h"

namespace hearth::cli {
namespace {

namespace asio = boost::asio;
namespace beast = boost::beast;
namespace ssl = boost::asio::ssl;
using asio::ip::tcp;

constexpr auto kAsTuple = asio::as_tuple(asio::use_awaitable);

}  // namespace

Wire::Wire(asio::io_context& io, ssl::context& tls, const Address& server) {
  if (server.scheme == Scheme::kHttps) {
    tls_ = std::make_unique<Tls>(io, tls);
  } else {
    plain_ = std::make_unique<Plain>(io);
  }
}

asio::awaitable<Wire::Error> Wire::connect(const Address& server, std::chrono::seconds patience) {
  tcp::resolver resolver(get_executor());
  const auto [not_found, endpoints] = co_await resolver.async_resolve(server.host, server.port, kAsTuple);
  if (not_found) co_return not_found;
  tcp().expires_after(patience);
  const auto [refused, endpoint] = co_await tcp().async_connect(endpoints, kAsTuple);
  if (refused) co_return refused;
  Error ignored;
  tcp().socket().set_option(tcp::no_delay(true), ignored);
  if (!tls_) co_return Error{};
  // Some servers choose their certificate by the name that is asked for.
  if (SSL_set_tlsext_host_name(tls_->native_handle(), server.host.c_str()) != 1) {
    co_return Error(static_cast<int>(::ERR_get_error()), asio::error::get_ssl_category());
  }
  tls_->set_verify_callback(ssl::host_name_verification(server.host));
  const auto [failed] = co_await tls_->async_handshake(ssl::stream_base::client, kAsTuple);
  co_return failed;
}

void Wire::shut_down() {
  Error ignored;
  tcp().socket().shutdown(tcp::socket::shutdown_both, ignored);
}

void Wire::close() {
  Error ignored;
  tcp().socket().close(ignored);
}

void Wire::read(std::vector<asio::mutable_buffer> into, Handler handler) {
  if (tls_) {
    tls_->async_read_some(into, std::move(handler));
  } else {
    plain_->async_read_some(into, std::move(handler));
  }
}

void Wire::write(std::vector<asio::const_buffer> from, Handler handler) {
  if (tls_) {
    tls_->async_write_some(from, std::move(handler));
  } else {
    plain_->async_write_some(from, std::move(handler));
  }
}

void beast_close_socket(Wire& wire) { wire.close(); }

void teardown(beast::role_type, Wire& wire, Wire::Error& error) {
  error = {};
  wire.shut_down();
}

}  // namespace hearth::cli
