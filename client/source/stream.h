// Sending and receiving at once.
#ifndef CLIENT_SOURCE_STREAM_H_
#define CLIENT_SOURCE_STREAM_H_

#include "absl/status/status.h"
#include "connection_advisor/client/client.h"
#include "connection_advisor/client/connection.h"

namespace connection_advisor::client {

// Writes what the source gives on a thread of its own, hands what is read to the sink on this one, and finishes the
// stream. INTERNAL if the server answers other than one response for each message and one result for each request, has
// neither advice nor an error in one, or ends the stream before the source does.
absl::Status RunStream(AdviseStream& stream, const StreamSource& source, const StreamSink& sink);

}  // namespace connection_advisor::client

#endif  // CLIENT_SOURCE_STREAM_H_
