// All that is hostile comes to a running server, while callers of another platform go on: none of them sees a failure,
// and the operator is told of every file by its cause.
#include <sys/resource.h>
#include <sys/stat.h>
#include <unistd.h>

#include <algorithm>
#include <atomic>
#include <chrono>
#include <cstdint>
#include <filesystem>
#include <map>
#include <memory>
#include <span>
#include <string>
#include <thread>
#include <utility>
#include <vector>

#include "absl/strings/str_cat.h"
#include "absl/strings/str_join.h"
#include "gmock/gmock.h"
#include "gtest/gtest.h"
#include "plugins/tool/sandbox/sanitized.h"
#include "plugins/tool/signing/signing_key.h"
#include "tests/hostile/attempts.h"
#include "tests/hostile/bad_files.h"
#include "tests/hostile/children.h"
#include "tests/hostile/corpus.h"
#include "tests/hostile/hostile_directory.h"
#include "tests/hostile/surroundings.h"
#include "tests/integration/plugin_directory.h"
#include "tests/integration/sample_load.h"
#include "tests/integration/sample_versions.h"
#include "tests/integration/server_process.h"

namespace connection_advisor::hostile {
namespace {

using ::testing::AnyOf;
using ::testing::ContainsRegex;
using ::testing::HasSubstr;
using ::testing::IsEmpty;
using ::testing::MatchesRegex;

namespace fs = std::filesystem;

class DeployedTest : public ::testing::Test {
 protected:
  using Versions = std::map<std::string, admin::v1::PluginVersion>;  // by file

  DeployedTest() { fs::copy_file(integration::SampleVersion("sample_1_0_0"), plugins_.path() / "sample.so"); }

  using Permissions = integration::ServerProcess::Permissions;

  void Start(std::chrono::milliseconds compile_timeout, std::vector<std::string> arguments = {},
             Permissions permissions = Permissions::kUnchecked) {
    const std::string timeout = absl::StrCat(compile_timeout.count(), "ms");
    arguments.insert(arguments.end(), {"--state", state_.string(), "--compile-timeout", timeout});
    server_ = integration::ServerProcess::Start(plugins_.path(), arguments, permissions);
    ASSERT_NE(server_, nullptr);
    admin_ = integration::OperatorAt(state_ / "admin.sock");
    load_ = std::make_unique<integration::SampleLoad>(*server_);
  }

  void TearDown() override {
    if (server_ == nullptr) return;
    const uint64_t before = load_->answers();
    EXPECT_TRUE(integration::Eventually([&] { return load_->answers() > before + 100; }));
    load_->Stop();
    EXPECT_EQ(load_->failed(), 0);
    EXPECT_EQ(load_->torn(), 0);
    EXPECT_EQ(server_->Stop(), 0) << server_->errors();
  }

  void Put(const std::string& deviation) const {
    fs::copy_file(HostilePlugin(deviation), plugins_.path() / (deviation + ".so"));
  }
  void Put(const std::vector<Hostile>& rows) const {
    for (const Hostile& row : rows) Put(row.deviation);
  }

  // Once all that has come was dealt with, by the watch or at the latest now.
  Versions DealtWith() const {
    grpc::ClientContext context;
    admin::v1::RescanResponse response;
    const grpc::Status status = admin_->Rescan(&context, {}, &response);
    EXPECT_TRUE(status.ok()) << status.error_message();
    Versions versions;
    for (const admin::v1::PluginVersion& version : response.plugins()) versions[version.file()] = version;
    return versions;
  }

  bool Lists(admin::v1::PluginState state) const {
    grpc::ClientContext context;
    admin::v1::ListPluginsResponse response;
    EXPECT_TRUE(admin_->ListPlugins(&context, {}, &response).ok());
    const auto& plugins = response.plugins();
    return std::any_of(plugins.begin(), plugins.end(), [&](const auto& one) { return one.state() == state; });
  }

  static std::string CausesOf(const admin::v1::PluginVersion& version) { return absl::StrJoin(version.causes(), "\n"); }

  static void ExpectRefused(const Versions& versions, const std::vector<Hostile>& rows) {
    for (const Hostile& row : rows) {
      const auto version = versions.find(row.deviation + ".so");
      ASSERT_NE(version, versions.end()) << row.deviation;
      EXPECT_EQ(version->second.state(), admin::v1::PLUGIN_STATE_REFUSED) << row.deviation;
      EXPECT_THAT(CausesOf(version->second), ContainsRegex(row.cause)) << row.deviation;
    }
  }

