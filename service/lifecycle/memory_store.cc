#include "service/lifecycle/memory_store.h"

#include "absl/strings/str_cat.h"

namespace connection_advisor::lifecycle {

using deployment::PluginFile;

absl::Status MemoryStore::Keep(const PluginFile& file, const std::string& signature) {
  absl::StatusOr<PluginFile> copy = file.Share();
  if (!copy.ok()) return copy.status();
  const std::lock_guard lock(mutex_);
  kept_.insert_or_assign(file.sha256(), std::pair(*std::move(copy), signature));
  return absl::OkStatus();
}

absl::StatusOr<PluginFile> MemoryStore::Load(const std::string& sha256) {
  const std::lock_guard lock(mutex_);
  const auto kept = kept_.find(sha256);
  if (kept == kept_.end()) return absl::NotFoundError(absl::StrCat(sha256, " was not kept"));
  return kept->second.first.Share();
}

std::string MemoryStore::LoadSignature(const std::string& sha256) {
  const std::lock_guard lock(mutex_);
  const auto kept = kept_.find(sha256);
  return kept == kept_.end() ? "" : kept->second.second;
}

void MemoryStore::Drop(const std::string& sha256) {
  const std::lock_guard lock(mutex_);
  kept_.erase(sha256);
}

}  // namespace connection_advisor::lifecycle
