#include "server/net/server.h"

#include <boost/asio/as_tuple.hpp>
#include <boost/asio/co_spawn.hpp>
#include <boost/asio/detached.hpp>
#include <boost/asio/ip/tcp.hpp>
#include <boost/asio/post.hpp>
#include <boost/asio/use_awaitable.hpp>
#include <chrono>
#include <format>

#include "server/host/log.h"
#include "server/net/connection.h"
#include "server/net/tls.h"
#include "server/net/worker.h"

namespace hearth::server::net {
namespace {

namespace asio = boost::asio;
using asio::ip::tcp;

constexpr std::chrono::seconds kGoodbyeTime{4};
constexpr std::chrono::milliseconds kAcceptPause{100};

}  // namespace

struct Server::Inside {
  Inside(ServerOptions given, store::Store& given_store, const host::Clock& given_clock)
      : options(std::move(given)), store(given_store), clock(given_clock), files(options.web_folder) {}
  // An accept that was under way holds a socket of another worker, so the worker that
  // accepts goes first.
  ~Inside() {
    acceptor.reset();
    if (!workers.empty()) workers.front().reset();
  }

  std::expected<void, StartProblem> begin();
  std::expected<void, StartProblem> listen();
  asio::awaitable<void> accept();
  void adopt(Worker& worker, tcp::socket socket);
  void everywhere(const std::function<void(Worker&)>& function);
  void end();

