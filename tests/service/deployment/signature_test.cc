#include "service/deployment/signature.h"

#include <sys/stat.h>
#include <unistd.h>

#include <filesystem>
#include <string>

#include "absl/strings/str_cat.h"
#include "gmock/gmock.h"
#include "gtest/gtest.h"
#include "plugins/tool/signing/signing_key.h"
#include "tests/scratch_directory.h"

namespace connection_advisor::deployment {
namespace {

namespace fs = std::filesystem;

using ::testing::AllOf;
using ::testing::ContainsRegex;
using ::testing::HasSubstr;
using tool::SigningKey;

std::span<const std::byte> BytesOf(const std::string& text) { return std::as_bytes(std::span(text)); }

class SignatureTest : public ::testing::Test {
 protected:
  fs::path Trust(const SigningKey& key, const std::string& name) const {
    return directory_.Write(name, key.PublicPem());
  }
  static std::string Sign(const std::string& text, const SigningKey& key) { return key.Sign(BytesOf(text)).value(); }

  // Who has signed, or why nobody did.
  static std::string Signer(const fs::path& keys, const std::string& text, const std::string& signature) {
    const auto trusted = TrustedKeys::Read(keys, Permissions::kUnchecked);
    if (!trusted.ok()) return absl::StrCat("keys: ", trusted.status().message());
    const auto signer = trusted->SignerOf(BytesOf(text), signature);
    EXPECT_TRUE(signer.ok() || absl::IsUnauthenticated(signer.status())) << signer.status();
    return signer.ok() ? *signer : absl::StrCat("nobody: ", signer.status().message());
  }
  static std::string WrongKeys(const fs::path& keys) { return Signer(keys, "", ""); }

