// Keys and signatures as an author makes them, with advisor-plugin and with openssl.
#include <sys/stat.h>

#include <filesystem>
#include <fstream>
#include <string>

#include "gmock/gmock.h"
#include "gtest/gtest.h"
#include "tests/plugins/tool/advisor_plugin.h"
#include "tests/scratch_directory.h"

namespace connection_advisor {
namespace {

namespace fs = std::filesystem;

using ::testing::AllOf;
using ::testing::HasSubstr;
using ::testing::StartsWith;

class SigningTest : public ::testing::Test {
 protected:
  SigningTest() { fs::copy(LINKEDIN_PLUGIN, plugin_); }

  // Runs the words where the files are.
  Outcome Run(const std::string& words) const {
    return RunInShell("cd " + directory_.path().string() + " && { " + words + "; } 2>&1");
  }
  Outcome Tool(const std::string& words) const { return Run(std::string(ADVISOR_PLUGIN) + " " + words); }
  mode_t ModeOf(const std::string& name) const {
    struct stat status {};
    EXPECT_EQ(stat((directory_ / name).c_str(), &status), 0) << name;
    return status.st_mode & 0777;
  }

  const ScratchDirectory directory_;
  const fs::path plugin_ = directory_ / "linkedin.so";
};

TEST_F(SigningTest, FromAKeyToATrustedPlugin) {
  const Outcome keygen = Tool("keygen release");
  EXPECT_EQ(keygen.status, 0) << keygen.out;
  EXPECT_THAT(keygen.out,
              AllOf(HasSubstr("release.key signs plugins"), HasSubstr("release.pem is what servers trust")));
  EXPECT_EQ(ModeOf("release.key"), 0600u);
  const Outcome sign = Tool("sign linkedin.so --key release.key");
  EXPECT_EQ(sign.status, 0) << sign.out;
  EXPECT_EQ(fs::file_size(directory_ / "linkedin.so.sig"), 64u);
  const Outcome verify = Tool("verify linkedin.so --trusted-keys release.pem");
  EXPECT_EQ(verify.status, 0);
  EXPECT_THAT(verify.out, StartsWith("linkedin.so: signed by release.pem (SHA-256 "));
}

TEST_F(SigningTest, TheToolAndOpensslTakeEachOthersKeysAndSignatures) {
  ASSERT_EQ(Tool("keygen ours").status, 0);
  ASSERT_EQ(Tool("sign linkedin.so --key ours.key").status, 0);
  const Outcome openssl =
      Run("openssl pkeyutl -verify -rawin -pubin -inkey ours.pem -in linkedin.so "
          "-sigfile linkedin.so.sig");
  EXPECT_EQ(openssl.status, 0) << openssl.out;

  const Outcome made =
      Run("umask 077 && openssl genpkey -algorithm ed25519 -out theirs.key && "
          "openssl pkey -in theirs.key -pubout -out theirs.pem && "
          "openssl pkeyutl -sign -rawin -inkey theirs.key -in linkedin.so -out linkedin.so.sig");
  ASSERT_EQ(made.status, 0) << made.out;
  const Outcome verify = Tool("verify linkedin.so --trusted-keys .");
  EXPECT_EQ(verify.status, 0);
  EXPECT_THAT(verify.out, HasSubstr("signed by theirs.pem"));
  EXPECT_EQ(Tool("sign linkedin.so --key theirs.key").status, 0);
  // The name of a key is its hash as others count it.
  const Outcome hash = Run("openssl pkey -pubin -in theirs.pem -outform DER | sha256sum");
  EXPECT_THAT(verify.out, HasSubstr(hash.out.substr(0, 64)));
}

TEST_F(SigningTest, SaysWhyNobodyVouches) {
  ASSERT_EQ(Tool("keygen release").status, 0);
  ASSERT_EQ(Tool("keygen other").status, 0);
  const Outcome without = Tool("verify linkedin.so --trusted-keys release.pem");
  EXPECT_EQ(without.status, 1);
  EXPECT_THAT(without.out, HasSubstr("linkedin.so: nobody vouches for it: it is not signed"));
  ASSERT_EQ(Tool("sign linkedin.so --key other.key").status, 0);
  const Outcome other = Tool("verify linkedin.so --trusted-keys release.pem");
  EXPECT_EQ(other.status, 1);
  EXPECT_THAT(other.out, HasSubstr("by none of the trusted keys: release.pem"));
  ASSERT_EQ(Tool("sign linkedin.so --key release.key").status, 0) << "a signature may be replaced";
  EXPECT_EQ(Tool("verify linkedin.so --trusted-keys release.pem").status, 0);
  std::ofstream(plugin_, std::ios::app) << "x";
  EXPECT_EQ(Tool("verify linkedin.so --trusted-keys release.pem").status, 1);
}

TEST_F(SigningTest, NeverOverwritesAKey) {
  for (const char* there : {"release.key", "release.pem"}) {
    directory_.Write(there, "precious");
    const Outcome keygen = Tool("keygen release");
    EXPECT_EQ(keygen.status, 1);
    EXPECT_THAT(keygen.out, AllOf(HasSubstr("no key was made"), HasSubstr(there), HasSubstr("is there already")));
    EXPECT_EQ(fs::file_size(directory_ / there), 8u);
    fs::remove(directory_ / there);
    EXPECT_EQ(std::distance(fs::directory_iterator(directory_.path()), {}), 1) << "half a pair is left";
  }
  fs::create_symlink("elsewhere", directory_ / "release.key");
  EXPECT_EQ(Tool("keygen release").status, 1);
  EXPECT_FALSE(fs::exists(directory_ / "elsewhere"));
}

TEST_F(SigningTest, NamesKeysInADirectory) {
  fs::create_directory(directory_ / "keys");
  ASSERT_EQ(Tool("keygen keys").status, 0);
  EXPECT_EQ(ModeOf("keys/plugin-signing.key"), 0600u);
  EXPECT_EQ(ModeOf("keys/plugin-signing.pem") & 0600, 0600u);
  EXPECT_EQ(Tool("keygen nowhere/release").status, 1);
}

TEST_F(SigningTest, SignsWithAKeyThatNobodyElseCanRead) {
  ASSERT_EQ(Tool("keygen release").status, 0);
  fs::permissions(directory_ / "release.key", fs::perms(0640));
  const Outcome open = Tool("sign linkedin.so --key release.key");
  EXPECT_EQ(open.status, 2);
  EXPECT_THAT(open.out, AllOf(HasSubstr("can be read or written by others (mode 0640)"), HasSubstr("chmod 600")));
  const Outcome wrong = Tool("sign linkedin.so --key release.pem");
  EXPECT_EQ(wrong.status, 2);
  fs::permissions(directory_ / "release.pem", fs::perms(0600));
  EXPECT_THAT(Tool("sign linkedin.so --key release.pem").out, HasSubstr("is no Ed25519 private key in PEM form"));
  EXPECT_THAT(Tool("sign linkedin.so --key nothing.key").out, HasSubstr("No such file or directory"));
  EXPECT_FALSE(fs::exists(directory_ / "linkedin.so.sig"));
}

TEST_F(SigningTest, SaysWhatCannotBeSigned) {
  ASSERT_EQ(Tool("keygen release").status, 0);
  const Outcome outcome = Tool("sign nothing.so --key release.key");
  EXPECT_EQ(outcome.status, 1);
  EXPECT_THAT(outcome.out, HasSubstr("nothing.so is not signed: "));
  EXPECT_EQ(Tool("verify linkedin.so --trusted-keys nothing").status, 2);
}

}  // namespace
}  // namespace connection_advisor
