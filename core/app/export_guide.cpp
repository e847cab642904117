#include "app/export_guide.h"

#include <algorithm>
#include <array>

#include "app/views/people.h"
#include "library/builtin.h"

namespace hearth::app {
namespace {

std::string field(const boundary::StoryItem& item, std::string_view key) {
  const boundary::Json* found = item.detail.find(key);
  if (found == nullptr) return {};
  return found->text() != nullptr ? *found->text() : story::json::write(*found);
}

// # stands for the value, @ for what it is about. `zero`: for a value of 0; empty: the
// sentence itself.
struct Sentence {
  std::string_view kind, said, zero;
};
constexpr std::array kSentences = {
    Sentence{"ready", "How deep I would like to go: # of 5.", "How deep I would like to go I would rather not say."},
    Sentence{"comfort", "How comfortable “@” was: # of 5.", "How comfortable “@” was I would rather not say."},
    Sentence{"pace", "At the lightest pace from here on.", "At the usual pace again."},
    Sentence{"minutes", "A step may take # minutes.", ""},
    Sentence{"topic", "Off limits: @.", "Not off limits any more: @."},
    Sentence{"rest", "I would like a week of rest.", "No week of rest after all."},
    Sentence{"away", "Put away for a while: “@”.", "Taken out again: “@”."},
    Sentence{"another", "Another one than “@”.", "“@” after all."},
    Sentence{"understood", "How understood I felt: # of 7.", ""},
    Sentence{"felt", "@: # of 10 in the last week.", ""},
    Sentence{"needed", "@: I would like # of 10.", ""},
    Sentence{"unasked", "@: not to be asked about.", "@: may be asked about again."},
    Sentence{"numbers", "@: my numbers go to the other.", "@: my numbers stay with me."},
    Sentence{"conflict", "How hard it was between us: # of 7.", ""},
    Sentence{"noticed", "Looked back. It was there: @", "Looked back. It was not there: @"},
};

std::string about(const Core& core, const std::string& id) {
  if (const library::Practice* practice = library::find_practice(id)) return practice->title;
  for (const auto& entry : core.story.signs) {
    if (entry.content.id == id && !entry.content.notice.empty()) return entry.content.notice;
  }
  std::string words = id;
  std::ranges::replace(words, '_', ' ');
  return words;
}

// The words that an event holds, if it is one of a mend.
std::string mended(const Core& core, const std::string& event) {
  const auto id = views::id_of<base::EventId>(event);
  if (!id || core.story.is_hidden(*id)) return {};
  if (const auto* promise = core.story.mend_promises.find(*id)) return promise->content.text;
  const auto* mend = core.story.mends.find(*id);
  return mend != nullptr ? mend->content.words : std::string();
}

// Of mending: by type and one of its words. # stands for a day (and a time), @ for what it
// is about.
struct Mended {
  std::string_view type, word, said;
};
constexpr std::array kMended = {
    Mended{"mend.invite", "hurt", "We hurt each other."},
    Mended{"mend.invite", "root", "What lies under it."},
    Mended{"mend.invite", "impact", "What it did."},
    Mended{"mend.invite", "meaning", "What it meant."},
    Mended{"mend.invite", "onward", "How it goes on, together or apart."},
    Mended{"mend.answer", "yes", "Yes#. @"},
    Mended{"mend.answer", "not_yet", "Not yet. @"},
    Mended{"mend.answer", "help", "Rather with help. @"},
    Mended{"mend.rest", "", "@"},
    Mended{"mend.promise", "", "Until#."},
    Mended{"mend.kept", "open", "Open again: “@”"},
    Mended{"mend.kept", "done", "Done: “@”"},
    Mended{"mend.kept", "moved", "Moved#: “@”"},
    Mended{"mend.kept", "let_go", "Let go: “@”"},
    Mended{"mend.followed", "yes", "It helped. @"},
    Mended{"mend.followed", "some", "It helped some. @"},
    Mended{"mend.followed", "no", "It did not help. @"},
    Mended{"mend.ready", "true", "Ready for it: @."},
    Mended{"mend.ready", "false", "Not yet ready for it: @."},
};

// At the beginning of a sentence.
std::string large(std::string words) {
  if (!words.empty() && words[0] >= 'a' && words[0] <= 'z') words[0] = static_cast<char>(words[0] - 'a' + 'A');
  return words;
}

std::string filled(std::string_view pattern, const std::string& value, const std::string& what) {
  std::string text;
  for (const char c : pattern) {
    if (c == '#') {
      text += value;
    } else if (c == '@') {
      text += what;
    } else {
      text += c;
    }
  }
  return large(text);
}

}  // namespace

std::optional<std::string> mend_sentence(const Core& core, const boundary::StoryItem& item) {
  const auto found = std::ranges::find_if(kMended, [&](const Mended& one) {
    if (one.type != item.type) return false;
    constexpr std::string_view kFields[] = {"kind", "answer", "became", "helped", "ready"};
    return one.word.empty() ||
           std::ranges::any_of(kFields, [&](std::string_view key) { return field(item, key) == one.word; });
  });
  if (found == kMended.end()) return std::nullopt;
  std::string when;
  for (const std::string_view key : {"day", "by", "time"}) {
    if (const std::string said = field(item, key); !said.empty()) when += " " + said;
  }
  std::string what = field(item, "step");
  for (const std::string_view key : {"mend", "promise"}) what += mended(core, field(item, key));
  return filled(found->said, when, what);
}

std::optional<std::string> guide_sentence(const Core& core, const boundary::StoryItem& item) {
  if (item.type == "guide.own") {
    const auto found = std::ranges::find(kSentences, field(item, "kind"), &Sentence::kind);
    if (found == kSentences.end()) return std::nullopt;
    const std::string value = field(item, "value");
    const bool none = value == "0" && !found->zero.empty();
    return filled(none ? found->zero : found->said, value, about(core, field(item, "id")));
  }
  if (item.type == "guide.fate") {
    const std::string became = field(item, "became");
    return filled(became == "done"     ? "We did “@”."
                  : became == "let_go" ? "We let “@” go."
                                       : "“@” is open again.",
                  "", about(core, field(item, "step")));
  }
  if (item.type == "guide.numbers") {
    const std::string needed = field(item, "needed");
    const std::string pattern =
        needed.empty() ? "@: not shared any more." : "@: # of 10 in the last week, " + needed + " of 10 wished for.";
    return filled(pattern, field(item, "felt"), about(core, field(item, "facet")));
  }
  if (item.type == "guide.way") {
    std::string text = "Our way: " + about(core, field(item, "track"));
    if (field(item, "track") == "after_breach") text += ", " + field(item, "stage");
    return text + (field(item, "paused") == "true" ? ". Paused for now." : ".");
  }
  if (item.type == "sign") {
    const std::string notice = field(item, "notice");
    const std::string wish = field(item, "wish");
    if (notice.empty()) return "Taken away.";
    return "When I notice that I " + notice + (wish.empty() ? "" : ", then I would like to " + wish) + ".";
  }
  return mend_sentence(core, item);
}

}  // namespace hearth::app
