#include <gtest/gtest.h>

#include <filesystem>
#include <regex>

#include "cli/archive.h"
#include "cli/client/kit_file.h"
#include "cli/client/words.h"
#include "cli/printable.h"
#include "cli/suggest.h"
#include "tests/support/process.h"

namespace hearth::cli {
namespace {

TEST(Nearest, FindsWhatWasMeant) {
  const std::vector<std::string> commands = {"serve", "demo", "doctor", "backup", "restore", "client"};
  EXPECT_EQ(nearest("sevre", commands), "serve");
  EXPECT_EQ(nearest("restor", commands), "restore");
  EXPECT_EQ(nearest("bakcup", commands), "backup");
}

TEST(Nearest, StaysSilentWhenNothingIsNear) {
  EXPECT_FALSE(nearest("xylophone", {"serve", "demo"}));
  EXPECT_FALSE(nearest("", {"serve"}));
  EXPECT_FALSE(nearest(std::string(100'000, 'a'), {"serve"}));
}

TEST(Printable, WhatAnotherWroteCannotCommandTheTerminal) {
  EXPECT_EQ(printable("a line\n\tand another, ä € 🙂 \u05d0"), "a line\n\tand another, ä € 🙂 \u05d0");
  EXPECT_EQ(printable("\x1b[2J\x7f\r\x01"), "\uFFFD[2J\uFFFD\uFFFD\uFFFD");
  EXPECT_EQ(printable("\u009b2J \u202eabc\u2066 \u0080"), "\uFFFD2J \uFFFDabc\uFFFD \uFFFD");
  EXPECT_EQ(printable("\xc2"), "\xc2") << "cut in the middle";
}

TEST(SplitWords, TakesWordsHoweverTheyWereTyped) {
  EXPECT_EQ(split_words({"Lantern River", "ember,oak"}), "lantern river ember oak");
  EXPECT_EQ(split_words({"  a", "-b-", ""}), "a b");
}

// The bans of the mission, for all that the member at a command line says.
TEST(Words, OfTheClientBlameNobodyAndNeverShout) {
  const std::regex literal("\"((?:[^\"\\\\\n]|\\\\.)*)\"");
  const std::regex banned("!|\\b(should|must|failed to|invalid|illegal|missed|forgot|streak)\\b", std::regex::icase);
  int sentences = 0;
  for (const auto& entry : std::filesystem::recursive_directory_iterator("cli/client")) {
    const std::string name = entry.path().string();
    if (!name.ends_with(".cpp") || name.ends_with("_test.cpp")) continue;
    const std::string text = tests::read_file(entry.path());
    for (std::sregex_iterator at(text.begin(), text.end(), literal); at != std::sregex_iterator(); ++at) {
      const std::string words = (*at)[1];
      if (words.find(' ') == std::string::npos) continue;
      ++sentences;
      EXPECT_FALSE(std::regex_search(words, banned)) << name << ": " << words;
    }
  }
  EXPECT_GT(sentences, 200);
}

TEST(KitFile, ReadsBackWhatItWrote) {
  tests::TemporaryFolder folder;
  const KitFile kit{
      .name = "Sam",
      .server = "https://hearth.example.org",
      .words = {"one", "two", "three", "four", "five", "six", "seven", "eight", "nine", "ten", "eleven", "twelve"}};
  ASSERT_TRUE(write_kit(folder / "kit.txt", kit));
  const auto read = read_kit(folder / "kit.txt");
  ASSERT_TRUE(read) << read.error().message;
  EXPECT_EQ(read->words, kit.words);
  EXPECT_FALSE(write_kit(folder / "kit.txt", kit)) << "a kit is never written over another file";
}

TEST(KitFile, SaysWhoElseCanBringBackWhat) {
  tests::TemporaryFolder folder;
  ASSERT_TRUE(write_kit(folder / "kit.txt", {.name = "Sam", .server = "", .words = {"one"}}));
  const std::string sheet = tests::read_file(folder / "kit.txt");
  EXPECT_EQ(sheet.find("only way"), std::string::npos) << sheet;
  EXPECT_NE(sheet.find("the other person can bring back what you two shared"), std::string::npos) << sheet;
}

TEST(KitFile, MayBeTheTwelveWordsAlone) {
  tests::TemporaryFolder folder;
  tests::write_file(folder / "kit.txt", "a b c d e f\ng h i j k l\n");
  EXPECT_EQ(read_kit(folder / "kit.txt")->joined(), "a b c d e f g h i j k l");
}

TEST(KitFile, WithAnotherNumberOfWordsIsRefused) {
  tests::TemporaryFolder folder;
  tests::write_file(folder / "kit.txt", "a b c");
  const auto read = read_kit(folder / "kit.txt");
  ASSERT_FALSE(read);
  EXPECT_EQ(read.error().exit, Exit::kVerificationFailed);
}

TEST(Archive, IsAZipThatAnyComputerOpens) {
  tests::TemporaryFolder folder;
  const std::string text(100'000, 'x');
  ASSERT_TRUE(write_archive(folder / "all.zip", {{.name = "index.html", .data = {'h', 'i'}},
                                                 {.name = "data/story.jsonl", .data = {text.begin(), text.end()}}}));
  // Python's zipfile is an independent reader of the format.
  const auto finished = tests::run({"python3", "-c",
                                    "import sys,zipfile\n"
                                    "z=zipfile.ZipFile(sys.argv[1])\n"
                                    "assert z.testzip() is None\n"
                                    "print(z.namelist(), z.read('index.html'), len(z.read('data/story.jsonl')))",
                                    (folder / "all.zip").string()});
  EXPECT_EQ(finished.code, 0) << finished.err;
  EXPECT_EQ(finished.out, "['index.html', 'data/story.jsonl'] b'hi' 100000\n");
}

TEST(Archive, MayBeAFolder) {
  tests::TemporaryFolder folder;
  ASSERT_TRUE(write_archive(folder / "all", {{.name = "data/story.jsonl", .data = {'{', '}'}}}));
  EXPECT_EQ(tests::read_file(folder / "all/data/story.jsonl"), "{}");
}

TEST(Archive, NeverWritesOverAnythingOrOutsideOfItself) {
  tests::TemporaryFolder folder;
  tests::write_file(folder / "there.zip", "precious");
  EXPECT_FALSE(write_archive(folder / "there.zip", {}));
  EXPECT_FALSE(write_archive(folder / "out", {{.name = "../escape", .data = {}}}));
  EXPECT_FALSE(write_archive(folder / "out.zip", {{.name = "/etc/passwd", .data = {}}}));
  EXPECT_EQ(tests::read_file(folder / "there.zip"), "precious");
}

}  // namespace
}  // namespace hearth::cli