  const integration::PluginDirectory plugins_;
  const integration::PluginDirectory scratch_;
  const fs::path state_ = scratch_.path() / "state";
  std::unique_ptr<integration::ServerProcess> server_;
  std::unique_ptr<admin::v1::PluginAdmin::Stub> admin_;
  std::unique_ptr<integration::SampleLoad> load_;
};

TEST_F(DeployedTest, PluginsAreRefusedByTheirCause) {
  std::vector<Hostile> rows = Refused();
  rows.insert(rows.end(), Unfolding().begin(), Unfolding().end());
  if (!tool::kSanitized) rows.push_back(Hoarding());
  Start(kAmpleTime);
  Put(rows);
  ExpectRefused(DealtWith(), rows);
}

TEST_F(DeployedTest, PluginsThatNeverEndAreStoppedWhereTheyAre) {
  Start(kShortTime);
  Put(Stopped());
  EXPECT_TRUE(integration::Eventually([&] { return Lists(admin::v1::PLUGIN_STATE_COMPILING); }));
  ExpectRefused(DealtWith(), Stopped());
}

TEST_F(DeployedTest, PluginsWhoseCompilerIsKilledAreRefusedByThatCause) {
  Start(kShortTime);  // they are tried again, and the server waits for that before it stops
  Put(Stopped());
  std::atomic<bool> stop = false;
  std::thread killer([&] {
    for (; !stop; std::this_thread::yield()) {
      for (const pid_t child : ChildrenOf(server_->pid())) KillChild(server_->pid(), child);
    }
  });
  const Versions versions = DealtWith();
  stop = true;
  killer.join();
  for (const Hostile& row : Stopped()) {
    EXPECT_THAT(CausesOf(versions.at(row.deviation + ".so")), HasSubstr("was killed, by the system or by somebody"));
  }
}

TEST_F(DeployedTest, FilesThatComeWhereNoDescriptorIsLeftServeOnceThereAre) {
  if (tool::kSanitized) {
    GTEST_SKIP() << "UBSan looks at memory through a pipe, and takes it for bad where none is to be had";
  }
  Start(kAmpleTime);
  EXPECT_EQ(DealtWith().size(), 1u) << "the operator's connection is there";
  rlimit before{};
  ASSERT_EQ(prlimit(server_->pid(), RLIMIT_NOFILE, nullptr, &before), 0);
  const rlimit none = {1, before.rlim_max};
  ASSERT_EQ(prlimit(server_->pid(), RLIMIT_NOFILE, &none, nullptr), 0);
  fs::copy_file(integration::SampleVersion("other_1_0_0"), plugins_.path() / "other.so");
  EXPECT_TRUE(
      integration::Eventually([&] { return server_->errors().find("Too many open files") != std::string::npos; }));
  ASSERT_EQ(prlimit(server_->pid(), RLIMIT_NOFILE, &before, nullptr), 0);
  EXPECT_EQ(DealtWith().at("other.so").state(), admin::v1::PLUGIN_STATE_SERVING);
}

TEST_F(DeployedTest, FilesThatOthersMayWriteToAreRefused) {
  Start(kAmpleTime, {}, Permissions::kChecked);
  Put("Valid");
  Put("Minimal");
  Put("Stripped");
  ASSERT_EQ(chmod((plugins_.path() / "Valid.so").c_str(), 0664), 0);
  const bool given_away = lchown((plugins_.path() / "Minimal.so").c_str(), 12345, -1) == 0;
  fs::create_directory(scratch_.path() / "open");
  fs::rename(plugins_.path() / "Stripped.so", scratch_.path() / "open" / "Stripped.so");
  ASSERT_EQ(chmod((scratch_.path() / "open").c_str(), 0777), 0);
  fs::create_symlink(scratch_.path() / "open" / "Stripped.so", plugins_.path() / "Stripped.so");

  const Versions versions = DealtWith();
  EXPECT_THAT(CausesOf(versions.at("Valid.so")), HasSubstr("can be written to by others (mode 0664)"));
  EXPECT_THAT(CausesOf(versions.at("Stripped.so")), HasSubstr("can be written to by others (mode 0777)"));
  if (given_away) {
    EXPECT_THAT(CausesOf(versions.at("Minimal.so")), HasSubstr("belongs to user 12345"));
  }
  EXPECT_EQ(versions.at("sample.so").state(), admin::v1::PLUGIN_STATE_SERVING);
}

TEST_F(DeployedTest, AThousandFilesAtOnceAreJudgedOneByOne) {
  Start(kAmpleTime);
  constexpr int kFiles = 1'000;
  for (int file = 0; file < kFiles; ++file) {
    plugins_.Write(absl::StrCat("scribble_", file, ".so"), absl::StrCat("scribble ", file));
  }
  const Versions versions = DealtWith();
  EXPECT_EQ(versions.size(), kFiles + 1);
  for (const auto& [name, version] : versions) {
    if (name == "sample.so") continue;
    EXPECT_THAT(CausesOf(version), HasSubstr("no ELF header")) << name;
  }
}

TEST_F(DeployedTest, FilesThatAreNoPluginsAreRefusedByTheirCause) {
  Start(kAmpleTime);
  std::vector<BadFile> files = BadFiles();
  // A sanitizer's plugin is almost three times as large as others.
  constexpr size_t kMostCutOff = 600;
  std::vector<BadFile> cut_off = CutOffFiles();
  const size_t step = cut_off.size() / kMostCutOff + 1;
  for (size_t index = 0; index < cut_off.size(); index += step) files.push_back(std::move(cut_off[index]));
  for (const BadFile& file : files) plugins_.Write(file.name + ".so", file.bytes);
  fs::copy_file(plugins_.path() / "sample.so", plugins_.path() / "twin.so");
  const UnreadableFiles unreadable(plugins_.path());
  std::map<std::string, std::string> causes = unreadable.causes();
  for (const BadFile& file : files) causes[file.name + ".so"] = file.cause;
  causes["twin.so"] = "it is the same file as sample.so";

  const Versions versions = DealtWith();
  for (const auto& [name, cause] : causes) {
    const auto version = versions.find(name);
    ASSERT_NE(version, versions.end()) << name;
    EXPECT_EQ(version->second.state(), admin::v1::PLUGIN_STATE_REFUSED) << name;
    EXPECT_THAT(CausesOf(version->second), HasSubstr(cause)) << name;
  }
}

TEST_F(DeployedTest, FilesWithoutAGoodSignatureAreRefusedWhereOneIsRequired) {
  const tool::SigningKey release = tool::SigningKey::Make().value();
  const std::string sample = BytesOf(plugins_.path() / "sample.so");
  const std::string good = release.Sign(std::as_bytes(std::span(sample))).value();
  plugins_.Write("sample.so.sig", good);
  const fs::path keys = scratch_.path() / "release.pem";
  scratch_.Write("release.pem", release.PublicPem());
  Start(kAmpleTime, {"--signatures", "require", "--trusted-keys", keys.string()});
  plugins_.Write("Minimal.so.sig", std::string(good.size(), '\0'));
  plugins_.Write("Stripped.so.sig", good);
  plugins_.Write("Leaks.so.sig", good.substr(1));
  const std::vector<Hostile> rows = {{"Valid", "it is not signed"},
                                     {"Minimal", "its signature is of other bytes"},
                                     {"Stripped", "its signature is of other bytes"},
                                     {"Leaks", "its signature has fewer than the 64 bytes"}};
  Put(rows);
  ExpectRefused(DealtWith(), rows);
}

// All are files of one plugin, and some tell the compiler lies: which of them serves is not the point.
TEST_F(DeployedTest, WhatIsOddUndefinedOrDamagedHarmsNobodyElse) {
  Start(kShortTime);
  for (const std::string& name : Accepted()) Put(name);
  for (const std::string& name : Undefined()) Put(name);
  int damaged = 0;
  for (const std::string& bytes : DamagedFiles(100)) plugins_.Write(absl::StrCat("damaged_", ++damaged, ".so"), bytes);

  const Versions versions = DealtWith();
  for (const auto& [name, version] : versions) {
    EXPECT_THAT(version.state(), AnyOf(admin::v1::PLUGIN_STATE_SERVING, admin::v1::PLUGIN_STATE_STANDBY,
                                       admin::v1::PLUGIN_STATE_REFUSED))
        << name;
  }
  EXPECT_EQ(versions.at("sample.so").state(), admin::v1::PLUGIN_STATE_SERVING);
  EXPECT_EQ(versions.size(), 1 + Accepted().size() + Undefined().size() + 100);
}

// They are aimed at the server: a signal would end it.
TEST_F(DeployedTest, AttemptsToEscapeHaveNoEffectAndStandInTheRecord) {
  Start(kAmpleTime);
  const int priority = getpriority(PRIO_PROCESS, static_cast<id_t>(server_->pid()));
  rlimit limit{};
  ASSERT_EQ(prlimit(server_->pid(), RLIMIT_NOFILE, nullptr, &limit), 0);
  const Surroundings surroundings;
  const auto file_of = [](const Attempt& attempt, ::hostile::Place place) {
    return absl::StrCat(place == ::hostile::Place::kConstructor ? "constructor_" : "condition_", attempt.name, ".so");
  };
  constexpr ::hostile::Place kPlaces[] = {::hostile::Place::kConstructor, ::hostile::Place::kCondition};
  for (const Attempt& attempt : Attempts()) {
    for (const ::hostile::Place place : kPlaces) {
      fs::copy_file(surroundings.Aimed(attempt.name, place, server_->pid()), plugins_.path() / file_of(attempt, place));
    }
  }

  const Versions versions = DealtWith();
  EXPECT_THAT(surroundings.Changes(), IsEmpty());
  EXPECT_EQ(getpriority(PRIO_PROCESS, static_cast<id_t>(server_->pid())), priority);
  rlimit limit_then{};
  ASSERT_EQ(prlimit(server_->pid(), RLIMIT_NOFILE, nullptr, &limit_then), 0);
  EXPECT_EQ(limit_then.rlim_cur, limit.rlim_cur);
  for (const Attempt& attempt : Attempts()) {
    for (const ::hostile::Place place : kPlaces) {
      const std::string file = file_of(attempt, place);
      const auto version = versions.find(file);
      ASSERT_NE(version, versions.end()) << file;
      EXPECT_THAT(CausesOf(version->second), ContainsRegex(attempt.cause)) << file;
      EXPECT_EQ(version->second.state() == admin::v1::PLUGIN_STATE_REFUSED, *attempt.cause != '\0') << file;
      EXPECT_THAT(absl::StrJoin(version->second.denied_calls(), ", "), MatchesRegex(attempt.denied)) << file;
    }
  }
}

}  // namespace
}  // namespace connection_advisor::hostile
