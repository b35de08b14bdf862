// Directories in which some files are no plugins.
#include <sys/stat.h>
#include <unistd.h>

#include <algorithm>
#include <filesystem>
#include <string>
#include <utility>
#include <vector>

#include "gmock/gmock.h"
#include "gtest/gtest.h"
#include "service/lifecycle/memory_store.h"
#include "service/lifecycle/plugin_catalog.h"
#include "tests/hostile/hostile_directory.h"
#include "tests/scratch_directory.h"

namespace connection_advisor::hostile {
namespace {

using lifecycle::PluginState;
using lifecycle::PluginVersion;
using ::testing::Contains;
using ::testing::ElementsAre;
using ::testing::Field;
using ::testing::HasSubstr;
using ::testing::IsEmpty;
using ::testing::SizeIs;

namespace fs = std::filesystem;

class Deaf final : public lifecycle::CatalogListener {
 public:
  void NotRemembered(const absl::Status&) override {}
  void ShadowEnded(const lifecycle::ShadowReport&) override {}
  void Changed(const std::vector<PluginVersion>&, const std::vector<PluginVersion>&) override {}
};

class DirectoryTest : public ::testing::Test {
 protected:
  explicit DirectoryTest(deployment::DeployOptions options = Options())
      : catalog_({.directory = directory_.path(), .deploy = std::move(options)}, store_, published_, listener_) {}

  fs::path path(const std::string& name) const { return directory_ / name; }

  std::vector<PluginVersion> Deployed() {
    EXPECT_EQ(catalog_.Start(), absl::OkStatus());
    return catalog_.List();
  }

  static const PluginVersion& Of(const std::vector<PluginVersion>& versions, const std::string& file) {
    const auto found =
        std::find_if(versions.begin(), versions.end(), [&](const auto& one) { return one.file == file; });
    EXPECT_NE(found, versions.end()) << file;
    return *found;
  }

  const ScratchDirectory directory_;
  lifecycle::MemoryStore store_;
  platform::PublishedPlatforms published_;
  Deaf listener_;
  lifecycle::PluginCatalog catalog_;
};

TEST_F(DirectoryTest, RefusesTheSecondFileOfThePlugin) {
  fs::copy(HostilePlugin("Valid"), path("b.so"));
  fs::copy(HostilePlugin("Valid"), path("a.so"));
  const std::vector<PluginVersion> versions = Deployed();
  EXPECT_THAT(versions, SizeIs(2));
  EXPECT_EQ(Of(versions, "a.so").state, PluginState::kServing);
  EXPECT_THAT(Of(versions, "b.so").causes, ElementsAre(HasSubstr("it is the same file as a.so")));
}

TEST_F(DirectoryTest, LetsARefusedFileTakeNoPlatform) {
  fs::copy(HostilePlugin("DeadRule"), path("a.so"));
  fs::copy(HostilePlugin("Valid"), path("b.so"));
  const std::vector<PluginVersion> versions = Deployed();
  EXPECT_THAT(Of(versions, "a.so").causes, Contains(HasSubstr("never decides")));
  EXPECT_EQ(Of(versions, "b.so").state, PluginState::kServing);
}

TEST_F(DirectoryTest, LooksOnlyAtWhatIsCalledLikeAPlugin) {
  for (const char* name : {".hidden.so", "plugin.so.tmp", "plugin.so~", "README", "so", ".so"}) {
    directory_.Write(name, "not to be opened");
  }
  EXPECT_THAT(Deployed(), IsEmpty());
}

TEST_F(DirectoryTest, SaysWhatItIsThatCannotBeRead) {
  fs::remove_all(directory_.path());
  EXPECT_THAT(std::string(catalog_.Start().message()), HasSubstr(directory_.path().string()));
}

TEST_F(DirectoryTest, PrintsNamesOfFilesSafely) {
  directory_.Write("a\x1b[2J\n\xff.so", "no library");
  EXPECT_THAT(Deployed(), ElementsAre(Field(&PluginVersion::file, "a\\x1b[2J\\x0a\\xff.so")));
}

TEST_F(DirectoryTest, JudgesManyFilesAtOnce) {
  constexpr int kFiles = 1'000;
  for (int file = 0; file < kFiles; ++file) {
    directory_.Write("scribble_" + std::to_string(file) + ".so", "scribble " + std::to_string(file));
  }
  fs::copy(HostilePlugin("Valid"), directory_.path());
  const std::vector<PluginVersion> versions = Deployed();
  EXPECT_THAT(versions, SizeIs(kFiles + 1));
  EXPECT_EQ(Of(versions, "Valid.so").state, PluginState::kServing);
  EXPECT_EQ(std::count_if(versions.begin(), versions.end(),
                          [](const auto& one) { return one.state == PluginState::kRefused; }),
            kFiles);
}

// With the permissions looked at, as a server does.
class PermissionsTest : public DirectoryTest {
 protected:
  PermissionsTest() : DirectoryTest(CheckedOptions()) {}

  static deployment::DeployOptions CheckedOptions() {
    deployment::DeployOptions options = Options();
    options.permissions = deployment::Permissions::kChecked;
    return options;
  }

  // A good plugin under that name, which nobody else may write to.
  fs::path Add(const std::string& name) const {
    fs::copy(HostilePlugin(name), path(name + ".so"));
    chmod(path(name + ".so").c_str(), 0644);
    return path(name + ".so");
  }
};

TEST_F(PermissionsTest, RefuseTheFileThatOthersMayWriteToAndNoOther) {
  Add("Valid");
  chmod(Add("Minimal").c_str(), 0664);
  const std::vector<PluginVersion> versions = Deployed();
  EXPECT_EQ(Of(versions, "Valid.so").state, PluginState::kServing);
  EXPECT_THAT(Of(versions, "Minimal.so").causes,
              ElementsAre(HasSubstr("Minimal.so' can be written to by others (mode 0664): chmod go-w ")));
}

TEST_F(PermissionsTest, RefuseAllFilesOfADirectoryThatOthersMayWriteTo) {
  Add("Valid");
  Add("Minimal");
  chmod(directory_.path().c_str(), 0777);
  for (const PluginVersion& version : Deployed()) {
    EXPECT_EQ(version.state, PluginState::kRefused);
    EXPECT_THAT(version.causes, ElementsAre(HasSubstr("can be written to by others (mode 0777)")));
  }
  chmod(directory_.path().c_str(), 0700);
  EXPECT_EQ(catalog_.Rescan(), absl::OkStatus());
  for (const PluginVersion& version : catalog_.List()) EXPECT_EQ(version.state, PluginState::kServing) << version.file;
}

TEST_F(PermissionsTest, RefuseTheFileOfSomebodyElse) {
  if (geteuid() != 0) GTEST_SKIP() << "only root can give files away";
  constexpr uid_t kSomebody = 12345;
  ASSERT_EQ(lchown(Add("Valid").c_str(), kSomebody, -1), 0);
  EXPECT_THAT(Of(Deployed(), "Valid.so").causes, ElementsAre(HasSubstr("Valid.so' belongs to user 12345")));
}

}  // namespace
}  // namespace connection_advisor::hostile
