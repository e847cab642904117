#include "server/net/mailboxes.h"

#include <boost/asio/as_tuple.hpp>
#include <boost/asio/post.hpp>
#include <boost/asio/steady_timer.hpp>
#include <boost/asio/use_awaitable.hpp>

namespace hearth::server::net {

// Used on its executor's thread alone.
struct Mailboxes::Bell {
  explicit Bell(const boost::asio::any_io_executor& executor) : timer(executor) {}
  boost::asio::steady_timer timer;
  bool rung = false;
};

namespace {

template <class Bell>
void ring(const std::shared_ptr<Bell>& bell) {
  boost::asio::post(bell->timer.get_executor(), [bell] {
    bell->rung = true;
    bell->timer.cancel();
  });
}

}  // namespace

Mailboxes::Wait::Wait(Mailboxes& mailboxes, const base::LocatorId& locator,
                      const boost::asio::any_io_executor& executor)
    : mailboxes_(mailboxes), locator_(locator), bell_(std::make_shared<Bell>(executor)) {
  const std::lock_guard lock(mailboxes_.mutex_);
  mailboxes_.waiting_.emplace(locator_, bell_);
}

Mailboxes::Wait::~Wait() {
  const std::lock_guard lock(mailboxes_.mutex_);
  const auto [from, to] = mailboxes_.waiting_.equal_range(locator_);
  for (auto at = from; at != to; ++at) {
    if (at->second != bell_) continue;
    mailboxes_.waiting_.erase(at);
    return;
  }
}

boost::asio::awaitable<void> Mailboxes::Wait::wait(std::chrono::steady_clock::duration time) {
  if (bell_->rung) co_return;
  bell_->timer.expires_after(time);
  co_await bell_->timer.async_wait(boost::asio::as_tuple(boost::asio::use_awaitable));
}

void Mailboxes::notify(const base::LocatorId& locator) {
  const std::lock_guard lock(mutex_);
  const auto [from, to] = waiting_.equal_range(locator);
  for (auto at = from; at != to; ++at) ring(at->second);
}

void Mailboxes::notify_all() {
  const std::lock_guard lock(mutex_);
  for (const auto& [locator, timer] : waiting_) ring(timer);
}

}  // namespace hearth::server::net
