#include "cli/client/failures.h"

#include <algorithm>
#include <array>

#include "cli/client/render.h"

namespace hearth::cli {
namespace {

// `reason` says more about a code; without one it is what the code means by itself.
struct Known {
  std::string_view code;
  std::string_view reason;
  Exit exit;
  std::string_view message;
};

constexpr std::array kKnown = {
    Known{"bad_request", "", Exit::kWrongUsage,
          "Something in this command was not understood. With --help it says what it takes."},
    Known{"bad_request", "day", Exit::kWrongUsage, "That is not a day. It looks like 2026-03-28."},
    Known{"bad_request", "event", Exit::kWrongUsage,
          "That is not the id of anything that was written. `story` shows them."},
    Known{"bad_request", "felt", Exit::kWrongUsage, "How close it feels is a number from 1 to 7."},
    Known{"bad_request", "id", Exit::kWrongUsage,
          "That is not the id that is needed here. `today`, `shelf` and `device list` show them."},
    Known{"bad_request", "kind", Exit::kWrongUsage,
          "A reply is one of `thank_you`, `heard`, `said_back`, `question` and `idea`."},
    Known{"bad_request", "link", Exit::kWrongUsage,
          "That is not an invitation. Its link looks like https://hearth.example.org/pair#… and is needed as a whole."},
    Known{"bad_request", "needed", Exit::kWrongUsage, "How close you would like it is a number from 1 to 7."},
    Known{"bad_request", "range", Exit::kWrongUsage, "A range is one of 4w, 12w, year and all."},
    Known{"bad_request", "reaction", Exit::kWrongUsage,
          "A reaction is one of thank_you, did_not_know, tell_me_more and lets_talk."},
    Known{"bad_request", "server", Exit::kWrongUsage,
          "That is not a server's address. It looks like http://localhost:8080 or https://hearth.example.org."},
    Known{"bad_request", "two_words", Exit::kWrongUsage, "Two words are needed here."},
    Known{"bad_request", "words", Exit::kWrongUsage, "One of these is not a feeling that Hearth has a word for."},
    Known{"bad_request", "answer", Exit::kWrongUsage,
          "That is not one of the answers that are possible here. With --help the command shows them."},
    Known{"bad_request", "back_at", Exit::kWrongUsage,
          "Who is quiet for a while says when they are back, within a week: --back. Nothing else takes it."},
    Known{"bad_request", "ends", Exit::kWrongUsage,
          "That needs a last day from today on (--ends 2026-03-28). What is for a season only ends within a year."},
    Known{"bad_request", "form", Exit::kWrongUsage,
          "There is no such form. `agree list` and `page forms` show what there is."},
    Known{"bad_request", "helped", Exit::kWrongUsage, "That helped, some, or not: yes, some, no."},
    Known{"bad_request", "how", Exit::kWrongUsage, "How it goes is one of well, mixed and change."},
    Known{"bad_request", "lines", Exit::kWrongUsage,
          "Each line of a form is named once, and only its own lines fit. `agree list` and `page forms` show them."},
    Known{"bad_request", "review", Exit::kWrongUsage, "That is not a day to come. It looks like 2026-03-28."},
    Known{"bad_request", "signal", Exit::kWrongUsage, "There is no such signal. `signal say --help` shows all."},
    Known{"bad_request", "standing", Exit::kWrongUsage, "Words, touch and feelings are each open, thin or cut."},
    Known{"bad_request", "wish", Exit::kWrongUsage,
          "Support is one of listen, comfort, ideas, practical, company and space: --wish. Nothing else takes it."},
    Known{"bad_request", "counsel_answer", Exit::kWrongUsage, "The answer is `yes` or `no`."},
    Known{"bad_request", "days", Exit::kWrongUsage, "A link for a counsellor stays open for 1 to 14 days."},
    Known{"bad_request", "help", Exit::kWrongUsage, "These are no help entries as a server hands them out."},
    Known{"bad_request", "counsel_how", Exit::kWrongUsage, "It is for paper or for a link: print or link."},
    Known{"bad_request", "share_link", Exit::kWrongUsage,
          "That is not the whole link. It looks like https://hearth.example.org/share#… and ends with its key."},
    Known{"bad_request", "at", Exit::kWrongUsage, "That is not a time. It is told in milliseconds since 1970."},
    Known{"bad_request", "by", Exit::kWrongUsage, "That is not a day. It looks like 2026-03-28."},
    Known{"bad_request", "closer", Exit::kWrongUsage, "After a talk it feels closer, same or further."},
    Known{"bad_request", "heard", Exit::kWrongUsage, "How far you felt heard is a number from 1 to 7."},
    Known{"bad_request", "meant", Exit::kWrongUsage, "How far you could say what you meant is a number from 1 to 7."},
    Known{"bad_request", "minutes", Exit::kWrongUsage, "A talk takes 3, 10, 20 or 45 minutes."},
    Known{"bad_request", "move", Exit::kWrongUsage,
          "There is no such move in a talk. `talk session --help` shows all."},
    Known{"bad_request", "place", Exit::kWrongUsage,
          "A talk has its place at the table, on a walk, in the car, in bed "
          "or on a call: table, walk, car, bed, call."},
    Known{"bad_request", "state", Exit::kWrongUsage,
          "That is not the line of a talk. `talk begin` and `talk session` print it."},
    Known{"bad_request", "still", Exit::kWrongUsage, "Whether it is still so is one of `yes`, `changed` and `gone`."},
    Known{"bad_request", "talk", Exit::kWrongUsage,
          "A talk is one of `talk`, `stress`, `listen`, `question`, `good_news`, `night` and `alone`."},
    Known{"bad_request", "time", Exit::kWrongUsage, "That is not a time of the day. It looks like 20:30."},
    Known{"bad_request", "helped", Exit::kWrongUsage, "Whether it helped is one of `yes`, `some` and `no`."},
    Known{"bad_request", "mend", Exit::kWrongUsage,
          "An invitation to mend is one of `hurt`, `root`, `impact`, `meaning` and `onward`."},
    Known{"bad_request", "mend_answer", Exit::kWrongUsage,
          "The answer to an invitation is one of `yes`, `not_yet` and `help`."},
    Known{"bad_request", "trust_step", Exit::kWrongUsage, "A step is one of `impact`, `meaning` and `onward`."},
    Known{"bad_request", "became", Exit::kWrongUsage, "What became of a step is one of done and let go."},
    Known{"bad_request", "stage", Exit::kWrongUsage,
          "Only after a breach of trust are there stages: `way --help` shows them."},
    Known{"bad_request", "track", Exit::kWrongUsage,
          "That is not one of the ways that fit the two of you. `way --help` shows them all."},
    Known{"bad_request", "value", Exit::kWrongUsage,
          "That is not one of the answers that are possible here. `pace --help` shows them."},
    Known{"bad_request", "zone", Exit::kWrongUsage, "That is not a time zone. It looks like Europe/Berlin."},

    Known{"locked", "", Exit::kRefused, "This home is locked."},

    Known{"not_ready", "", Exit::kRefused, "That is not possible yet."},
    Known{"not_ready", "damaged_record", Exit::kBroken,
          "Something that is kept in this home cannot be read any more, so the home was not opened. A recovery kit "
          "brings everything that reached the server back into a new home (`recover`)."},
    Known{"not_ready", "deeper", Exit::kRefused, "There is no deeper step to answer at the moment."},
    Known{"not_ready", "no_kit", Exit::kRefused, "There is no new kit to prove. `kit --out FILE` makes one."},
    Known{
        "not_ready", "no_server", Exit::kRefused,
        "This home knows no server yet. A setup link (`setup LINK`) or an invitation (`join LINK`) brings it to one."},

    Known{"wrong_key", "", Exit::kVerificationFailed, "The passphrase does not open this home. Nothing is lost."},

    Known{"refused_by_rule", "", Exit::kRefused, "That is not possible here."},
    Known{"refused_by_rule", "event", Exit::kRefused, "That is yours. The answer to it is the other's."},
    Known{"refused_by_rule", "another_way", Exit::kRefused,
          "That is an agreement for the way after a breach of trust. `way` shows where the two of you are."},
    Known{"refused_by_rule", "decided", Exit::kRefused, "This one is agreed already, or over."},
    Known{"refused_by_rule", "its_writer", Exit::kRefused, "When that is over is said by the one who wrote it."},
    Known{"refused_by_rule", "not_agreed", Exit::kRefused,
          "The two of you have no agreement there at the moment. `agree list` shows where each one stands."},
    Known{"refused_by_rule", "over", Exit::kRefused, "That is over already."},
    Known{"refused_by_rule", "stays_with_you", Exit::kRefused, "This page stays with you. It is not copied to anyone."},
    Known{"refused_by_rule", "watching", Exit::kRefused,
          "Where someone is, and what is on their phone, is no part of an agreement here. What each tells by "
          "themselves can be."},
    Known{"refused_by_rule", "mend_early", Exit::kRefused,
          "Looking back comes some days after the sides were opened and the last thing was promised."},
    Known{"refused_by_rule", "mend_not_open", Exit::kRefused,
          "A promise comes when both sides are open. Without --of it stands by itself."},
    Known{"refused_by_rule", "mend_opened", Exit::kRefused, "Both sides of this one are there already."},
    Known{"refused_by_rule", "mend_rests", Exit::kRefused, "This one rests. `mend invite` takes it up anew."},
    Known{"refused_by_rule", "mend_side", Exit::kRefused,
          "A side of something to mend is sealed until both are there; `mend rest` lets it rest."},
    Known{"refused_by_rule", "promise", Exit::kRefused,
          "That is the other's promise. What became of it is theirs to say."},
    Known{"refused_by_rule", "trust_off", Exit::kRefused,
          "That belongs to the way after a breach of trust. `way --track after_breach` begins it."},
    Known{"refused_by_rule", "trust_step", Exit::kRefused,
          "That step is not open. It opens when both are ready, nothing is paused and the one before it was opened."},
    Known{"refused_by_rule", "counsel_ended", Exit::kRefused, "That has been taken back or ended."},
    Known{"refused_by_rule", "counsel_made", Exit::kRefused,
          "The link is there already. `counsel revoke` ends it, at any time."},
    Known{"refused_by_rule", "counsel_not_agreed", Exit::kRefused,
          "Words of both of you are in it, so it takes a yes of both. There is no hurry."},
    Known{"refused_by_rule", "counsel_not_yours", Exit::kRefused, "The link is made by the one who proposed it."},
    Known{"refused_by_rule", "counsel_to_print", Exit::kRefused,
          "That was proposed for paper. For a link, propose one: --how link."},
    Known{"refused_by_rule", "already_paired", Exit::kRefused, "There are two people in this space already."},
    Known{"refused_by_rule", "already_set_up", Exit::kRefused,
          "This home already holds a member, and stays as it is. Choose another --home."},
    Known{"refused_by_rule", "another_server", Exit::kRefused,
          "This link belongs to another server than the one that was given."},
    Known{"refused_by_rule", "answered", Exit::kRefused, "You have answered this one, so it does not pass any more."},
    Known{"refused_by_rule", "demo", Exit::kRefused, "That is not part of the demo."},
    Known{"refused_by_rule", "not_resting", Exit::kRefused,
          "Your answer is not resting. It can be sent open when it has waited for a week."},
    Known{"refused_by_rule", "not_yours", Exit::kRefused,
          "That was written by the other person. Only they can take it back."},
    Known{"refused_by_rule", "registered_elsewhere", Exit::kRefused,
          "This home belongs to another server already, and stays with it."},
    Known{"refused_by_rule", "released", Exit::kRefused,
          "Both answers are here, so this one cannot be withdrawn any more. `open` shows both; `erase` can still "
          "remove your own."},
    Known{"refused_by_rule", "this_device", Exit::kRefused,
          "This is the machine that you are on. Another one of yours can revoke it."},
    Known{"refused_by_rule", "too_late", Exit::kRefused,
          "The seven days are over. What was taken back is gone, and cannot be brought back."},
    Known{"refused_by_rule", "witness_only", Exit::kRefused,
          "This was shared to be heard, no more: --kind heard and --kind said_back fit here, with no question in it."},
    Known{"refused_by_rule", "thanks_first", Exit::kRefused,
          "First a thank-you for telling it: --kind thank_you. After it there is room for more."},
    Known{"refused_by_rule", "no_ideas", Exit::kRefused,
          "No ideas were asked for here. --kind said_back says what you heard."},
    Known{"refused_by_rule", "said_already", Exit::kRefused, "You have said that already. Once is enough."},

    Known{"not_open_yet", "", Exit::kRefused, "Not open yet: an answer opens when both are here. There is no hurry."},

    Known{"not_found", "", Exit::kWrongUsage, "There is nothing here by that id."},
    Known{"not_found", "answer", Exit::kWrongUsage, "There is no sealed answer of yours here."},
    Known{"not_found", "erasure", Exit::kWrongUsage, "That was not taken back, so there is nothing to bring back."},
    Known{"not_found", "event", Exit::kWrongUsage,
          "There is nothing here by that id. `story` shows all that can be read."},
    Known{"not_found", "exchange", Exit::kWrongUsage,
          "There is no exchange by that id. `today` and `shelf` show them."},
    Known{"not_found", "id", Exit::kWrongUsage, "There is no early sign by that id. `sign` shows them."},
    Known{"not_found", "notice", Exit::kWrongUsage, "There is no such notice."},
    Known{"not_found", "question", Exit::kWrongUsage,
          "There is no question by that id. `today` and `shelf` show them."},
    Known{"not_found", "replaces", Exit::kWrongUsage, "What this takes the place of is not here, or is over."},
    Known{"not_found", "step", Exit::kWrongUsage, "That is not a step of this week. `step` shows the one that is."},
    Known{"not_found", "share", Exit::kWrongUsage,
          "Nothing by that id was shared here, or it was taken back. `story` shows what there is."},

    Known{"too_long", "", Exit::kWrongUsage, "That text is longer than there is room for."},
    Known{"too_long", "name", Exit::kWrongUsage, "A name of one to forty letters is needed."},
    Known{"too_long", "notice", Exit::kWrongUsage, "What you notice fits into 400 letters."},
    Known{"too_long", "question", Exit::kWrongUsage, "There is no question by that id. `today` and `shelf` show them."},
    Known{"empty", "", Exit::kWrongUsage, "There are no words in it yet. Even one is enough."},
    Known{"empty", "lines", Exit::kWrongUsage, "No line has words yet. One is enough: --line NAME=WORDS."},
    Known{"too_long", "line", Exit::kWrongUsage, "A line fits 4000 letters."},
    Known{"empty", "words", Exit::kWrongUsage, "How is it now? --words says it."},
    Known{"empty", "items", Exit::kWrongUsage, "Nothing is chosen, or nothing of it is left."},
    Known{"too_long", "items", Exit::kWrongUsage, "That is more than fits into one link. Fewer things fit."},
    Known{"too_long", "purpose", Exit::kWrongUsage, "What it is for fits into 200 letters."},
    Known{"too_many", "items", Exit::kWrongUsage, "Up to 200 things fit."},
    Known{"empty", "note", Exit::kWrongUsage, "Nothing was said about the talk yet. One number or one word is enough."},
    Known{"too_long", "wish", Exit::kWrongUsage, "What you would like fits into 400 letters."},
    Known{"empty", "again", Exit::kWrongUsage, "It needs a name, so that you know it again."},
    Known{"too_long", "again", Exit::kWrongUsage, "A name for it fits into 200 letters."},
    Known{"empty", "link", Exit::kWrongUsage, "Give the whole link, or the six words."},
    Known{"empty", "notice", Exit::kWrongUsage, "A sign begins with what you notice: --notice."},
    Known{"empty", "name", Exit::kWrongUsage, "A name of one to forty letters is needed."},

    Known{"verification_failed", "", Exit::kVerificationFailed,
          "What arrived did not prove to be what it claims, and was not used."},
    Known{"verification_failed", "share", Exit::kVerificationFailed,
          "This key does not open what is there: the link is another one, or something was changed on the way. Nothing "
          "of it was used."},
    Known{"wrong_words", "", Exit::kVerificationFailed,
          "These are not the words of the other side. The invitation is gone and nothing was shared; start again with "
          "a new one, and read the words to each other in person or by voice."},
    Known{"wrong_words", "not_six_words", Exit::kWrongUsage,
          "No invitation has these six words; one of them may be misspelled. Nothing was used up."},
    Known{"already_sealed", "", Exit::kRefused,
          "There is a sealed answer of yours already. `withdraw` takes it back until both have answered."},
    Known{"already_sealed", "released", Exit::kRefused,
          "You have answered this one, and both answers are here. `open` shows them."},
    Known{"already_sealed", "sent_open", Exit::kRefused, "You have answered this one, and sent it open."},
    Known{"not_paired", "", Exit::kRefused, "That needs two people. `invite` or `join` brings them together."},
    Known{"left", "", Exit::kRefused,
          "This space is closed. Reading it, taking it along (`export`) and removing your own words stay possible."},
    Known{"left", "another", Exit::kRefused,
          "This home belongs to a space that you have left. Take out what you want to keep (`export`), and begin with "
          "another person in another --home."},
    Known{"bad_kit", "", Exit::kVerificationFailed,
          "These twelve words are no recovery kit: one of them may be misspelled, or two may have changed places."},
    Known{"bad_kit", "unknown_word", Exit::kVerificationFailed,
          "One of these twelve words is in no recovery kit. It may be misspelled."},
    Known{"bad_kit", "wrong_count", Exit::kVerificationFailed, "A recovery kit has twelve words."},
    Known{"read_only", "", Exit::kRefused,
          "The server takes nothing new at the moment. What was written is kept here."},
    Known{"reauth_needed", "", Exit::kRefused, "That needs the passphrase again."},
    Known{"too_many", "", Exit::kRefused, "That was enough of these for today."},
    Known{"too_many", "another", Exit::kRefused, "There is no other question for today. Passing is fine."},
    Known{"too_many", "id", Exit::kRefused, "There are as many early signs as fit. Take one away first."},
    Known{"too_many", "words", Exit::kWrongUsage, "Up to three feeling words fit."},
    Known{"offline", "", Exit::kUnreachable, "That needs the server, and it could not be reached."},
};

const Known* find(std::string_view code, std::string_view reason) {
  const auto* found =
      std::ranges::find_if(kKnown, [&](const Known& known) { return known.code == code && known.reason == reason; });
  return found == kKnown.end() ? nullptr : found;
}

}  // namespace

Failure failure_of(std::string_view code, const Json& detail) {
  const auto* known = find(code, text_of(detail, "reason"));
  if (known == nullptr) known = find(code, "");
  if (known == nullptr) {
    return {.exit = Exit::kRefused,
            .code = std::string(code),
            .message = "That was refused, for a reason that this program does not know. Nothing was changed."};
  }
  return {.exit = known->exit, .code = std::string(code), .message = std::string(known->message)};
}

}  // namespace hearth::cli