  const ScratchDirectory directory_;
  const SigningKey release_ = SigningKey::Make().value();
  const SigningKey other_ = SigningKey::Make().value();
};

// The first of RFC 8032, 7.1: of no bytes at all; and the third, of two.
TEST_F(SignatureTest, IsThatOfTheStandard) {
  const auto bytes = [](const std::string& hex) {
    std::string text;
    for (size_t at = 0; at < hex.size(); at += 2) {
      text += static_cast<char>(std::stoi(hex.substr(at, 2), nullptr, 16));
    }
    return text;
  };
  const fs::path first = directory_.Write("first.pem",
                                          "-----BEGIN PUBLIC KEY-----\n"
                                          "MCowBQYDK2VwAyEA11qYAYKxCrfVS/7TyWQHOg7hcvPapiMlrwIaaPcHURo=\n"
                                          "-----END PUBLIC KEY-----\n");
  EXPECT_THAT(
      Signer(first, "",
             bytes("e5564300c360ac729086e2cc806e828a84877f1eb8e5d974d873e065224901555fb8821590a33bacc61e39701cf9"
                   "b46bd25bf5f0595bbe24655141438e7a100b")),
      HasSubstr("first.pem"));
  const fs::path third = directory_.Write("third.pem",
                                          "-----BEGIN PUBLIC KEY-----\n"
                                          "MCowBQYDK2VwAyEA/FHNjmIYoaONpH7QAjDwWAgW7RO6MwOsXeuRFUiQgCU=\n"
                                          "-----END PUBLIC KEY-----\n");
  EXPECT_THAT(
      Signer(third, bytes("af82"),
             bytes("6291d657deec24024827e69c3abe01a30ce548a284743a445e3680d7db5ac3ac18ff9b538d16f290ae67f760984d"
                   "c6594a7c15e9716ed28dc027beceea1ec40a")),
      HasSubstr("third.pem"));
}

TEST_F(SignatureTest, NamesTheFileAndTheHashOfTheKeyThatMadeIt) {
  EXPECT_THAT(Signer(Trust(release_, "release.pem"), "plugin", Sign("plugin", release_)),
              ContainsRegex("^release\\.pem \\(SHA-256 [0-9a-f]{64}\\)$"));
}

TEST_F(SignatureTest, OfOtherBytesOrByAnotherKeyVouchesForNothing) {
  const fs::path trusted = Trust(release_, "release.pem");
  const auto nobody = AllOf(HasSubstr("nobody: its signature is of other bytes, or by none of the trusted keys"),
                            HasSubstr("release.pem (SHA-256 "));
  EXPECT_THAT(Signer(trusted, "plugin", Sign("plugins", release_)), nobody);
  EXPECT_THAT(Signer(trusted, "plugin", Sign("plugin", other_)), nobody);
  const std::string good = Sign("plugin", release_);
  for (size_t bit = 0; bit < good.size() * 8; ++bit) {
    std::string bad = good;
    bad[bit / 8] = static_cast<char>(bad[bit / 8] ^ 1 << bit % 8);
    ASSERT_THAT(Signer(trusted, "plugin", bad), nobody) << bit;
  }
}

TEST_F(SignatureTest, HasSixtyFourBytes) {
  const fs::path trusted = Trust(release_, "release.pem");
  const std::string good = Sign("plugin", release_);
  EXPECT_EQ(good.size(), kSignatureBytes);
  EXPECT_THAT(Signer(trusted, "plugin", ""), HasSubstr("nobody: it is not signed"));
  EXPECT_THAT(Signer(trusted, "plugin", good.substr(1)),
              HasSubstr("nobody: its signature has fewer than the 64 bytes"));
  EXPECT_THAT(Signer(trusted, "plugin", good + "\n"), HasSubstr("nobody: its signature has more than the 64 bytes"));
}

TEST_F(SignatureTest, MayBeByAnyOfTheKeysInADirectory) {
  const fs::path keys = directory_ / "keys";
  fs::create_directory(keys);
  Trust(release_, "keys/release.pem");
  Trust(other_, "keys/other.pem");
  directory_.Write("keys/README", "who they belong to");
  EXPECT_THAT(Signer(keys, "plugin", Sign("plugin", release_)), HasSubstr("release.pem"));
  EXPECT_THAT(Signer(keys, "plugin", Sign("plugin", other_)), HasSubstr("other.pem"));
  EXPECT_THAT(Signer(keys, "plugin", Sign("plugin", SigningKey::Make().value())), HasSubstr("nobody: "));
}

TEST_F(SignatureTest, MayBeByAnyOfTheKeysInAFile) {
  const fs::path both = directory_.Write("both.pem", release_.PublicPem() + "spare:\n" + other_.PublicPem());
  EXPECT_THAT(Signer(both, "plugin", Sign("plugin", other_)), HasSubstr("both.pem"));
}

TEST_F(SignatureTest, IsReadFromBesideThePlugin) {
  EXPECT_EQ(ReadSignature(directory_ / "plugin.so"), "");
  directory_.Write("plugin.so.sig", "signature");
  EXPECT_EQ(ReadSignature(directory_ / "plugin.so"), "signature");
  directory_.Write("plugin.so.sig", std::string(1 << 20, 'x'));
  EXPECT_EQ(ReadSignature(directory_ / "plugin.so").size(), kSignatureBytes + 1);
  fs::remove(directory_ / "plugin.so.sig");
  ASSERT_EQ(mkfifo((directory_ / "plugin.so.sig").c_str(), 0600), 0);
  EXPECT_EQ(ReadSignature(directory_ / "plugin.so"), "") << "and nobody waits for a writer";
}

TEST_F(SignatureTest, KeysThatAreNoneAreNamed) {
  EXPECT_THAT(WrongKeys(directory_ / "nothing.pem"), ContainsRegex("'.*/nothing.pem' cannot be read: .*No such file"));
  EXPECT_THAT(WrongKeys(directory_.path()), HasSubstr("is a directory without any *.pem; put a public key there"));
  EXPECT_THAT(WrongKeys(directory_.Write("text.pem", "no key")),
              ContainsRegex("'.*/text.pem' is no public key in PEM"));
  EXPECT_THAT(WrongKeys(directory_.Write("empty.pem", "")), HasSubstr("is no public key in PEM form"));
  EXPECT_THAT(WrongKeys(directory_.Write("large.pem", std::string(1 << 20, 'x'))), HasSubstr("larger than any key"));
  EXPECT_THAT(WrongKeys(directory_.Write("private.pem", release_.PrivatePem())),
              HasSubstr("holds a private key; take it away"));
  EXPECT_THAT(WrongKeys(directory_.Write("broken.pem", release_.PublicPem() + "-----BEGIN PUBLIC KEY-----\nMCow\n")),
              HasSubstr("is no public key in PEM form"));
  EXPECT_THAT(WrongKeys(directory_.Write("curve.pem",
                                         "-----BEGIN PUBLIC KEY-----\n"
                                         "MCowBQYDK2VuAyEAhSDwCYkwp1R0i33ctD73Wg2/Og0mOBr066SpjqqbTmo=\n"
                                         "-----END PUBLIC KEY-----\n")),
              HasSubstr("holds something other than public keys of Ed25519"));
  Trust(release_, "good.pem");
  EXPECT_THAT(WrongKeys(directory_.path()), HasSubstr(".pem' ")) << "one bad file is not passed over";
}

TEST_F(SignatureTest, KeysThatOthersMayWriteToAreNotTrusted) {
  const fs::path file = Trust(release_, "release.pem");
  chmod(file.c_str(), 0644);
  EXPECT_TRUE(TrustedKeys::Read(file, Permissions::kChecked).ok());
  chmod(file.c_str(), 0666);
  EXPECT_THAT(std::string(TrustedKeys::Read(file, Permissions::kChecked).status().message()),
              HasSubstr("release.pem' can be written to by others (mode 0666): chmod go-w"));
  chmod(file.c_str(), 0644);
  chmod(directory_.path().c_str(), 0777);
  EXPECT_THAT(std::string(TrustedKeys::Read(directory_.path(), Permissions::kChecked).status().message()),
              HasSubstr("can be written to by others (mode 0777)"));
}

}  // namespace
}  // namespace connection_advisor::deployment