  ServerOptions options;
  store::Store& store;
  const host::Clock& clock;
  StaticFiles files;
  auth::Sessions sessions;
  auth::Challenges challenges;
  Mailboxes mailboxes;
  std::unique_ptr<Origins> origins;
  std::mutex certificate_mutex;
  std::optional<Certificate> certificate;
  std::unique_ptr<store::Writer> writer;
  std::vector<std::unique_ptr<Worker>> workers;
  std::unique_ptr<relay::Committer> committer;
  std::unique_ptr<Api> api;
  std::unique_ptr<tcp::acceptor> acceptor;
  std::vector<std::thread> threads;
  std::atomic<std::size_t> open_connections = 0;
  std::uint16_t port = 0;
  bool ended = false;
};

std::expected<void, StartProblem> Server::Inside::begin() {
  const auto failed = [](const store::Problem& problem) {
    return std::unexpected(StartProblem{StartProblem::Kind::store, problem.detail});
  };
  if (!options.tls_certificate.empty()) {
    auto loaded = load_certificate(options.tls_certificate, options.tls_key);
    if (!loaded) return std::unexpected(StartProblem{StartProblem::Kind::certificate, loaded.error()});
    certificate = std::move(*loaded);
  }
  auto opened = store.open_writer();
  if (!opened) return failed(opened.error());
  writer = std::move(*opened);
  const auto count = options.threads != 0 ? options.threads : std::max(1U, std::thread::hardware_concurrency());
  for (std::size_t i = 0; i < count; ++i) {
    auto reader = store.open_reader();
    if (!reader) return failed(reader.error());
    workers.push_back(std::make_unique<Worker>(i, std::move(*reader)));
  }
  if (auto listening = listen(); !listening) return listening;

  origins = std::make_unique<Origins>(
      OriginOptions{.base_url = options.base_url,
                    .port = port,
                    .transport = certificate ? OriginOptions::Transport::tls : OriginOptions::Transport::plain,
                    .tls_names = certificate ? certificate->names : std::vector<std::string>(),
                    .trusted_proxies = options.trusted_proxies});
  committer = std::make_unique<relay::Committer>(
      *writer, clock,
      relay::CommitterOptions{
          .limits = options.limits,
          .workers = workers.size(),
          .on_revoked = [this](const relay::Revoked& gone) { sessions.close(gone.log, gone.device); }},
      [this](const std::shared_ptr<const relay::Delivery>& delivery) {
        for (auto& worker : workers) {
          const bool has_answers = !delivery->outcomes[worker->index].empty();
          if (!has_answers && delivery->pushes.empty() && delivery->revoked.empty()) continue;
          asio::post(worker->context, [&target = *worker, delivery] { target.deliver(*delivery); });
        }
      });
  options.api.space_bytes = options.limits.space_bytes;
  options.api.over_tls = origins->home().starts_with("https:");
  api = std::make_unique<Api>(Api::Parts{.clock = clock,
                                         .origins = *origins,
                                         .files = files,
                                         .sessions = sessions,
                                         .challenges = challenges,
                                         .committer = *committer,
                                         .mailboxes = mailboxes,
                                         .schema = store.schema(),
                                         .data_folder = options.data_folder},
                              options.api);
  asio::co_spawn(workers.front()->context, accept(), asio::detached);
  for (auto& worker : workers) threads.emplace_back([&target = *worker] { target.run(); });
  return {};
}

std::expected<void, StartProblem> Server::Inside::listen() {
  const auto failed = [&](const boost::system::error_code& error) {
    return std::unexpected(
        StartProblem{StartProblem::Kind::cannot_listen,
                     std::format("cannot listen on {}:{}: {}", options.address, options.port, error.message())});
  };
  boost::system::error_code error;
  const auto address = asio::ip::make_address(options.address, error);
  if (error) return failed(error);
  const tcp::endpoint endpoint(address, options.port);
  acceptor = std::make_unique<tcp::acceptor>(workers.front()->context);
  acceptor->open(endpoint.protocol(), error);
  if (error) return failed(error);
  acceptor->set_option(tcp::acceptor::reuse_address(true), error);
  acceptor->bind(endpoint, error);
  if (error) return failed(error);
  acceptor->listen(tcp::acceptor::max_listen_connections, error);
  if (error) return failed(error);
  port = acceptor->local_endpoint(error).port();
  return {};
}

asio::awaitable<void> Server::Inside::accept() {
  asio::steady_timer pause(workers.front()->context);
  for (std::size_t next = 0;; next = (next + 1) % workers.size()) {
    auto& worker = *workers[next];
    auto [error, socket] = co_await acceptor->async_accept(worker.context, asio::as_tuple(asio::use_awaitable));
    if (error == asio::error::operation_aborted || !acceptor->is_open()) co_return;
    if (error) {
      // Out of descriptors, most likely: let some end.
      pause.expires_after(kAcceptPause);
      co_await pause.async_wait(asio::as_tuple(asio::use_awaitable));
      continue;
    }
    asio::post(worker.context,
               [this, &worker, taken = std::move(socket)]() mutable { adopt(worker, std::move(taken)); });
  }
}

void Server::Inside::adopt(Worker& worker, tcp::socket socket) {
  if (worker.connections() * workers.size() >= options.connections) return;  // closes it
  boost::system::error_code error;
  const auto remote = socket.remote_endpoint(error);
  if (error) return;
  auto address = remote.address();
  if (address.is_v6() && address.to_v6().is_v4_mapped()) {
    address = asio::ip::make_address_v4(asio::ip::v4_mapped, address.to_v6());
  }
  std::shared_ptr<asio::ssl::context> tls;
  {
    const std::lock_guard lock(certificate_mutex);
    if (certificate) tls = certificate->context;
  }
  auto channel = tls ? make_tls_channel(std::move(socket), tls) : make_plain_channel(std::move(socket), worker.scratch);
  std::make_shared<ServerConnection>(*api, worker, std::move(channel), address.to_string())->start();
}

void Server::Inside::everywhere(const std::function<void(Worker&)>& function) {
  for (auto& worker : workers) {
    asio::post(worker->context, [&target = *worker, function] { function(target); });
  }
}

void Server::Inside::end() {
  if (ended) return;
  ended = true;
  if (threads.empty()) return;
  asio::post(workers.front()->context, [this] {
    boost::system::error_code ignored;
    acceptor->close(ignored);
  });
  committer->stop();  // its last answers are on their way to the workers
  mailboxes.notify_all();
  everywhere([](Worker& worker) { worker.close_all(); });
  const auto until = std::chrono::steady_clock::now() + kGoodbyeTime;
  for (;;) {
    std::atomic<std::size_t> open = 0;
    std::atomic<std::size_t> asked = workers.size();
    everywhere([&](Worker& worker) {
      open += worker.connections();
      --asked;
      asked.notify_one();
    });
    for (auto left = asked.load(); left != 0; left = asked.load()) asked.wait(left);
    if (open == 0 || std::chrono::steady_clock::now() >= until) break;
    std::this_thread::sleep_for(std::chrono::milliseconds(10));
  }
  for (auto& worker : workers) worker->stop();
  for (auto& thread : threads) thread.join();
}

Server::Server(std::unique_ptr<Inside> inside) : inside_(std::move(inside)) {}

Server::~Server() { stop(); }

std::expected<std::unique_ptr<Server>, StartProblem> Server::start(ServerOptions options, store::Store& store,
                                                                   const host::Clock& clock) {
  auto inside = std::make_unique<Inside>(std::move(options), store, clock);
  auto begun = inside->begin();
  std::unique_ptr<Server> server(new Server(std::move(inside)));
  if (!begun) return std::unexpected(begun.error());
  return server;
}

void Server::stop() { inside_->end(); }

std::expected<void, std::string> Server::reload_certificate() {
  auto& inside = *inside_;
  if (inside.options.tls_certificate.empty()) return {};
  auto loaded = load_certificate(inside.options.tls_certificate, inside.options.tls_key);
  if (!loaded) return std::unexpected(loaded.error());
  const std::lock_guard lock(inside.certificate_mutex);
  inside.certificate = std::move(*loaded);
  return {};
}

std::uint16_t Server::port() const { return inside_->port; }
std::string Server::home() const { return inside_->origins->home(); }
void Server::tidy() { inside_->committer->tidy(); }

}  // namespace hearth::server::net
