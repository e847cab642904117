// page forms, save, list, copy: forms that a person fills in for themselves.
#include <CLI/CLI.hpp>

#include <format>
#include <memory>

#include "app/plain_words.h"
#include "cli/client/commands/forms.h"
#include "cli/client/commands/groups.h"
#include "cli/client/render.h"
#include "cli/ids.h"

namespace hearth::cli {
namespace {

std::string page_name(const Json& page) {
  return std::format("{}  {}  {}", text_of(page, "event"), text_of(page, "day"),
                     app::in_plain_words(app::Named::page, text_of(page, "kind")));
}

std::string render_pages(const Json& pages) {
  std::string text;
  for (const Json& page : pages.value("own", Json::array())) {
    text += page_name(page) + "\n" + render_lines(page.value("lines", Json::array()));
    std::string copied;
    for (const Json& line : page.value("copied", Json::array())) {
      copied += (copied.empty() ? "" : ", ") + line.get<std::string>();
    }
    text += copied.empty() ? "  only you see this\n" : std::format("  the other has a copy of: {}\n", copied);
  }
  for (const Json& page : pages.value("shared", Json::array())) {
    text += std::format("{} ({})\n", page_name(page),
                        page.value("own", false) ? "copied to the other" : "copied to you by the other");
    text += render_lines(page.value("lines", Json::array()));
  }
  return text.empty() ? "No pages yet. `page forms` shows what there is to write." : text.substr(0, text.size() - 1);
}

std::string render_forms(const Json& pages) {
  std::string text;
  for (const Json& form : pages.value("forms", Json::array())) {
    text += render_form(form);
    if (form.value("log", false)) text += " (as many as you like)";
    if (!form.value("copy", true)) text += " (stays with you)";
    text += "\n";
  }
  return text + "Only you see what you write, until you copy a line to the other.";
}

Outcome<Told> list(const ClientOptions& options, std::string (*render)(const Json&)) {
  auto member = Member::enter(options);
  if (!member) return std::unexpected(member.error());
  auto view = member->call("page.view");
  if (!view) return std::unexpected(view.error());
  const Json pages = view->json.value("pages", Json::object());
  return member->tell({{"pages", pages}}, render(pages));
}

struct SaveArguments {
  std::string kind;
  std::vector<std::string> lines;
  std::string replaces;
};

Outcome<Told> save(const ClientOptions& options, const SaveArguments& arguments) {
  const auto lines = lines_of(arguments.lines);
  if (!lines) return std::unexpected(lines.error());
  auto member = Member::enter(options);
  if (!member) return std::unexpected(member.error());
  auto saved =
      member->call("page.save", {{"kind", arguments.kind},
                                 {"lines", *lines},
                                 {"replaces", arguments.replaces.empty() ? Json() : Json(arguments.replaces)}});
  if (!saved) return std::unexpected(saved.error());
  return member->send({{"event", text_of(saved->json, "event")}}, "Kept, for you alone.");
}

struct CopyArguments {
  std::string event;
  std::vector<std::string> lines;
};

Outcome<Told> copy(const ClientOptions& options, const CopyArguments& arguments) {
  auto member = Member::enter(options);
  if (!member) return std::unexpected(member.error());
  auto copied = member->call("page.copy", {{"event", arguments.event}, {"lines", arguments.lines}});
  if (!copied) return std::unexpected(copied.error());
  return member->send({{"event", text_of(copied->json, "event")}},
                      "Copied: these lines and nothing else. `erase` takes the copy back.");
}

}  // namespace

void add_page_commands(CLI::App& client, Chosen& chosen, ClientOptions& options) {
  CLI::App& page = add_command(client, chosen, "page", "pages of your own, for you alone", {});
  page.require_subcommand(1);

  add_command(page, chosen, "forms", "what there is to write, and its lines",
              [&options] { return list(options, render_forms); });

  auto words = std::make_shared<SaveArguments>();
  CLI::App& save_command = add_command(page, chosen, "save", "write one; without lines it is taken away",
                                       [&options, words] { return save(options, *words); });
  save_command.add_option("KIND", words->kind, "one of the forms (`page forms` shows them)")->required();
  add_repeated(save_command, "--line", words->lines, "a line by its name: --line signs='I go quiet'");
  save_command.add_option("--replaces", words->replaces, "the id of the page that this is an edit of");

  add_command(page, chosen, "list", "your pages, and the lines that were copied",
              [&options] { return list(options, render_pages); });

  auto copied = std::make_shared<CopyArguments>();
  CLI::App& copy_command = add_command(page, chosen, "copy", "copy lines of a page to the other, and no more",
                                       [&options, copied] { return copy(options, *copied); });
  add_id(copy_command, "EVENT", copied->event, "its id (`page list` shows it)");
  add_repeated(copy_command, "--line", copied->lines, "the name of a line")->required();
}

}  // namespace hearth::cli
