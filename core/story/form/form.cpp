#include "story/form/form.h"

#include <algorithm>

namespace hearth::story::form {
namespace {

constexpr std::size_t kLongestId = 16;
constexpr std::string_view kAfterBreach = "after_breach";

constexpr Form kForms[] = {
    {.of = Of::page, .kind = "stress", .lines = "sources signs helps worse"},
    {.of = Of::page, .kind = "coping", .lines = "so_far from_now"},
    {.of = Of::page, .kind = "hurt", .lines = "happened felt needed mine ask", .log = true},
    {.of = Of::page, .kind = "request", .lines = "happened felt need ask", .log = true},
    {.of = Of::page, .kind = "root", .lines = "differences feelings outside pattern next", .log = true},
    {.of = Of::page, .kind = "flooding", .lines = "signs pause calm back"},
    {.of = Of::page, .kind = "mixed", .lines = "feelings words", .log = true},
    {.of = Of::page, .kind = "accept", .lines = "difference brings stays", .log = true},
    {.of = Of::page, .kind = "pattern", .lines = "criticise defend withdraw contempt"},
    {.of = Of::page, .kind = "lines", .lines = "words touch feelings step", .standing = 3},
    {.of = Of::page, .kind = "history", .lines = "piece meant carry", .log = true},
    {.of = Of::page, .kind = "courage", .lines = "truth size how", .log = true},
    {.of = Of::page, .kind = "honest", .lines = "open held_back", .log = true, .stays = true},
    {.of = Of::agreement, .kind = "space", .lines = "holds if_broken"},
    {.of = Of::agreement, .kind = "depth", .lines = "how_deep off_limits"},
    {.of = Of::agreement, .kind = "often", .lines = "how_often when"},
    {.of = Of::agreement, .kind = "confidence", .lines = "stays may_leave if_broken"},
    {.of = Of::agreement, .kind = "screens", .lines = "places hours exceptions"},
    {.of = Of::agreement, .kind = "hard_times", .lines = "illness loss money distance"},
    {.of = Of::agreement, .kind = "busy", .lines = "minimum", .needs_end = true},
    {.of = Of::agreement, .kind = "changes", .lines = "small big"},
    {.of = Of::agreement, .kind = "together", .lines = "decision practice"},
    {.of = Of::agreement, .kind = "questions", .lines = "times topics not_now", .track = kAfterBreach},
    {.of = Of::agreement,
     .kind = "openness",
     .lines = "what until_when",
     .needs_end = true,
     .watched = true,
     .track = kAfterBreach},
    {.of = Of::agreement, .kind = "own", .lines = "words"},
};

}  // namespace

std::span<const Form> forms() { return kForms; }

const Form* find(Of of, std::string_view kind) {
  const auto* found =
      std::ranges::find_if(kForms, [&](const Form& form) { return form.of == of && form.kind == kind; });
  return found == std::end(kForms) ? nullptr : found;
}

std::vector<std::string> ids(const Form& form) {
  std::vector<std::string> all;
  for (std::string_view rest = form.lines; !rest.empty();) {
    const auto end = std::min(rest.find(' '), rest.size());
    all.emplace_back(rest.substr(0, end));
    rest.remove_prefix(std::min(end + 1, rest.size()));
  }
  return all;
}

const Line* find(const Lines& lines, std::string_view id) {
  const auto found = std::ranges::find(lines, id, &Line::id);
  return found == lines.end() ? nullptr : &*found;
}

bool holds(const Form& form, const Lines& lines) {
  const auto known = ids(form);
  for (const Line& line : lines) {
    const auto place = std::ranges::find(known, line.id);
    if (place == known.end() || find(lines, line.id) != &line || line.text.empty()) return false;
    if (count_characters(line.text) > kMostOfALine) return false;
    const bool stands = static_cast<std::size_t>(place - known.begin()) < form.standing;
    if (stands && !place_of(kStanding, line.text)) return false;
  }
  return true;
}

bool read(Fields& fields, Of of, std::string& kind, Lines& lines) {
  const json::Array* items = nullptr;
  fields.text("kind", kind, kLongestId).list("lines", items);
  const Form* form = find(of, kind);
  if (form == nullptr || items == nullptr || items->size() > kMostLines) return false;
  lines.clear();
  for (const Json& item : *items) {
    Line& line = lines.emplace_back();
    if (!Fields(item).text("id", line.id, kLongestId).text("text", line.text, kMostOfALine).done()) return false;
  }
  return holds(*form, lines);
}

Json to_json(const Lines& lines) {
  Json json{json::Array{}};
  for (const Line& line : lines) {
    Json item;
    item.set("id", line.id).set("text", line.text);
    json.push(std::move(item));
  }
  return json;
}

std::string as_text(const Lines& lines) {
  std::string text;
  for (const Line& line : lines) {
    std::string name = line.id;
    std::ranges::replace(name, '_', ' ');
    name[0] = static_cast<char>(name[0] - 'a' + 'A');  // an id begins with a letter
    if (!text.empty()) text += "\n";
    text += name + ": " + line.text;
  }
  return text;
}

}  // namespace hearth::story::form
