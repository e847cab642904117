// Entries of a host: what one may hold, and that what a server hands out is read whole
// or not at all.
#include "library/host_help.h"

#include <gtest/gtest.h>

namespace hearth::library {
namespace {

HostHelp an_entry() {
  return {.name = "Praxis am Fluss",
          .kind = "counsellor",
          .whom = "couples",
          .phone = "+49 30 1234567",
          .url = "https://praxis.example/termine",
          .note = "Evenings too.",
          .languages = {"de", "en"}};
}

TEST(HostHelp, WhatWasWrittenIsReadAsTheSame) {
  const std::vector<HostHelp> entries = {an_entry(), an_entry()};
  EXPECT_EQ(parse_host_help(host_help_to_json(entries)), entries);
  EXPECT_TRUE(parse_host_help(R"({"entries":[]})")->empty());
}

TEST(HostHelp, EachFieldHasItsLimits) {
  const auto fault = [](auto change) {
    HostHelp entry = an_entry();
    change(entry);
    return std::string(fault_of(entry).field);
  };
  EXPECT_EQ(fault([](HostHelp&) {}), "");
  EXPECT_EQ(fault([](HostHelp& entry) { entry.name.clear(); }), "name");
  EXPECT_EQ(fault([](HostHelp& entry) { entry.name = std::string(81, 'a'); }), "name");
  EXPECT_EQ(fault([](HostHelp& entry) { entry.note = "two\nlines"; }), "note");
  EXPECT_EQ(fault([](HostHelp& entry) { entry.note = "turned \xE2\x80\xAE round"; }), "note");
  EXPECT_EQ(fault([](HostHelp& entry) { entry.whom = "\xFF"; }), "whom");
  EXPECT_EQ(fault([](HostHelp& entry) { entry.kind = "crisis"; }), "kind") << "never in the part for danger";
  EXPECT_EQ(fault([](HostHelp& entry) { entry.kind = "domestic_abuse"; }), "kind");
  EXPECT_EQ(fault([](HostHelp& entry) { entry.phone = "call me"; }), "phone");
  EXPECT_EQ(fault([](HostHelp& entry) { entry.url = "http://praxis.example"; }), "url");
  EXPECT_EQ(fault([](HostHelp& entry) { entry.url = "javascript:alert(1)"; }), "url");
  EXPECT_EQ(fault([](HostHelp& entry) { entry.url = "https://bank.example@mallory.example"; }), "url");
  EXPECT_EQ(fault([](HostHelp& entry) { entry.phone.clear(), entry.url.clear(); }), "phone");
  EXPECT_EQ(fault([](HostHelp& entry) { entry.languages = {"d e"}; }), "languages");
  EXPECT_EQ(fault([](HostHelp& entry) { entry.languages.assign(9, "de"); }), "languages");
}

TEST(HostHelp, OneUnfitEntryAUnknownFieldOrTooManyRefuseTheWhole) {
  auto unfit = an_entry();
  unfit.kind = "crisis";
  EXPECT_EQ(parse_host_help(host_help_to_json({an_entry(), unfit})).error(), HostHelpError::unfit);
  EXPECT_EQ(parse_host_help(host_help_to_json(std::vector(41, an_entry()))).error(), HostHelpError::too_many);
  EXPECT_EQ(parse_host_help(R"({"entries":[{"name":"x"}]})").error(), HostHelpError::shape);
  EXPECT_EQ(parse_host_help(R"({"entries":[],"countries":[]})").error(), HostHelpError::shape);
  EXPECT_EQ(parse_host_help(R"([])").error(), HostHelpError::shape);
  EXPECT_EQ(parse_host_help(std::string(65'537, ' ')).error(), HostHelpError::too_many);
}

}  // namespace
}  // namespace hearth::library
