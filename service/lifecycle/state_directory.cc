#include "service/lifecycle/state_directory.h"

#include <fcntl.h>
#include <google/protobuf/util/json_util.h>
#include <sys/file.h>
#include <sys/stat.h>
#include <unistd.h>

#include <cerrno>
#include <chrono>
#include <string_view>
#include <system_error>
#include <thread>
#include <utility>

#include "absl/strings/match.h"
#include "absl/strings/str_cat.h"
#include "service/deployment/bounded_parse.h"
#include "service/deployment/sha256.h"
#include "service/lifecycle/written_file.h"

namespace connection_advisor::lifecycle {
namespace {

namespace fs = std::filesystem;

using deployment::FileDescriptor;
using deployment::ImageKey;
using deployment::PluginFile;
using image::v1::PluginImage;

constexpr char kLock[] = "lock";
constexpr char kState[] = "state.json";
constexpr char kPlugins[] = "plugins";
constexpr char kImages[] = "images";

// The form of images is part of their key, so that a release with another one does not look at old images.
const std::string& FormOfImages() {
  static const std::string form = PluginImage::descriptor()->file()->DebugString();
  return form;
}

absl::Status Unusable(const fs::path& directory, const std::string& why) {
  return absl::InvalidArgumentError(absl::StrCat("--state: '", directory.string(), "' ", why));
}

absl::Status CheckDirectory(const fs::path& directory) {
  struct stat status;
  if (stat(directory.c_str(), &status) != 0) {
    return Unusable(directory, absl::StrCat("cannot be looked at: ", std::generic_category().message(errno)));
  }
  if (!S_ISDIR(status.st_mode)) return Unusable(directory, "is no directory");
  if (status.st_uid != geteuid()) {
    return Unusable(directory, absl::StrCat("belongs to user ", status.st_uid, ", and the server runs as user ",
                                            geteuid(), "; change one of the two"));
  }
  if ((status.st_mode & (S_IWGRP | S_IWOTH)) != 0) {
    return Unusable(directory,
                    absl::StrCat("can be written by others, who could then choose what is served; chmod 0700 ",
                                 directory.string()));
  }
  return absl::OkStatus();
}

// Nothing but a check that files can be made there.
absl::Status TryToWrite(const fs::path& directory) {
  absl::Status written = WriteWhole(directory / "probe", "");
  if (written.ok()) fs::remove(directory / "probe");
  if (written.ok()) return written;
  return absl::FailedPreconditionError(absl::StrCat("the state directory cannot be written: ", written.message()));
}

// A server that was killed leaves the lock to a compiler that it was just starting, which lets go of it at once.
bool TakeLock(const FileDescriptor& lock) {
  constexpr std::chrono::seconds kPatience(1);
  constexpr std::chrono::milliseconds kPause(10);
  const auto deadline = std::chrono::steady_clock::now() + kPatience;
  while (flock(lock.number(), LOCK_EX | LOCK_NB) != 0) {
    if (std::chrono::steady_clock::now() > deadline) return false;
    std::this_thread::sleep_for(kPause);
  }
  return true;
}

void RemoveUnfinished(const fs::path& directory) {
  std::error_code error;
  for (const fs::path& part : {directory, directory / kPlugins, directory / kImages}) {
    for (fs::directory_iterator entry(part, error), end; !error && entry != end; entry.increment(error)) {
      if (entry->path().extension() == ".new") fs::remove(entry->path(), error);
    }
  }
}

}  // namespace

StateDirectory::StateDirectory(fs::path directory, std::string_view release, FileDescriptor lock, absl::Status writable)
    : directory_(std::move(directory)), release_(release), lock_(std::move(lock)), writable_(std::move(writable)) {}

std::string_view StateDirectory::OwnRelease() { return CONNECTION_ADVISOR_VERSION; }

absl::StatusOr<std::unique_ptr<StateDirectory>> StateDirectory::Open(const fs::path& directory,
                                                                     std::string_view release) {
  if (mkdir(directory.c_str(), 0700) != 0 && errno != EEXIST) {
    return Unusable(directory, absl::StrCat("cannot be made: ", std::generic_category().message(errno)));
  }
  if (absl::Status checked = CheckDirectory(directory); !checked.ok()) return checked;
  mkdir((directory / kPlugins).c_str(), 0700);
  mkdir((directory / kImages).c_str(), 0700);

  absl::Status writable = TryToWrite(directory);
  FileDescriptor lock(open((directory / kLock).c_str(), O_RDONLY | O_CREAT | O_CLOEXEC | O_NOFOLLOW, 0600));
  if (lock.is_open() && !TakeLock(lock)) {
    return absl::FailedPreconditionError(
        absl::StrCat("--state: '", directory.string(), "' is in use by another server; give each its own"));
  }
  if (writable.ok()) RemoveUnfinished(directory);
  return std::unique_ptr<StateDirectory>(new StateDirectory(directory, release, std::move(lock), std::move(writable)));
}

absl::StatusOr<std::unique_ptr<StateDirectory>> StateDirectory::OpenToRead(const fs::path& directory) {
  std::error_code error;
  if (!fs::exists(directory, error)) {
    const fs::path parent = fs::absolute(directory / "").parent_path().parent_path();
    if (access(parent.c_str(), W_OK | X_OK) != 0) {
      return Unusable(directory, absl::StrCat("cannot be made: ", std::generic_category().message(errno)));
    }
  } else if (absl::Status checked = CheckDirectory(directory); !checked.ok()) {
    return checked;
  }
  return std::unique_ptr<StateDirectory>(new StateDirectory(
      directory, OwnRelease(), FileDescriptor(), absl::FailedPreconditionError("the state is only looked at")));
}

absl::StatusOr<state::v1::PluginState> StateDirectory::LoadState() {
  state::v1::PluginState state;
  const fs::path path = directory_ / kState;
  const absl::StatusOr<std::string> json = ReadWhole(path);
  if (absl::IsNotFound(json.status())) return state;
  if (!json.ok()) return json.status();
  const google::protobuf::util::Status parsed = google::protobuf::util::JsonStringToMessage(*json, &state);
  if (parsed.ok()) return state;
  return absl::InvalidArgumentError(
      absl::StrCat("--state: ", path.string(), " cannot be understood: ", std::string(parsed.message()),
                   "; mend it or move it away, which forgets pins, roll-backs, retirements and uploads"));
}

absl::Status StateDirectory::SaveState(const state::v1::PluginState& state) {
  if (!writable_.ok()) return writable_;
  google::protobuf::util::JsonPrintOptions readable;
  readable.add_whitespace = true;
  std::string json;
  const google::protobuf::util::Status written = google::protobuf::util::MessageToJsonString(state, &json, readable);
  if (!written.ok()) return absl::InternalError(std::string(written.message()));
  return WriteWhole(directory_ / kState, json);
}

absl::Status StateDirectory::Keep(const PluginFile& file, const std::string& signature) {
  if (!writable_.ok()) return writable_;
  const std::lock_guard lock(writing_);
  fs::path signature_path = PathOf(file.sha256());
  signature_path += ".sig";
  // Also on a disk that is full, what is there already is kept.
  if (!signature.empty() && LoadSignature(file.sha256()) != signature) {
    if (absl::Status kept = WriteWhole(signature_path, signature); !kept.ok()) return kept;
  }
  // Named by its content: what is there already is it, unless the disk damaged it, which Load would see.
  if (Load(file.sha256()).ok()) return absl::OkStatus();
  return CopyWhole(PathOf(file.sha256()), file.descriptor());
}

absl::StatusOr<PluginFile> StateDirectory::Load(const std::string& sha256) {
  // The hash says whether it is what was kept.
  absl::StatusOr<PluginFile> file = PluginFile::Copy(PathOf(sha256), deployment::Permissions::kUnchecked);
  if (file.ok() && file->sha256() != sha256) {
    return absl::DataLossError(absl::StrCat(PathOf(sha256).string(), " is not what was kept there"));
  }
  return file;
}

std::string StateDirectory::LoadSignature(const std::string& sha256) {
  fs::path path = PathOf(sha256);
  path += ".sig";
  return ReadWhole(path).value_or("");
}

void StateDirectory::Drop(const std::string& sha256) {
  if (!writable_.ok()) return;
  std::error_code ignored;
  fs::path signature = PathOf(sha256);
  signature += ".sig";
  fs::remove(PathOf(sha256), ignored);
  fs::remove(signature, ignored);
  for (fs::directory_iterator entry(directory_ / kImages, ignored), end; !ignored && entry != end;
       entry.increment(ignored)) {
    if (absl::StartsWith(entry->path().filename().string(), sha256)) fs::remove(entry->path(), ignored);
  }
}

// An image is kept behind its own hash, so that a damaged one is not taken for a plugin that changed.
std::optional<PluginImage> StateDirectory::Find(const ImageKey& key) {
  const absl::StatusOr<std::string> kept = ReadWhole(PathOf(key));
  if (!kept.ok()) return std::nullopt;
  const size_t line_end = kept->find('\n');
  if (line_end == std::string::npos) return std::nullopt;
  const std::string_view bytes = std::string_view(*kept).substr(line_end + 1);
  if (deployment::Sha256(bytes) != std::string_view(*kept).substr(0, line_end)) return std::nullopt;
  PluginImage image;
  if (deployment::ParseBounded(bytes, image) != deployment::Parsed::kWhole) return std::nullopt;
  return image;
}

void StateDirectory::Keep(const ImageKey& key, const PluginImage& image) {
  if (!writable_.ok()) return;
  const std::string bytes = image.SerializeAsString();
  const std::lock_guard lock(writing_);
  // Not kept: compiled again.
  WriteWhole(PathOf(key), absl::StrCat(deployment::Sha256(bytes), "\n", bytes)).IgnoreError();
}

fs::path StateDirectory::PathOf(const std::string& sha256) const {
  return directory_ / kPlugins / absl::StrCat(sha256, ".so");
}

fs::path StateDirectory::PathOf(const ImageKey& key) const {
  std::string circumstances = absl::StrCat(release_, "\n", FormOfImages());
  for (const auto& [name, value] : key.parameters) absl::StrAppend(&circumstances, name, "=", value, "\n");
  constexpr size_t kDigits = 16;
  return directory_ / kImages /
         absl::StrCat(key.sha256, "-", deployment::Sha256(circumstances).substr(0, kDigits), ".image");
}

}  // namespace connection_advisor::lifecycle
