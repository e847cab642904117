// The certificate and key that the server shows. Any thread.
#pragma once

#include <boost/asio/ssl/context.hpp>
#include <expected>
#include <memory>
#include <string>
#include <vector>

namespace hearth::server::net {

struct Certificate {
  std::shared_ptr<boost::asio::ssl::context> context;
  std::vector<std::string> names;  // that it is for, lower case; "*.name" as it stands there
  std::int64_t expires_at = 0;     // milliseconds since 1970
};

// TLS 1.2 or newer. The error says what is wrong with which file.
[[nodiscard]] std::expected<Certificate, std::string> load_certificate(const std::string& certificate_file,
                                                                       const std::string& key_file);

}  // namespace hearth::server::net
