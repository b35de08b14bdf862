// A private copy of a plugin file: what is inspected, hashed and compiled are the same bytes, whatever becomes of the
// operator's file meanwhile.
#ifndef SERVICE_DEPLOYMENT_PLUGIN_FILE_H_
#define SERVICE_DEPLOYMENT_PLUGIN_FILE_H_

#include <cstdint>
#include <filesystem>
#include <string>
#include <string_view>
#include <utility>

#include "absl/status/status.h"
#include "absl/status/statusor.h"
#include "service/deployment/file_descriptor.h"
#include "service/deployment/strict_open.h"

namespace connection_advisor::deployment {

inline constexpr uint64_t kMaxPluginBytes = 64u << 20;

// Immutable. The copy lives in memory, sealed against every change, until the object ends.
class PluginFile {
 public:
  // Copies the file at `path`, which is opened once. Errors of OpenRegularFile, and INVALID_ARGUMENT if it is empty or
  // larger than kMaxPluginBytes.
  static absl::StatusOr<PluginFile> Copy(const std::filesystem::path& path, Permissions permissions);

  // Takes the bytes of a file that comes in pieces.
  class Writer;

  // The same copy, held once more.
  absl::StatusOr<PluginFile> Share() const;

  // The sealed copy, readable and mappable.
  int descriptor() const { return copy_.number(); }
  // Of its bytes, lower-case hexadecimal.
  const std::string& sha256() const { return sha256_; }

  // Whether it is fit to be compiled, by elf_inspection.h. Runs no code of it.
  absl::Status Inspect() const;

 private:
  PluginFile(FileDescriptor copy, std::string sha256) : copy_(std::move(copy)), sha256_(std::move(sha256)) {}

  FileDescriptor copy_;
  std::string sha256_;
};

class PluginFile::Writer {
 public:
  static absl::StatusOr<Writer> Begin();

  // INVALID_ARGUMENT past kMaxPluginBytes, else what the system says.
  absl::Status Append(std::string_view bytes);
  // Seals what came. INVALID_ARGUMENT if nothing did.
  absl::StatusOr<PluginFile> Finish() &&;

 private:
  explicit Writer(FileDescriptor copy) : copy_(std::move(copy)) {}

  FileDescriptor copy_;
  uint64_t size_ = 0;
};

}  // namespace connection_advisor::deployment

#endif  // SERVICE_DEPLOYMENT_PLUGIN_FILE_H_
