// The methods of the contract, for labels.
#ifndef SERVICE_TELEMETRY_METHOD_H_
#define SERVICE_TELEMETRY_METHOD_H_

#include <array>
#include <cstddef>
#include <cstdint>

namespace connection_advisor::telemetry {

enum class Method : uint8_t { kAdvise, kComparePlatforms, kBatchAdvise, kStreamAdvise, kListPlatforms, kGetPlatform };

// By Method; as the contract writes them.
inline constexpr std::array kMethodNames = {"Advise",       "ComparePlatforms", "BatchAdvise",
                                            "StreamAdvise", "ListPlatforms",    "GetPlatform"};

}  // namespace connection_advisor::telemetry

#endif  // SERVICE_TELEMETRY_METHOD_H_
