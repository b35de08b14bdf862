// What every server here needs of gRPC, whatever it serves.
#ifndef SERVICE_EDGE_TRANSPORT_H_
#define SERVICE_EDGE_TRANSPORT_H_

#include <grpcpp/security/server_credentials.h>
#include <grpcpp/server_builder.h>

#include <memory>
#include <optional>

#include "service/edge/tls.h"

namespace connection_advisor::edge {

// Plain text without `tls`. Certificates of clients are required where there is an authority to judge them by.
std::shared_ptr<grpc::ServerCredentials> CredentialsOf(const std::optional<TlsMaterial>& tls);

// A message that comes compressed ends its call with UNIMPLEMENTED: gRPC would unfold it before it looks at its size.
void RefuseCompressed(grpc::ServerBuilder& builder);

// What is served synchronously gets `most_threads` threads, one for each call in flight and the rest to wait for more;
// past that gRPC answers RESOURCE_EXHAUSTED. It would start as many as there are calls.
void LimitSynchronousThreads(int most_threads, grpc::ServerBuilder& builder);

// The last part of gRPC to go waits, up to 10 s, for a thread of its own that sleeps. So the library is held until the
// process ends, and no stop waits for that.
void HoldLibrary();

}  // namespace connection_advisor::edge

#endif  // SERVICE_EDGE_TRANSPORT_H_
