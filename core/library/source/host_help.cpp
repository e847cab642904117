#include "library/source/host_help.h"

#include <format>

#include "library/source/reader.h"

namespace hearth::library::source {
namespace {

Reader::Fields entry_fields(Reader& reader, HostHelp& entry) {
  return {
      {"name", reader.text(entry.name)},           {"kind", reader.text(entry.kind)}, {"whom", reader.text(entry.whom)},
      {"phone", reader.text(entry.phone)},         {"url", reader.text(entry.url)},   {"note", reader.text(entry.note)},
      {"languages", reader.texts(entry.languages)}};
}

}  // namespace

std::expected<std::vector<HostHelp>, ReadError> read_host_help(const File& file) {
  const auto parsed = toml::parse(file.text);
  if (!parsed) return std::unexpected(ReadError{file.name, parsed.error().line, std::string(parsed.error().detail)});
  std::vector<HostHelp> entries;
  Reader reader(file.name);
  const auto read_entry = [&](const toml::Node& node) {
    HostHelp& entry = entries.emplace_back();
    reader.table(node, entry_fields(reader, entry));
    const HostHelpFault fault = fault_of(entry);
    if (fault.field.empty()) return;
    const toml::Node* field = node.find(fault.field);
    reader.fail(field != nullptr ? *field : node, std::format("{} {}", fault.field, fault.why));
  };
  reader.table(*parsed, {{"entry", reader.each(read_entry)}});
  if (reader.error()) return std::unexpected(*reader.error());
  if (entries.size() > kMostHostHelp) {
    return std::unexpected(ReadError{file.name, 1, std::format("more than {} entries", kMostHostHelp)});
  }
  if (host_help_to_json(entries).size() > kLongestHostHelp) {
    return std::unexpected(ReadError{file.name, 1, "more text than fits"});
  }
  return entries;
}

}  // namespace hearth::library::source
