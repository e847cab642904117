#include "tests/support/schema.h"

#include <gtest/gtest.h>

namespace hearth::tests {
namespace {

using Json = nlohmann::json;

TEST(Schema, FitsWhatItDescribes) {
  EXPECT_EQ(mismatch({{"error", {{"code", "refused"}, {"message", "No."}}}}, "error"), "");
  EXPECT_EQ(mismatch({{"words", {"a", "b", "c", "d"}}, {"synced", true}}, "client-same-page"), "");
}

TEST(Schema, NamesWhatIsMissingTooMuchOrOfAnotherKind) {
  EXPECT_NE(mismatch({{"error", {{"code", "refused"}}}}, "error").find("'message' is missing"), std::string::npos);
  EXPECT_NE(mismatch({{"version", "1"}, {"more", 1}}, "version").find("'more' has no place"), std::string::npos);
  EXPECT_NE(mismatch({{"version", 1}}, "version").find("$.version"), std::string::npos);
}

TEST(Schema, FollowsReferencesToTheViews) {
  const Json begun = {{"begin", "together"}, {"delivered", false}};
  EXPECT_EQ(mismatch(begun, "client-begin"), "");
  EXPECT_NE(mismatch({{"begin", "never"}, {"delivered", false}}, "client-begin"), "");
}

TEST(Schema, FitsExactlyOneOfSeveralShapes) {
  EXPECT_EQ(mismatch({{"delivered", true}}, "client-erase"), "");
  EXPECT_EQ(mismatch({{"delivered", true}, {"undo_until", 5}}, "client-erase"), "");
  EXPECT_NE(mismatch({{"delivered", true}, {"undo_until", "x"}}, "client-erase"), "");
}

TEST(Schema, ThatDoesNotExistFitsNothing) { EXPECT_NE(mismatch(Json::object(), "no-such-command"), ""); }

}  // namespace
}  // namespace hearth::tests
