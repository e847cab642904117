#include "server/net/requests.h"

#include <nlohmann/json.hpp>

namespace hearth::server::net {
namespace {

using Json = nlohmann::json;

// Reads fields of one object; the first failure sticks.
class Fields {
 public:
  explicit Fields(std::string_view text) : owned_(Json::parse(text, nullptr, false)), json_(&owned_) { begin(); }
  explicit Fields(const Json& json) : json_(&json) { begin(); }

  template <class Value>
  Value fixed(const char* name) {
    const auto decoded = bytes(name, Value::kSize);
    const auto value = Value::from(decoded);
    if (!value) ok_ = false;
    return value.value_or(Value{});
  }

  template <class Value>
  std::optional<Value> optional_fixed(const char* name) {
    if (!has(name)) return std::nullopt;
    return fixed<Value>(name);
  }

  base::Bytes bytes(const char* name, std::size_t limit) {
    const auto* value = find(name);
    if (value == nullptr || !value->is_string()) return failed();
    const auto& text = value->get_ref<const std::string&>();
    if (text.size() > limit * 4 / 3 + 4) return failed();
    auto decoded = base::from_base64url(text);
    if (!decoded || decoded->size() > limit) return failed();
    return std::move(*decoded);
  }

  std::int64_t integer(const char* name, std::int64_t least, std::int64_t most) {
    const auto* value = find(name);
    if (value == nullptr || !value->is_number_integer() ||
        (value->is_number_unsigned() && value->get<std::uint64_t>() > static_cast<std::uint64_t>(most))) {
      ok_ = false;
      return least;
    }
    const auto number = value->get<std::int64_t>();
    if (number < least || number > most) ok_ = false;
    return number;
  }

  const Json* object(const char* name) {
    const auto* value = find(name);
    if (value == nullptr || !value->is_object()) {
      ok_ = false;
      return nullptr;
    }
    return value;
  }

  enum class Key : std::uint8_t { needed, optional };
  static std::optional<auth::NewDevice> device(const Json& json, Key key) {
    Fields fields(json);
    auth::NewDevice device{.id = fields.fixed<base::DeviceId>("id"), .key = {}};
    if (key == Key::needed || fields.has("key")) device.key = fields.fixed<base::SigningPublicKey>("key");
    if (!fields.ok()) return std::nullopt;
    return device;
  }

  auth::NewDevice device(const char* name, Key key) {
    const auto* value = object(name);
    const auto read = value == nullptr ? std::nullopt : device(*value, key);
    if (!read) ok_ = false;
    return read.value_or(auth::NewDevice{});
  }

  std::vector<auth::NewDevice> devices(const char* name) {
    const auto* list = find(name);
    std::vector<auth::NewDevice> devices;
    if (list == nullptr || !list->is_array() || list->empty() || list->size() > kDevicesAtOnce) {
      ok_ = false;
      return devices;
    }
    for (const auto& item : *list) {
      const auto read = device(item, Key::needed);
      if (!read) {
        ok_ = false;
        return devices;
      }
      for (const auto& other : devices) {
        if (other.id == read->id) ok_ = false;
      }
      devices.push_back(*read);
    }
    return devices;
  }

  [[nodiscard]] bool has(const char* name) const { return find(name) != nullptr; }
  [[nodiscard]] bool ok() const { return ok_; }

 private:
  void begin() {
    if (!json_->is_object()) ok_ = false;
  }
  [[nodiscard]] const Json* find(const char* name) const {
    if (!json_->is_object()) return nullptr;
    const auto found = json_->find(name);
    return found == json_->end() || found->is_null() ? nullptr : &*found;
  }
  base::Bytes failed() {
    ok_ = false;
    return {};
  }

