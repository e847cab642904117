#include "library/check.h"

#include <array>
#include <format>
#include <set>

#include "library/text.h"
#include "library/wording.h"

namespace hearth::library {
namespace {

constexpr std::array<std::string_view, kRuleCount> kCodes = {"missing_field",
                                                             "bad_id",
                                                             "duplicate_id",
                                                             "depth_out_of_range",
                                                             "minutes_out_of_range",
                                                             "unknown_facet",
                                                             "unknown_setting",
                                                             "unknown_pair_kind",
                                                             "unknown_tone",
                                                             "unknown_topic",
                                                             "affection_beyond_partners",
                                                             "closed_question",
                                                             "long_sentence",
                                                             "banned_word",
                                                             "near_duplicate",
                                                             "too_few_questions",
                                                             "too_few_in_depth",
                                                             "too_few_for_friends_and_family",
                                                             "feelings_incomplete",
                                                             "unknown_kind",
                                                             "unknown_mood",
                                                             "weights_wrong",
                                                             "turns_wrong",
                                                             "how_length",
                                                             "too_few_steps",
                                                             "offer_marked",
                                                             "phrase_twice",
                                                             "too_few_drills",
                                                             "help_incomplete"};

constexpr std::size_t kFeelingGroups = 4;
constexpr std::size_t kFeelingsInGroup = 6;
constexpr std::size_t kMostIdLetters = 64;
constexpr std::size_t kFewestSentences = 2;
constexpr std::size_t kMostSentences = 5;
constexpr int kFirstMinutes = 10;

bool is_slug(std::string_view id) {
  return id.size() <= kMostIdLetters && !id.empty() && id.front() != '-' && id.back() != '-' &&
         std::ranges::all_of(id, [](char letter) {
           return (letter >= 'a' && letter <= 'z') || (letter >= '0' && letter <= '9') || letter == '-';
         });
}

bool is_iso_date(std::string_view text) {
  if (text.size() != 10) return false;
  for (std::size_t i = 0; i < text.size(); ++i) {
    const bool dash = i == 4 || i == 7;
    if (dash ? text[i] != '-' : text[i] < '0' || text[i] > '9') return false;
  }
  return true;
}

class Checker {
 public:
  Checker(const Pack& pack, std::span<const Banned> banned, const Minimums& minimums)
      : pack_(pack), banned_(banned), minimums_(minimums) {}

  std::vector<Finding> run() {
    if (pack_.language.empty()) report(Rule::missing_field, "pack", "language");
    for (const Question& question : pack_.questions) check_question(question);
    for (const Practice& practice : pack_.practices) check_practice(practice);
    check_likeness(pack_.questions, [](const Question& question) { return question.text; });
    check_likeness(pack_.practices, [](const Practice& practice) { return practice.title + " " + practice.how; });
    check_counts();
    check_practice_counts();
    check_own_steps();
    check_hints();
    check_drills();
    check_feelings();
    check_examples();
    check_help();
    return std::move(findings_);
  }

 private:
  void report(Rule rule, std::string_view item, std::string detail) {
    findings_.push_back({rule, std::string(item), std::move(detail)});
  }

  void check_question(const Question& question) {
    check_id(question.id, ids_);
    need(question.id, "text", !question.text.empty());
    need(question.id, "version", question.version >= 1);
    need(question.id, "facet", !question.facet.empty());
    need(question.id, "purpose", !question.purpose.empty());
    need(question.id, "setting", !question.settings.empty());
    need(question.id, "pair_kinds", !question.pair_kinds.empty());
    need(question.id, "tone", !question.tone.empty());
    need(question.id, "source", !question.source.empty());
    if (question.depth < kShallowest || question.depth > kDeepest)
      report(Rule::depth_out_of_range, question.id, std::to_string(question.depth));
    if (question.minutes < 1 || question.minutes > kMostMinutes)
      report(Rule::minutes_out_of_range, question.id, std::to_string(question.minutes));
    known(Rule::unknown_facet, question.id, question.facet, kFacets);
    known(Rule::unknown_tone, question.id, question.tone, kTones);
    for (const auto& setting : question.settings) known(Rule::unknown_setting, question.id, setting, kSettings);
    for (const auto& kind : question.pair_kinds) known(Rule::unknown_pair_kind, question.id, kind, kPairKinds);
    for (const auto& topic : question.topics) known(Rule::unknown_topic, question.id, topic, kTopics);
    if (question.facet == "affection" && (fits(question, "friend") || fits(question, "family"))) {
      report(Rule::affection_beyond_partners, question.id, "affection");
    }
    check_openness(question);
    check_wording(question.id, question.text);
    check_wording(question.id, question.purpose);
  }

