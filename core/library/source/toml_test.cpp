#include "library/source/toml.h"

#include <gtest/gtest.h>

#include <random>
#include <string>
#include <utility>

namespace hearth::library::source::toml {
namespace {

using Kind = Node::Kind;

Node parsed(std::string_view text) {
  auto node = parse(text);
  if (!node) {
    ADD_FAILURE() << text << "\nline " << node.error().line << ": " << node.error().detail;
    return {};
  }
  return *std::move(node);
}

TEST(Toml, ValuesOfEveryKindAreRead) {
  const Node node = parsed(
      "a = \"x\\\"\\\\\\n\\t\\u00e9\" # why\nb = 'c:\\x'\r\nc = -12\nd = 2026-11-21\ne = [1, \"two\",\n # three\n "
      "[3],]\nf = { g = 1, h = {} }\n");
  EXPECT_EQ(node.find("a")->text, "x\"\\\n\t\u00e9");
  EXPECT_EQ(node.find("b")->text, "c:\\x");
  EXPECT_EQ(node.find("c")->number, -12);
  EXPECT_EQ(node.find("d")->kind, Kind::date);
  EXPECT_EQ(node.find("d")->text, "2026-11-21");
  ASSERT_EQ(node.find("e")->items.size(), 3U);
  EXPECT_EQ(node.find("e")->items[2].items[0].number, 3);
  EXPECT_EQ(node.find("f")->find("g")->number, 1);
  EXPECT_EQ(node.find("f")->find("h")->kind, Kind::table);
}

TEST(Toml, PairsBelongToTheHeaderAboveThem) {
  const Node node = parsed("a = 1\n[t]\na = 2\n[[l]]\na = 3\n[[l]]\na = 4\n");
  EXPECT_EQ(node.find("a")->number, 1);
  EXPECT_EQ(node.find("t")->find("a")->number, 2);
  ASSERT_EQ(node.find("l")->items.size(), 2U);
  EXPECT_EQ(node.find("l")->items[1].find("a")->number, 4);
  EXPECT_EQ(node.find("l")->items[1].find("a")->line, 7);
}

TEST(Toml, EmptyTextIsAnEmptyDocument) {
  EXPECT_TRUE(parsed("").members.empty());
  EXPECT_TRUE(parsed("\n # only words\n\t\r\n").members.empty());
}

TEST(Toml, WhatIsOutsideTheSubsetIsRefusedWithItsLine) {
  for (const std::string_view wrong : {"a",
                                       "a =",
                                       "a = x",
                                       "a = true",
                                       "a = 1.5",
                                       "a = 01",
                                       "a = 1 2",
                                       "a = \"x",
                                       "a = 'x",
                                       "a = \"\\q\"",
                                       "a = \"\\ud800\"",
                                       "a = \"\\u00\"",
                                       "a = \"\"\"x\"\"\"",
                                       "a = '''x'''",
                                       "= 1",
                                       "a.b = 1",
                                       "\"a\" = 1",
                                       "caf\u00e9 = 1",
                                       "[t",
                                       "[]",
                                       "[[t]",
                                       "[*]",
                                       "[ [t] ]",
                                       "[t] x",
                                       "a = [1",
                                       "a = [1 2]",
                                       "a = [,]",
                                       "a = {",
                                       "a = {b}",
                                       "a = { b = 1, }",
                                       "a = { b = 1, b = 2 }",
                                       "a = {\nb = 1 }",
                                       "a = 99999999999999999999",
                                       "a = 2026-02-30",
                                       "a = [[[[[[[1]]]]]]]",
                                       "a = \x01",
                                       "a = 1\rb",
                                       "]",
                                       "z**z",
                                       "\xcb\xa3+"}) {
    const auto node = parse("# one\n" + std::string(wrong) + "\n");
    ASSERT_FALSE(node) << wrong;
    EXPECT_GE(node.error().line, 1) << wrong;
    EXPECT_LE(node.error().line, 3) << wrong;
    EXPECT_FALSE(node.error().detail.empty()) << wrong;
  }
  EXPECT_EQ(parse("a = 1\n\nb = ?\n").error().line, 3);
}

TEST(Toml, SameNameTwiceIsRefused) {
  for (const std::string_view wrong :
       {"a = 1\na = 2", "[t]\n[t]", "a = 1\n[a]", "[a]\n[[a]]", "a = []\n[[a]]", "[[a]]\n[a]", "[t]\na = 1\na = 2"}) {
    EXPECT_FALSE(parse(wrong)) << wrong;
  }
}

TEST(Toml, WhatIsTooLongOrNotUtf8IsRefused) {
  EXPECT_FALSE(parse(std::string(kLongestDocument + 1, '\n')));
  EXPECT_FALSE(parse("a = \"\xff\""));
  std::string many = "a = [";
  for (std::size_t i = 0; i <= kMostItems; ++i) many += "1,";
  EXPECT_FALSE(parse(many + "]"));
  std::string headers;
  for (std::size_t i = 0; i <= kMostItems; ++i) headers += "[t" + std::to_string(i) + "]\n";
  EXPECT_FALSE(parse(headers));
}

TEST(Toml, TruncatedOrChangedTextNeverCrashes) {
  const std::string text = "a = \"x\\u00e9\"\n[[t]]\nb = [{ c = 1 }, [2026-11-21]] # d\n";
  for (std::size_t length = 0; length < text.size(); ++length) (void)parse(text.substr(0, length));
  const unsigned seed = std::random_device{}();
  std::mt19937 random(seed);
  int accepted = 0;
  for (int round = 0; round < 20000; ++round) {
    std::string changed = text;
    for (int i = 0; i < 1 + round % 4; ++i) changed[random() % changed.size()] = static_cast<char>(random() % 256);
    if (parse(changed)) ++accepted;
  }
  EXPECT_GT(accepted, 0) << "seed " << seed;
}

}  // namespace
}  // namespace hearth::library::source::toml