  Json owned_;
  const Json* json_;
  bool ok_ = true;
};

template <class Body>
Decoded<Body> checked(const Fields& fields, Body body) {
  if (!fields.ok()) return std::unexpected(base::Error::shape);
  return body;
}

}  // namespace

Decoded<ChallengeBody> decode_challenge(std::string_view json) {
  Fields fields(json);
  ChallengeBody body;
  body.log = fields.fixed<base::LogId>("log");
  body.device = fields.fixed<base::DeviceId>("device");
  return checked(fields, body);
}

Decoded<SessionBody> decode_session(std::string_view json) {
  Fields fields(json);
  SessionBody body;
  body.log = fields.fixed<base::LogId>("log");
  body.device = fields.fixed<base::DeviceId>("device");
  body.challenge = fields.fixed<verify::Challenge>("challenge");
  body.nonce = fields.fixed<verify::ClientNonce>("nonce");
  body.signature = fields.fixed<base::Signature>("signature");
  return checked(fields, body);
}

Decoded<RegisterBody> decode_register(std::string_view json) {
  Fields fields(json);
  RegisterBody body;
  body.log = fields.fixed<base::LogId>("log");
  body.seat_key = fields.fixed<base::SigningPublicKey>("seat_key");
  body.member = fields.optional_fixed<base::MemberId>("member");
  body.devices = fields.devices("devices");
  if (fields.has("setup") == fields.has("invite")) return std::unexpected(base::Error::shape);
  if (fields.has("setup")) {
    body.token = fields.bytes("setup", kSecretTokenLimit);
  } else if (const auto* invite = fields.object("invite"); invite != nullptr) {
    Fields inner(*invite);
    body.invite = inner.fixed<base::LocatorId>("locator");
    body.token = inner.bytes("seat_token", kSecretTokenLimit);
    if (!inner.ok()) return std::unexpected(base::Error::shape);
  }
  body.nonce = fields.fixed<verify::ClientNonce>("nonce");
  body.signature = fields.fixed<base::Signature>("signature");
  return checked(fields, std::move(body));
}

Decoded<SpaceBody> decode_space(std::string_view json) {
  Fields fields(json);
  SpaceBody body;
  body.log = fields.fixed<base::LogId>("log");
  body.seat_key = fields.fixed<base::SigningPublicKey>("seat_key");
  body.member = fields.fixed<base::MemberId>("member");
  body.devices = fields.devices("devices");
  return checked(fields, std::move(body));
}

Decoded<SeatBody> decode_seat(std::string_view json) {
  Fields fields(json);
  SeatBody body;
  body.seat_key = fields.fixed<base::SigningPublicKey>("seat_key");
  body.member = fields.fixed<base::MemberId>("member");
  body.devices = fields.devices("devices");
  return checked(fields, std::move(body));
}

Decoded<SeatSignedBody> decode_seat_device(std::string_view json) {
  Fields fields(json);
  SeatSignedBody body;
  body.seat_key = fields.fixed<base::SigningPublicKey>("seat_key");
  body.device = fields.device("device", Fields::Key::optional);
  body.challenge = fields.fixed<verify::Challenge>("challenge");
  body.nonce = fields.fixed<verify::ClientNonce>("nonce");
  body.signature = fields.fixed<base::Signature>("signature");
  return checked(fields, body);
}

Decoded<SeatSignedBody> decode_leave(std::string_view json) {
  Fields fields(json);
  SeatSignedBody body;
  body.seat_key = fields.fixed<base::SigningPublicKey>("seat_key");
  body.challenge = fields.fixed<verify::Challenge>("challenge");
  body.nonce = fields.fixed<verify::ClientNonce>("nonce");
  body.signature = fields.fixed<base::Signature>("signature");
  return checked(fields, body);
}

Decoded<auth::NewDevice> decode_reader(std::string_view json) {
  Fields fields(json);
  return checked(fields, fields.device("device", Fields::Key::needed));
}

Decoded<InviteBody> decode_invite(std::string_view json) {
  Fields fields(json);
  InviteBody body;
  body.locator = fields.fixed<base::LocatorId>("locator");
  body.seat_hash = fields.fixed<base::Hash32>("seat_hash");
  body.ttl_s = fields.integer("ttl_s", 1, 86'400);
  return checked(fields, body);
}

Decoded<ClaimBody> decode_claim(std::string_view json) {
  Fields fields(json);
  ClaimBody body;
  body.seat_token = fields.bytes("seat_token", kSecretTokenLimit);
  body.claim = fields.fixed<base::Hash32>("claim");
  return checked(fields, std::move(body));
}

Decoded<base::Bytes> decode_invite_message(std::string_view json) {
  Fields fields(json);
  return checked(fields, fields.bytes("data", kInviteMessageLimit));
}

Decoded<ShareBody> decode_share(std::string_view json) {
  Fields fields(json);
  ShareBody body;
  body.id = fields.fixed<base::ShareId>("id");
  body.body = fields.bytes("body", base::kShareLimit);
  body.ttl_s = fields.integer("ttl_s", 1, base::kLongestShareS);
  if (body.body.empty()) return std::unexpected(base::Error::shape);
  return checked(fields, std::move(body));
}

Decoded<ClaimBody> decode_seat_authorization(std::string_view text) {
  const auto dot = text.find('.');
  if (dot == std::string_view::npos || text.size() > 256) return std::unexpected(base::Error::shape);
  auto token = base::from_base64url(text.substr(0, dot));
  const auto claim = base::from_base64url(text.substr(dot + 1));
  if (!token || !claim || token->size() > kSecretTokenLimit) return std::unexpected(base::Error::shape);
  const auto fixed = base::Hash32::from(*claim);
  if (!fixed) return std::unexpected(base::Error::shape);
  return ClaimBody{.seat_token = std::move(*token), .claim = *fixed};
}

}  // namespace hearth::server::net
