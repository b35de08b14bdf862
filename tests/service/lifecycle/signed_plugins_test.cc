// Plugins that must be signed: from their arrival with or without a signature to what serves.
#include <filesystem>
#include <memory>
#include <string>

#include "gmock/gmock.h"
#include "gtest/gtest.h"
#include "plugins/tool/signing/signing_key.h"
#include "service/deployment/mapped_file.h"
#include "service/lifecycle/memory_store.h"
#include "service/lifecycle/plugin_catalog.h"
#include "service/lifecycle/state_directory.h"
#include "tests/scratch_directory.h"

namespace connection_advisor::lifecycle {
namespace {

namespace fs = std::filesystem;

using deployment::MappedFile;
using deployment::Permissions;
using deployment::PluginFile;
using deployment::SignaturePolicy;
using deployment::TrustedKeys;
using ::testing::ElementsAre;
using ::testing::HasSubstr;
using ::testing::IsEmpty;
using ::testing::StartsWith;
using tool::SigningKey;

class Deaf final : public CatalogListener {
 public:
  void NotRemembered(const absl::Status&) override {}
  void ShadowEnded(const ShadowReport&) override {}
  void Changed(const std::vector<PluginVersion>&, const std::vector<PluginVersion>&) override {}
};

class SignedPluginsTest : public ::testing::Test {
 protected:
  SignedPluginsTest() { keys_.Write("release.pem", release_.PublicPem()); }

  static PluginFile Opened(const std::string& sample) {
    return PluginFile::Copy(fs::path(SAMPLE_VERSIONS) / (sample + ".so"), Permissions::kUnchecked).value();
  }
  static std::string Sign(const std::string& sample, const SigningKey& key) {
    return key.Sign(MappedFile::Map(Opened(sample))->bytes()).value();
  }
  void Put(const std::string& sample) const {
    fs::copy_file(fs::path(SAMPLE_VERSIONS) / (sample + ".so"), plugins_ / "sample.so",
                  fs::copy_options::overwrite_existing);
  }
  void PutSignature(const std::string& signature) const { plugins_.Write("sample.so.sig", signature); }

  void Start(SignaturePolicy policy, VersionStore& store) {
    CatalogOptions options;
    options.directory = plugins_.path();
    options.deploy.compiler = CONNECTION_ADVISOR_COMPILER;
    options.deploy.limits.timeout = std::chrono::minutes(1);
    options.deploy.permissions = Permissions::kUnchecked;
    options.deploy.signatures = {
        policy, std::make_shared<TrustedKeys>(TrustedKeys::Read(keys_.path(), Permissions::kUnchecked).value())};
    catalog_ = std::make_unique<PluginCatalog>(options, store, published_, listener_);
    ASSERT_EQ(catalog_->Start(), absl::OkStatus());
  }
  void Start(SignaturePolicy policy) { Start(policy, memory_); }
  void LookForChanges() { ASSERT_EQ(catalog_->LookForChanges(), absl::OkStatus()); }
  PluginVersion TheVersion() const {
    const std::vector<PluginVersion> versions = catalog_->List();
    EXPECT_EQ(versions.size(), 1u);
    return versions.empty() ? PluginVersion() : versions[0];
  }

