#include "cli/client/network.h"

#include <gtest/gtest.h>

#include <boost/asio.hpp>
#include <boost/asio/ssl.hpp>
#include <boost/beast.hpp>
#include <boost/beast/ssl.hpp>
#include <thread>

#include "tests/support/process.h"

namespace hearth::cli {
namespace {

namespace asio = boost::asio;
namespace beast = boost::beast;
namespace http = boost::beast::http;
namespace websocket = boost::beast::websocket;
using asio::ip::tcp;
using Error = boost::system::error_code;
using std::chrono::seconds;
using std::chrono::steady_clock;

// Answers one connection: a request with "METHOD PATH HOST ORIGIN BODY", a WebSocket
// with every frame sent back twice until a frame "bye" comes.
template <class Stream>
void answer_one(Stream& stream) {
  Error error;
  beast::flat_buffer buffer;
  http::request<http::string_body> request;
  http::read(stream, buffer, request, error);
  if (error) return;
  if (websocket::is_upgrade(request)) {
    websocket::stream<Stream&> socket(stream);
    socket.accept(request, error);
    while (!error) {
      beast::flat_buffer frame;
      socket.read(frame, error);
      if (error) return;
      if (beast::buffers_to_string(frame.cdata()) == "bye") {
        socket.close(websocket::close_code::normal, error);
        return;
      }
      socket.binary(true);
      socket.write(frame.cdata(), error);
      socket.write(frame.cdata(), error);
    }
    return;
  }
  http::response<http::string_body> response(http::status::accepted, 11);
  response.body() = std::string(request.method_string()) + " " + std::string(request.target()) + " " +
                    std::string(request[http::field::host]) + " " + std::string(request[http::field::origin]) + " " +
                    request.body();
  response.prepare_payload();
  http::write(stream, response, error);
}

// A small server on a free port, for a number of connections.
class SmallServer {
 public:
  SmallServer() = default;
  ~SmallServer() {
    ::shutdown(acceptor_.native_handle(), SHUT_RDWR);
    if (thread_.joinable()) thread_.join();
  }
  SmallServer(const SmallServer&) = delete;
  SmallServer& operator=(const SmallServer&) = delete;

  void serve_plain() {
    thread_ = std::thread([this] {
      for (;;) {
        Error error;
        tcp::socket socket(io_);
        acceptor_.accept(socket, error);
        if (error) return;
        answer_one(socket);
      }
    });
  }

  void serve_tls(const std::string& certificate, const std::string& key) {
    context_.use_certificate_chain_file(certificate);
    context_.use_private_key_file(key, asio::ssl::context::pem);
    thread_ = std::thread([this] {
      for (;;) {
        Error error;
        tcp::socket socket(io_);
        acceptor_.accept(socket, error);
        if (error) return;
        asio::ssl::stream<tcp::socket> stream(std::move(socket), context_);
        stream.handshake(asio::ssl::stream_base::server, error);
        if (!error) answer_one(stream);
      }
    });
  }

  [[nodiscard]] std::string port() const { return std::to_string(acceptor_.local_endpoint().port()); }

