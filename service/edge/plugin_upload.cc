#include "service/edge/plugin_upload.h"

#include <algorithm>
#include <string>
#include <utility>

#include "absl/strings/ascii.h"
#include "absl/strings/match.h"
#include "absl/strings/str_cat.h"
#include "absl/strings/string_view.h"
#include "service/edge/admin_errors.h"

namespace connection_advisor::edge {
namespace {

constexpr size_t kMaxNameCharacters = 200;
constexpr size_t kMaxSignatureBytes = 4096;
constexpr size_t kHashDigits = 64;

constexpr absl::string_view kHeaderFirst = "send the header first, once, and then the bytes in chunks";

bool ContinuesCharacter(char c) { return (static_cast<unsigned char>(c) & 0xC0) == 0x80; }

bool IsName(absl::string_view text) {
  const auto characters =
      text.size() - static_cast<size_t>(std::count_if(text.begin(), text.end(), &ContinuesCharacter));
  const auto spoils = [](char c) { return absl::ascii_iscntrl(static_cast<unsigned char>(c)) || c == '/'; };
  return characters >= 1 && characters <= kMaxNameCharacters && std::none_of(text.begin(), text.end(), spoils);
}

bool IsHash(absl::string_view text) {
  const auto is_digit = [](char c) {
    return absl::ascii_isxdigit(static_cast<unsigned char>(c)) && !absl::ascii_isupper(static_cast<unsigned char>(c));
  };
  return text.size() == kHashDigits && std::all_of(text.begin(), text.end(), is_digit);
}

// What is wrong with the bytes is told as such; that the system failed, by whatever code, is not the caller's fault.
absl::Status OfChunk(const absl::Status& status) {
  if (status.ok()) return status;
  if (absl::IsInvalidArgument(status)) return BadField("chunk", status.message());
  return absl::UnavailableError(status.message());
}

}  // namespace

absl::Status PluginUpload::NothingSent() { return BadField("part", absl::StrCat("is not set; ", kHeaderFirst)); }

absl::Status PluginUpload::TakeHeader(const admin::v1::UploadHeader& header) {
  if (file_) return BadField("header", absl::StrCat("comes a second time; ", kHeaderFirst));
  if (!IsName(header.file())) {
    return BadField("header.file", absl::StrCat("is no file's name; write 1 to ", kMaxNameCharacters,
                                                " characters without slashes and control characters"));
  }
  if (!IsHash(header.sha256())) {
    return BadField("header.sha256", "is no hash; write 64 digits of lower-case hexadecimal, as sha256sum does");
  }
  if (header.signature().size() > kMaxSignatureBytes) {
    return BadField("header.signature", absl::StrCat("has ", header.signature().size(), " bytes, and at most ",
                                                     kMaxSignatureBytes, " are taken; send what is in FILE.so.sig"));
  }
  absl::StatusOr<deployment::PluginFile::Writer> file = deployment::PluginFile::Writer::Begin();
  if (!file.ok()) return OfChunk(file.status());
  file_ = *std::move(file);
  header_ = header;
  return absl::OkStatus();
}

absl::Status PluginUpload::TakeChunk(const std::string& bytes) {
  if (!file_) return BadField("chunk", absl::StrCat("comes before the header; ", kHeaderFirst));
  return OfChunk(file_->Append(bytes));
}

absl::StatusOr<deployment::PluginFile> PluginUpload::Finish() && {
  if (!file_) return BadField("header", absl::StrCat("is missing; ", kHeaderFirst));
  absl::StatusOr<deployment::PluginFile> file = (*std::move(file_)).Finish();
  if (!file.ok()) return OfChunk(file.status());
  if (file->sha256() == header_.sha256()) return file;
  return BadField("header.sha256",
                  absl::StrCat("is not the hash of the bytes that came, which is ", file->sha256(),
                               "; the upload broke off, or the file changed meanwhile: send it again"));
}

}  // namespace connection_advisor::edge
