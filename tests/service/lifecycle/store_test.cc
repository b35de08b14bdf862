#include <sys/stat.h>
#include <unistd.h>

#include <array>
#include <chrono>
#include <filesystem>
#include <fstream>
#include <thread>

#include "gmock/gmock.h"
#include "gtest/gtest.h"
#include "service/deployment/sha256.h"
#include "service/lifecycle/memory_store.h"
#include "service/lifecycle/state_directory.h"
#include "tests/scratch_directory.h"
#include "tests/service/lifecycle/not_as_root.h"

namespace connection_advisor::lifecycle {
namespace {

using deployment::ImageKey;
using deployment::PluginFile;
using ::testing::HasSubstr;
using ::testing::IsEmpty;

namespace fs = std::filesystem;

PluginFile FileOf(const std::string& bytes) {
  auto writer = PluginFile::Writer::Begin();
  EXPECT_TRUE(writer.ok() && writer->Append(bytes).ok());
  return (*std::move(writer)).Finish().value();
}

std::string BytesOf(const PluginFile& file) {
  std::string bytes(64, '\0');
  bytes.resize(static_cast<size_t>(pread(file.descriptor(), bytes.data(), bytes.size(), 0)));
  return bytes;
}

image::v1::PluginImage ImageNamed(const std::string& name) {
  image::v1::PluginImage image;
  image.set_name(name);
  return image;
}

class StateDirectoryTest : public ::testing::Test {
 protected:
  void Open() {
    store_.reset();  // its lock first
    auto store = StateDirectory::Open(path_);
    ASSERT_TRUE(store.ok()) << store.status();
    store_ = *std::move(store);
  }
  void Overwrite(const fs::path& path, const std::string& bytes) const {
    std::ofstream(path, std::ios::binary) << bytes;
  }
  // The one file in a directory of the store.
  fs::path OnlyFileIn(const char* part) const { return *fs::directory_iterator(path_ / part); }

