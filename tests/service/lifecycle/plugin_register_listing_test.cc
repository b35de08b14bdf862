// How versions are found and listed.
#include <string>
#include <vector>

#include "gmock/gmock.h"
#include "gtest/gtest.h"
#include "tests/service/lifecycle/plugin_register_fixture.h"

namespace connection_advisor::lifecycle {
namespace {

using ::testing::ElementsAre;
using ::testing::HasSubstr;
using ::testing::SizeIs;

TEST_F(PluginRegisterTest, FindsAVersionByItsNumberAndByTheBeginningOfItsHash) {
  Come("1.0.0", kA);
  Come("1.0.0", kB);
  EXPECT_EQ((*all_.Select("p", "1.0.0"))->told.sha256, kB) << "the one that came last";
  EXPECT_EQ((*all_.Select("p", "aaaaaaaa"))->told.sha256, kA);
  EXPECT_EQ((*all_.Select("p", kA))->told.sha256, kA);
  EXPECT_THAT(std::string(all_.Select("p", "aaaaaaa").status().message()),
              HasSubstr("'p' has no version 'aaaaaaa'; it has: 1.0.0 (aaaaaaaa), 1.0.0 (bbbbbbbb)"));
  EXPECT_THAT(std::string(all_.Select("q", "1.0.0").status().message()),
              HasSubstr("there is no plugin 'q'; there are: p"));
}

TEST_F(PluginRegisterTest, SaysWhichFileIsTheSameAsAnother) {
  Come("1.0.0", kA);
  directory_["z.so"] = kA;
  Settle();
  ASSERT_THAT(all_.Told(), SizeIs(2));
  EXPECT_THAT(all_.Told()[1].causes, ElementsAre(HasSubstr("it is the same file as a.so")));
  Remove("z.so");
  EXPECT_THAT(all_.Told(), SizeIs(1));
}

TEST_F(PluginRegisterTest, ListsByPluginTheHighestFirstAndNamelessFilesLast) {
  Come("1.9.0", kA);
  Come("1.10.0", kB);
  Come("", kC, {"it crashed"});
  std::vector<std::string> listed;
  for (const PluginVersion& version : all_.Told()) listed.push_back(version.sha256);
  EXPECT_THAT(listed, ElementsAre(kB, kA, kC));
}

}  // namespace
}  // namespace connection_advisor::lifecycle
