// Wakes those who wait for the next message of an invite (long poll). Any thread.
#pragma once

#include <boost/asio/any_io_executor.hpp>
#include <boost/asio/awaitable.hpp>
#include <chrono>
#include <map>
#include <memory>
#include <mutex>

#include "base/ids.h"

namespace hearth::server::net {

class Mailboxes {
 public:
  // From construction on, `notify` is not missed; look for messages in between.
  struct Bell;
  class Wait {
   public:
    Wait(Mailboxes& mailboxes, const base::LocatorId& locator, const boost::asio::any_io_executor& executor);
    Wait(const Wait&) = delete;
    Wait& operator=(const Wait&) = delete;
    ~Wait();
    // Returns when it was notified or the time is over.
    boost::asio::awaitable<void> wait(std::chrono::steady_clock::duration time);

   private:
    Mailboxes& mailboxes_;
    base::LocatorId locator_;
    std::shared_ptr<Bell> bell_;
  };

  void notify(const base::LocatorId& locator);
  void notify_all();

 private:
  std::mutex mutex_;
  std::multimap<base::LocatorId, std::shared_ptr<Bell>> waiting_;
};

}  // namespace hearth::server::net
