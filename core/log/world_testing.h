// A small world for tests: people with devices, a host that numbers and delivers
// what they send, and pairing by reading words aloud. The host is as honest as the
// test wants: it keeps everything in plain vectors.
#pragma once

#include <map>
#include <memory>
#include <string>
#include <vector>

#include "log/person.h"
#include "vault/entropy.h"

namespace hearth::log::testing {

struct Stored {
  std::uint64_t number = 0;
  bool erased = false;
  base::Bytes header;
  base::Bytes body;
};

// Gives numbers and keeps bytes: what a server does, without rules.
class Host {
 public:
  std::uint64_t append(const base::LogId& log, const base::Bytes& header, const base::Bytes& body);
  std::vector<Stored>& log(const base::LogId& id) { return logs_[id]; }

 private:
  std::map<base::LogId, std::vector<Stored>> logs_;
};

// A person's device with its store.
class Actor {
 public:
  Actor(std::string name, Host& host, std::uint8_t seed);
  Actor(std::string name, Host& host, std::uint8_t seed, std::unique_ptr<Person> person);

  [[nodiscard]] Person& person() { return *person_; }
  [[nodiscard]] base::Entropy& entropy() { return entropy_; }
  [[nodiscard]] base::LogId space() { return *person_->current_space(); }
  std::int64_t now() { return now_ += 1000; }

  // Sends what is to be sent, reads what is new, attends, until nothing moves.
  void sync();
  // Only reads; nothing is answered.
  void read();
  void send();
  // Stops and starts again from record and store.
  void restart();

  base::EventId share(std::string_view text);
  base::EventId write_private(std::string_view text);

  // All opened so far, in total order, of a log or of all.
  [[nodiscard]] std::vector<Opened> opened(const base::LogId& log) const;
  [[nodiscard]] const Opened* find(const base::EventId& event) const;
  [[nodiscard]] std::vector<std::string> texts(const base::LogId& log) const;
  [[nodiscard]] bool noticed(std::string_view code) const;
  [[nodiscard]] const std::vector<Notice>& notices() const { return notices_; }
  void forget_notices() { notices_.clear(); }
  Receipt give(const base::LogId& log, const Incoming& incoming);
  std::map<base::LogId, std::map<base::EventId, Stored>>& store() { return store_; }

 private:
  void take_outbox();
  void keep(const base::LogId& log, const Incoming& incoming, const Receipt& receipt);

  std::string name_;
  Host& host_;
  vault::SeededEntropy entropy_;
  std::int64_t now_ = 1'780'000'000'000;
  std::unique_ptr<Person> person_;
  std::map<base::LogId, std::map<base::EventId, Stored>> store_;
  std::map<base::LogId, std::vector<base::EventId>> order_;
  std::map<base::EventId, Opened> opened_;
  std::vector<Notice> notices_;
};

// Makes a pair: invites, joins, reads the words aloud, admits; both synced.
void pair(Actor& inviter, Actor& joiner, std::optional<base::LogId> successor_of = std::nullopt);
// Hands messages to and fro until both are quiet.
void carry(Actor& inviter, Actor& joiner);

[[nodiscard]] base::Bytes seed(std::uint8_t first);

}  // namespace hearth::log::testing
