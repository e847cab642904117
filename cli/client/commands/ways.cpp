// wider, sign, way: own areas with their numbers, early signs that one writes for
// oneself, and the way that the two are on.
#include <CLI/CLI.hpp>

#include <format>
#include <memory>
#include <string_view>
#include <vector>

#include "cli/client/commands/groups.h"
#include "cli/client/render.h"
#include "guide/facet.h"

namespace hearth::cli {
namespace {

Outcome<Json> pace_of(Member& member) {
  auto view = member.call("guide.view");
  if (!view) return std::unexpected(view.error());
  return view->json.value("pace", Json::object());
}

Outcome<void> tell_guide(Member& member, std::string_view what, const std::string& id, int value) {
  auto told = member.call("guide.tell", {{"what", what}, {"id", id}, {"value", value}});
  if (!told) return std::unexpected(told.error());
  return {};
}

// Tells what there is now, as read or as sent.
Outcome<Told> finish(Member& member, bool changed, std::string (*render)(const Json&)) {
  auto pace = pace_of(member);
  if (!pace) return std::unexpected(pace.error());
  const Json told = {{"pace", *pace}};
  return changed ? member.send(told, render(*pace)) : member.tell(told, render(*pace));
}

std::string number(const Json& area, const char* key) {
  const Json value = area.value(key, Json());
  return value.is_number() ? std::to_string(value.get<int>()) : "-";
}

std::string render_areas(const Json& pace) {
  std::string text;
  for (const Json& area : pace.value("areas", Json::array())) {
    const std::string facet = text_of(area, "facet");
    text += std::format("{:<13} {:<34} there {:>2}, wished {:>2}", facet, facet_in_words(facet), number(area, "felt"),
                        number(area, "needed"));
    if (area.value("shared", false)) text += "  (shared)";
    if (area.value("unasked", false)) text += "  (not asked)";
    if (area.value("ask", false)) text += "  (asked today, if you like)";
    if (area.value("theirs_felt", Json()).is_number()) {
      text += std::format("\n{:<13} the other shared: there {}, wished {}", "", number(area, "theirs_felt"),
                          number(area, "theirs_needed"));
    }
    text += "\n";
  }
  return text + "0 is none at all, 10 is very much. Only you see your numbers, unless you share an area.";
}

std::string render_signs(const Json& pace) {
  std::string text;
  for (const Json& sign : pace.value("signs", Json::array())) {
    text += std::format("{}  When I notice that I {}", text_of(sign, "id"), text_of(sign, "notice"));
    if (const std::string wish = text_of(sign, "wish"); !wish.empty()) text += ", then I would like to " + wish;
    if (const std::string day = text_of(sign, "noticed"); !day.empty()) text += std::format("  (noticed {})", day);
    text += "\n";
  }
  if (text.empty()) return "None written yet. Only you would see them.";
  return text + "Only you see these.";
}

std::string way_in_words(const Json& choice) {
  std::string track = text_of(choice, "track");
  if (track == "new_together") return "new together";
  if (track == "grown_apart") return "grown apart";
  if (track == "after_breach") return std::format("after a breach of trust ({})", text_of(choice, "stage"));
  return track;
}

std::string render_way(const Json& pace) {
  const Json way = pace.value("way", Json::object());
  const Json now = way.value("now", Json::object());
  std::string text = now.value("paused", false) ? std::string("Paused. Nothing is suggested for now.")
                                                : std::format("Now: {}.", way_in_words(now));
  text += std::format("\nYou have chosen: {}.", way_in_words(way.value("own", Json::object())));
  if (const Json theirs = way.value("theirs", Json()); theirs.is_object()) {
    text += std::format("\nThe other has chosen: {}.", way_in_words(theirs));
  }
  if (way.value("counsellor", false)) {
    text +=
        "\nAfter a breach of trust many pairs do this with a counsellor beside them; see Help and safety in the app.";
  }
  return text + "\nA way holds once both have chosen it; after a breach of trust it begins as soon as one has.";
}

struct WiderArguments {
  std::string facet;
  std::optional<int> felt;
  std::optional<int> needed;
  std::string share;
  std::string ask;
};

Outcome<Told> wider(const ClientOptions& options, const WiderArguments& arguments) {
  const bool tells = arguments.felt || arguments.needed || !arguments.share.empty() || !arguments.ask.empty();
  if (tells == arguments.facet.empty()) {
    return wrong_usage("Name one area and what you want to say of it, or nothing to see them all.");
  }
  auto member = Member::enter(options);
  if (!member) return std::unexpected(member.error());
  const auto say = [&](std::string_view what, int value) { return tell_guide(*member, what, arguments.facet, value); };
  Outcome<void> said;
  if (arguments.needed) said = say("needed", *arguments.needed);
  if (said && arguments.felt) said = say("felt", *arguments.felt);
  if (said && !arguments.share.empty()) said = say("numbers", arguments.share == "yes" ? 1 : 0);
  if (said && !arguments.ask.empty()) said = say("unasked", arguments.ask == "no" ? 1 : 0);
  if (!said) return std::unexpected(said.error());
  return finish(*member, tells, render_areas);
}

struct SignArguments {
  std::optional<std::string> notice;
  std::string wish;
  std::string id;
  bool remove = false;
  std::vector<std::string> noticed;
  bool none = false;
};

Outcome<Told> sign(const ClientOptions& options, const SignArguments& arguments) {
  auto member = Member::enter(options);
  if (!member) return std::unexpected(member.error());
  const bool looks_back = arguments.none || !arguments.noticed.empty();
  const bool writes = arguments.notice || arguments.remove;
  if (looks_back && writes) return wrong_usage("Write a sign or look back at them, one at a time.");
  if (arguments.remove && arguments.id.empty()) return wrong_usage("--remove needs --id.");
  if (looks_back) {
    auto pace = pace_of(*member);
    if (!pace) return std::unexpected(pace.error());
    // Those that are not named were not noticed.
    for (const Json& one : pace->value("signs", Json::array())) {
      const std::string id = text_of(one, "id");
      if (std::ranges::contains(arguments.noticed, id)) continue;
      if (auto told = tell_guide(*member, "noticed", id, 0); !told) return std::unexpected(told.error());
    }
    for (const std::string& id : arguments.noticed) {
      if (auto told = tell_guide(*member, "noticed", id, 1); !told) return std::unexpected(told.error());
    }
  } else if (writes) {
    auto saved = member->call("sign.save", {{"id", arguments.id},
                                            {"notice", arguments.remove ? "" : *arguments.notice},
                                            {"wish", arguments.remove ? "" : arguments.wish}});
    if (!saved) return std::unexpected(saved.error());
  }
  return finish(*member, writes || looks_back, render_signs);
}

struct WayArguments {
  std::string track;
  std::string stage;
  std::string pause;
};

Outcome<Told> way(const ClientOptions& options, const WayArguments& arguments) {
  auto member = Member::enter(options);
  if (!member) return std::unexpected(member.error());
  auto pace = pace_of(*member);
  if (!pace) return std::unexpected(pace.error());
  Json choice = pace->value("way", Json::object()).value("own", Json::object());
  const bool changes = !arguments.track.empty() || !arguments.stage.empty() || !arguments.pause.empty();
  if (!arguments.track.empty()) choice["track"] = arguments.track;
  if (!arguments.track.empty()) choice["stage"] = "steady";
  if (!arguments.stage.empty()) choice["stage"] = arguments.stage;
  if (!arguments.pause.empty()) choice["paused"] = arguments.pause == "yes";
  if (changes) {
    auto chosen = member->call("way.choose", choice);
    if (!chosen) return std::unexpected(chosen.error());
  }
  return finish(*member, changes, render_way);
}

}  // namespace

void add_way_commands(CLI::App& client, Chosen& chosen, ClientOptions& options) {
  const std::vector<std::string> yes_or_no = {"yes", "no"};

  auto area = std::make_shared<WiderArguments>();
  CLI::App& wider_command = add_command(client, chosen, "wider", "your areas: what there was of each and what you wish",
                                        [&options, area] { return wider(options, *area); });
  wider_command.add_option("AREA", area->facet, "one of the areas")
      ->check(CLI::IsMember(std::vector<std::string>(guide::kFacetIds.begin(), guide::kFacetIds.end())));
  wider_command.add_option("--felt", area->felt, "how much there was this past week, 0 to 10")
      ->check(CLI::Range(0, 10));
  wider_command.add_option("--needed", area->needed, "how much you would like, 0 to 10")->check(CLI::Range(0, 10));
  wider_command.add_option("--share", area->share, "whether the other sees both numbers: yes or no")
      ->check(CLI::IsMember(yes_or_no));
  wider_command.add_option("--ask", area->ask, "whether to be asked about it: yes or no")
      ->check(CLI::IsMember(yes_or_no));

  auto own = std::make_shared<SignArguments>();
  CLI::App& sign_command = add_command(client, chosen, "sign", "early signs that you write for yourself alone",
                                       [&options, own] { return sign(options, *own); });
  sign_command.add_option("--notice", own->notice, "when I notice that I …");
  sign_command.add_option("--wish", own->wish, "then I would like to …");
  sign_command.add_option("--id", own->id, "the sign to change or remove");
  sign_command.add_flag("--remove", own->remove, "remove it");
  sign_command.add_option("--noticed", own->noticed, "a look back: the ids of those that were there")->delimiter(',');
  sign_command.add_flag("--none", own->none, "a look back: none of them");

  auto chosen_way = std::make_shared<WayArguments>();
  CLI::App& way_command = add_command(client, chosen, "way", "the way that you two are on",
                                      [&options, chosen_way] { return way(options, *chosen_way); });
  way_command.add_option("--track", chosen_way->track, "where you two are; both see it")
      ->check(CLI::IsMember(std::vector<std::string>{"everyday", "new_together", "grown_apart", "after_breach"}));
  way_command.add_option("--stage", chosen_way->stage, "after a breach of trust: which part of it")
      ->check(CLI::IsMember(std::vector<std::string>{"steady", "understand", "rebuild"}));
  way_command.add_option("--pause", chosen_way->pause, "nothing is suggested while either pauses: yes or no")
      ->check(CLI::IsMember(yes_or_no));
}

}  // namespace hearth::cli
