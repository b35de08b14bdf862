// The store on disk: the directory that --state names.
//
//   lock              held by the server that uses it
//   state.json        connection_advisor.state.v1.PluginState
//   plugins/          HASH.so, and HASH.so.sig where it was signed
//   images/           HASH-KEY.image: what the compiler made of it, by its parameters, the compiler's release and the
//                     form of images
//
// Files appear whole or not at all: each is written under another name, synchronised, and renamed.
#ifndef SERVICE_LIFECYCLE_STATE_DIRECTORY_H_
#define SERVICE_LIFECYCLE_STATE_DIRECTORY_H_

#include <filesystem>
#include <memory>
#include <mutex>
#include <string>
#include <string_view>

#include "service/lifecycle/version_store.h"

namespace connection_advisor::lifecycle {

class StateDirectory final : public VersionStore, public deployment::ImageCache {
 public:
  // Makes the directory (mode 0700) where there is none. One that is there and can't be written is opened all the same:
  // what it remembers counts, and nothing more is remembered. INVALID_ARGUMENT if it can't be made or read, belongs to
  // somebody else, or others may write to it; FAILED_PRECONDITION if another server uses it.
  // `release` is that of the compiler: another one may make other images of the same.
  static absl::StatusOr<std::unique_ptr<StateDirectory>> Open(const std::filesystem::path& directory,
                                                              std::string_view release = OwnRelease());
  // The same to look at only, also while a server uses it: nothing in it is made, locked, written or dropped. One that
  // is not there is empty, if it could be made.
  static absl::StatusOr<std::unique_ptr<StateDirectory>> OpenToRead(const std::filesystem::path& directory);

  absl::StatusOr<state::v1::PluginState> LoadState() override;
  absl::Status SaveState(const state::v1::PluginState& state) override;
  absl::Status Keep(const deployment::PluginFile& file, const std::string& signature) override;
  absl::StatusOr<deployment::PluginFile> Load(const std::string& sha256) override;
  std::string LoadSignature(const std::string& sha256) override;
  void Drop(const std::string& sha256) override;
  bool KeepsDirectoryFiles() const override { return true; }
  deployment::ImageCache* images() override { return this; }
  absl::Status Writable() const override { return writable_; }

  std::optional<image::v1::PluginImage> Find(const deployment::ImageKey& key) override;
  void Keep(const deployment::ImageKey& key, const image::v1::PluginImage& image) override;

 private:
  StateDirectory(std::filesystem::path directory, std::string_view release, deployment::FileDescriptor lock,
                 absl::Status writable);

  // The compiler is installed with the server.
  static std::string_view OwnRelease();
  std::filesystem::path PathOf(const std::string& sha256) const;
  std::filesystem::path PathOf(const deployment::ImageKey& key) const;

  const std::filesystem::path directory_;
  const std::string release_;
  const deployment::FileDescriptor lock_;
  const absl::Status writable_;
  std::mutex writing_;  // of what is named by its hash: the same may come twice at once
};

}  // namespace connection_advisor::lifecycle

#endif  // SERVICE_LIFECYCLE_STATE_DIRECTORY_H_
