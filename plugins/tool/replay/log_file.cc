#include "plugins/tool/replay/log_file.h"

#include <fcntl.h>
#include <sys/stat.h>
#include <unistd.h>

#include <algorithm>
#include <cerrno>
#include <cstring>
#include <memory>

#include "absl/strings/str_cat.h"

namespace connection_advisor::tool {
namespace {

constexpr size_t kBlock = size_t{1} << 20;
constexpr size_t kLongestLine = size_t{16} << 20;

class Descriptor {
 public:
  explicit Descriptor(const std::string& file)
      : number_(file == kStandardInput ? fcntl(STDIN_FILENO, F_DUPFD_CLOEXEC, 0)
                                       : open(file.c_str(), O_RDONLY | O_CLOEXEC)) {}
  ~Descriptor() {
    if (number_ >= 0) close(number_);
  }
  Descriptor(const Descriptor&) = delete;
  Descriptor& operator=(const Descriptor&) = delete;

  int number() const { return number_; }

 private:
  const int number_;
};

absl::Status Unreadable(const std::string& file) {
  const int error = errno;
  return absl::ErrnoToStatus(error, absl::StrCat(NameOfFile(file), " can't be read"));
}

// As read(2), whatever interrupts it.
ssize_t Read(int descriptor, char* bytes, size_t size) {
  ssize_t got = 0;
  do {
    got = read(descriptor, bytes, size);
  } while (got < 0 && errno == EINTR);
  return got;
}

}  // namespace

absl::Status ForEachLine(const std::string& file, size_t padding, absl::FunctionRef<void(const FileLine& line)> visit,
                         absl::FunctionRef<void(uint64_t bytes)> progress) {
  const Descriptor descriptor(file);
  if (descriptor.number() < 0) return Unreadable(file);
  // The last line of all may lack its end, and is visited like the others.
  std::string buffer(kBlock + padding, '\0');
  size_t kept = 0;  // the beginning of a line, whose end is still to come
  uint64_t number = 0;
  while (true) {
    if (kept + kBlock + padding > buffer.size()) buffer.resize(kept + kBlock + padding);
    const ssize_t got = Read(descriptor.number(), buffer.data() + kept, kBlock);
    if (got < 0) return Unreadable(file);
    const char* line = buffer.data();
    const char* const end = line + kept + got;
    while (line < end) {
      const auto* line_end = static_cast<const char*>(std::memchr(line, '\n', static_cast<size_t>(end - line)));
      const bool ended = line_end != nullptr;
      if (!ended && got > 0) break;
      if (!ended) line_end = end;
      visit({.text = {line, static_cast<size_t>(line_end - line)}, .number = ++number, .ended = ended});
      line = std::min(line_end + 1, end);
    }
    if (got == 0) return absl::OkStatus();
    kept = static_cast<size_t>(end - line);
    if (kept > kLongestLine) {
      return absl::InvalidArgumentError(
          absl::StrCat(NameOfFile(file), ":", number + 1, ": the line is longer than 16 MiB"));
    }
    std::memmove(buffer.data(), line, kept);
    progress(static_cast<uint64_t>(got));
  }
}

std::string NameOfFile(const std::string& file) { return file == kStandardInput ? "standard input" : file; }

uint64_t SizeOfFile(const std::string& file) {
  struct stat state = {};
  return stat(file.c_str(), &state) == 0 && S_ISREG(state.st_mode) ? static_cast<uint64_t>(state.st_size) : 0;
}

}  // namespace connection_advisor::tool
