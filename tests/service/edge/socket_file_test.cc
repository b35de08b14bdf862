#include "service/edge/socket_file.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>
#include <sys/socket.h>
#include <sys/stat.h>
#include <sys/un.h>
#include <unistd.h>

#include <cstring>
#include <filesystem>
#include <fstream>
#include <string>

#include "tests/scratch_directory.h"

namespace connection_advisor::edge {
namespace {

namespace fs = std::filesystem;
using ::testing::HasSubstr;
using ::testing::StartsWith;

// A socket that listens, as gRPC would make it.
class Listener {
 public:
  explicit Listener(const std::string& path) : descriptor_(socket(AF_UNIX, SOCK_STREAM, 0)) {
    sockaddr_un address = {};
    address.sun_family = AF_UNIX;
    std::strncpy(address.sun_path, path.c_str(), sizeof address.sun_path - 1);
    listens_ =
        bind(descriptor_, reinterpret_cast<sockaddr*>(&address), sizeof address) == 0 && listen(descriptor_, 1) == 0;
  }
  ~Listener() { Close(); }
  bool listens() const { return listens_; }
  // The file stays behind, as when a server is killed.
  void Close() {
    if (descriptor_ >= 0) close(descriptor_);
    descriptor_ = -1;
  }

 private:
  int descriptor_;
  bool listens_ = false;
};

class SocketFileTest : public ::testing::Test {
 protected:
  static std::string Bound(const SocketFile& file) { return file.GrpcAddress().substr(std::strlen("unix:")); }
  static mode_t ModeOf(const fs::path& path) {
    struct stat status = {};
    EXPECT_EQ(lstat(path.c_str(), &status), 0) << path;
    return status.st_mode & 07777;
  }
  std::string Fault() { return std::string(SocketFile::Reserve(path_).status().message()); }
  size_t Files() const {
    return static_cast<size_t>(std::distance(fs::directory_iterator(scratch_.path()), fs::directory_iterator()));
  }

  const ScratchDirectory scratch_;
  const std::string path_ = scratch_ / "admin.sock";
};

TEST_F(SocketFileTest, NobodyElseCanConnectAtAnyTime) {
  const mode_t before = umask(0);
  auto file = SocketFile::Reserve(path_);
  ASSERT_TRUE(file.ok()) << file.status();
  const std::string bound = Bound(**file);
  EXPECT_EQ(ModeOf(fs::path(bound).parent_path()), 0700);
  const Listener listener(bound);
  umask(before);
  ASSERT_TRUE(listener.listens());
  EXPECT_FALSE(fs::exists(path_));

  ASSERT_TRUE((*file)->Publish().ok());
  EXPECT_EQ(ModeOf(path_), 0600);
  EXPECT_EQ(Files(), 1u);
}

TEST_F(SocketFileTest, IsGoneWithItsServer) {
  auto file = SocketFile::Reserve(path_);
  const Listener listener(Bound(**file));
  ASSERT_TRUE((*file)->Publish().ok());
  file->reset();
  EXPECT_EQ(Files(), 0u);
}

TEST_F(SocketFileTest, LeavesNothingBehindWhereItWasNeverPublished) {
  auto file = SocketFile::Reserve(path_);
  const Listener listener(Bound(**file));
  file->reset();
  EXPECT_EQ(Files(), 0u);
}

TEST_F(SocketFileTest, ReplacesASocketThatNobodyListensTo) {
  Listener killed(path_);
  ASSERT_TRUE(killed.listens());
  killed.Close();
  auto file = SocketFile::Reserve(path_);
  ASSERT_TRUE(file.ok()) << file.status();
  const Listener listener(Bound(**file));
  EXPECT_TRUE((*file)->Publish().ok());
  EXPECT_EQ(ModeOf(path_), 0600);
}

TEST_F(SocketFileTest, LeavesASocketAloneThatSomebodyListensTo) {
  auto file = SocketFile::Reserve(path_);
  const Listener mine(Bound(**file));
  const Listener other(path_);
  ASSERT_TRUE(other.listens());

  EXPECT_THAT(Fault(), HasSubstr("unix:" + path_ + ": somebody listens there; stop that"));
  EXPECT_EQ(SocketFile::Reserve(path_).status().code(), absl::StatusCode::kUnavailable);
  // Also if they came later.
  EXPECT_EQ((*file)->Publish().code(), absl::StatusCode::kUnavailable);
  file->reset();
  EXPECT_TRUE(fs::is_socket(path_));
}

TEST_F(SocketFileTest, DoesNotRemoveTheSocketOfItsSuccessor) {
  auto file = SocketFile::Reserve(path_);
  const Listener listener(Bound(**file));
  ASSERT_TRUE((*file)->Publish().ok());
  fs::remove(path_);
  const Listener successor(path_);
  file->reset();
  EXPECT_TRUE(fs::is_socket(path_));
}

TEST_F(SocketFileTest, LeavesAloneWhatIsNoSocket) {
  for (const auto make : {+[](const fs::path& path) { std::ofstream(path) << "text"; },
                          +[](const fs::path& path) { fs::create_directory(path); },
                          +[](const fs::path& path) { fs::create_symlink("elsewhere", path); }}) {
    make(path_);
    EXPECT_THAT(Fault(), HasSubstr("something else has that name"));
    EXPECT_EQ(SocketFile::Reserve(path_).status().code(), absl::StatusCode::kInvalidArgument);
    EXPECT_EQ(fs::remove_all(path_), 1u);
  }
}

TEST_F(SocketFileTest, SaysWhatIsWrongWithThePlace) {
  EXPECT_THAT(std::string(SocketFile::Reserve(scratch_ / "no/admin.sock").status().message()),
              HasSubstr("its directory is not there; make it"));
  const std::string file = scratch_.Write("file", "text");
  EXPECT_THAT(std::string(SocketFile::Reserve(file + "/admin.sock").status().message()), HasSubstr("Not a directory"));
}

TEST_F(SocketFileTest, PathsAreAsLongAsTheSystemTakes) {
  const std::string root = scratch_.path().string() + "/";
  const std::string longest = root + std::string(107 - root.size(), 'x');
  auto file = SocketFile::Reserve(longest);
  ASSERT_TRUE(file.ok()) << file.status();
  const Listener listener(Bound(**file));
  EXPECT_TRUE(listener.listens());
  EXPECT_TRUE((*file)->Publish().ok());
  EXPECT_THAT(std::string(CheckSocketPath(longest + "x").message()), HasSubstr("107 are the most"));

  // Where the name is short, the place where the socket is bound is the longer path.
  const std::string directory = "/" + std::string(97, 'x') + "/";
  EXPECT_THAT(std::string(CheckSocketPath(directory + "a").message()), HasSubstr("has 100 bytes, and 99 are the most"));
  EXPECT_TRUE(CheckSocketPath(directory.substr(1) + "a").ok());
}

TEST_F(SocketFileTest, IsWrittenForGrpcWithoutWhatMeansSomethingThere) {
  fs::create_directory(scratch_ / "100%41 ?#");
  auto file = SocketFile::Reserve(scratch_ / "100%41 ?#/admin.sock");
  ASSERT_TRUE(file.ok()) << file.status();
  EXPECT_THAT((*file)->GrpcAddress(), StartsWith("unix:" + scratch_.path().string() + "/100%2541%20%3F%23/."));
}

}  // namespace
}  // namespace connection_advisor::edge
