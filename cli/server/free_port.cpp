#include "cli/server/free_port.h"

#include <boost/asio.hpp>

namespace hearth::cli {

int free_port() {
  boost::asio::io_context io;
  boost::asio::ip::tcp::acceptor acceptor(io);
  boost::system::error_code error;
  acceptor.open(boost::asio::ip::tcp::v4(), error);
  if (!error) acceptor.bind({boost::asio::ip::address_v4::loopback(), 0}, error);
  const auto place = acceptor.local_endpoint(error);
  return error ? 0 : place.port();
}

}  // namespace hearth::cli