  const ScratchDirectory directory_;
  const fs::path path_ = directory_ / "state";
  std::unique_ptr<StateDirectory> store_;
};

TEST_F(StateDirectoryTest, RemembersTheStateFromOneProcessToTheNext) {
  Open();
  EXPECT_EQ(store_->LoadState()->versions_size(), 0);
  state::v1::PluginState state;
  state.add_versions()->set_file("a.so");
  ASSERT_EQ(store_->SaveState(state), absl::OkStatus());
  Open();
  EXPECT_EQ(store_->LoadState()->SerializeAsString(), state.SerializeAsString());
}

TEST_F(StateDirectoryTest, WaitsForAProcessThatIsAboutToLetGoOfIt) {
  Open();
  std::thread closing([before = std::move(store_)]() mutable {
    std::this_thread::sleep_for(std::chrono::milliseconds(50));  // to be in the middle of the wait, most of the time
    before.reset();
  });
  EXPECT_EQ(StateDirectory::Open(path_).status(), absl::OkStatus());
  closing.join();
}

TEST_F(StateDirectoryTest, IsOpenedThoughItCannotBeWrittenAndSaysSo) {
  Open();
  state::v1::PluginState state;
  state.add_versions()->set_file("a.so");
  ASSERT_EQ(store_->SaveState(state), absl::OkStatus());
  ASSERT_EQ(store_->Keep(FileOf("plugin"), "signed"), absl::OkStatus());
  Overwrite(path_ / "state.json.new", "half");
  EXPECT_EQ(store_->Writable(), absl::OkStatus());
  store_.reset();
  const NotAsRoot not_as_root(directory_.path());
  fs::permissions(path_, fs::perms::owner_read | fs::perms::owner_exec);
  Open();
  EXPECT_EQ(store_->Writable().code(), absl::StatusCode::kFailedPrecondition);
  EXPECT_THAT(std::string(store_->Writable().message()), HasSubstr("the state directory cannot be written: "));
  EXPECT_EQ(store_->LoadState()->SerializeAsString(), state.SerializeAsString());
  EXPECT_EQ(store_->LoadSignature(FileOf("plugin").sha256()), "signed");
  EXPECT_EQ(BytesOf(*store_->Load(FileOf("plugin").sha256())), "plugin");
  EXPECT_FALSE(store_->SaveState({}).ok());
  EXPECT_EQ(store_->LoadState()->SerializeAsString(), state.SerializeAsString());
  EXPECT_EQ(StateDirectory::Open(path_).status().code(), absl::StatusCode::kFailedPrecondition)
      << "it is one server's all the same";
  fs::permissions(path_, fs::perms::owner_all);
}

TEST_F(StateDirectoryTest, WritesNothingOfWhatItKeepsAlready) {
  Open();
  const PluginFile plugin = FileOf("plugin");
  ASSERT_EQ(store_->Keep(plugin, "signed"), absl::OkStatus());
  const NotAsRoot not_as_root(directory_.path());
  fs::permissions(path_ / "plugins", fs::perms::owner_read | fs::perms::owner_exec);
  EXPECT_EQ(store_->Keep(plugin, "signed"), absl::OkStatus()) << "there would be no room, it may be";
  EXPECT_FALSE(store_->Keep(plugin, "signed anew").ok());
  fs::permissions(path_ / "plugins", fs::perms::owner_all);
}

TEST_F(StateDirectoryTest, IsLookedAtWithoutALockAndWithoutATrace) {
  EXPECT_THAT(std::string(StateDirectory::OpenToRead(directory_ / "no/where").status().message()),
              HasSubstr("no/where' cannot be made: No such file or directory"));
  EXPECT_EQ((*StateDirectory::OpenToRead(path_))->LoadState()->versions_size(), 0);
  EXPECT_FALSE(fs::exists(path_));
  Open();
  state::v1::PluginState state;
  state.add_versions()->set_file("a.so");
  ASSERT_EQ(store_->SaveState(state), absl::OkStatus());
  ASSERT_EQ(store_->Keep(FileOf("plugin"), "signed"), absl::OkStatus());
  const auto looking = StateDirectory::OpenToRead(path_);
  ASSERT_TRUE(looking.ok()) << looking.status();
  EXPECT_EQ((*looking)->LoadState()->SerializeAsString(), state.SerializeAsString());
  EXPECT_EQ(BytesOf(*(*looking)->Load(FileOf("plugin").sha256())), "plugin");
  EXPECT_EQ((*looking)->Writable().code(), absl::StatusCode::kFailedPrecondition);
  (*looking)->Keep(ImageKey{FileOf("plugin").sha256(), {}}, ImageNamed("plain"));
  EXPECT_TRUE(fs::is_empty(path_ / "images"));
  EXPECT_FALSE((*looking)->SaveState({}).ok());
  (*looking)->Drop(FileOf("plugin").sha256());
  EXPECT_TRUE(store_->Load(FileOf("plugin").sha256()).ok());
  fs::permissions(path_, fs::perms::group_write, fs::perm_options::add);
  EXPECT_THAT(std::string(StateDirectory::OpenToRead(path_).status().message()), HasSubstr("chmod 0700"));
}

TEST_F(StateDirectoryTest, IsForTheServerAlone) {
  Open();
  struct stat status;
  ASSERT_EQ(stat(path_.c_str(), &status), 0);
  EXPECT_EQ(status.st_mode & 0777, 0700u);
  EXPECT_EQ(StateDirectory::Open(path_).status().code(), absl::StatusCode::kFailedPrecondition);
  store_.reset();
  fs::permissions(path_, fs::perms::group_write, fs::perm_options::add);
  EXPECT_THAT(std::string(StateDirectory::Open(path_).status().message()), HasSubstr("chmod 0700"));
}

TEST_F(StateDirectoryTest, NamesADirectoryThatCannotBeMade) {
  EXPECT_THAT(std::string(StateDirectory::Open(directory_ / "no/where").status().message()),
              HasSubstr("no/where' cannot be made: No such file or directory"));
  directory_.Write("file", "");
  EXPECT_THAT(std::string(StateDirectory::Open(directory_ / "file").status().message()), HasSubstr("is no directory"));
}

TEST_F(StateDirectoryTest, KeepsFilesWithTheirSignatures) {
  Open();
  const PluginFile file = FileOf("plugin");
  ASSERT_EQ(store_->Keep(file, "signed"), absl::OkStatus());
  Open();
  EXPECT_EQ(BytesOf(*store_->Load(file.sha256())), "plugin");
  EXPECT_EQ(store_->LoadSignature(file.sha256()), "signed");
  store_->Drop(file.sha256());
  EXPECT_EQ(store_->Load(file.sha256()).status().code(), absl::StatusCode::kNotFound);
  EXPECT_EQ(store_->LoadSignature(file.sha256()), "");
}

// As where two files with the same bytes lie in the plugin directory.
TEST_F(StateDirectoryTest, KeepsTheSameFileForSeveralThreadsAtOnce) {
  Open();
  for (int round = 0; round < 20; ++round) {
    const PluginFile file = FileOf("plugin " + std::to_string(round));
    std::array<std::jthread, 4> threads;
    for (std::jthread& thread : threads) {
      thread = std::jthread([&] {
        EXPECT_EQ(store_->Keep(file, "signed"), absl::OkStatus());
        store_->Keep(ImageKey{file.sha256(), {}}, ImageNamed("plain"));
      });
    }
    for (std::jthread& thread : threads) thread.join();
    EXPECT_TRUE(store_->Load(file.sha256()).ok());
    EXPECT_TRUE(store_->Find(ImageKey{file.sha256(), {}}).has_value());
  }
}

TEST_F(StateDirectoryTest, SeesThatAFileIsNotWhatWasKeptAndMendsIt) {
  Open();
  const PluginFile file = FileOf("plugin");
  ASSERT_EQ(store_->Keep(file, ""), absl::OkStatus());
  Overwrite(OnlyFileIn("plugins"), "another");
  EXPECT_EQ(store_->Load(file.sha256()).status().code(), absl::StatusCode::kDataLoss);
  ASSERT_EQ(store_->Keep(file, ""), absl::OkStatus());
  EXPECT_EQ(BytesOf(*store_->Load(file.sha256())), "plugin");
}

TEST_F(StateDirectoryTest, KeepsImagesByFileAndParameters) {
  Open();
  const std::string sha256(64, 'a');
  store_->Keep(ImageKey{sha256, {}}, ImageNamed("plain"));
  store_->Keep(ImageKey{sha256, {{"p.limit", 7}}}, ImageNamed("limited"));
  Open();
  EXPECT_EQ(store_->Find({sha256, {}})->name(), "plain");
  EXPECT_EQ(store_->Find({sha256, {{"p.limit", 7}}})->name(), "limited");
  EXPECT_FALSE(store_->Find({sha256, {{"p.limit", 8}}}).has_value());
  EXPECT_FALSE(store_->Find({std::string(64, 'b'), {}}).has_value());
  store_->Drop(sha256);
  EXPECT_FALSE(store_->Find({sha256, {}}).has_value());
}

// What an older compiler made of it may be what the newer one was released for.
TEST_F(StateDirectoryTest, FindsNoImageThatAnotherReleaseKept) {
  const ImageKey key{std::string(64, 'a'), {}};
  StateDirectory::Open(path_, "0.0.9").value()->Keep(key, ImageNamed("old"));
  EXPECT_TRUE(StateDirectory::Open(path_, "0.0.9").value()->Find(key).has_value());
  Open();
  EXPECT_FALSE(store_->Find(key).has_value());
}

TEST_F(StateDirectoryTest, TakesNoDamagedImage) {
  Open();
  const ImageKey key{std::string(64, 'a'), {}};
  store_->Keep(key, ImageNamed("plain"));
  const fs::path path = OnlyFileIn("images");
  for (const char* bytes : {"", "\n", "no image", "0123\nno image"}) {
    Overwrite(path, bytes);
    EXPECT_FALSE(store_->Find(key).has_value()) << bytes;
  }
}

TEST_F(StateDirectoryTest, TakesNoImageThatWouldComeToGigabytes) {
  Open();
  const ImageKey key{std::string(64, 'a'), {}};
  store_->Keep(key, ImageNamed("plain"));
  std::string bytes;
  for (int platforms = 0; platforms < 4'000'000; ++platforms) bytes.append("\x22\0", 2);
  Overwrite(OnlyFileIn("images"), deployment::Sha256(bytes) + "\n" + bytes);
  EXPECT_FALSE(store_->Find(key).has_value());
}

TEST_F(StateDirectoryTest, ClearsAwayWhatAProcessDidNotFinish) {
  Open();
  Overwrite(path_ / "state.json.new", "half");
  Overwrite(path_ / "plugins" / "x.so.new", "half");
  Open();
  EXPECT_FALSE(fs::exists(path_ / "state.json.new"));
  EXPECT_TRUE(fs::is_empty(path_ / "plugins"));
}

TEST_F(StateDirectoryTest, NamesAStateThatCannotBeUnderstood) {
  Open();
  Overwrite(path_ / "state.json", "{\"versions\": 7}");
  const absl::Status status = store_->LoadState().status();
  EXPECT_EQ(status.code(), absl::StatusCode::kInvalidArgument);
  EXPECT_THAT(std::string(status.message()), HasSubstr("state.json cannot be understood"));
}

TEST(MemoryStoreTest, KeepsFilesUntilTheyAreDropped) {
  MemoryStore store;
  const PluginFile file = FileOf("plugin");
  ASSERT_EQ(store.Keep(file, "signed"), absl::OkStatus());
  EXPECT_EQ(BytesOf(*store.Load(file.sha256())), "plugin");
  EXPECT_EQ(store.LoadSignature(file.sha256()), "signed");
  store.Drop(file.sha256());
  EXPECT_EQ(store.Load(file.sha256()).status().code(), absl::StatusCode::kNotFound);
  EXPECT_THAT(store.LoadState()->versions(), IsEmpty());
}

}  // namespace
}  // namespace connection_advisor::lifecycle
