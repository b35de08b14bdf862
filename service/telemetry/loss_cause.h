// Why a decision is not in the decision log.
#ifndef SERVICE_TELEMETRY_LOSS_CAUSE_H_
#define SERVICE_TELEMETRY_LOSS_CAUSE_H_

#include <array>
#include <cstdint>

namespace connection_advisor::telemetry {

enum class LossCause : uint8_t {
  kQueue,  // there was no room for it in memory
  kFile,   // the file could not be written, or not before the end
};

// By LossCause; in metrics and in the log.
inline constexpr std::array kLossCauseNames = {"queue", "file"};

}  // namespace connection_advisor::telemetry

#endif  // SERVICE_TELEMETRY_LOSS_CAUSE_H_
