#include "app/plain_words.h"

#include <algorithm>

namespace hearth::app {
namespace {

struct Phrase {
  Named of;
  std::string_view id;
  std::string_view words;
};

constexpr Phrase kPhrases[] = {
    {Named::signal, "carrying", "I am carrying something from outside"},
    {Named::signal, "support", "I would like support"},
    {Named::signal, "spillover", "That was spillover from elsewhere"},
    {Named::signal, "quiet", "I am shutting down for a while, and I come back"},
    {Named::signal, "elephant", "Something hard, when it suits"},
    {Named::signal, "first_line", "A first line"},
    {Named::signal, "tell_me", "I noticed something; tell me, if you like"},
    {Named::signal, "reassure", "Something I need to hear"},
    {Named::signal, "here", "I am here"},
    {Named::signal, "open", "An open conversation, on the shelf"},
    {Named::signal, "load", "This weighs on us from outside"},
    {Named::wish, "listen", "listen"},
    {Named::wish, "comfort", "comfort"},
    {Named::wish, "ideas", "ideas"},
    {Named::wish, "practical", "practical help"},
    {Named::wish, "company", "company"},
    {Named::wish, "space", "space"},
    {Named::answer, "thank_you", "Thank you"},
    {Named::answer, "here", "I am here"},
    {Named::answer, "yes", "Yes"},
    {Named::answer, "later", "Later"},
    {Named::answer, "when", "Yes, then"},
    {Named::answer, "not_yet", "Not yet"},
    {Named::answer, "words", "In words"},
    {Named::answer, "resume", "Let us go on with it"},
    {Named::answer, "helped_before", "What helped before"},
    {Named::answer, "could_do", "What we could do"},
    {Named::helped, "yes", "That helped"},
    {Named::helped, "some", "That helped a little"},
    {Named::helped, "no", "That did not help"},
    {Named::agreement, "space", "Our truthful space"},
    {Named::agreement, "depth", "How deep we go"},
    {Named::agreement, "often", "How often we talk"},
    {Named::agreement, "confidence", "What stays between us"},
    {Named::agreement, "screens", "Screens"},
    {Named::agreement, "hard_times", "When times are hard"},
    {Named::agreement, "busy", "A busy season: the least we do"},
    {Named::agreement, "changes", "Small and big changes"},
    {Named::agreement, "together", "A decision of us both"},
    {Named::agreement, "questions", "Times for questions"},
    {Named::agreement, "openness", "Openness, for a while"},
    {Named::agreement, "own", "In our own words"},
    {Named::how, "well", "It goes well"},
    {Named::how, "mixed", "Some of it goes well"},
    {Named::how, "change", "It wants a change"},
    {Named::page, "stress", "My stress"},
    {Named::page, "coping", "How I cope"},
    {Named::page, "hurt", "My side"},
    {Named::page, "request", "From complaint to request"},
    {Named::page, "root", "What lies below"},
    {Named::page, "flooding", "When it floods me"},
    {Named::page, "mixed", "Mixed feelings"},
    {Named::page, "accept", "What stays as it is"},
    {Named::page, "pattern", "My own pattern"},
    {Named::page, "lines", "Three lines: words, touch, feelings"},
    {Named::page, "history", "A piece of my history"},
    {Named::page, "courage", "A step of courage"},
    {Named::page, "honest", "Was I honest"},
};

std::string field(const boundary::StoryItem& item, std::string_view key) {
  const boundary::Json* found = item.detail.find(key);
  return found != nullptr && found->text() != nullptr ? *found->text() : std::string();
}

// What a type is named by, in which field, and what else of it is told behind that.
struct Telling {
  std::string_view type;
  Named of;
  std::string_view field;
  std::string_view more, more_field;
};
constexpr Telling kTellings[] = {
    {"signal.say", Named::signal, "kind", ": ", "wish"},
    {"signal.answer", Named::answer, "answer", " on ", "day"},
    {"signal.helped", Named::helped, "helped", "", ""},
    {"agreement.propose", Named::agreement, "kind", ", until ", "ends"},
    {"agreement.answer", Named::answer, "answer", "", ""},
    {"agreement.end", Named::agreement, "kind", "", ""},
    {"agreement.review", Named::how, "how", ", again on ", "next"},
    {"page.text", Named::page, "kind", "", ""},
    {"page.copy", Named::page, "kind", "", ""},
};

}  // namespace

std::string_view in_plain_words(Named of, std::string_view id) {
  for (const Phrase& phrase : kPhrases) {
    if (phrase.of == of && phrase.id == id) return phrase.words;
  }
  return id;
}

std::optional<std::string> said_sentence(const boundary::StoryItem& item) {
  const auto* telling = std::ranges::find(kTellings, std::string_view(item.type), &Telling::type);
  if (telling == std::end(kTellings)) return std::nullopt;
  std::string text(in_plain_words(telling->of, field(item, telling->field)));
  if (const std::string more = field(item, telling->more_field); !more.empty()) {
    text += std::string(telling->more) + std::string(in_plain_words(Named::wish, more));
  }
  if (item.type == "page.text" && item.text.empty()) text += ": taken away";
  return text + ".";
}

}  // namespace hearth::app
