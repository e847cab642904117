#include "log/exchange.h"

#include <algorithm>

#include "codec/reader.h"
#include "codec/writer.h"

namespace hearth::log {
namespace {

constexpr std::size_t kBoxLimit = kAnswerLimit + 2 * kBoxStep;

template <class Value>
std::expected<Value, base::Error> finished(codec::Reader& reader, Value value) {
  if (auto result = reader.finish(); !result) return std::unexpected(result.error());
  return value;
}

}  // namespace

base::Bytes encode(const SealPayload& payload) {
  codec::Writer writer;
  writer.text(payload.question).u32(payload.version).u32(payload.round).bytes(payload.box).fixed(payload.commitment);
  return writer.take();
}

base::Bytes encode(const ReleasePayload& payload) {
  codec::Writer writer;
  writer.fixed(payload.exchange).fixed(payload.seal).fixed(payload.key);
  return writer.take();
}

base::Bytes encode(const WithdrawPayload& payload) {
  codec::Writer writer;
  writer.fixed(payload.exchange).fixed(payload.seal);
  return writer.take();
}

std::expected<SealPayload, base::Error> decode_seal(base::ByteView bytes) {
  codec::Reader reader(bytes);
  SealPayload payload;
  payload.question = reader.text(kQuestionLimit);
  payload.version = reader.u32();
  payload.round = reader.u32();
  payload.box = base::to_bytes(reader.bytes(kBoxLimit));
  payload.commitment = reader.fixed<base::Hash32>();
  return finished(reader, std::move(payload));
}

std::expected<ReleasePayload, base::Error> decode_release(base::ByteView bytes) {
  codec::Reader reader(bytes);
  ReleasePayload payload;
  payload.exchange = reader.fixed<base::ExchangeId>();
  payload.seal = reader.fixed<base::EventId>();
  payload.key = reader.fixed<base::Hash32>();
  return finished(reader, payload);
}

std::expected<WithdrawPayload, base::Error> decode_withdraw(base::ByteView bytes) {
  codec::Reader reader(bytes);
  WithdrawPayload payload;
  payload.exchange = reader.fixed<base::ExchangeId>();
  payload.seal = reader.fixed<base::EventId>();
  return finished(reader, payload);
}

std::string json_text(std::string_view text) {
  constexpr std::string_view kDigits = "0123456789abcdef";
  std::string out = "\"";
  for (const char c : text) {
    const auto byte = static_cast<unsigned char>(c);
    if (c == '"' || c == '\\') {
      out += '\\';
      out += c;
    } else if (byte < 0x20) {
      out += "\\u00";
      out += kDigits[byte >> 4];
      out += kDigits[byte & 15];
    } else {
      out += c;
    }
  }
  return out + "\"";
}

std::string json_binary(base::ByteView bytes) { return '"' + base::to_base64url(bytes) + '"'; }

base::Bytes to_json(const SealPayload& payload, const base::ExchangeId& exchange) {
  std::string json = R"({"exchange":)" + json_binary(exchange.view());
  if (payload.version == 0) {
    json += R"(,"question":{"text":)" + json_text(payload.question);
  } else {
    json += R"(,"question":{"id":)" + json_text(payload.question) + R"(,"version":)" + std::to_string(payload.version);
  }
  json += R"(},"round":)" + std::to_string(payload.round) + R"(,"box":)" + json_binary(payload.box);
  json += R"(,"commitment":)" + json_binary(payload.commitment.view()) + "}";
  return base::to_bytes(base::as_bytes(json));
}

base::Bytes to_json(const ReleasePayload& payload) {
  const std::string json = R"({"exchange":)" + json_binary(payload.exchange.view()) + R"(,"seal":)" +
                           json_binary(payload.seal.view()) + R"(,"key":)" + json_binary(payload.key.view()) + "}";
  return base::to_bytes(base::as_bytes(json));
}

base::Bytes to_json(const WithdrawPayload& payload) {
  const std::string json =
      R"({"exchange":)" + json_binary(payload.exchange.view()) + R"(,"seal":)" + json_binary(payload.seal.view()) + "}";
  return base::to_bytes(base::as_bytes(json));
}

base::SecretBytes pad_answer(std::string_view answer) {
  codec::Writer writer;
  writer.text(answer);
  auto bytes = writer.take();
  bytes.resize((bytes.size() + kBoxStep - 1) / kBoxStep * kBoxStep, 0);
  return base::SecretBytes(std::move(bytes));
}

std::expected<std::string, base::Error> unpad_answer(base::ByteView padded) {
  codec::Reader reader(padded);
  std::string answer(reader.text(kAnswerLimit));
  if (!reader.ok()) return std::unexpected(reader.finish().error());
  const auto zeros = reader.raw(reader.left());
  const bool clean = std::ranges::all_of(zeros, [](std::uint8_t byte) { return byte == 0; });
  if (!clean || padded.size() % kBoxStep != 0) return std::unexpected(base::Error::shape);
  return answer;
}

std::optional<base::ExchangeId> answered_openly(base::ByteView json) {
  // In JSON a quote inside a text is escaped, so this can only be the field itself.
  constexpr std::string_view kField = "\"exchange\":\"";
  constexpr std::size_t kIdLength = 43;
  const auto text = base::as_text(json);
  const auto at = text.find(kField);
  if (at == std::string_view::npos) return std::nullopt;
  const auto bytes = base::from_base64url(text.substr(at + kField.size(), kIdLength));
  if (!bytes) return std::nullopt;
  const auto id = base::ExchangeId::from(*bytes);
  return id ? std::optional(*id) : std::nullopt;
}

void Exchanges::add(SealRecord record) {
  const auto event = record.event;
  const auto exchange = record.exchange;
  if (seals_.try_emplace(event, std::move(record)).second) of_exchange_[exchange].push_back(event);
}

SealRecord* Exchanges::find(const base::EventId& seal) {
  const auto found = seals_.find(seal);
  return found == seals_.end() ? nullptr : &found->second;
}

const SealRecord* Exchanges::find(const base::EventId& seal) const {
  const auto found = seals_.find(seal);
  return found == seals_.end() ? nullptr : &found->second;
}

const SealRecord* Exchanges::counting(const base::ExchangeId& exchange, Author who) const {
  const auto events = of_exchange_.find(exchange);
  if (events == of_exchange_.end()) return nullptr;
  const SealRecord* best = nullptr;
  for (const auto& event : events->second) {
    const auto& record = seals_.at(event);
    if (record.who != who || record.withdrawn) continue;
    const bool better = best == nullptr || (record.released && !best->released) ||
                        (record.released == best->released && record.event < best->event);
    if (better) best = &record;
  }
  return best;
}

ExchangeState Exchanges::state(const base::ExchangeId& exchange) const {
  ExchangeState state;
  const auto step_of = [&](Author who, const SealRecord* record) {
    if (record != nullptr) return record->released ? ExchangeStep::released : ExchangeStep::sealed;
    const auto events = of_exchange_.find(exchange);
    if (events == of_exchange_.end()) return ExchangeStep::none;
    const bool any = std::ranges::any_of(events->second, [&](const auto& id) { return seals_.at(id).who == who; });
    return any ? ExchangeStep::withdrawn : ExchangeStep::none;
  };
  const auto* own = counting(exchange, Author::me);
  const auto* theirs = counting(exchange, Author::partner);
  state.own = step_of(Author::me, own);
  state.theirs = step_of(Author::partner, theirs);
  if (own != nullptr) state.own_seal = own->event;
  if (theirs != nullptr) state.their_seal = theirs->event;
  if (own != nullptr) {
    for (const auto& event : of_exchange_.at(exchange)) {
      const auto& record = seals_.at(event);
      if (record.who == Author::me && !record.withdrawn && record.event != own->event) {
        state.other_own_seal = record.event;
      }
    }
  }
  return state;
}

std::vector<base::EventId> Exchanges::due() const {
  std::vector<base::EventId> result;
  for (const auto& [exchange, events] : of_exchange_) {
    const auto* own = counting(exchange, Author::me);
    if (own == nullptr || own->released) continue;
    if (counting(exchange, Author::partner) == nullptr && !opened_.contains(exchange)) continue;
    result.push_back(own->event);
  }
  return result;
}

}  // namespace hearth::log