  void check_id(const std::string& id, std::set<std::string>& known_ids) {
    if (!is_slug(id)) report(Rule::bad_id, id, id);
    if (!known_ids.insert(id).second) report(Rule::duplicate_id, id, id);
  }

  void need(std::string_view item, std::string_view field, bool there) {
    if (!there) report(Rule::missing_field, item, std::string(field));
  }

  // An empty word is a missing field already.
  void known(Rule rule, std::string_view item, const std::string& word, const auto& all) {
    if (!word.empty() && !is_one_of(word, all)) report(rule, item, word);
  }

  // At least one sentence asks or invites; none can be answered by yes or no.
  void check_openness(const Question& question) {
    if (question.text.empty()) return;
    bool asks = false;
    for (const auto& sentence : sentences(question.text)) {
      if (asks_yes_or_no(sentence)) report(Rule::closed_question, question.id, sentence);
      asks = asks || sentence.ends_with('?') || invites(sentence);
    }
    if (!asks) report(Rule::closed_question, question.id, question.text);
  }

  void check_wording(std::string_view item, std::string_view text) {
    for (const auto& sentence : sentences(text)) {
      if (words(sentence).size() > kLongestSentence) report(Rule::long_sentence, item, sentence);
    }
    for (const Banned& entry : banned_) {
      if (entry.in_deck && holds(text, entry.text)) report(Rule::banned_word, item, entry.text);
    }
  }

  void check_practice(const Practice& practice) {
    check_id(practice.id, ids_);
    need(practice.id, "title", !practice.title.empty());
    need(practice.id, "how", !practice.how.empty());
    need(practice.id, "kind", !practice.kind.empty());
    need(practice.id, "mood", !practice.mood.empty());
    need(practice.id, "setting", !practice.settings.empty());
    need(practice.id, "pair_kinds", !practice.pair_kinds.empty());
    need(practice.id, "source", !practice.source.empty());
    if (practice.depth < kShallowest || practice.depth > kDeepest)
      report(Rule::depth_out_of_range, practice.id, std::to_string(practice.depth));
    if (practice.minutes < kShortestPractice || practice.minutes > kLongestPractice)
      report(Rule::minutes_out_of_range, practice.id, std::to_string(practice.minutes));
    known(Rule::unknown_kind, practice.id, practice.kind, kPracticeKinds);
    known(Rule::unknown_mood, practice.id, practice.mood, kMoods);
    for (const auto& setting : practice.settings) known(Rule::unknown_setting, practice.id, setting, kSettings);
    for (const auto& kind : practice.pair_kinds) known(Rule::unknown_pair_kind, practice.id, kind, kPairKinds);
    for (const auto& topic : practice.topics) known(Rule::unknown_topic, practice.id, topic, kTopics);
    check_shape(practice);
    check_wording(practice.id, practice.title);
    check_wording(practice.id, practice.how);
  }

  void check_shape(const Practice& practice) {
    int sum = 0;
    for (const int weight : practice.weights) sum += weight;
    const bool negative = std::ranges::any_of(practice.weights, [](int weight) { return weight < 0; });
    if (sum != kWholeWeight || negative) report(Rule::weights_wrong, practice.id, std::to_string(sum));
    const int least = practice.kind == "talk" ? 1 : 0;
    const int most = practice.kind == "act" ? 0 : kLongestTurn;
    if (practice.turn < least || practice.turn > most)
      report(Rule::turns_wrong, practice.id, std::to_string(practice.turn));
    const std::size_t count = sentences(practice.how).size();
    if (!practice.how.empty() && (count < kFewestSentences || count > kMostSentences))
      report(Rule::how_length, practice.id, std::to_string(count));
    const auto affection = static_cast<std::size_t>(std::ranges::find(kFacets, "affection") - kFacets.begin());
    const bool partners = practice.weights.at(affection) == 0 && practice.mood != "romantic";
    if (!partners && (is_one_of("friend", practice.pair_kinds) || is_one_of("family", practice.pair_kinds)))
      report(Rule::affection_beyond_partners, practice.id, "affection");
  }

