#include "log/world_testing.h"

#include <gtest/gtest.h>

#include <algorithm>

namespace hearth::log::testing {

base::Bytes seed(std::uint8_t first) {
  base::Bytes bytes(64, 9);
  bytes[0] = first;
  return bytes;
}

std::uint64_t Host::append(const base::LogId& log, const base::Bytes& header, const base::Bytes& body) {
  auto& events = logs_[log];
  for (const auto& event : events) {
    if (event.header == header) return event.number;
  }
  events.push_back({.number = events.empty() ? 1 : events.back().number + 1, .header = header, .body = body});
  return events.back().number;
}

Actor::Actor(std::string name, Host& host, std::uint8_t seed_byte)
    : name_(std::move(name)), host_(host), entropy_(seed(seed_byte)) {
  vault::initialise();
  person_ = Person::create(now(), entropy_);
}

Actor::Actor(std::string name, Host& host, std::uint8_t seed_byte, std::unique_ptr<Person> person)
    : name_(std::move(name)), host_(host), entropy_(seed(seed_byte)), person_(std::move(person)) {}

void Actor::keep(const base::LogId& log, const Incoming& incoming, const Receipt& receipt) {
  if (receipt.verdict == Verdict::refused) return;
  const auto header = envelope::decode(incoming.header);
  if (!header) return;
  auto& slot = store_[log][header->event];
  if (slot.header.empty()) order_[log].push_back(header->event);
  slot = {.number = std::max(slot.number, incoming.number),
          .erased = incoming.erased,
          .header = base::to_bytes(incoming.header),
          .body = base::to_bytes(incoming.body)};
}

Receipt Actor::give(const base::LogId& log, const Incoming& incoming) {
  auto receipt = person_->receive(log, incoming);
  for (const auto& event : receipt.opened) opened_.insert_or_assign(event.id, event);
  notices_.insert(notices_.end(), receipt.notices.begin(), receipt.notices.end());
  keep(log, incoming, receipt);
  return receipt;
}

void Actor::take_outbox() {
  for (auto& outgoing : person_->take_outbox()) {
    if (outgoing.opened) opened_.insert_or_assign(outgoing.event, *outgoing.opened);
    order_[outgoing.log].push_back(outgoing.event);
    store_[outgoing.log][outgoing.event] = {.header = outgoing.header, .body = outgoing.body};
  }
}

void Actor::send() {
  take_outbox();
  auto logs = person_->spaces();
  logs.push_back(person_->personal_log());
  for (const auto& log : logs) {
    for (const auto& event : person_->unsent(log)) {
      auto& stored = store_[log].at(event);
      stored.number = host_.append(log, stored.header, stored.body);
      person_->acknowledged(log, event, stored.number);
    }
  }
}

void Actor::read() {
  auto logs = person_->spaces();
  logs.push_back(person_->personal_log());
  for (const auto& log : logs) {
    const auto after = person_->cursor(log).number;
    const auto events = host_.log(log);
    for (const auto& event : events) {
      if (event.number <= after) continue;
      give(log, {.number = event.number, .erased = event.erased, .header = event.header, .body = event.body});
    }
  }
}

void Actor::sync() {
  send();
  read();
  for (int round = 0; round < 5 && person_->attend(now(), entropy_); ++round) {
    send();
    read();
  }
}

void Actor::restart() {
  take_outbox();
  const auto record = person_->save();
  auto restored = Person::restore(record.reveal());
  ASSERT_TRUE(restored) << name_;
  person_ = std::move(*restored);
  opened_.clear();
  notices_.clear();
  for (const auto& [log, order] : order_) {
    auto events = order;
    std::ranges::stable_sort(events, {}, [&, &of_log = store_.at(log)](const base::EventId& event) {
      const auto number = of_log.at(event).number;
      return number == 0 ? std::numeric_limits<std::uint64_t>::max() : number;
    });
    for (const auto& event : events) {
      const auto stored = store_.at(log).at(event);
      give(log, {.source = Source::stored,
                 .number = stored.number,
                 .erased = stored.erased,
                 .header = stored.header,
                 .body = stored.body});
    }
  }
}

base::EventId Actor::share(std::string_view text) {
  const auto event = person_->append(space(), {.type = "share.text", .payload = base::to_bytes(base::as_bytes(text))},
                                     now(), entropy_);
  EXPECT_TRUE(event) << name_ << " " << (event ? "" : base::code(event.error()));
  take_outbox();
  return event.value_or(base::EventId{});
}

base::EventId Actor::write_private(std::string_view text) {
  const auto event = person_->append(
      person_->personal_log(), {.type = "diary", .payload = base::to_bytes(base::as_bytes(text))}, now(), entropy_);
  EXPECT_TRUE(event) << name_;
  take_outbox();
  return event.value_or(base::EventId{});
}

std::vector<Opened> Actor::opened(const base::LogId& log) const {
  std::vector<Opened> result;
  for (const auto& [id, event] : opened_) {
    if (event.log == log) result.push_back(event);
  }
  std::ranges::sort(result, before);
  return result;
}

const Opened* Actor::find(const base::EventId& event) const {
  const auto found = opened_.find(event);
  return found == opened_.end() ? nullptr : &found->second;
}

std::vector<std::string> Actor::texts(const base::LogId& log) const {
  std::vector<std::string> result;
  for (const auto& event : opened(log)) {
    if (event.type == "share.text" || event.type == "diary") {
      result.emplace_back(base::as_text(event.payload));
    }
  }
  return result;
}

bool Actor::noticed(std::string_view code) const {
  return std::ranges::any_of(notices_, [&](const Notice& notice) { return notice.code == code; });
}

void carry(Actor& inviter, Actor& joiner) {
  for (int round = 0; round < 6; ++round) {
    for (const auto& message : inviter.person().handshake()->take_outbox()) {
      static_cast<void>(joiner.person().handshake_receive(message, joiner.now(), joiner.entropy()));
    }
    for (const auto& message : joiner.person().handshake()->take_outbox()) {
      static_cast<void>(inviter.person().handshake_receive(message, inviter.now(), inviter.entropy()));
    }
  }
}

void pair(Actor& inviter, Actor& joiner, std::optional<base::LogId> successor_of) {
  const auto secret = vault::PairingSecret::draw(inviter.entropy());
  ASSERT_TRUE(inviter.person().begin_invite(secret.duplicate(), successor_of, inviter.now(), inviter.entropy()));
  inviter.send();
  ASSERT_TRUE(joiner.person().begin_join(secret.duplicate(), joiner.entropy()));
  carry(inviter, joiner);
  auto& a = *inviter.person().handshake();
  auto& b = *joiner.person().handshake();
  ASSERT_EQ(a.phase(), Phase::check);
  ASSERT_EQ(b.phase(), Phase::check);
  ASSERT_TRUE(inviter.person().handshake_confirm(*b.own_words(), inviter.now(), inviter.entropy()));
  ASSERT_TRUE(joiner.person().handshake_confirm(*a.own_words(), joiner.now(), joiner.entropy()));
  carry(inviter, joiner);
  ASSERT_TRUE(inviter.person().seat_to_register());
  const auto admitted = inviter.person().admit(inviter.now(), inviter.entropy());
  ASSERT_TRUE(admitted) << base::code(admitted.error());
  carry(inviter, joiner);
  ASSERT_EQ(joiner.person().handshake()->phase(), Phase::done);
  inviter.person().end_handshake();
  joiner.person().end_handshake();
  for (int round = 0; round < 3; ++round) {
    inviter.sync();
    joiner.sync();
  }
}

}  // namespace hearth::log::testing
