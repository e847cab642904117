// The app's files and TLS.
#include <arpa/inet.h>
#include <openssl/pem.h>
#include <openssl/ssl.h>
#include <openssl/x509v3.h>
#include <sys/socket.h>
#include <unistd.h>

#include <filesystem>
#include <format>
#include <fstream>
#include <memory>

#include "server/admin/health.h"
#include "server/net/tls.h"
#include "tests/members/household.h"

namespace hearth::tests {
namespace {

namespace fs = std::filesystem;

void put(const fs::path& file, std::string_view text) {
  fs::create_directories(file.parent_path());
  std::ofstream(file, std::ios::binary) << text;
}

class WebFiles : public ::testing::Test {
 protected:
  WebFiles() {
    put(folder.path() + "/index.html", "<!doctype html><title>Hearth</title>");
    put(folder.path() + "/sw.js", "self.x = 1;");
    put(folder.path() + "/assets/app-1a2b.js", "console.log('plain');");
    put(folder.path() + "/assets/app-1a2b.js.br", "brotli bytes");
    put(folder.path() + "/assets/app-1a2b.js.gz", "gzip bytes");
    put(folder.path() + "/hearth.wasm", std::string("\0asm", 4));
    LocalServer::Options options;
    options.server.web_folder = folder.path();
    server = std::make_unique<LocalServer>(std::move(options));
  }
  Reply ask(std::string_view path, const Headers& headers = {}) {
    return http(server->port(), "GET", path, {}, headers);
  }
  ScratchFolder folder;
  std::unique_ptr<LocalServer> server;
};

TEST_F(WebFiles, PagesGetTheAppAndFilesTheirTypes) {
  EXPECT_EQ(ask("/").body, "<!doctype html><title>Hearth</title>");
  EXPECT_EQ(ask("/").headers.at("content-type"), "text/html; charset=utf-8");
  for (const auto* page : {"/demo", "/today", "/setup", "/settings/devices"}) EXPECT_EQ(ask(page).status, 200) << page;
  EXPECT_EQ(ask("/hearth.wasm").headers.at("content-type"), "application/wasm");
  EXPECT_EQ(ask("/nothing.js").status, 404);
  EXPECT_EQ(ask("/assets/app-1a2b.js.br").status, 404) << "the packed one is no file of its own";
  EXPECT_EQ(http(server->port(), "POST", "/today", "x").status, 405);
  const auto head = http(server->port(), "HEAD", "/");
  EXPECT_EQ(head.status, 200);
  EXPECT_EQ(head.headers.at("content-length"),
            std::to_string(std::string("<!doctype html><title>Hearth</title>").size()));
}

TEST_F(WebFiles, WhatDecidesAboutUpdatesIsNeverKeptAndHashedNamesForever) {
  EXPECT_EQ(ask("/").headers.at("cache-control"), "no-store");
  EXPECT_EQ(ask("/sw.js").headers.at("cache-control"), "no-store");
  EXPECT_EQ(ask("/assets/app-1a2b.js").headers.at("cache-control"), "public, max-age=31536000, immutable");
  EXPECT_EQ(ask("/hearth.wasm").headers.at("cache-control"), "no-cache");
}

TEST_F(WebFiles, PackedFilesGoToWhomTheySuit) {
  const auto brotli = ask("/assets/app-1a2b.js", {{"Accept-Encoding", "gzip, br"}});
  EXPECT_EQ(brotli.body, "brotli bytes");
  EXPECT_EQ(brotli.headers.at("content-encoding"), "br");
  EXPECT_EQ(brotli.headers.at("vary"), "Accept-Encoding");
  EXPECT_EQ(ask("/assets/app-1a2b.js", {{"Accept-Encoding", "gzip"}}).body, "gzip bytes");
  EXPECT_EQ(ask("/assets/app-1a2b.js", {{"Accept-Encoding", "br;q=0, gzip;q=0"}}).body, "console.log('plain');");
  EXPECT_EQ(ask("/assets/app-1a2b.js").body, "console.log('plain');");
}

TEST_F(WebFiles, UnderAnotherNameTheAppStillComesButNoApi) {
  const Headers elsewhere{{"Host", std::format("192.168.1.7:{}", server->port())}};
  EXPECT_EQ(ask("/", elsewhere).status, 200) << "it shows how to get HTTPS";
  EXPECT_EQ(ask("/v1/about", elsewhere).code(), "host_refused");
}

TEST_F(WebFiles, AFileThatIsMadeLaterIsFound) {
  EXPECT_EQ(ask("/late.txt").status, 404);
  put(folder.path() + "/late.txt", "here");
  ::usleep(1'100'000);
  EXPECT_EQ(ask("/late.txt").body, "here");
}

TEST_F(WebFiles, ALinkOutOfTheFolderIsNotAWayOut) {
  put(folder.path() + "/../hearth-outside.txt", "outside");
  EXPECT_EQ(ask("/../hearth-outside.txt").status, 400);
  EXPECT_EQ(ask("/%2e%2e/hearth-outside.txt").status, 400);
  fs::remove(folder.path() + "/../hearth-outside.txt");
}

// A certificate that this machine signs itself, for `names`.
void make_certificate(const std::string& certificate_file, const std::string& key_file, const std::string& names) {
  const std::unique_ptr<EVP_PKEY, decltype(&EVP_PKEY_free)> key(EVP_PKEY_Q_keygen(nullptr, nullptr, "EC", "P-256"),
                                                                &EVP_PKEY_free);
  const std::unique_ptr<X509, decltype(&X509_free)> certificate(X509_new(), &X509_free);
  X509_set_version(certificate.get(), 2);
  ASN1_INTEGER_set(X509_get_serialNumber(certificate.get()), 1);
  X509_gmtime_adj(X509_getm_notBefore(certificate.get()), -60);
  X509_gmtime_adj(X509_getm_notAfter(certificate.get()), 86400);
  X509_set_pubkey(certificate.get(), key.get());
  auto* extension = X509V3_EXT_conf_nid(nullptr, nullptr, NID_subject_alt_name, names.c_str());
  X509_add_ext(certificate.get(), extension, -1);
  X509_EXTENSION_free(extension);
  X509_sign(certificate.get(), key.get(), EVP_sha256());
  auto* file = std::fopen(certificate_file.c_str(), "w");
  PEM_write_X509(file, certificate.get());
  std::fclose(file);
  file = std::fopen(key_file.c_str(), "w");
  PEM_write_PrivateKey(file, key.get(), nullptr, nullptr, 0, nullptr, nullptr);
  std::fclose(file);
}

class Tls : public ::testing::Test {
 protected:
  Tls() {
    make_certificate(certificate, key, "DNS:hearth.test,DNS:localhost");
    LocalServer::Options options;
    options.server.tls_certificate = certificate;
    options.server.tls_key = key;
    server = std::make_unique<LocalServer>(std::move(options));
  }

