#include "client/advisorctl/progress.h"

#include <filesystem>
#include <system_error>

#include "absl/strings/str_cat.h"

namespace connection_advisor::client {
namespace {

constexpr int kWidth = 30;
constexpr char kStartOfLine[] = "\r\033[K";

}  // namespace

int64_t FileSize(const std::string& name) {
  std::error_code error;
  const auto size = std::filesystem::file_size(name, error);
  return error ? 0 : static_cast<int64_t>(size);
}

Progress::Progress(int64_t total, std::ostream& out, bool is_terminal)
    : total_(total), out_(out), is_terminal_(is_terminal) {}

void Progress::Show(int64_t position, absl::string_view note) {
  if (!is_terminal_) return;
  std::string bar;
  if (total_ > 0) {
    const int64_t done = position < 0 || position > total_ ? total_ : position;
    const auto full = static_cast<size_t>(done * kWidth / total_);
    bar = absl::StrCat("[", std::string(full, '#'), std::string(kWidth - full, ' '), "] ", done * 100 / total_, " %, ");
  }
  out_ << kStartOfLine << bar << note << std::flush;
}

void Progress::Clear() {
  if (is_terminal_) out_ << kStartOfLine << std::flush;
}

}  // namespace connection_advisor::client
