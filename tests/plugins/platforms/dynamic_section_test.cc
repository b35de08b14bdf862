// A plugin is a table that depends on nothing: read from the file, before anything is loaded.
#include "gmock/gmock.h"
#include "gtest/gtest.h"
#include "tests/plugins/platforms/elf_file.h"
#include "tests/plugins/platforms/plugin_paths.h"

namespace connection_advisor {
namespace {

using testing::AnyOf;
using testing::Each;
using testing::ElementsAre;
using testing::Eq;
using testing::StartsWith;

class PluginFile : public testing::TestWithParam<std::string> {
 protected:
  const ElfFile elf_ = ReadElfFile(GetParam());
};

TEST_P(PluginFile, ExportsOneObjectAndNothingElse) {
  EXPECT_THAT(elf_.exports, ElementsAre("connection_advisor_plugin_v1"));
  EXPECT_TRUE(elf_.export_is_object);
}

TEST_P(PluginFile, DependsOnTheLanguageRuntimeAtMost) {
  EXPECT_THAT(elf_.needed, Each(AnyOf(Eq("libc.so.6"), Eq("libm.so.6"), Eq("libgcc_s.so.1"), Eq("libstdc++.so.6"),
                                      // of a build with sanitizers
                                      StartsWith("libasan.so"), StartsWith("libubsan.so"), StartsWith("libtsan.so"))));
}

TEST_P(PluginFile, LooksForLibrariesNowhereOfItsOwn) { EXPECT_FALSE(elf_.has_run_path); }

TEST_P(PluginFile, IsHardened) {
  EXPECT_TRUE(elf_.binds_now);
  EXPECT_TRUE(elf_.has_relro);
  EXPECT_FALSE(elf_.has_executable_stack);
  EXPECT_FALSE(elf_.has_text_relocations);
}

INSTANTIATE_TEST_SUITE_P(Plugins, PluginFile, testing::ValuesIn(PluginPaths()), PluginName);

}  // namespace
}  // namespace connection_advisor
