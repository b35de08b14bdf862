// A file of lines that is put aside when it is full: FILE, then FILE.1, FILE.2 and so on, the oldest last. What is no
// regular file (a device, a pipe, a link to whatever) is written to, and never moved: it belongs to somebody else. What
// cannot be put aside is written to as well, and grows.
//
// Whatever happens, lines are whole: an append that does not fit leaves nothing behind, and what a crash or somebody
// else has left torn at the end is closed with a line end. A file that was moved or removed meanwhile (by logrotate, or
// with its directory) is made anew by the next append; one that was truncated (copytruncate) is gone on with.
#ifndef SERVICE_TELEMETRY_ROTATED_FILE_H_
#define SERVICE_TELEMETRY_ROTATED_FILE_H_

#include <cstdint>
#include <filesystem>
#include <string_view>

#include "absl/status/status.h"
#include "absl/status/statusor.h"

namespace connection_advisor::telemetry {

struct RotationLimits {
  uint64_t rotate_at = uint64_t{64} << 20;  // bytes that a file may have; a single append may pass them
  int files = 8;                            // kept, the one being written included; at least 1
};

// Whether RotatedFile could open it, without making it.
absl::Status CheckAppendable(const std::filesystem::path& path);

// Whether a file that is there could be put aside; OK for what is never moved. Where it could not, it is written to all
// the same.
absl::Status CheckRotatable(const std::filesystem::path& path);

// For one thread, and the only writer of its file.
class RotatedFile {
 public:
  // Opens the file to append to it, and makes it where there is none; mode 0640. Its directory must be there.
  static absl::StatusOr<RotatedFile> Open(const std::filesystem::path& path, const RotationLimits& limits);

  RotatedFile(RotatedFile&& other) noexcept;
  RotatedFile& operator=(RotatedFile&&) = delete;
  ~RotatedFile();

  // Appends whole lines, all or none. On an error the next append begins anew: nothing has to be done about it here.
  absl::Status Append(std::string_view lines);

  // An error while the file grows because it could not be put aside when it was full. That is tried again whenever it
  // has grown by as much as a file may have.
  const absl::Status& rotation() const { return rotation_; }

 private:
  RotatedFile(std::filesystem::path path, const RotationLimits& limits) : path_(std::move(path)), limits_(limits) {}

  absl::Status Reopen();
  void Close();
  // Whether what is open is still what stands under the name. Its size is taken anew: somebody else may truncate it.
  bool IsInPlace();
  void TakeSize(uint64_t size);
  // Puts the full file aside and begins anew; where that cannot be done, what is open is gone on with.
  absl::Status Rotate();
  absl::Status PutAside() const;
  // The least number that no file has, or the last, whose file goes. No file beyond it has to move: each vain try to
  // put the first one aside would else push the oldest out.
  int FirstFree() const;
  std::filesystem::path Numbered(int number) const;

  const std::filesystem::path path_;
  const RotationLimits limits_;
  int descriptor_ = -1;
  uint64_t size_ = 0;
  bool torn_ = false;     // the last line has no end
  uint64_t full_at_ = 0;  // the limit, or a later one after the file could not be put aside
  absl::Status rotation_;
};

}  // namespace connection_advisor::telemetry

#endif  // SERVICE_TELEMETRY_ROTATED_FILE_H_