  void check_practice_counts() {
    const auto at_least = [&](Rule rule, std::string item, std::size_t least, auto matches) {
      const auto here = static_cast<std::size_t>(std::ranges::count_if(pack_.practices, matches));
      if (here < least) report(rule, item, std::format("{} of {}", here, least));
    };
    at_least(Rule::too_few_steps, "steps", minimums_.steps, [](const Practice&) { return true; });
    for (int depth = kShallowest; depth <= kDeepest; ++depth) {
      at_least(Rule::too_few_in_depth, std::format("steps of depth {}", depth), minimums_.steps_in_each_depth,
               [&](const Practice& practice) { return practice.depth == depth; });
    }
    at_least(Rule::too_few_for_friends_and_family, "steps", minimums_.steps_for_friends_and_family,
             [](const Practice& practice) {
               return is_one_of("friend", practice.pair_kinds) || is_one_of("family", practice.pair_kinds);
             });
    at_least(Rule::too_few_steps, "first steps", minimums_.first_steps, [](const Practice& practice) {
      return practice.depth == kShallowest && practice.minutes <= kFirstMinutes && practice.topics.empty();
    });
  }

  template <class Item, class Text>
  void check_likeness(const std::vector<Item>& items, Text text) {
    std::vector<Fingerprint> prints;
    prints.reserve(items.size());
    for (const Item& item : items) prints.push_back(fingerprint(text(item)));
    for (std::size_t i = 0; i < prints.size(); ++i) {
      for (std::size_t j = i + 1; j < prints.size(); ++j) {
        const double alike = likeness(prints[i], prints[j]);
        if (alike < kNearDuplicate) continue;
        report(Rule::near_duplicate, items[j].id, std::format("{} {:.2f}", items[i].id, alike));
      }
    }
  }

  void check_counts() {
    const auto count = [&](auto matches) {
      return static_cast<std::size_t>(std::ranges::count_if(pack_.questions, matches));
    };
    if (pack_.questions.size() < minimums_.questions) {
      report(Rule::too_few_questions, "deck", std::format("{} of {}", pack_.questions.size(), minimums_.questions));
    }
    for (int depth = kShallowest; depth <= kDeepest; ++depth) {
      const std::size_t here = count([&](const Question& question) { return question.depth == depth; });
      if (here < minimums_.in_each_depth) {
        report(Rule::too_few_in_depth, std::format("depth {}", depth),
               std::format("{} of {}", here, minimums_.in_each_depth));
      }
    }
    const std::size_t shared =
        count([](const Question& question) { return fits(question, "friend") || fits(question, "family"); });
    if (shared < minimums_.friends_and_family) {
      report(Rule::too_few_for_friends_and_family, "deck",
             std::format("{} of {}", shared, minimums_.friends_and_family));
    }
  }

  void check_feelings() {
    std::set<std::string> seen;
    if (pack_.feelings.size() != kFeelingGroups) {
      report(Rule::feelings_incomplete, "feelings",
             std::format("{} groups of {}", pack_.feelings.size(), kFeelingGroups));
    }
    for (const FeelingGroup& group : pack_.feelings) {
      check_id(group.id, seen);
      need(group.id, "label", !group.label.empty());
      if (group.words.size() != kFeelingsInGroup) {
        report(Rule::feelings_incomplete, group.id,
               std::format("{} words of {}", group.words.size(), kFeelingsInGroup));
      }
      for (const Feeling& word : group.words) {
        check_id(word.id, seen);
        need(word.id, "label", !word.label.empty());
      }
    }
  }

  void check_own_steps() {
    for (const OwnStep& step : pack_.own_steps) {
      check_id(step.id, ids_);
      need(step.id, "title", !step.title.empty());
      need(step.id, "how", !step.how.empty());
      need(step.id, "source", !step.source.empty());
      for (const std::string& time : step.fits) known(Rule::unknown_setting, step.id, time, kOwnTimes);
      check_wording(step.id, step.title);
      check_wording(step.id, step.how);
    }
    for (const std::string& phrase : pack_.heavy) need("heavy", "text", !words(phrase).empty());
    for (const Watching& watching : pack_.watching) {
      need("watching", "things", !watching.things.empty());
      for (const auto* phrases : {&watching.things, &watching.ways}) {
        for (const std::string& phrase : *phrases) need("watching", phrase, !words(phrase).empty());
      }
    }
  }

