#include "cli/client/commands/forms.h"

#include <algorithm>

#include "cli/client/render.h"

namespace hearth::cli {

Outcome<Json> lines_of(const std::vector<std::string>& typed) {
  Json lines = Json::array();
  for (const std::string& line : typed) {
    const auto equals = line.find('=');
    if (equals == 0 || equals == std::string::npos) {
      return wrong_usage("A line is its name and its words: --line 'signs=I go quiet'.");
    }
    lines.push_back({{"id", line.substr(0, equals)}, {"text", line.substr(equals + 1)}});
  }
  return lines;
}

std::string render_lines(const Json& lines) {
  std::string text;
  for (const Json& line : lines) text += indented(text_of(line, "id") + ": " + text_of(line, "text")) + "\n";
  return text;
}

std::string render_form(const Json& form) {
  std::string text = text_of(form, "kind") + ":";
  for (const Json& line : form.value("lines", Json::array())) {
    text += (text.ends_with(':') ? " " : ", ") + line.get<std::string>();
  }
  return text;
}

CLI::Option* add_repeated(CLI::App& command, const std::string& name, std::vector<std::string>& values,
                          const std::string& help) {
  return command.add_option(name, values, help)->expected(1)->take_all();
}

}  // namespace hearth::cli
