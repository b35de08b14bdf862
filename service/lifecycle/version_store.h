// Where the server keeps what it must not forget of its plugins: their bytes, their compiled images, and which of them
// an operator chose.
#ifndef SERVICE_LIFECYCLE_VERSION_STORE_H_
#define SERVICE_LIFECYCLE_VERSION_STORE_H_

#include <string>

#include "absl/status/status.h"
#include "absl/status/statusor.h"
#include "connection_advisor/state/v1/plugin_state.pb.h"
#include "service/deployment/image_cache.h"
#include "service/deployment/plugin_file.h"

namespace connection_advisor::lifecycle {

// Versions are known by the SHA-256 of their file. Thread-safe.
class VersionStore {
 public:
  virtual ~VersionStore() = default;

  // What the process before this one left; empty where there was none.
  virtual absl::StatusOr<state::v1::PluginState> LoadState() = 0;
  // All or nothing: after a crash the old state or the new one is there.
  virtual absl::Status SaveState(const state::v1::PluginState& state) = 0;

  // Keeps a copy of the file and of its detached signature (empty: none).
  virtual absl::Status Keep(const deployment::PluginFile& file, const std::string& signature) = 0;
  // NOT_FOUND if it was not kept; DATA_LOSS if it is not what was kept.
  virtual absl::StatusOr<deployment::PluginFile> Load(const std::string& sha256) = 0;
  virtual std::string LoadSignature(const std::string& sha256) = 0;
  // Forgets the file, its signature and its images, where they are kept.
  virtual void Drop(const std::string& sha256) = 0;
  // False: it is meant for uploads only, since what lies in the plugin directory can be read there.
  virtual bool KeepsDirectoryFiles() const = 0;

  // Nullptr: images are not kept.
  virtual deployment::ImageCache* images() = 0;

  // OK where changes are remembered; else why not, fit for an operator.
  virtual absl::Status Writable() const = 0;
};

}  // namespace connection_advisor::lifecycle

#endif  // SERVICE_LIFECYCLE_VERSION_STORE_H_
