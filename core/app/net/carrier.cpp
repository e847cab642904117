#include "app/net/carrier.h"

namespace hearth::app::net {
namespace {

std::vector<Header> headers_of(std::string authorization) {
  std::vector<Header> headers;
  if (!authorization.empty()) headers.push_back({"Authorization", std::move(authorization)});
  return headers;
}

}  // namespace

Json Answer::json() const {
  auto parsed = story::json::parse(base::as_text(body));
  return parsed ? std::move(*parsed) : Json();
}

std::string Answer::error_code() const {
  const Json parsed = json();
  const Json* error = parsed.find("error");
  return error != nullptr ? text_of(*error, "code") : std::string();
}

std::string text_of(const Json& json, std::string_view name) {
  const Json* found = json.find(name);
  const std::string* text = found != nullptr ? found->text() : nullptr;
  return text != nullptr ? *text : std::string();
}

std::int64_t integer_of(const Json& json, std::string_view name) {
  const Json* found = json.find(name);
  const std::int64_t* integer = found != nullptr ? found->integer() : nullptr;
  return integer != nullptr ? *integer : 0;
}

void Carrier::get(Effects& effects, std::string path, std::string authorization, Patience patience,
                  OnAnswer on_answer) {
  const std::int64_t id = next_++;
  waiting_[id] = {std::move(on_answer), patience};
  effects.net.push_back(
      {id, NetKind::http, "GET", std::move(path), headers_of(std::move(authorization)), std::nullopt, {}});
}

void Carrier::send(Effects& effects, std::string_view method, std::string path, std::string authorization,
                   const Json& body, OnAnswer on_answer) {
  const std::int64_t id = next_++;
  waiting_[id] = {std::move(on_answer), Patience::brisk};
  auto headers = headers_of(std::move(authorization));
  std::optional<base::Bytes> bytes;
  if (!body.is_null()) {
    headers.push_back({"Content-Type", "application/json"});
    bytes = base::to_bytes(base::as_bytes(story::json::write(body)));
  }
  effects.net.push_back(
      {id, NetKind::http, std::string(method), std::move(path), std::move(headers), std::move(bytes), {}});
}

void Carrier::stretch(Effects& effects, std::string passphrase, base::ByteView salt, OnAnswer on_answer) {
  const std::int64_t id = next_++;
  waiting_[id] = {std::move(on_answer), Patience::brisk};
  effects.net.push_back({id, NetKind::kdf, {}, {}, {}, base::to_bytes(salt), std::move(passphrase)});
}

std::int64_t Carrier::open_socket(Effects& effects, std::string path, OnSocket on_socket) {
  const std::int64_t id = next_++;
  sockets_[id] = std::move(on_socket);
  effects.net.push_back({id, NetKind::socket_open, {}, std::move(path), {}, std::nullopt, {}});
  return id;
}

void Carrier::send_frame(Effects& effects, std::int64_t socket, base::Bytes data) {
  effects.net.push_back({socket, NetKind::socket_send, {}, {}, {}, std::move(data), {}});
}

void Carrier::close_socket(Effects& effects, std::int64_t socket) {
  if (sockets_.erase(socket) == 0) return;
  effects.net.push_back({socket, NetKind::socket_close, {}, {}, {}, std::nullopt, {}});
}

void Carrier::answered(std::int64_t id, Answer answer) {
  const auto found = waiting_.find(id);
  if (found == waiting_.end()) return;
  // Taken out first: whoever waited may ask again at once.
  const OnAnswer on_answer = std::move(found->second.on_answer);
  waiting_.erase(found);
  on_answer(answer);
}

void Carrier::failed(std::int64_t id) {
  if (sockets_.contains(id)) {
    closed(id);
  } else {
    answered(id, {});
  }
}

void Carrier::opened(std::int64_t id) {
  const auto found = sockets_.find(id);
  if (found == sockets_.end()) return;
  const auto on_opened = found->second.opened;
  on_opened();
}

void Carrier::frame(std::int64_t id, base::ByteView data) {
  const auto found = sockets_.find(id);
  if (found == sockets_.end()) return;
  const auto on_frame = found->second.frame;
  on_frame(data);
}

void Carrier::closed(std::int64_t id) {
  const auto found = sockets_.find(id);
  if (found == sockets_.end()) return;
  const auto on_closed = std::move(found->second.closed);
  sockets_.erase(found);
  on_closed();
}

bool Carrier::waiting() const {
  for (const auto& [id, waiting] : waiting_) {
    if (waiting.patience == Patience::brisk) return true;
  }
  return false;
}

void Carrier::forget() {
  waiting_.clear();
  sockets_.clear();
}

}  // namespace hearth::app::net
