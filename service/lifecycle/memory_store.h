// The store of a server without --state: what it keeps, it forgets when it ends.
#ifndef SERVICE_LIFECYCLE_MEMORY_STORE_H_
#define SERVICE_LIFECYCLE_MEMORY_STORE_H_

#include <map>
#include <mutex>
#include <string>
#include <utility>

#include "service/lifecycle/version_store.h"

namespace connection_advisor::lifecycle {

class MemoryStore final : public VersionStore {
 public:
  absl::StatusOr<state::v1::PluginState> LoadState() override { return state::v1::PluginState(); }
  absl::Status SaveState(const state::v1::PluginState&) override { return absl::OkStatus(); }
  absl::Status Keep(const deployment::PluginFile& file, const std::string& signature) override;
  absl::StatusOr<deployment::PluginFile> Load(const std::string& sha256) override;
  std::string LoadSignature(const std::string& sha256) override;
  void Drop(const std::string& sha256) override;
  bool KeepsDirectoryFiles() const override { return false; }
  deployment::ImageCache* images() override { return nullptr; }
  absl::Status Writable() const override { return absl::OkStatus(); }

 private:
  std::mutex mutex_;
  std::map<std::string, std::pair<deployment::PluginFile, std::string>> kept_;
};

}  // namespace connection_advisor::lifecycle

#endif  // SERVICE_LIFECYCLE_MEMORY_STORE_H_
