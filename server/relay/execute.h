// Runs a writing request on the committing thread and waits for its commit:
//   auto done = co_await execute<int>(committer, [](Asked<int>& asked) { … return 1; });
#pragma once

#include <boost/asio/async_result.hpp>
#include <boost/asio/awaitable.hpp>
#include <boost/asio/post.hpp>
#include <boost/asio/use_awaitable.hpp>
#include <functional>
#include <utility>

#include "server/relay/committer.h"

namespace hearth::server::relay {

// What the function gets: the writer, and what it may tell the committer.
struct Asked {
  store::Writer& writer;
  std::optional<store::LogNumber>& touches;
  std::optional<Revoked>& revokes;
};

template <class Value, class Function>
boost::asio::awaitable<store::Result<Value>> execute(Committer& committer, Function function) {
  using Signature = void(store::Result<Value>);
  auto initiate = [&committer](auto handler, Function run) {
    using Handler = decltype(handler);
    class Bound final : public Work {
     public:
      Bound(Handler handler, Function run) : handler_(std::move(handler)), run_(std::move(run)) {}
      store::Result<void> run(store::Writer& writer) override {
        value_ = run_(Asked{writer, touches, revokes});
        if (!value_) return std::unexpected(value_.error());
        return {};
      }
      void finish(const store::Result<void>& outcome) override {
        auto value = outcome ? std::move(value_) : store::Result<Value>(std::unexpected(outcome.error()));
        const auto executor = boost::asio::get_associated_executor(handler_);
        boost::asio::post(executor, [handler = std::move(handler_), value = std::move(value)]() mutable {
          std::move(handler)(std::move(value));
        });
      }

     private:
      Handler handler_;
      Function run_;
      store::Result<Value> value_ = std::unexpected(store::Problem{});
    };
    committer.submit(std::make_unique<Bound>(std::move(handler), std::move(run)));
  };
  co_return co_await boost::asio::async_initiate<const boost::asio::use_awaitable_t<>, Signature>(
      std::move(initiate), boost::asio::use_awaitable, std::move(function));
}

}  // namespace hearth::server::relay
