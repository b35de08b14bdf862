// Files that are not plugins of this machine.
#include <filesystem>
#include <memory>
#include <span>
#include <string>
#include <vector>

#include "gmock/gmock.h"
#include "gtest/gtest.h"
#include "plugins/tool/signing/signing_key.h"
#include "tests/hostile/bad_files.h"
#include "tests/hostile/hostile_directory.h"
#include "tests/scratch_directory.h"

namespace connection_advisor::hostile {
namespace {

using deployment::DeployFile;
using deployment::PluginOutcome;
using ::testing::AllOf;
using ::testing::HasSubstr;

namespace fs = std::filesystem;

class FilesTest : public ::testing::Test {
 protected:
  std::string CausesOfBytes(const std::string& bytes) const {
    return CausesOf(DeployFile(directory_.Write("file.so", bytes), Options()));
  }
  fs::path path(const std::string& name) const { return directory_ / name; }

  const ScratchDirectory directory_;
};

class BadFileTest : public FilesTest, public ::testing::WithParamInterface<BadFile> {};

TEST_P(BadFileTest, IsRefusedByItsCause) { EXPECT_THAT(CausesOfBytes(GetParam().bytes), HasSubstr(GetParam().cause)); }

INSTANTIATE_TEST_SUITE_P(Hostile, BadFileTest, ::testing::ValuesIn(BadFiles()),
                         [](const auto& one) { return one.param.name; });

TEST_F(FilesTest, ThatAreCutOffAreRefusedWhereverTheyEnd) {
  for (const BadFile& file : CutOffFiles()) {
    ASSERT_THAT(CausesOfBytes(file.bytes), HasSubstr(file.cause)) << file.bytes.size() << " bytes";
  }
}

TEST_F(FilesTest, ThatCannotBeReadAreRefusedWithoutWaiting) {
  const UnreadableFiles files(directory_.path());
  for (const auto& [name, cause] : files.causes()) {
    EXPECT_THAT(CausesOf(DeployFile(path(name), Options())), HasSubstr(cause)) << name;
  }
}

TEST_F(FilesTest, WithDamageAreRefusedOrCompiledButEndNobody) {
  for (const std::string& bytes : DamagedFiles(40)) {
    directory_.Write("damaged.so", bytes);
    const PluginOutcome outcome = DeployFile(path("damaged.so"), Options());
    EXPECT_NE(outcome.refused(), !outcome.platforms.empty());
  }
}

TEST_F(FilesTest, WithoutAGoodSignatureAreRefusedWhereOneIsRequired) {
  const tool::SigningKey release = tool::SigningKey::Make().value();
  const std::string bytes = ValidPlugin();
  const std::string good = release.Sign(std::as_bytes(std::span(bytes))).value();
  const auto keys = deployment::TrustedKeys::Read(directory_.Write("release.pem", release.PublicPem()),
                                                  deployment::Permissions::kUnchecked);
  ASSERT_TRUE(keys.ok()) << keys.status();
  deployment::DeployOptions options = Options();
  options.signatures = {deployment::SignaturePolicy::kRequire, std::make_shared<deployment::TrustedKeys>(*keys)};
  const fs::path file = directory_.Write("file.so", bytes);

  EXPECT_THAT(CausesOf(DeployFile(file, options)), HasSubstr("it is not signed"));
  directory_.Write("file.so.sig", std::string(64, '\0'));
  EXPECT_THAT(CausesOf(DeployFile(file, options)), HasSubstr("its signature is of other bytes"));
  directory_.Write("file.so.sig", good.substr(0, 63));
  EXPECT_THAT(CausesOf(DeployFile(file, options)), HasSubstr("its signature has fewer than the 64 bytes"));
  directory_.Write("file.so.sig", good);
  const PluginOutcome outcome = DeployFile(file, options);
  EXPECT_EQ(CausesOf(outcome), "");
  EXPECT_THAT(outcome.signed_by, HasSubstr("release.pem"));
  directory_.Write("file.so", bytes + "x");
  EXPECT_THAT(CausesOf(DeployFile(file, options)), HasSubstr("its signature is of other bytes"));
}

TEST_F(FilesTest, AreCompiledAsTheyWereWhenTheyWereOpened) {
  fs::copy(HostilePlugin("Valid"), directory_.path());
  const fs::path file = path("Valid.so");
  const PluginOutcome before = DeployFile(file, Options());
  directory_.Write("Valid.so", "overwritten in place");
  const PluginOutcome after = DeployFile(file, Options());
  EXPECT_EQ(CausesOf(before), "");
  EXPECT_THAT(CausesOf(after), HasSubstr("no ELF header")) << "the same path is looked at anew";
  EXPECT_EQ(before.platforms.at(0)->rules.size(), 6u) << "and what was compiled needs the file no more";
}

TEST_F(FilesTest, NameTheCompilerWhereThereIsNone) {
  deployment::DeployOptions options = Options();
  options.compiler = path("advisor-plugin");
  EXPECT_THAT(CausesOf(DeployFile(HostilePlugin("Valid"), options)),
              AllOf(HasSubstr("cannot be started: No such file or directory"), HasSubstr(options.compiler.string())));
}

}  // namespace
}  // namespace connection_advisor::hostile
