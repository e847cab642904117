#include "story/settings/settings.h"

#include <gtest/gtest.h>

#include "story/story_testing.h"

namespace hearth::story::settings {
namespace {

using testing::Teller;

// As the app wrote them before there were hints on wording.
constexpr std::string_view kOld =
    R"({"auto_lock_minutes":5,"haptics":false,"language":"en","look":"timer","text_percent":125,"theme":"dark"})";

TEST(Settings, OnesFromBeforeTheHintsStillFoldAndHaveNone) {
  Settings out;
  out.wording = true;
  ASSERT_TRUE(read(*json::parse(kOld), out));
  EXPECT_FALSE(out.wording);
  EXPECT_EQ(out.look, "timer");

  Teller teller;
  auto event = teller.says(Author::me, Settings{});
  event.payload = base::Bytes(kOld.begin(), kOld.end());
  Story story;
  EXPECT_EQ(story.add(event), Story::Added::told);
  ASSERT_NE(story.settings.get(), nullptr);
  EXPECT_EQ(story.settings.get()->text_percent, 125);
}

TEST(Settings, WithoutHintsAreWrittenAsAnOlderAppReadsThem) {
  Settings settings{5, 125, "dark", "timer", false, "en"};
  EXPECT_EQ(json::write(write(settings)).find("wording"), std::string::npos);
  settings.wording = true;
  Settings out;
  ASSERT_TRUE(read(write(settings), out));
  EXPECT_TRUE(out.wording);
}

TEST(Settings, ChoiceThatIsNoneIsRefused) {
  Settings out;
  EXPECT_FALSE(read(write(Settings{}).set("wording", "yes"), out));
  EXPECT_FALSE(read(write(Settings{}).set("hints", true), out));
}

}  // namespace
}  // namespace hearth::story::settings