  // Says something under TLS and gives what comes back until the end or `enough`.
  std::string talk(const std::string& words, std::string_view enough) {
    const std::unique_ptr<SSL_CTX, decltype(&SSL_CTX_free)> context(SSL_CTX_new(TLS_client_method()), &SSL_CTX_free);
    const std::unique_ptr<SSL, decltype(&SSL_free)> ssl(SSL_new(context.get()), &SSL_free);
    const int file = ::socket(AF_INET, SOCK_STREAM, 0);
    sockaddr_in address{};
    address.sin_family = AF_INET;
    address.sin_port = htons(server->port());
    address.sin_addr.s_addr = htonl(INADDR_LOOPBACK);
    std::string heard;
    if (::connect(file, reinterpret_cast<const sockaddr*>(&address), sizeof address) == 0) {
      SSL_set_fd(ssl.get(), file);
      if (SSL_connect(ssl.get()) == 1) {
        SSL_write(ssl.get(), words.data(), static_cast<int>(words.size()));
        char piece[4096];
        while (heard.find(enough) == std::string::npos) {
          const int got = SSL_read(ssl.get(), piece, sizeof piece);
          if (got <= 0) break;
          heard.append(piece, static_cast<std::size_t>(got));
        }
      }
    }
    ::close(file);
    return heard;
  }

