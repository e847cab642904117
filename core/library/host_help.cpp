#include "library/host_help.h"

#include <algorithm>

#include "base/bytes.h"
#include "library/pack.h"
#include "story/fields.h"

namespace hearth::library {
namespace {

using story::Json;

struct Limit {
  std::string_view field;
  std::string HostHelp::* text;
  std::size_t most;
};
constexpr Limit kLimits[] = {{"name", &HostHelp::name, 80},
                             {"whom", &HostHelp::whom, 200},
                             {"phone", &HostHelp::phone, 40},
                             {"url", &HostHelp::url, 300},
                             {"note", &HostHelp::note, 400}};
constexpr std::size_t kLongestKind = 32;
constexpr std::size_t kShortestLanguage = 2;
constexpr std::size_t kLongestLanguage = 16;
constexpr std::size_t kLeastDigits = 2;

bool is_plain(std::string_view text) {
  for (std::size_t i = 0; i < text.size(); ++i) {
    const auto byte = static_cast<unsigned char>(text[i]);
    if (byte < 0x20 || byte == 0x7F) return false;
    // U+0080..9F; U+202A..202E and U+2066..2069 turn the direction, U+2028..2029 end lines.
    const std::string_view rest = text.substr(i);
    if (byte == 0xC2 && rest.size() > 1 && static_cast<unsigned char>(rest[1]) < 0xA0) return false;
    if (rest.starts_with("\xE2\x80") && rest.size() > 2 && rest[2] >= '\xA8' && rest[2] <= '\xAE') return false;
    if (rest.starts_with("\xE2\x81") && rest.size() > 2 && rest[2] >= '\xA6' && rest[2] <= '\xA9') return false;
  }
  return true;
}

bool is_digit(char c) { return c >= '0' && c <= '9'; }

bool is_phone(std::string_view text) {
  const auto fits = [](char c) { return is_digit(c) || std::string_view(" +-()/.").contains(c); };
  return std::ranges::all_of(text, fits) &&
         static_cast<std::size_t>(std::ranges::count_if(text, is_digit)) >= kLeastDigits;
}

bool is_url(std::string_view text) {
  constexpr std::string_view kScheme = "https://";
  if (!text.starts_with(kScheme) || text.size() == kScheme.size()) return false;
  const auto fits = [](char c) { return c > ' ' && c < '\x7F' && !std::string_view("\"'<>\\`{}|^@").contains(c); };
  return std::ranges::all_of(text, fits);
}

bool is_language(std::string_view text) {
  const auto fits = [](char c) { return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || is_digit(c) || c == '-'; };
  return text.size() >= kShortestLanguage && text.size() <= kLongestLanguage && std::ranges::all_of(text, fits);
}

bool read(const Json& json, HostHelp& out) {
  story::Fields fields(json);
  for (const Limit& limit : kLimits) fields.text(limit.field, out.*limit.text, limit.most);
  fields.text("kind", out.kind, kLongestKind).texts("languages", out.languages, kLongestLanguage, kMostLanguages);
  return fields.done();
}

}  // namespace

HostHelpFault fault_of(const HostHelp& entry) {
  for (const Limit& limit : kLimits) {
    const std::string& text = entry.*limit.text;
    if (story::count_characters(text) > limit.most) return {limit.field, "is too long"};
    if (!base::is_utf8(base::as_bytes(text)) || !is_plain(text))
      return {limit.field, "has characters that no text needs"};
  }
  if (entry.name.empty()) return {"name", "is missing"};
  if (!is_one_of(entry.kind, kHostHelpKinds)) {
    return {"kind", "is none of counsellor, sex_counselling, group, event and other"};
  }
  if (entry.phone.empty() && entry.url.empty()) return {"phone", "is missing, and so is url: one of them is needed"};
  if (!entry.phone.empty() && !is_phone(entry.phone)) return {"phone", "is not a telephone number"};
  if (!entry.url.empty() && !is_url(entry.url)) return {"url", "is not an address that begins with https://"};
  if (entry.languages.size() > kMostLanguages) return {"languages", "are too many"};
  for (const std::string& language : entry.languages) {
    if (!is_language(language)) return {"languages", "are codes such as en or pt-BR"};
  }
  return {};
}

std::string host_help_to_json(const std::vector<HostHelp>& entries) {
  Json list{story::json::Array{}};
  for (const HostHelp& entry : entries) {
    Json item;
    for (const Limit& limit : kLimits) item.set(limit.field, entry.*limit.text);
    item.set("kind", entry.kind).set("languages", story::to_json(entry.languages));
    list.push(std::move(item));
  }
  return story::json::write(Json().set("entries", std::move(list)));
}

std::expected<std::vector<HostHelp>, HostHelpError> parse_host_help(std::string_view text) {
  if (text.size() > kLongestHostHelp) return std::unexpected(HostHelpError::too_many);
  const auto json = story::json::parse(text);
  const Json* list = json ? json->find("entries") : nullptr;
  if (list == nullptr || list->array() == nullptr || json->object()->size() != 1) {
    return std::unexpected(HostHelpError::shape);
  }
  if (list->array()->size() > kMostHostHelp) return std::unexpected(HostHelpError::too_many);
  std::vector<HostHelp> entries;
  for (const Json& item : *list->array()) {
    if (!read(item, entries.emplace_back())) return std::unexpected(HostHelpError::shape);
    if (!fault_of(entries.back()).field.empty()) return std::unexpected(HostHelpError::unfit);
  }
  return entries;
}

}  // namespace hearth::library
