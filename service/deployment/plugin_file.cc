#include "service/deployment/plugin_file.h"

#include <fcntl.h>
#include <sys/mman.h>
#include <unistd.h>

#include <array>
#include <cerrno>
#include <utility>

#include "absl/status/status.h"
#include "absl/strings/str_cat.h"
#include "absl/strings/string_view.h"
#include "service/deployment/elf_inspection.h"
#include "service/deployment/mapped_file.h"
#include "service/deployment/sha256.h"

namespace connection_advisor::deployment {
namespace {

absl::Status SystemError(absl::string_view doing) { return absl::ErrnoToStatus(errno, doing); }

}  // namespace

absl::StatusOr<PluginFile> PluginFile::Copy(const std::filesystem::path& path, Permissions permissions) {
  const absl::StatusOr<FileDescriptor> source = OpenRegularFile(path, permissions);
  if (!source.ok()) return source.status();
  absl::StatusOr<Writer> copy = Writer::Begin();
  if (!copy.ok()) return copy.status();
  std::array<char, 65536> chunk;
  for (;;) {
    const ssize_t count = read(source->number(), chunk.data(), chunk.size());
    if (count < 0 && errno == EINTR) continue;
    if (count < 0) return SystemError("reading the file");
    if (count == 0) return (*std::move(copy)).Finish();
    const std::string_view bytes(chunk.data(), static_cast<size_t>(count));
    if (absl::Status appended = copy->Append(bytes); !appended.ok()) return appended;
  }
}

absl::StatusOr<PluginFile> PluginFile::Share() const {
  FileDescriptor shared(fcntl(descriptor(), F_DUPFD_CLOEXEC, 0));
  if (!shared.is_open()) return SystemError("holding the private copy once more");
  return PluginFile(std::move(shared), sha256_);
}

absl::StatusOr<PluginFile::Writer> PluginFile::Writer::Begin() {
  FileDescriptor copy(memfd_create("connection-advisor-plugin", MFD_CLOEXEC | MFD_ALLOW_SEALING));
  if (!copy.is_open()) return SystemError("making a private copy in memory");
  return Writer(std::move(copy));
}

absl::Status PluginFile::Writer::Append(std::string_view bytes) {
  size_ += bytes.size();
  if (size_ > kMaxPluginBytes) {
    return absl::InvalidArgumentError(absl::StrCat("it is larger than ", kMaxPluginBytes >> 20, " MiB"));
  }
  return WriteAll(copy_.number(), bytes, "copying the file");
}

absl::StatusOr<PluginFile> PluginFile::Writer::Finish() && {
  if (size_ == 0) return absl::InvalidArgumentError("it is empty");
  if (fcntl(copy_.number(), F_ADD_SEALS, F_SEAL_SEAL | F_SEAL_SHRINK | F_SEAL_GROW | F_SEAL_WRITE) != 0) {
    return SystemError("sealing the private copy");
  }
  absl::StatusOr<std::string> sha256 = Sha256OfFile(copy_.number());
  if (!sha256.ok()) return sha256.status();
  return PluginFile(std::move(copy_), *std::move(sha256));
}

absl::Status PluginFile::Inspect() const {
  const absl::StatusOr<MappedFile> mapped = MappedFile::Map(*this);
  return mapped.ok() ? InspectElf(mapped->bytes()) : mapped.status();
}

}  // namespace connection_advisor::deployment
