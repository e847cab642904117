// mend …, trust …: after a hurt, and the slower way after trust was broken.
#include <CLI/CLI.hpp>

#include <algorithm>
#include <array>
#include <format>
#include <memory>

#include "cli/client/commands/groups.h"
#include "cli/client/render.h"
#include "cli/ids.h"

namespace hearth::cli {
namespace {

constexpr std::string_view kQuestion = "mend/";  // and the mend's event: what a side answers

std::string_view kind_in_words(std::string_view kind) {
  if (kind == "hurt") return "after a hurt";
  if (kind == "root") return "what lies under it";
  if (kind == "impact") return "what it did";
  if (kind == "meaning") return "what it meant";
  return "how it goes on";
}

bool holds(const Json& list, std::string_view word) {
  return std::ranges::any_of(list, [&](const Json& one) { return one == word; });
}

std::string answer_in_words(const Json& mend, const std::string& who) {
  const std::string answer = text_of(mend, "answer");
  if (answer == "not_yet") return std::format("  {} said: not yet. That is a whole answer.\n", who);
  if (answer == "help") {
    std::string text = std::format("  {} would rather have help with this.\n", who);
    if (holds(mend.value("may", Json::array()), "counsellor")) {
      text += "  Many pairs go to a counsellor with something like it; see Help and safety in the app.\n";
    }
    return text;
  }
  if (answer != "yes") return "  no answer yet, and no hurry\n";
  std::string when;
  for (const char* part : {"answer_day", "answer_time"}) {
    if (const std::string said = text_of(mend, part); !said.empty()) when += " " + said;
  }
  return std::format("  {} said yes{}\n", who, when.empty() ? "" : ":" + when);
}

std::string sides_in_words(const Json& mend, const std::string& partner) {
  const Json exchange = mend.value("exchange", Json());
  if (!exchange.is_object()) return {};
  std::string text;
  for (const char* side : {"own", "theirs"}) {
    const Json answer = exchange.value(side, Json());
    if (!answer.is_object()) continue;
    text +=
        std::format("  {}:\n{}\n", answer.value("own", false) ? "You" : partner, indented(text_of(answer, "text"), 4));
  }
  if (const std::string draft = text_of(exchange, "draft"); !draft.empty()) {
    text += std::format("  begun, and yours alone:\n{}\n", indented(draft, 4));
  }
  const std::string phase = text_of(exchange, "phase");
  if (holds(mend.value("may", Json::array()), "seal")) {
    text += "  Your side can be written whenever you like: `mend seal`.\n";
  }
  if (phase == "sealed") text += "  Yours is sealed. The two open when both are there, and there is no hurry.\n";
  if (phase == "both_sealed") text += "  Both sides are there. `mend open` shows them, in your own time.\n";
  return text;
}

std::string promise_in_words(const Json& promise, const std::string& partner) {
  const std::string became = text_of(promise, "became");
  return std::format("{}  {}: {} (until {}{})\n", text_of(promise, "event"),
                     promise.value("own", false) ? "you" : partner, text_of(promise, "text"), text_of(promise, "by"),
                     became == "done"     ? ", done"
                     : became == "moved"  ? ", moved"
                     : became == "let_go" ? ", let go"
                                          : "");
}

std::string mend_in_words(const Json& mend, const std::string& partner) {
  const bool own = mend.value("own", false);
  std::string text = std::format("{}  {}  {}, {}\n", text_of(mend, "event"), text_of(mend, "day"),
                                 kind_in_words(text_of(mend, "kind")), own ? "you invited" : partner + " invited you");
  if (const std::string words = text_of(mend, "words"); !words.empty()) text += indented(words) + "\n";
  text += answer_in_words(mend, own ? partner : "You");
  text += sides_in_words(mend, partner);
  for (const Json& promise : mend.value("promises", Json::array())) text += "  " + promise_in_words(promise, partner);
  if (text_of(mend, "phase") == "rests") text += "  This one rests. A new invitation takes it up.\n";
  const std::string helped = text_of(mend, "helped");
  if (!helped.empty()) text += std::format("  did it help, for you alone: {}\n", helped);
  if (helped.empty() && holds(mend.value("may", Json::array()), "followed")) {
    text += "  Some days have gone by. Did it help? `mend followed` is for you alone.\n";
  }
  return text;
}

std::string render_room(const Json& room, const std::string& name) {
  const std::string partner = name.empty() ? "The other" : name;
  std::string text;
  for (const Json& mend : room.value("mends", Json::array())) text += mend_in_words(mend, partner);
  for (const Json& promise : room.value("promises", Json::array())) {
    if (text_of(promise, "mend").empty()) text += promise_in_words(promise, partner);
  }
  for (const Json& again : room.value("again", Json::array())) {
    const auto times = again.value("times", 0);
    text += std::format("the same again, for you alone: {} ({}, last {})\n", text_of(again, "name"),
                        times == 1 ? "once" : std::format("{} times", times), text_of(again, "last"));
    const std::string suggest = text_of(again, "suggest");
    if (suggest == "root") text += "  Perhaps there is something under it: `mend invite --kind root`.\n";
    if (suggest == "counsellor") {
      text += "  Many pairs look at such a thing with a counsellor beside them; see Help and safety in the app.\n";
    }
  }
  if (text.empty()) return "Nothing here yet. `mend invite` is for when you have cooled down and feel safe to.";
  text.pop_back();
  return text;
}

std::string render_trust(const Json& trust) {
  if (!trust.value("on", false)) {
    return "This is a slower way, for after trust was broken. `way --track after_breach` begins it, for you both.";
  }
  std::string text = std::format("After a breach of trust ({}){}.\n", text_of(trust, "stage"),
                                 trust.value("paused", false) ? ", paused" : "");
  for (const Json& step : trust.value("steps", Json::array())) {
    const std::string id = text_of(step, "id");
    text += std::format("{:<8} {:<16} {}{}\n", id, kind_in_words(id),
                        step.value("ready", false) ? "you are ready" : "not yet, for you",
                        step.value("open", false) ? "; open: both of you are" : "");
  }
  text += "What the other has said shows only when both are ready. Nothing here has a date.";
  if (trust.value("counsellor", false)) {
    text += "\nMany pairs do this with a counsellor beside them; see Help and safety in the app.";
  }
  return text;
}

Outcome<Json> room_of(Member& member) {
  auto view = member.call("mend.view");
  if (!view) return std::unexpected(view.error());
  return view->json.value("room", Json::object());
}

// What there is after a command has written something, and it went.
Outcome<Told> finish(Member& member, Json with = Json::object()) {
  auto told = member.send(std::move(with), {});
  if (!told) return told;
  auto room = room_of(member);
  if (!room) return std::unexpected(room.error());
  auto partner = member.partner();
  if (!partner) return std::unexpected(partner.error());
  const std::string kept = std::move(told->text);
  told->json["room"] = *room;
  told->text = render_room(*room, *partner);
  if (!kept.empty()) told->text += "\n" + kept;
  return told;
}

// One call, then the room.
Outcome<Told> change(const ClientOptions& options, std::string_view command, Json arguments) {
  auto member = Member::enter(options);
  if (!member) return std::unexpected(member.error());
  auto done = member->call(command, std::move(arguments));
  if (!done) return std::unexpected(done.error());
  return finish(*member);
}

Outcome<Told> say(const ClientOptions& options, std::string_view command, Json arguments, std::string text) {
  auto member = Member::enter(options);
  if (!member) return std::unexpected(member.error());
  auto said = member->call(command, std::move(arguments));
  if (!said) return std::unexpected(said.error());
  return member->send({{"event", text_of(said->json, "event")}}, std::move(text));
}

Outcome<Told> list(const ClientOptions& options) {
  auto member = Member::enter(options);
  if (!member) return std::unexpected(member.error());
  auto room = room_of(*member);
  if (!room) return std::unexpected(room.error());
  auto partner = member->partner();
  if (!partner) return std::unexpected(partner.error());
  return member->tell({{"room", *room}}, render_room(*room, *partner));
}

// withdraw, open: of the exchange of a mend's sides.
Outcome<Told> change_sides(const ClientOptions& options, std::string_view command, const std::string& event) {
  auto member = Member::enter(options);
  if (!member) return std::unexpected(member.error());
  auto room = room_of(*member);
  if (!room) return std::unexpected(room.error());
  for (const Json& mend : room->value("mends", Json::array())) {
    const Json exchange = mend.value("exchange", Json());
    if (text_of(mend, "event") != event || !exchange.is_object()) continue;
    auto done = member->call(command, {{"id", text_of(exchange, "id")}});
    if (!done) return std::unexpected(done.error());
    return finish(*member);
  }
  return refused("not_found", "There are no sides of that one here. `mend list` shows what there is.");
}

Outcome<Told> trust(const ClientOptions& options, const std::string& step, bool ready) {
  auto member = Member::enter(options);
  if (!member) return std::unexpected(member.error());
  if (!step.empty()) {
    auto said = member->call("trust.ready", {{"step", step}, {"ready", ready}});
    if (!said) return std::unexpected(said.error());
  }
  auto room = room_of(*member);
  if (!room) return std::unexpected(room.error());
  const Json view = room->value("trust", Json::object());
  const Json told = {{"trust", view}};
  return step.empty() ? member->tell(told, render_trust(view)) : member->send(told, render_trust(view));
}

struct Arguments {
  std::string event;
  std::string kind = "hurt";
  std::string text;
  std::string say;
  std::string day;
  std::string time;
  std::string by;
};
using Shared = std::shared_ptr<Arguments>;
using Words = std::vector<std::string>;

Json or_null(const std::string& text) { return text.empty() ? Json() : Json(text); }

void add_mend(CLI::App& client, Chosen& chosen, ClientOptions& options) {
  CLI::App& mend = add_command(client, chosen, "mend", "after a hurt: two sides, and one small thing each", {});
  mend.require_subcommand(1);
  add_command(mend, chosen, "list", "what is being mended, and what was promised",
              [&options] { return list(options); });

  const auto add = [&](const std::string& name, const std::string& description, auto action) -> auto {
    auto given = std::make_shared<Arguments>();
    CLI::App& command =
        add_command(mend, chosen, name, description, [&options, given, action] { return action(options, *given); });
    return std::pair<CLI::App*, Shared>(&command, given);
  };
  const auto add_of_event = [&](const std::string& name, const std::string& description, auto action) -> auto {
    auto [command, given] = add(name, description, action);
    add_id(*command, "EVENT", given->event, "its id (`mend list` shows it)");
    return std::pair<CLI::App*, Shared>(command, given);
  };

  const auto invite =
      add("invite", "invite the other, once you have cooled down", [](const auto& own, const auto& now) {
        return say(own, "mend.invite", {{"kind", now.kind}, {"words", now.text}},
                   "Invited. Any answer is a whole one, and none is owed.");
      });
  invite.first->add_option("--kind", invite.second->kind, "hurt, root; on the slower way impact, meaning, onward")
      ->check(CLI::IsMember(Words{"hurt", "root", "impact", "meaning", "onward"}));
  invite.first->add_option("--words", invite.second->text, "when you are ready, I would like to talk about …");

  const auto answer = add_of_event("answer", "answer an invitation", [](const auto& own, const auto& now) {
    return change(own, "mend.answer",
                  {{"event", now.event}, {"answer", now.say}, {"day", now.day}, {"time", now.time}});
  });
  answer.first->add_option("--say", answer.second->say, "yes, not_yet, or help: rather with help")
      ->required()
      ->check(CLI::IsMember(Words{"yes", "not_yet", "help"}));
  answer.first->add_option("--day", answer.second->day, "yes: which day (2026-11-30)");
  answer.first->add_option("--time", answer.second->time, "and what time (20:30)");

  const auto seal =
      add_of_event("seal", "your side of it, sealed until both are there", [](const auto& own, const auto& now) {
        return change(own, "exchange.seal", {{"question", std::string(kQuestion) + now.event}, {"text", now.text}});
      });
  seal.first->add_option("--text", seal.second->text, "what happened, felt, needed; your part; what you would ask")
      ->required();
  add_of_event("withdraw", "take your sealed side back",
               [](const auto& own, const auto& now) { return change_sides(own, "exchange.withdraw", now.event); });
  add_of_event("open", "open both sides",
               [](const auto& own, const auto& now) { return change_sides(own, "exchange.open", now.event); });
  add_of_event("rest", "let it rest; no reason is asked for",
               [](const auto& own, const auto& now) { return change(own, "mend.rest", {{"event", now.event}}); });

  const auto promise = add("promise", "one small thing that you will do", [](const auto& own, const auto& now) {
    return say(own, "mend.promise", {{"mend", now.event}, {"text", now.text}, {"by", now.by}},
               "Promised. The other can see it now.");
  });
  promise.first->add_option("--of", promise.second->event, "the mend that it belongs to (`mend list` shows it)");
  promise.first->add_option("--text", promise.second->text, "I will …")->required();
  promise.first->add_option("--by", promise.second->by, "until which day (2026-11-30)")->required();

  const auto kept = add_of_event("kept", "what became of your own promise", [](const auto& own, const auto& now) {
    return change(own, "mend.kept", {{"event", now.event}, {"became", now.say}, {"by", or_null(now.by)}});
  });
  kept.first->add_option("--became", kept.second->say, "done, moved, let_go or open")
      ->required()
      ->check(CLI::IsMember(Words{"done", "moved", "let_go", "open"}));
  kept.first->add_option("--by", kept.second->by, "moved: until when");

  const auto followed =
      add_of_event("followed", "some days later, for you alone", [](const auto& own, const auto& now) {
        return change(own, "mend.followed", {{"event", now.event}, {"helped", now.say}});
      });
  followed.first->add_option("--helped", followed.second->say, "yes, some or no")
      ->required()
      ->check(CLI::IsMember(Words{"yes", "some", "no"}));

  const auto again = add("again", "the same thing once more; for you alone", [](const auto& own, const auto& now) {
    return change(own, "mend.again", {{"name", now.text}});
  });
  again.first->add_option("NAME", again.second->text, "a name for it, always the same")->required();
}

void add_trust(CLI::App& client, Chosen& chosen, ClientOptions& options) {
  CLI::App& command = add_command(client, chosen, "trust", "the slower way, after trust was broken", {});
  command.require_subcommand(1);
  add_command(command, chosen, "list", "its steps, and what you have said of them",
              [&options] { return trust(options, {}, false); });
  auto given = std::make_shared<Arguments>();
  CLI::App& ready =
      add_command(command, chosen, "ready", "whether you are ready for a step; it shows only when both are",
                  [&options, given] { return trust(options, given->kind, given->say == "yes"); });
  ready.add_option("STEP", given->kind, "impact, meaning or onward")
      ->required()
      ->check(CLI::IsMember(Words{"impact", "meaning", "onward"}));
  ready.add_option("--say", given->say, "yes or not_yet")->required()->check(CLI::IsMember(Words{"yes", "not_yet"}));
}

}  // namespace

void add_mend_commands(CLI::App& client, Chosen& chosen, ClientOptions& options) {
  add_mend(client, chosen, options);
  add_trust(client, chosen, options);
}

}  // namespace hearth::cli