  void check_hints() {
    std::set<std::string> phrases;
    for (const WordingRule& rule : pack_.wording) {
      check_id(rule.id, ids_);
      need(rule.id, "kind", !rule.kind.empty());
      need(rule.id, "phrases", !rule.phrases.empty() && rule.phrases.size() <= kMostPhrases);
      need(rule.id, "offer", !rule.offer.empty());
      known(Rule::unknown_kind, rule.id, rule.kind, kWordingKinds);
      for (const auto* list : {&rule.phrases, &rule.except}) {
        for (const std::string& phrase : *list) {
          need(rule.id, "phrase", !words(phrase).empty());
          std::string same;
          for (const std::string& word : words(phrase)) same += word + " ";
          if (!phrases.insert(same).second) report(Rule::phrase_twice, rule.id, phrase);
        }
      }
      check_wording(rule.id, rule.offer);
      const bool asks = rule.offer.ends_with('?') && !asks_yes_or_no(rule.offer);
      if (!look(pack_.wording, rule.offer, Replying::yes).empty() || (rule.kind == "advice" && !asks))
        report(Rule::offer_marked, rule.id, rule.offer);
    }
  }

  void check_drills() {
    for (const Drill& drill : pack_.drills) {
      check_id(drill.id, ids_);
      need(drill.id, "title", !drill.title.empty());
      need(drill.id, "how", !drill.how.empty());
      need(drill.id, "look_back", !drill.look_back.empty());
      need(drill.id, "source", !drill.source.empty());
      known(Rule::unknown_kind, drill.id, drill.whom, kDrillFor);
      if (drill.minutes < 1 || drill.minutes > kLongestDrill)
        report(Rule::minutes_out_of_range, drill.id, std::to_string(drill.minutes));
      for (const std::string* text : {&drill.title, &drill.how, &drill.look_back}) check_wording(drill.id, *text);
    }
    if (pack_.drills.size() < minimums_.drills)
      report(Rule::too_few_drills, "drills", std::format("{} of {}", pack_.drills.size(), minimums_.drills));
    for (const std::string_view whom : kDrillFor) {
      const auto here = static_cast<std::size_t>(std::ranges::count(pack_.drills, whom, &Drill::whom));
      if (here < minimums_.drills_for_each)
        report(Rule::too_few_drills, std::string("drills for ") += whom,
               std::format("{} of {}", here, minimums_.drills_for_each));
    }
  }

  void check_examples() {
    for (const Appreciation& example : pack_.appreciations) {
      check_id(example.id, ids_);
      need(example.id, "text", !example.text.empty());
      check_wording(example.id, example.text);
      check_wording(example.id, example.gave);
    }
    for (const Ritual& ritual : pack_.rituals) {
      check_id(ritual.id, ids_);
      need(ritual.id, "title", !ritual.title.empty());
      need(ritual.id, "rhythm", !ritual.rhythm.empty());
      need(ritual.id, "purpose", !ritual.purpose.empty());
      check_wording(ritual.id, ritual.title);
      check_wording(ritual.id, ritual.purpose);
    }
  }

  void check_help() {
    std::set<std::string> seen;
    if (std::ranges::none_of(pack_.help.notes, [](const HelpNote& note) { return note.id == "nobody-monitors"; })) {
      report(Rule::help_incomplete, "nobody-monitors", "note");
    }
    for (const HelpNote& note : pack_.help.notes) {
      check_id(note.id, seen);
      need(note.id, "text", !note.text.empty());
    }
    for (const HelpRoute& route : pack_.help.routes) {
      check_id(route.id, seen);
      need(route.id, "title", !route.title.empty());
      need(route.id, "text", !route.text.empty());
    }
    for (const HelpCountry& country : pack_.help.countries) {
      need(country.code, "name", !country.name.empty());
      if (country.emergency.empty()) report(Rule::help_incomplete, country.code, "emergency");
      for (const HelpLine& line : country.lines) check_line(line, seen);
    }
  }

  void check_line(const HelpLine& line, std::set<std::string>& seen) {
    check_id(line.id, seen);
    need(line.id, "name", !line.name.empty());
    need(line.id, "hours", !line.hours.empty());
    need(line.id, "whom", !line.whom.empty());
    if (!is_one_of(line.kind, kLineKinds)) report(Rule::help_incomplete, line.id, "kind");
    if (!line.url.starts_with("https://")) report(Rule::help_incomplete, line.id, "url");
    if (!is_iso_date(line.checked)) report(Rule::help_incomplete, line.id, "checked");
  }

  const Pack& pack_;
  std::span<const Banned> banned_;
  const Minimums& minimums_;
  std::set<std::string> ids_;
  std::vector<Finding> findings_;
};

}  // namespace

std::string_view code(Rule rule) { return kCodes[static_cast<std::size_t>(rule)]; }

std::vector<Finding> check(const Pack& pack, std::span<const Banned> banned, const Minimums& minimums) {
  return Checker(pack, banned, minimums).run();
}

}  // namespace hearth::library
