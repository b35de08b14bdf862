// From the statuses of the service to those of gRPC, details included.
#ifndef SERVICE_EDGE_STATUS_MAPPING_H_
#define SERVICE_EDGE_STATUS_MAPPING_H_

#include <google/protobuf/message.h>
#include <grpcpp/support/status.h>

#include "absl/status/status.h"
#include "google/rpc/status.pb.h"

namespace connection_advisor::edge {

// A status travels in the trailing metadata, of which a gRPC client takes 8 KiB unless it is told otherwise; past that
// it reports RESOURCE_EXHAUSTED in place of our error. So both parts are kept below it together, as they are encoded.
inline constexpr size_t kMaxMessageBytes = 512;
inline constexpr size_t kMaxDetailBytes = 4'800;
// Of each value in the metadata of ErrorInfo, where all together is too long.
inline constexpr size_t kMaxMetadataValueBytes = 1'000;

// The same code and message; the payloads, keyed by type URL, become the details of a google.rpc.Status in
// `grpc-status-details-bin`, by ascending type URL. A message that is too long ends in an ellipsis. Where details are
// too long, so does what ErrorInfo has in its metadata, and then lists lose their last violations, and a last entry
// says how many.
grpc::Status ToGrpcStatus(const absl::Status& status);

// A thousand results are one message, of which a gRPC client takes 4 MiB unless it is told otherwise; past that it
// would lose the good ones among them.
inline constexpr size_t kMaxResultErrorBytes = 4'000;

// The same, as the error in a result: at most kMaxResultErrorBytes.
google::rpc::Status ToResultError(const absl::Status& status);

// Adds `detail` to `status`, under its type URL.
void AddDetail(const google::protobuf::Message& detail, absl::Status* status);

}  // namespace connection_advisor::edge

#endif  // SERVICE_EDGE_STATUS_MAPPING_H_