  const ScratchDirectory plugins_;
  const ScratchDirectory keys_;
  const ScratchDirectory state_;
  const SigningKey release_ = SigningKey::Make().value();
  const SigningKey other_ = SigningKey::Make().value();
  platform::PublishedPlatforms published_;
  Deaf listener_;
  MemoryStore memory_;
  std::unique_ptr<PluginCatalog> catalog_;
};

TEST_F(SignedPluginsTest, ServeAndSayWhoSigned) {
  Put("sample_1_0_0");
  PutSignature(Sign("sample_1_0_0", release_));
  for (const SignaturePolicy policy : {SignaturePolicy::kRequire, SignaturePolicy::kWarn}) {
    Start(policy);
    EXPECT_EQ(TheVersion().state, PluginState::kServing);
    EXPECT_THAT(TheVersion().signed_by, StartsWith("release.pem (SHA-256 "));
    EXPECT_EQ(TheVersion().signature_fault, "");
  }
}

TEST_F(SignedPluginsTest, AreRefusedUnsignedWhereASignatureIsRequired) {
  Put("sample_1_0_0");
  Start(SignaturePolicy::kRequire);
  EXPECT_EQ(TheVersion().state, PluginState::kRefused);
  EXPECT_THAT(TheVersion().causes, ElementsAre(HasSubstr("it is not signed")));
  EXPECT_THAT(TheVersion().walls, IsEmpty()) << "nothing of it ran";
  PutSignature(Sign("sample_1_0_0", other_));
  LookForChanges();
  EXPECT_THAT(TheVersion().causes, ElementsAre(HasSubstr("by none of the trusted keys: release.pem")));
  PutSignature(Sign("sample_1_0_0", release_));
  LookForChanges();
  EXPECT_EQ(TheVersion().state, PluginState::kServing) << "the signature may come after the file";
}

TEST_F(SignedPluginsTest, ServeUnsignedWithAFaultWhereItIsWarnedOf) {
  Put("sample_1_0_0");
  Start(SignaturePolicy::kWarn);
  EXPECT_EQ(TheVersion().state, PluginState::kServing);
  EXPECT_EQ(TheVersion().signed_by, "");
  EXPECT_THAT(TheVersion().signature_fault, HasSubstr("it is not signed"));
  PutSignature(Sign("sample_1_0_0", release_));
  LookForChanges();
  EXPECT_THAT(TheVersion().signed_by, StartsWith("release.pem"));
}

TEST_F(SignedPluginsTest, NobodyAsksWhereThePolicyIsOff) {
  Put("sample_1_0_0");
  PutSignature("scribble");
  Start(SignaturePolicy::kOff);
  EXPECT_EQ(TheVersion().state, PluginState::kServing);
  EXPECT_EQ(TheVersion().signed_by, "");
  EXPECT_EQ(TheVersion().signature_fault, "");
}

// As when a new version is copied, its signature first.
TEST_F(SignedPluginsTest, StayTrustedWhenTheSignatureOfTheNextComesBeforeIt) {
  Put("sample_1_0_0");
  PutSignature(Sign("sample_1_0_0", release_));
  Start(SignaturePolicy::kRequire);
  PutSignature(Sign("sample_1_9_0", release_));
  LookForChanges();
  EXPECT_EQ(TheVersion().state, PluginState::kServing);
  Put("sample_1_9_0");
  LookForChanges();
  EXPECT_EQ(catalog_->List()[0].version, "1.9.0");
  EXPECT_EQ(catalog_->List()[0].state, PluginState::kServing);
  EXPECT_EQ(catalog_->List()[1].state, PluginState::kStandby);
}

// Whoever can write to the directory has every version that was signed once.
TEST_F(SignedPluginsTest, GoBackByNameOnlyThoughTheFileOfTheHigherOneIsRemoved) {
  Start(SignaturePolicy::kRequire);
  Put("sample_1_9_0");
  PutSignature(Sign("sample_1_9_0", release_));
  LookForChanges();
  EXPECT_EQ(TheVersion().state, PluginState::kServing);
  fs::remove(plugins_ / "sample.so");
  LookForChanges();
  Put("sample_1_0_0");
  PutSignature(Sign("sample_1_0_0", release_));
  LookForChanges();
  ASSERT_EQ(catalog_->List().size(), 2u);
  EXPECT_EQ(catalog_->List()[1].version, "1.0.0");
  EXPECT_EQ(catalog_->List()[1].state, PluginState::kStandby);
  EXPECT_TRUE(published_.Pin()->platforms().empty());
  EXPECT_EQ(catalog_->StartShadow("sample", "1.0.0").status().code(), absl::StatusCode::kFailedPrecondition);
  ASSERT_EQ(catalog_->Activate("sample", "1.0.0"), absl::OkStatus());
  EXPECT_EQ(catalog_->List()[1].state, PluginState::kServing);
}

TEST_F(SignedPluginsTest, MayBeUploadedWithTheirSignature) {
  Start(SignaturePolicy::kRequire);
  EXPECT_EQ(catalog_->Preview(Opened("sample_1_0_0"), "sample.so", "")->version.state, PluginState::kRefused);
  const auto without = catalog_->Upload(Opened("sample_1_0_0"), "sample.so", "");
  ASSERT_TRUE(without.ok()) << without.status();
  EXPECT_EQ(without->state, PluginState::kRefused);
  const auto with = catalog_->Upload(Opened("sample_1_0_0"), "sample.so", Sign("sample_1_0_0", release_));
  ASSERT_TRUE(with.ok()) << with.status();
  EXPECT_EQ(with->state, PluginState::kServing);
  EXPECT_THAT(with->signed_by, StartsWith("release.pem"));
  const auto again = catalog_->Upload(Opened("sample_1_0_0"), "sample.so", "");
  EXPECT_EQ(again->state, PluginState::kServing) << "who was vouched for once is not forgotten";
}

TEST_F(SignedPluginsTest, CountAsUploadedThoughACopyWithoutTheirSignatureLiesInTheDirectory) {
  {
    const auto store = StateDirectory::Open(state_ / "state").value();
    Start(SignaturePolicy::kRequire, *store);
    ASSERT_TRUE(catalog_->Upload(Opened("sample_1_0_0"), "sample.so", Sign("sample_1_0_0", release_)).ok());
    catalog_.reset();
  }
  Put("sample_1_0_0");
  for (const std::string signature : {"", "scribble"}) {
    if (!signature.empty()) PutSignature(signature);
    const auto store = StateDirectory::Open(state_ / "state").value();
    Start(SignaturePolicy::kRequire, *store);
    EXPECT_EQ(TheVersion().state, PluginState::kServing);
    EXPECT_THAT(TheVersion().signed_by, StartsWith("release.pem"));
    EXPECT_EQ(catalog_->Rescan(), absl::OkStatus());
    catalog_.reset();
  }
}

TEST_F(SignedPluginsTest, AreVerifiedAnewWhenTheServerStarts) {
  {
    const auto store = StateDirectory::Open(state_ / "state").value();
    Start(SignaturePolicy::kRequire, *store);
    ASSERT_TRUE(catalog_->Upload(Opened("sample_1_0_0"), "sample.so", Sign("sample_1_0_0", release_)).ok());
    catalog_.reset();
  }
  {
    const auto store = StateDirectory::Open(state_ / "state").value();
    Start(SignaturePolicy::kRequire, *store);
    EXPECT_EQ(TheVersion().state, PluginState::kServing);
    EXPECT_TRUE(TheVersion().cached);
    EXPECT_THAT(TheVersion().signed_by, StartsWith("release.pem"));
    catalog_.reset();
  }
  keys_.Write("release.pem", other_.PublicPem());
  const auto store = StateDirectory::Open(state_ / "state").value();
  Start(SignaturePolicy::kRequire, *store);
  EXPECT_EQ(TheVersion().state, PluginState::kRefused) << "the key is trusted no more, whatever the cache has";
  catalog_.reset();
}

}  // namespace
}  // namespace connection_advisor::lifecycle
