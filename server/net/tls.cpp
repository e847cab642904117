#include "server/net/tls.h"

#include <openssl/ssl.h>
#include <openssl/x509v3.h>

#include <arpa/inet.h>
#include <format>

namespace hearth::server::net {
namespace {

namespace ssl = boost::asio::ssl;

std::string lower(std::string text) {
  for (auto& c : text) {
    if (c >= 'A' && c <= 'Z') c = static_cast<char>(c - 'A' + 'a');
  }
  return text;
}

std::vector<std::string> names_of(X509* certificate) {
  std::vector<std::string> names;
  auto* list = static_cast<GENERAL_NAMES*>(X509_get_ext_d2i(certificate, NID_subject_alt_name, nullptr, nullptr));
  for (int i = 0; i < sk_GENERAL_NAME_num(list); ++i) {
    const auto* name = sk_GENERAL_NAME_value(list, i);
    if (name->type == GEN_DNS) {
      const auto* text = name->d.dNSName;
      names.push_back(lower(std::string(reinterpret_cast<const char*>(ASN1_STRING_get0_data(text)),
                                        static_cast<std::size_t>(ASN1_STRING_length(text)))));
    } else if (name->type == GEN_IPADD) {
      const auto* address = name->d.iPAddress;
      char text[INET6_ADDRSTRLEN] = {};
      const bool v4 = ASN1_STRING_length(address) == 4;
      if (inet_ntop(v4 ? AF_INET : AF_INET6, ASN1_STRING_get0_data(address), text, sizeof text) != nullptr) {
        names.push_back(v4 ? std::string(text) : std::format("[{}]", text));
      }
    }
  }
  GENERAL_NAMES_free(list);
  return names;
}

std::int64_t expiry_of(X509* certificate) {
  std::tm time{};
  if (ASN1_TIME_to_tm(X509_get0_notAfter(certificate), &time) != 1) return 0;
  return static_cast<std::int64_t>(timegm(&time)) * 1000;
}

}  // namespace

std::expected<Certificate, std::string> load_certificate(const std::string& certificate_file,
                                                         const std::string& key_file) {
  Certificate result{.context = std::make_shared<ssl::context>(ssl::context::tls_server)};
  boost::system::error_code error;
  auto& context = *result.context;
  context.set_options(ssl::context::default_workarounds | ssl::context::no_sslv2 | ssl::context::no_sslv3 |
                          ssl::context::no_tlsv1 | ssl::context::no_tlsv1_1,
                      error);
  context.use_certificate_chain_file(certificate_file, error);
  if (error) {
    return std::unexpected(std::format("the certificate {} cannot be read: {}", certificate_file, error.message()));
  }
  context.use_private_key_file(key_file, ssl::context::pem, error);
  if (error) return std::unexpected(std::format("the key {} cannot be used: {}", key_file, error.message()));
  auto* handle = context.native_handle();
  if (SSL_CTX_check_private_key(handle) != 1) {
    return std::unexpected(std::format("the key {} does not belong to the certificate {}", key_file, certificate_file));
  }
  if (auto* certificate = SSL_CTX_get0_certificate(handle); certificate != nullptr) {
    result.names = names_of(certificate);
    result.expires_at = expiry_of(certificate);
  }
  return result;
}

}  // namespace hearth::server::net
