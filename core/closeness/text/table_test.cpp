#include "closeness/text/table.h"

#include <gtest/gtest.h>

#include "closeness/text/number.h"

namespace hearth::closeness::text {
namespace {

using Cells = std::vector<std::string_view>;

std::string refusal(std::string_view text) {
  auto table = Table::open(text);
  if (!table) return table.error().message();
  while (true) {
    const auto row = table->next();
    if (!row) return row.error().message();
    if (!*row) return "";
  }
}

TEST(Table, RowsComeBackCellByCell) {
  auto table = Table::open("\xef\xbb\xbfunit,time , y1\r\n\r\n1, 0.5,NA\r\n\"two, too\" ,1,\n");
  ASSERT_TRUE(table);
  EXPECT_EQ(table->names(), (Cells{"unit", "time", "y1"}));
  EXPECT_EQ(**table->next(), (Cells{"1", "0.5", "NA"}));
  EXPECT_EQ(**table->next(), (Cells{"two, too", "1", ""}));
  EXPECT_EQ(table->row(), 2U);
  const auto end = table->next();
  ASSERT_TRUE(end);
  EXPECT_FALSE(*end);
}

TEST(Table, DamageIsNamedWithItsRow) {
  EXPECT_EQ(refusal(""), "the file is empty");
  EXPECT_EQ(refusal("\n \n"), "the file is empty");
  EXPECT_EQ(refusal("a,b\n"), "the file has names but no rows");
  EXPECT_EQ(refusal("a,b\n1,2\n1\n"), "row 2: 1 cells where 2 are named");
  EXPECT_EQ(refusal("a,b\n\"1,2\n"), "row 1: a quote is not closed");
  EXPECT_EQ(refusal("a,b\n\"1\"x,2\n"), "row 1: a quote ends inside a cell");
  EXPECT_EQ(refusal("a,b\n1\"2\",2\n"), "row 1: a quote begins inside a cell");
  EXPECT_EQ(refusal("a,b\n1,\xff\n"), "row 1: the line is not text");
  EXPECT_EQ(refusal(std::string_view("a,b\n1,\0\n", 8)), "row 1: the line is not text");
  EXPECT_EQ(refusal("a\n" + std::string(600, ',') + "\n"), "row 1: more than 256 cells");
}

TEST(Table, MoreThanTwoMillionRowsAreRefusedByCount) {
  std::string text = "a\n";
  for (std::size_t i = 0; i < kMostRows; ++i) text += "1\n";
  EXPECT_TRUE(Table::open(text));
  text += "1\n";
  EXPECT_EQ(refusal(text), "more than 2,000,000 rows; that is too many");
}

TEST(Number, OnlyPlainFiniteDecimalsAreNumbers) {
  EXPECT_EQ(parse_number("-1.5e-3"), -1.5e-3);
  EXPECT_EQ(parse_number("07"), 7);
  for (const auto* text : {"", " 1", "1 ", "nan", "inf", "-inf", "0x10", "1e999", "1,5", "--1", "e5", "1e"}) {
    EXPECT_EQ(parse_number(text), std::nullopt) << text;
  }
  EXPECT_EQ(parse_number(std::string(65, '1')), std::nullopt);
}

TEST(Number, WrittenNumbersReadBackAsThemselves) {
  for (const double value : {0.1, 1.0 / 3, -16.9577340675, 1e300, 5e-324, 123456789012345680.0}) {
    EXPECT_EQ(parse_number(number(value)), value);
  }
  EXPECT_EQ(number(0.0 / 0.0), "null");
}

}  // namespace
}  // namespace hearth::closeness::text