  ScratchFolder folder;
  std::string certificate = folder.path() + "/cert.pem";
  std::string key = folder.path() + "/key.pem";
  std::unique_ptr<LocalServer> server;
};

TEST_F(Tls, AnswersUnderTheCertificatesNamesAndTellsBrowsersToStayWithHttps) {
  EXPECT_TRUE(server::admin::healthcheck(std::format("https://localhost:{}", server->port())).has_value());
  const auto own =
      talk(std::format("GET /v1/about HTTP/1.1\r\nHost: hearth.test:{}\r\n\r\n", server->port()), "limits");
  EXPECT_NE(own.find("200 OK"), std::string::npos);
  EXPECT_NE(own.find("Strict-Transport-Security"), std::string::npos);
  const auto other =
      talk(std::format("GET /v1/about HTTP/1.1\r\nHost: evil.test:{}\r\n\r\n", server->port()), "refused");
  EXPECT_NE(other.find("host_refused"), std::string::npos);
}

TEST_F(Tls, WebSocketsWorkUnderIt) {
  base::Bytes hello;
  server::net::append_masked_message(hello, hello_message("nonsense"), 7);
  const auto upgrade = std::format(
      "GET /v1/socket HTTP/1.1\r\nHost: hearth.test:{}\r\nOrigin: https://hearth.test:{}\r\nUpgrade: websocket\r\n"
      "Connection: keep-alive, Upgrade\r\nSec-WebSocket-Version: 13\r\n"
      "Sec-WebSocket-Key: dGhlIHNhbXBsZSBub25jZQ==\r\n\r\n",
      server->port(), server->port());
  const auto heard = talk(upgrade, "s3pPLMBiTxaQ9kYGzzhZRbK+xOo=");
  EXPECT_NE(heard.find("101 Switching Protocols"), std::string::npos);
}

TEST_F(Tls, PlainHttpOnATlsPortEndsQuietlyAndTheServerGoesOn) {
  Wire wire(server->port());
  wire.send("GET / HTTP/1.1\r\nHost: localhost\r\n\r\n");
  EXPECT_EQ(wire.read_reply(std::chrono::seconds(5)).status, 0);
  EXPECT_TRUE(server::admin::healthcheck(std::format("https://localhost:{}", server->port())).has_value());
}

TEST_F(Tls, ANewCertificateIsReadWhileItRunsAndABadOneIsNot) {
  make_certificate(certificate, key, "DNS:hearth.test,DNS:renewed.test");
  EXPECT_TRUE(server->server().reload_certificate().has_value());
  EXPECT_TRUE(server::admin::healthcheck(std::format("https://localhost:{}", server->port())).has_value());
  put(certificate, "this is no certificate");
  const auto refused = server->server().reload_certificate();
  ASSERT_FALSE(refused.has_value());
  EXPECT_NE(refused.error().find("cert.pem"), std::string::npos);
  EXPECT_TRUE(server::admin::healthcheck(std::format("https://localhost:{}", server->port())).has_value());
}

TEST_F(Tls, AKeyThatDoesNotBelongToTheCertificateIsNamed) {
  const auto other = folder.path() + "/other.pem";
  make_certificate(folder.path() + "/unused.pem", other, "DNS:x.test");
  const auto loaded = server::net::load_certificate(certificate, other);
  ASSERT_FALSE(loaded.has_value());
  EXPECT_NE(loaded.error().find("other.pem"), std::string::npos);
  EXPECT_EQ(server::net::load_certificate(certificate, key)->names,
            (std::vector<std::string>{"hearth.test", "localhost"}));
}

}  // namespace
}  // namespace hearth::tests
