// `advisor-plugin draw`, as an author runs it.
#include <filesystem>
#include <fstream>
#include <sstream>

#include "gmock/gmock.h"
#include "gtest/gtest.h"
#include "plugins/tool/review/picture.h"
#include "tests/plugins/tool/advisor_plugin.h"
#include "tests/plugins/tool/generated_plugins.h"
#include "tests/scratch_directory.h"

namespace connection_advisor {
namespace {

using ::testing::AllOf;
using ::testing::HasSubstr;
using ::testing::StartsWith;

std::string Contents(const std::filesystem::path& file) {
  std::ostringstream contents;
  contents << std::ifstream(file, std::ios::binary).rdbuf();
  return contents.str();
}

TEST(DrawTest, DrawsSvgUnlessAskedForAnother) {
  const Outcome outcome = AdvisorPlugin("draw " LINKEDIN_PLUGIN);
  EXPECT_EQ(outcome.status, 0);
  EXPECT_THAT(outcome.out, AllOf(HasSubstr("<svg "), HasSubstr("Have you met in"), HasSubstr("MEET_FIRST")));
}

TEST(DrawTest, DrawsWhatTheOutputsNameSays) {
  const ScratchDirectory directory;
  const std::string base = (directory.path() / "picture").string();
  for (const char* extension : {".svg", ".png", ".dot"}) {
    const Outcome outcome = AdvisorPlugin("draw " LINKEDIN_PLUGIN " -o " + base + extension + " 2>&1");
    EXPECT_EQ(outcome.status, 0) << outcome.out;
    EXPECT_EQ(outcome.out, "");
  }
  EXPECT_THAT(Contents(base + ".svg"), HasSubstr("<svg "));
  EXPECT_THAT(Contents(base + ".png"), StartsWith("\x89PNG"));
  EXPECT_THAT(Contents(base + ".dot"), StartsWith("digraph \"linkedin\" {"));
  EXPECT_EQ(AdvisorPlugin("draw --format dot " LINKEDIN_PLUGIN).out, Contents(base + ".dot"));
  size_t files = 0;
  for ([[maybe_unused]] const auto& entry : std::filesystem::directory_iterator(directory.path())) ++files;
  EXPECT_EQ(files, 3u);
}

TEST(DrawTest, ShowsTheRulesThatDecideOnRequest) {
  const Outcome outcome = AdvisorPlugin("draw --rules --format dot " LINKEDIN_PLUGIN);
  EXPECT_EQ(outcome.status, 0);
  EXPECT_THAT(outcome.out, HasSubstr("CONNECT\\nrecruiter_while_job_seeking"));
}

TEST(DrawTest, DrawsOfGeneratedPluginsWhatTheirRowsSay) {
  ForEachGeneratedPlugin([](const std::string& file, const platform::Platform& platform) {
    EXPECT_EQ(AdvisorPlugin("draw --format dot " + file).out, tool::DotOf(platform, tool::Leaves::kVerdicts));
  });
}

TEST(DrawTest, SaysWhatIsMissingWhereGraphvizIsNot) {
  const std::string words = "draw " LINKEDIN_PLUGIN " 2>&1";
  const Outcome outcome = RunInShell("PATH=/nowhere " ADVISOR_PLUGIN " " + words);
  EXPECT_EQ(outcome.status, 3);
  EXPECT_THAT(outcome.out, HasSubstr("the program 'dot' is not installed, which draws the picture: install Graphviz"));
  EXPECT_EQ(RunInShell("PATH=/nowhere " ADVISOR_PLUGIN " draw --format dot " LINKEDIN_PLUGIN).status, 0);
}

TEST(DrawTest, SaysWhereItCanNotWriteAndLeavesNothingBehind) {
  const Outcome nowhere = AdvisorPlugin("draw " LINKEDIN_PLUGIN " -o /nowhere/picture.svg 2>&1");
  EXPECT_EQ(nowhere.status, 3);
  EXPECT_THAT(nowhere.out, HasSubstr("'/nowhere/picture.svg' cannot be written: No such file or directory"));
  const Outcome full = AdvisorPlugin("draw --format dot " LINKEDIN_PLUGIN " 2>&1 >/dev/full");
  EXPECT_EQ(full.status, 3);
  EXPECT_EQ(full.out, "standard output cannot be written: No space left on device\n");

  const ScratchDirectory directory;
  directory.Write("picture.svg", "as it was");
  directory.Write("dot", "#!/bin/sh\nexit 1\n");
  std::filesystem::permissions(directory.path() / "dot", std::filesystem::perms::owner_all);
  const std::string picture = (directory.path() / "picture.svg").string();
  const Outcome failing = RunInShell("PATH=" + directory.path().string() +
                                     " " ADVISOR_PLUGIN " draw " LINKEDIN_PLUGIN " -o " + picture + " 2>&1");
  EXPECT_EQ(failing.status, 3);
  EXPECT_THAT(failing.out, HasSubstr("the program 'dot' failed"));
  EXPECT_EQ(Contents(picture), "as it was");
  EXPECT_EQ(RunInShell("ls " + directory.path().string()).out, "dot\npicture.svg\n");
}

// It is written under another name first: what has that name is somebody's.
TEST(DrawTest, LeavesWhatIsBesideItAsItIs) {
  const ScratchDirectory directory;
  const std::string kept = directory.Write("kept", "as it was").string();
  const std::string picture = (directory.path() / "picture.dot").string();
  std::filesystem::create_symlink(kept, picture + ".partial");
  EXPECT_EQ(AdvisorPlugin("draw " LINKEDIN_PLUGIN " -o " + picture + " 2>&1").status, 0);
  EXPECT_THAT(Contents(picture), StartsWith("digraph"));
  EXPECT_EQ(Contents(kept), "as it was");
  EXPECT_TRUE(std::filesystem::is_symlink(picture + ".partial"));
}

// As root, a rename would have put the picture in the place of /dev/full.
TEST(DrawTest, LeavesALinkADeviceOrAPipeWhatItIs) {
  const ScratchDirectory directory;
  const std::filesystem::path link = directory / "link.dot";
  std::filesystem::create_symlink(directory.Write("picture.dot", "as it was"), link);
  EXPECT_EQ(AdvisorPlugin("draw " LINKEDIN_PLUGIN " -o " + link.string() + " 2>&1").status, 0);
  EXPECT_TRUE(std::filesystem::is_symlink(link));
  EXPECT_THAT(Contents((directory / "picture.dot").string()), StartsWith("digraph"));
}

TEST(DrawTest, SaysWhyAPluginIsRefused) {
  const Outcome outcome = AdvisorPlugin("draw " DEAD_RULE_PLUGIN " 2>&1");
  EXPECT_EQ(outcome.status, 1);
  EXPECT_THAT(outcome.out, HasSubstr("is refused:"));
}

TEST(DrawTest, IsToldWhereTheCommandLineIsWrong) {
  EXPECT_EQ(AdvisorPlugin("draw --format gif " LINKEDIN_PLUGIN " 2>&1").status, 2);
  EXPECT_EQ(AdvisorPlugin("draw " TWO_PLATFORMS_PLUGIN " 2>&1").status, 2);
  const Outcome unclear = AdvisorPlugin("draw " LINKEDIN_PLUGIN " -o picture.pdf 2>&1");
  EXPECT_EQ(unclear.status, 2);
  EXPECT_EQ(unclear.out, "--output: picture.pdf does not end in .svg, .png or .dot; say --format which it is\n");
}

}  // namespace
}  // namespace connection_advisor
