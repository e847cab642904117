// Whatever people read is held against content/en/banned.toml: the app's strings, the
// program's sentences, every kind of content, the help page, and the pages for whoever
// sets it up tonight. Each search has a planted word that it has to find.
#include <gtest/gtest.h>

#include <filesystem>
#include <fstream>
#include <iterator>
#include <regex>
#include <string>
#include <vector>

#include "library/source/banned.h"
#include "library/source/toml.h"
#include "library/text.h"

namespace hearth::library::source {
namespace {

struct Line {
  std::string place;  // file:line, or file
  std::string words;  // what people read of it
};

std::string read_whole(const std::filesystem::path& path) {
  std::ifstream in(path, std::ios::binary);
  return {std::istreambuf_iterator<char>(in), {}};
}

std::vector<std::filesystem::path> files_below(std::string_view folder, std::string_view ending) {
  std::vector<std::filesystem::path> found;
  for (const auto& entry : std::filesystem::recursive_directory_iterator(folder)) {
    const std::string name = entry.path().filename().string();
    const bool test = name.contains("_test.") || name.contains("_testing.");
    if (name.ends_with(ending) && !test) found.push_back(entry.path());
  }
  return found;
}

std::vector<std::string> banned_in(std::string_view text, bool Banned::* where = &Banned::in_ui) {
  std::vector<std::string> found;
  for (const Banned& banned : builtin_banned()) {
    if (banned.*where && holds(text, banned.text)) found.push_back(banned.text + ": " + banned.reason);
  }
  return found;
}

// What nobody here says of the other: how they feel, what they want, what they did not do.
constexpr std::string_view kSpeaksFor[] = {"waits",  "is waiting", "misses",  "wants",    "hopes",
                                           "feels",  "thinks",     "loves",   "expects",  "needs",
                                           "forgot", "missed",     "regrets", "is sorry", "ignores"};

std::vector<std::string> speaks_for_robin(std::string_view text) {
  std::vector<std::string> found;
  for (const std::string_view verb : kSpeaksFor) {
    if (holds(text, std::string("robin ") += verb)) found.emplace_back(verb);
  }
  return found;
}

void expect_kind(const std::vector<Line>& lines, bool Banned::* where = &Banned::in_ui) {
  for (const Line& line : lines) {
    EXPECT_EQ(banned_in(line.words, where), std::vector<std::string>{}) << line.place << ": " << line.words;
    EXPECT_EQ(speaks_for_robin(line.words), std::vector<std::string>{}) << line.place << ": " << line.words;
  }
}

// ---- the app

// The words of a line of Fluent: no comment, no key; a name in braces becomes Robin.
std::string readable(std::string line) {
  if (line.starts_with('#')) return "";
  const auto equals = line.find('=');
  const bool has_key = !line.empty() && line.front() != ' ' && equals != std::string::npos;
  if (has_key) line.erase(0, equals + 1);
  for (auto open = line.find('{'); open != std::string::npos; open = line.find('{', open)) {
    const auto close = line.find('}', open);
    const std::string inside = line.substr(open, close == std::string::npos ? close : close - open);
    line.replace(open, close == std::string::npos ? close : close + 1 - open,
                 inside.contains("$name") ? " Robin " : " ");
  }
  return line;
}

TEST(EveryWord, OfTheAppIsKind) {
  std::vector<Line> lines;
  for (const auto& path : files_below("web/src/i18n/en", ".ftl")) {
    std::ifstream in(path);
    std::string line;
    for (int number = 1; std::getline(in, line); ++number) {
      std::string words = readable(line);
      if (!words.empty()) lines.push_back({path.string() + ":" + std::to_string(number), std::move(words)});
    }
  }
  ASSERT_GT(lines.size(), 200U) << "hardly any string was found: the check would say nothing";
  expect_kind(lines);
}

TEST(EveryWord, OfTheAppThatScoldsIsFoundAndItsKeyIsNot) {
  EXPECT_EQ(banned_in(readable("reminder = { $name } is waiting")).size(), 1U);
  EXPECT_EQ(speaks_for_robin(readable("reminder = { $name } wants to talk")).size(), 1U);
  EXPECT_EQ(banned_in(readable("    You lost your 12-day streak!")).size(), 3U);
  EXPECT_TRUE(banned_in(readable("# must stay a comment")).empty());
  EXPECT_TRUE(banned_in(readable("must-not-matter = Good to see you.")).empty());
  EXPECT_TRUE(banned_in(readable("greeting = Hello { $his }.")).empty());
}

// ---- the program

bool is_blank(char letter) { return letter == ' ' || letter == '\n' || letter == '\t'; }

// The sentences in a source file of C++: literals that follow each other are one; what
// has no blank between letters is no sentence. A place to fill becomes Robin.
std::vector<Line> sentences_of(std::string_view source, const std::string& name) {
  std::vector<Line> found;
  std::string text;
  int line = 1;
  int begin = 0;
  const auto finish = [&] {
    const auto blank = text.find(' ', text.find_first_not_of(' '));
    if (blank != std::string::npos && words(text).size() > 1)
      found.push_back({name + ":" + std::to_string(begin), text});
    text.clear();
  };
  for (std::size_t at = 0; at < source.size(); ++at) {
    const char letter = source[at];
    if (letter == '\n') ++line;
    if (is_blank(letter)) continue;
    const std::string_view rest = source.substr(at);
    if (rest.starts_with("//") || rest.starts_with("#include")) {
      at += std::min(rest.find('\n'), rest.size()) - 1;
    } else if (rest.starts_with("'") && rest.size() > 2) {  // one letter: nothing to read
      at += rest[1] == '\\' ? 3 : 2;
      finish();
    } else if (letter == '"') {
      if (text.empty()) begin = line;
      for (++at; at < source.size() && source[at] != '"'; ++at) {
        if (source.substr(at).starts_with("{}")) {
          text += "Robin";
          ++at;
        } else if (source[at] != '\\') {
          text += source[at];
        } else if (++at < source.size()) {
          text += source[at] == 'n' || source[at] == 't' ? ' ' : source[at];
        }
      }
    } else {
      finish();
    }
  }
  finish();
  return found;
}

// The program writes pages too; nobody reads the "!" of a document type.
std::string without_markup(const std::string& words) {
  static const std::regex kDocumentType("<!doctype html>", std::regex::icase);
  return std::regex_replace(words, kDocumentType, " ");
}

TEST(EveryWord, OfTheProgramIsKind) {
  std::vector<Line> lines;
  for (const std::string_view folder : {"cli", "server"}) {
    for (const auto& path : files_below(folder, ".cpp")) {
      for (Line& line : sentences_of(read_whole(path), path.string())) {
        line.words = without_markup(line.words);
        lines.push_back(std::move(line));
      }
    }
  }
  ASSERT_GT(lines.size(), 500U) << "hardly any sentence was found: the check would say nothing";
  expect_kind(lines);
}

TEST(EveryWord, OfTheProgramThatScoldsIsFoundAndOtherTextsAreNot) {
  const auto found_in = [](std::string_view source) {
    std::size_t count = 0;
    for (const Line& line : sentences_of(source, "planted.cpp"))
      count += banned_in(line.words).size() + speaks_for_robin(line.words).size();
    return count;
  };
  EXPECT_EQ(found_in(R"(say("You should sync.");)"), 1U);
  EXPECT_EQ(banned_in(without_markup("<!doctype html><p>Hurry!")).size(), 1U);
  EXPECT_EQ(found_in("say(\"You \"\n    \"should sync.\");"), 1U) << "a sentence over two lines";
  EXPECT_EQ(found_in(R"(say(std::format("{} still hasn't answered, it is \"your fault\"", name));)"), 3U);
  EXPECT_EQ(found_in(R"(say(std::format("{} misses you", name));)"), 2U);
  EXPECT_EQ(found_in("// you should\n#include \"you must/x.h\"\nreturn '\"'; // must"), 0U);
  EXPECT_EQ(found_in(R"(find("must"); if (a != "should") return "no-streak";)"), 0U) << "names are no sentences";
  EXPECT_EQ(sentences_of("\n\nsay(\"Good to see you.\")", "x").at(0).place, "x:3");
}

// ---- content, of every kind

void collect(const toml::Node& node, std::string_view key, const std::string& file, std::vector<Line>& lines) {
  // What nobody sees, and what is compared with the words of people.
  for (const std::string_view aside : {"id", "url", "about", "phrases", "except", "not_shown"}) {
    if (key == aside) return;
  }
  if (node.kind == toml::Node::Kind::text) lines.push_back({file + ":" + std::to_string(node.line), node.text});
  for (const toml::Node& item : node.items) collect(item, key, file, lines);
  for (const auto& [name, value] : node.members) collect(value, name, file, lines);
}

std::vector<Line> content_of(const std::string& text, const std::string& file) {
  std::vector<Line> lines;
  const auto document = toml::parse(text);
  EXPECT_TRUE(document) << file;
  if (document) collect(*document, "", file, lines);
  return lines;
}

TEST(EveryWord, OfTheContentIsKindOfWhateverKindItIs) {
  std::size_t files = 0;
  for (const auto& path : files_below("content/en", ".toml")) {
    const std::string name = path.filename().string();
    // The list itself, and the words that people write in need.
    if (name == "banned.toml" || name == "heavy-words.toml") continue;
    const auto lines = content_of(read_whole(path), path.string());
    EXPECT_FALSE(lines.empty()) << name;
    const bool deck = name.starts_with("questions-") || name.starts_with("steps-");
    expect_kind(lines, deck ? &Banned::in_deck : &Banned::in_ui);
    ++files;
  }
  EXPECT_GT(files, 14U);
}

TEST(EveryWord, OfTheContentThatScoldsIsFoundWhereverItStands) {
  const auto lines =
      content_of("[[new_kind]]\nid = \"must\"\nhow = [\"You should.\"]\nphrases = [\"you always\"]\n", "x");
  ASSERT_EQ(lines.size(), 1U);
  EXPECT_EQ(banned_in(lines[0].words).size(), 1U);
}

// ---- pages for people

TEST(EveryWord, OfThePagesForWhoSetsItUpIsKind) {
  for (const char* page : {"docs/tonight.md", "docs/cli/README.md", "docs/devices.md"}) {
    std::ifstream in(page);
    std::string line;
    int count = 0;
    std::vector<Line> lines;
    while (std::getline(in, line)) lines.push_back({std::string(page) + ":" + std::to_string(++count), line});
    EXPECT_GT(count, 10) << page;
    expect_kind(lines);
  }
  EXPECT_FALSE(banned_in("Hurry up, this is your last chance.").empty());
}

// What the issue on talking and mending names, each in a sentence that has to be found.
TEST(EveryWord, BlameGuiltAndWatchingAreOnTheList) {
  for (const char* text : {"Have you forgiven them",
                           "Time to forgive",
                           "Your trust score is 7",
                           "Robin still hasn't answered",
                           "Robin has not answered",
                           "You made me do it",
                           "It is your fault",
                           "You owe Robin an answer",
                           "Robin let you down",
                           "Earn back their trust",
                           "Prove that you have changed",
                           "You always do this",
                           "You should talk",
                           "You must talk",
                           "Shame on you",
                           "Good job!",
                           "Try harder",
                           "The guilty one",
                           "The victim writes first",
                           "Whoever is at fault",
                           "You missed a day",
                           "Get over it",
                           "Robin ignored you",
                           "A reward for both",
                           "You are supposed to share"}) {
    EXPECT_FALSE(banned_in(text).empty()) << text;
  }
}

}  // namespace
}  // namespace hearth::library::source
