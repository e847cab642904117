// The sealed exchange: each answers alone; nothing opens before both have.
//
//   alice                                   bob
//   seal {box under K_a, commitment}  ───▶
//                                     ◀───  seal {box under K_b, commitment}
//                                     ◀───  release K_b   (bob has seen alice's seal)
//   release K_a                       ───▶                (alice has seen bob's)
//
// K leaves a device only in a release, and a release is only made here, once the
// other's verified seal of the same exchange stands in the own log. This file
// keeps the state of all exchanges of one space; it holds no key.
#pragma once

#include <expected>
#include <map>
#include <optional>
#include <set>
#include <string>
#include <vector>

#include "base/error.h"
#include "base/ids.h"
#include "log/person.h"
#include "log/types.h"
#include "vault/keys.h"

namespace hearth::log {

inline constexpr std::size_t kQuestionLimit = 2000;
inline constexpr std::size_t kAnswerLimit = 60 * 1024;
inline constexpr std::size_t kBoxStep = 4096;

inline constexpr std::string_view kSealType = "exchange.seal";
inline constexpr std::string_view kReleaseType = "exchange.release";
inline constexpr std::string_view kWithdrawType = "exchange.withdraw";

// text question | u32 version | u32 round | bytes box | commitment 32. The question
// is its id in the library with its version, or, with version 0, the own words
// that were asked.
struct SealPayload {
  std::string question;
  std::uint32_t version = 1;
  std::uint32_t round = 0;
  base::Bytes box;
  base::Hash32 commitment;

  friend bool operator==(const SealPayload&, const SealPayload&) = default;
};

// exchange 32 | seal's event 16 | K 32
struct ReleasePayload {
  base::ExchangeId exchange;
  base::EventId seal;
  base::Hash32 key;  // public from now on

  friend bool operator==(const ReleasePayload&, const ReleasePayload&) = default;
};

// exchange 32 | seal's event 16
struct WithdrawPayload {
  base::ExchangeId exchange;
  base::EventId seal;

  friend bool operator==(const WithdrawPayload&, const WithdrawPayload&) = default;
};

[[nodiscard]] base::Bytes encode(const SealPayload& payload);
[[nodiscard]] base::Bytes encode(const ReleasePayload& payload);
[[nodiscard]] base::Bytes encode(const WithdrawPayload& payload);
// decoder: log_exchange
[[nodiscard]] std::expected<SealPayload, base::Error> decode_seal(base::ByteView bytes);
// decoder: log_exchange
[[nodiscard]] std::expected<ReleasePayload, base::Error> decode_release(base::ByteView bytes);
// decoder: log_exchange
[[nodiscard]] std::expected<WithdrawPayload, base::Error> decode_withdraw(base::ByteView bytes);

// What the story sees of them: JSON with binary as base64url.
[[nodiscard]] base::Bytes to_json(const SealPayload& payload, const base::ExchangeId& exchange);
[[nodiscard]] base::Bytes to_json(const ReleasePayload& payload);
[[nodiscard]] base::Bytes to_json(const WithdrawPayload& payload);
// A JSON string literal of valid UTF-8.
[[nodiscard]] std::string json_text(std::string_view text);
// And of bytes, as base64url.
[[nodiscard]] std::string json_binary(base::ByteView bytes);

// Plaintext of a box: text answer, then zeros to the next multiple of 4 KiB.
[[nodiscard]] base::SecretBytes pad_answer(std::string_view answer);
// decoder: log_exchange
[[nodiscard]] std::expected<std::string, base::Error> unpad_answer(base::ByteView padded);

struct SealRecord {
  base::EventId event;
  Author who = Author::me;
  base::MemberId member;
  base::ExchangeId exchange;
  SealPayload payload;
  bool withdrawn = false;
  bool released = false;
};

// "I go first", an open answer of the story. The log reads nothing of it but which
// exchange it answers: `"exchange":"<base64url of 32 bytes>"` as the story writes it.
inline constexpr std::string_view kOpenType = "exchange.open";
// decoder: log_exchange
[[nodiscard]] std::optional<base::ExchangeId> answered_openly(base::ByteView json);

class Exchanges {
 public:
  void add(SealRecord record);
  // The partner answered this one openly: that counts as their answer.
  void opened_by_partner(const base::ExchangeId& exchange) { opened_.insert(exchange); }
  [[nodiscard]] SealRecord* find(const base::EventId& seal);
  [[nodiscard]] const SealRecord* find(const base::EventId& seal) const;

  // Of a member's seals that are not withdrawn: the released one if there is one,
  // else the smallest event id.
  [[nodiscard]] const SealRecord* counting(const base::ExchangeId& exchange, Author who) const;
  [[nodiscard]] ExchangeState state(const base::ExchangeId& exchange) const;

  // Own seals whose release is due: they count, neither withdrawn nor released,
  // and the other's verified, not withdrawn seal (or open answer) is here.
  [[nodiscard]] std::vector<base::EventId> due() const;

 private:
  std::map<base::EventId, SealRecord> seals_;
  std::map<base::ExchangeId, std::vector<base::EventId>> of_exchange_;
  std::set<base::ExchangeId> opened_;
};

}  // namespace hearth::log
