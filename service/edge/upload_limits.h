// What uploads of plugins may take.
#ifndef SERVICE_EDGE_UPLOAD_LIMITS_H_
#define SERVICE_EDGE_UPLOAD_LIMITS_H_

#include <chrono>

namespace connection_advisor::edge {

struct UploadLimits {
  // Each holds its file in memory, and then a compiler. One more is answered RESOURCE_EXHAUSTED, with the time to wait.
  int at_once = 2;
  std::chrono::milliseconds retry_after{1'000};
  // One whose bytes have not all come by then is cancelled.
  std::chrono::milliseconds time_to_arrive{std::chrono::minutes(10)};
};

}  // namespace connection_advisor::edge

#endif  // SERVICE_EDGE_UPLOAD_LIMITS_H_
