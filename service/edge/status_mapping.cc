#include "service/edge/status_mapping.h"

#include <string>
#include <type_traits>

#include "absl/strings/cord.h"
#include "absl/strings/str_cat.h"
#include "absl/strings/string_view.h"
#include "google/rpc/error_details.pb.h"
#include "service/advice/errors.h"

namespace connection_advisor::edge {
namespace {

constexpr absl::string_view kEllipsis = "...";

// The bytes that `c` takes in `grpc-message`, which is percent-encoded.
size_t EncodedSize(char c) { return c >= ' ' && c <= '~' && c != '%' ? 1 : 3; }

bool ContinuesCharacter(char c) { return (static_cast<unsigned char>(c) & 0xC0) == 0x80; }

std::string Shortened(absl::string_view text, size_t max_bytes) {
  size_t encoded = 0;
  size_t fits = 0;  // the longest whole characters that leave room for the ellipsis
  for (size_t i = 0; i < text.size(); ++i) {
    if (!ContinuesCharacter(text[i]) && encoded + kEllipsis.size() <= max_bytes) fits = i;
    encoded += EncodedSize(text[i]);
  }
  if (encoded <= max_bytes) return std::string(text);
  return absl::StrCat(text.substr(0, fits), kEllipsis);
}

// What is said of an error by name may list all platforms that are loaded, or all rules of one. The reason stays whole.
void ShortenMetadata(size_t max_bytes, google::rpc::Status* status) {
  for (google::protobuf::Any& detail : *status->mutable_details()) {
    google::rpc::ErrorInfo info;
    if (!detail.UnpackTo(&info)) continue;
    for (auto& entry : *info.mutable_metadata()) entry.second = Shortened(entry.second, max_bytes);
    detail.set_value(advice::StableBytes(info));
  }
}

// What the details that are lists are lists of.
auto* ViolationsOf(google::rpc::BadRequest& detail) { return detail.mutable_field_violations(); }
auto* ViolationsOf(google::rpc::PreconditionFailure& detail) { return detail.mutable_violations(); }

// `all` without its last entries, so that what is left takes at most `max_bytes`; the last entry says how many are
// gone.
template <typename Detail>
Detail Abridged(Detail& all, size_t max_bytes) {
  const auto& violations = *ViolationsOf(all);
  Detail kept;
  auto* kept_violations = ViolationsOf(kept);
  typename std::decay_t<decltype(violations)>::value_type rest;
  for (int i = 0; i < violations.size(); ++i) {
    rest.set_description(
        absl::StrCat(violations.size() - i, " more violations do not fit here; put these right first"));
    const size_t size = kept.ByteSizeLong() + violations.Get(i).ByteSizeLong() + rest.ByteSizeLong();
    constexpr size_t kTagsAndLengths = 16;
    if (size + kTagsAndLengths > max_bytes) break;
    *kept_violations->Add() = violations.Get(i);
  }
  *kept_violations->Add() = rest;
  return kept;
}

template <typename Detail>
void AbridgeIfIt(size_t max_bytes, google::protobuf::Any& any) {
  Detail detail;
  if (any.UnpackTo(&detail)) any.PackFrom(Abridged(detail, max_bytes));
}

void FitViolations(size_t max_bytes, google::rpc::Status* status) {
  const size_t size = status->ByteSizeLong();
  for (google::protobuf::Any& detail : *status->mutable_details()) {
    const size_t others = size - detail.value().size();
    if (others >= max_bytes) continue;
    AbridgeIfIt<google::rpc::BadRequest>(max_bytes - others, detail);
    AbridgeIfIt<google::rpc::PreconditionFailure>(max_bytes - others, detail);
  }
}

google::rpc::Status Fitted(const absl::Status& status, size_t max_bytes) {
  google::rpc::Status fitted;
  advice::ToRpcStatus(status, &fitted);
  fitted.set_message(Shortened(status.message(), kMaxMessageBytes));
  if (fitted.ByteSizeLong() > max_bytes) ShortenMetadata(kMaxMetadataValueBytes, &fitted);
  if (fitted.ByteSizeLong() > max_bytes) FitViolations(max_bytes, &fitted);
  // What is still too long is no list of violations; the code and the message must arrive whatever happens.
  if (fitted.ByteSizeLong() > max_bytes) fitted.clear_details();
  return fitted;
}

}  // namespace

grpc::Status ToGrpcStatus(const absl::Status& status) {
  if (status.ok()) return grpc::Status::OK;
  const google::rpc::Status details = Fitted(status, kMaxDetailBytes);
  const std::string binary = details.details().empty() ? std::string() : details.SerializeAsString();
  return grpc::Status(static_cast<grpc::StatusCode>(status.code()), details.message(), binary);
}

google::rpc::Status ToResultError(const absl::Status& status) { return Fitted(status, kMaxResultErrorBytes); }

void AddDetail(const google::protobuf::Message& detail, absl::Status* status) {
  status->SetPayload(absl::StrCat("type.googleapis.com/", detail.GetTypeName()),
                     absl::Cord(detail.SerializeAsString()));
}

}  // namespace connection_advisor::edge