 private:
  asio::io_context io_;
  asio::ssl::context context_{asio::ssl::context::tls_server};
  tcp::acceptor acceptor_{io_, tcp::endpoint(asio::ip::address_v4::loopback(), 0)};
  std::thread thread_;
};

Address address(const std::string& url) { return parse_address(url).value(); }

std::string text(const Bytes& bytes) { return {bytes.begin(), bytes.end()}; }
Bytes bytes(const std::string& text) { return {text.begin(), text.end()}; }

template <class What>
What next(Network& network) {
  auto happening = network.wait(steady_clock::now() + seconds(10));
  if (happening && std::holds_alternative<What>(*happening)) return std::get<What>(*happening);
  ADD_FAILURE() << "another thing happened: " << (happening ? static_cast<int>(happening->index()) : -1) << " "
                << network.last_trouble();
  return {};
}

TEST(Network, CarriesARequestAndItsAnswer) {
  SmallServer server;
  server.serve_plain();
  auto network = Network::create(std::nullopt).value();
  const std::string origin = "http://127.0.0.1:" + server.port();
  network.set_server(address(origin));
  network.request({.id = 7, .method = "POST", .path = "/v1/x?y=1", .headers = {}, .body = bytes("{}")});
  EXPECT_TRUE(network.waiting_for_answers());
  const auto answered = next<Answered>(network);
  EXPECT_EQ(answered.id, 7U);
  EXPECT_EQ(answered.status, 202);
  EXPECT_EQ(text(answered.body), "POST /v1/x?y=1 127.0.0.1:" + server.port() + " " + origin + " {}");
  EXPECT_FALSE(network.waiting_for_answers());
}

TEST(Network, SaysThatNobodyIsThere) {
  std::string port;
  {
    SmallServer gone;
    port = gone.port();
  }
  auto network = Network::create(std::nullopt).value();
  network.set_server(address("http://127.0.0.1:" + port));
  network.request({.id = 1, .method = "GET", .path = "/", .headers = {}, .body = {}});
  EXPECT_EQ(next<Failed>(network).id, 1U);
  EXPECT_NE(network.last_trouble().find("could not be reached"), std::string::npos);
  network.open_socket(2, "/v1/socket");
  EXPECT_EQ(next<Failed>(network).id, 2U);
}

TEST(Network, WithoutAServerFailsAtOnce) {
  auto network = Network::create(std::nullopt).value();
  network.request({.id = 3, .method = "GET", .path = "/", .headers = {}, .body = {}});
  EXPECT_EQ(next<Failed>(network).id, 3U);
}

TEST(Network, CarriesFramesOfASocketInTheirOrderUntilItIsClosed) {
  SmallServer server;
  server.serve_plain();
  auto network = Network::create(std::nullopt).value();
  network.set_server(address("http://127.0.0.1:" + server.port()));
  network.open_socket(5, "/v1/socket");
  EXPECT_EQ(next<SocketOpened>(network).id, 5U);
  const std::string large(300'000, 'x');
  network.send(5, bytes("one"));
  network.send(5, bytes(large));
  network.send(5, bytes("bye"));
  EXPECT_EQ(text(next<SocketFrame>(network).data), "one");
  EXPECT_EQ(text(next<SocketFrame>(network).data), "one");
  EXPECT_EQ(text(next<SocketFrame>(network).data), large);
  EXPECT_EQ(text(next<SocketFrame>(network).data), large);
  EXPECT_EQ(next<SocketClosed>(network).id, 5U);
}

TEST(Network, WaitsNoLongerThanItIsTold) {
  asio::io_context io;
  tcp::acceptor silent(io, tcp::endpoint(asio::ip::address_v4::loopback(), 0));
  auto network = Network::create(std::nullopt).value();
  network.set_server(address("http://127.0.0.1:" + std::to_string(silent.local_endpoint().port())));
  network.request({.id = 1, .method = "GET", .path = "/", .headers = {}, .body = {}});
  const auto before = steady_clock::now();
  EXPECT_FALSE(network.wait(before + std::chrono::milliseconds(100)));
  EXPECT_LT(steady_clock::now() - before, seconds(2));
}

class NetworkOverTls : public ::testing::Test {
 protected:
  void SetUp() override {
    const auto made = tests::run({"openssl", "req", "-x509", "-newkey", "ec", "-pkeyopt", "ec_paramgen_curve:P-256",
                                  "-nodes", "-days", "2", "-subj", "/CN=localhost", "-addext",
                                  "subjectAltName=DNS:localhost", "-keyout", key(), "-out", certificate()});
    ASSERT_EQ(made.code, 0) << made.err;
    server.serve_tls(certificate(), key());
  }
  [[nodiscard]] std::string certificate() const { return (folder / "cert.pem").string(); }
  [[nodiscard]] std::string key() const { return (folder / "key.pem").string(); }

  tests::TemporaryFolder folder;
  SmallServer server;
};

TEST_F(NetworkOverTls, TrustsAnAuthorityThatItWasGiven) {
  auto network = Network::create(certificate()).value();
  network.set_server(address("https://localhost:" + server.port()));
  network.request({.id = 1, .method = "GET", .path = "/", .headers = {}, .body = {}});
  EXPECT_EQ(next<Answered>(network).status, 202);
  network.open_socket(2, "/v1/socket");
  EXPECT_EQ(next<SocketOpened>(network).id, 2U);
  network.send(2, bytes("over TLS"));
  EXPECT_EQ(text(next<SocketFrame>(network).data), "over TLS");
}

TEST_F(NetworkOverTls, RefusesACertificateThatNobodyVouchesFor) {
  auto network = Network::create(std::nullopt).value();
  network.set_server(address("https://localhost:" + server.port()));
  network.request({.id = 1, .method = "GET", .path = "/", .headers = {}, .body = {}});
  EXPECT_EQ(next<Failed>(network).id, 1U);
  EXPECT_NE(network.last_trouble().find("certificate"), std::string::npos) << network.last_trouble();
}

TEST_F(NetworkOverTls, RefusesACertificateOfAnotherName) {
  auto network = Network::create(certificate()).value();
  network.set_server(address("https://127.0.0.1:" + server.port()));
  network.request({.id = 1, .method = "GET", .path = "/", .headers = {}, .body = {}});
  EXPECT_EQ(next<Failed>(network).id, 1U);
  EXPECT_NE(network.last_trouble().find("certificate"), std::string::npos) << network.last_trouble();
}

TEST_F(NetworkOverTls, SaysWhenTheAuthoritiesFileHoldsNone) {
  const auto network = Network::create(key());
  ASSERT_FALSE(network);
  EXPECT_EQ(network.error().exit, Exit::kWrongUsage);
}

}  // namespace
}  // namespace hearth::cli
