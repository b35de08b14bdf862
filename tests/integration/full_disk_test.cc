// A file system with no room left under --state: the old version serves, the cause is said, and a restart finds the
// state of before.
#include <sys/mount.h>

#include <cerrno>
#include <cstring>
#include <filesystem>
#include <fstream>
#include <memory>
#include <string>

#include "gmock/gmock.h"
#include "gtest/gtest.h"
#include "tests/integration/calls.h"
#include "tests/integration/plugin_directory.h"
#include "tests/integration/sample_load.h"
#include "tests/integration/sample_versions.h"
#include "tests/integration/server_process.h"

namespace connection_advisor::integration {
namespace {

using ::testing::HasSubstr;

namespace fs = std::filesystem;

// A file system in memory, of one MiB.
class SmallDisk {
 public:
  SmallDisk() : mounted_(mount("tmpfs", where_.path().c_str(), "tmpfs", 0, "size=1m,mode=0700") == 0), error_(errno) {}
  ~SmallDisk() {
    if (mounted_) umount2(where_.path().c_str(), MNT_DETACH);
  }
  SmallDisk(const SmallDisk&) = delete;
  SmallDisk& operator=(const SmallDisk&) = delete;

  bool mounted() const { return mounted_; }
  std::string error() const { return std::strerror(error_); }
  fs::path path() const { return where_.path(); }

  void Fill() const {
    std::ofstream filler(path() / "filler", std::ios::binary);
    const std::string page(4096, 'x');
    while (filler.write(page.data(), static_cast<std::streamsize>(page.size())).flush()) {
    }
  }
  void MakeRoom() const { fs::remove(path() / "filler"); }

 private:
  const PluginDirectory where_;
  const bool mounted_;
  const int error_;
};

class FullDiskTest : public ::testing::Test {
 protected:
  void SetUp() override {
    if (!disk_.mounted()) GTEST_SKIP() << "no file system can be mounted here: " << disk_.error();
    Deploy("sample_1_9_0");
    Start();
    EXPECT_EQ(Serving(), "1.9.0");
  }

  void Start() {
    server_.reset();
    server_ = ServerProcess::Start(plugins_.path(), {"--state", state_.string(), "--settle", "60s"});
    ASSERT_NE(server_, nullptr);
    admin_ = OperatorAt(state_ / "admin.sock");
  }
  void Deploy(const std::string& sample) const {
    fs::copy_file(SampleVersion(sample), plugins_.path() / "sample.so", fs::copy_options::overwrite_existing);
  }
  grpc::Status Rescan(admin::v1::RescanResponse* response) const {
    grpc::ClientContext context;
    return admin_->Rescan(&context, {}, response);
  }
  grpc::Status RollBack() const {
    grpc::ClientContext context;
    admin::v1::RollBackRequest request;
    request.set_plugin("sample");
    admin::v1::RollBackResponse response;
    return admin_->RollBack(&context, request, &response);
  }
  std::string Serving() const {
    return Advise(server_->channel(), SampleRequest()).response.advice().plugin().version();
  }

  const SmallDisk disk_;
  const fs::path state_ = disk_.path() / "state";
  const PluginDirectory plugins_;
  std::unique_ptr<ServerProcess> server_;
  std::unique_ptr<admin::v1::PluginAdmin::Stub> admin_;
};

TEST_F(FullDiskTest, LeavesTheOldVersionServingAndSaysTheCauseUntilThereIsRoom) {
  SampleLoad load(*server_);
  disk_.Fill();
  Deploy("sample_1_10_0");
  admin::v1::RescanResponse response;
  const grpc::Status full = Rescan(&response);
  EXPECT_FALSE(full.ok());
  EXPECT_THAT(full.error_message(), HasSubstr("No space left on device"));
  EXPECT_EQ(Serving(), "1.9.0");

  disk_.MakeRoom();
  EXPECT_TRUE(Rescan(&response).ok());
  EXPECT_EQ(Serving(), "1.10.0");
  load.Stop();
  EXPECT_EQ(load.failed(), 0);
  EXPECT_EQ(load.torn(), 0);
  EXPECT_EQ(server_->Stop(), 0) << server_->errors();
}

TEST_F(FullDiskTest, TakesNoWordOfAnOperatorThatItCouldNotRemember) {
  Deploy("sample_1_10_0");
  admin::v1::RescanResponse response;
  ASSERT_TRUE(Rescan(&response).ok());
  disk_.Fill();
  const grpc::Status full = RollBack();
  EXPECT_EQ(full.error_code(), grpc::StatusCode::FAILED_PRECONDITION);
  EXPECT_THAT(full.error_message(), HasSubstr("No space left on device"));
  EXPECT_EQ(Serving(), "1.10.0");
  EXPECT_EQ(server_->Stop(), 0) << server_->errors();

  disk_.MakeRoom();
  Start();
  EXPECT_EQ(Serving(), "1.10.0");
  EXPECT_TRUE(RollBack().ok());
  EXPECT_EQ(Serving(), "1.9.0");
}

TEST_F(FullDiskTest, KeepsNoServerFromComingUpAgain) {
  plugins_.Write("sample.so.sig", "whoever signed it");
  admin::v1::RescanResponse response;
  ASSERT_TRUE(Rescan(&response).ok());
  disk_.Fill();
  EXPECT_EQ(server_->Stop(), 0) << server_->errors();
  plugins_.Add(SampleVersion("other_1_0_0"));
  Start();
  EXPECT_EQ(Serving(), "1.9.0");
  EXPECT_THAT(server_->errors(), HasSubstr("other_1_0_0.so: refused: it could not be remembered"));
  EXPECT_EQ(server_->Stop(), 0) << server_->errors();
}

}  // namespace
}  // namespace connection_advisor::integration
