// wording: what in a text may land otherwise than meant, and a gentler way to say it.
#include <CLI/CLI.hpp>

#include <format>
#include <memory>

#include "cli/client/commands/groups.h"
#include "cli/client/render.h"

namespace hearth::cli {
namespace {

// The characters from..to of a text in UTF-8.
std::string cut(const std::string& text, std::size_t from, std::size_t to) {
  std::string part;
  std::size_t place = 0;
  for (const char byte : text) {
    if ((static_cast<unsigned char>(byte) & 0xC0U) != 0x80) ++place;
    if (place > from && place <= to) part += byte;
  }
  return part;
}

std::string in_words(const std::string& text, const Json& hint) {
  const std::string kind = text_of(hint, "kind");
  return std::format("“{}” may {}. Perhaps: “{}”",
                     cut(text, hint.value("from", std::size_t{0}), hint.value("to", std::size_t{0})),
                     kind == "advice"   ? "land as advice"
                     : kind == "always" ? "sound larger than it is"
                                        : "land as blame",
                     text_of(hint, "offer"));
}

Outcome<Told> look(const ClientOptions& options, const std::string& text, bool reply) {
  auto member = Member::enter(options);
  if (!member) return std::unexpected(member.error());
  auto looked = member->call("wording.look", {{"text", text}, {"reply", reply}});
  if (!looked) return std::unexpected(looked.error());
  std::string said;
  for (const Json& hint : looked->json.value("hints", Json::array())) said += in_words(text, hint) + "\n";
  if (said.empty()) said = "Nothing stands out here. ";
  return member->tell(printable(*looked), said + "Nothing of it was kept or sent.");
}

}  // namespace

void add_wording_commands(CLI::App& client, Chosen& chosen, ClientOptions& options) {
  auto text = std::make_shared<std::string>();
  auto reply = std::make_shared<bool>(false);
  CLI::App& command = add_command(client, chosen, "wording", "look at words before you share them; nothing is kept",
                                  [&options, text, reply] { return look(options, *text, *reply); });
  command.add_option("--text", *text, "the words")->required();
  command.add_flag("--reply", *reply, "they answer something that the other shared, so advice is looked for too");
}

}  // namespace hearth::cli
