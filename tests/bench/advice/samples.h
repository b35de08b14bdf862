// What the in-process figures are measured on: platforms, and requests that differ from one to the next, so that no
// branch is learnt by heart.
#ifndef TESTS_BENCH_ADVICE_SAMPLES_H_
#define TESTS_BENCH_ADVICE_SAMPLES_H_

#include <array>
#include <cstdint>
#include <memory>
#include <string>
#include <vector>

#include "connection_advisor/v1/request.pb.h"
#include "service/platform/platform.h"

namespace connection_advisor::bench {

using PlatformPointer = std::shared_ptr<const platform::Platform>;
using Values = std::array<uint8_t, diagram::kMaxVariables>;

// A bundled plugin, compiled and verified as the server does. Ends the process where that fails.
PlatformPointer Bundled(const std::string& name);
// A generated platform, by the name that it has in tests/generated/named.h.
PlatformPointer Generated(const std::string& name);
// The same platform under another id.
PlatformPointer Renamed(const platform::Platform& platform, const std::string& id);

// Possible cases, each fact known with a likelihood of so many in ten; drawn from a fixed seed.
std::vector<Values> DrawCases(const platform::Platform& platform, size_t count, int known_of_ten);

// The same as requests: contract facts in their fields, own facts as entries of `facts`.
std::vector<v1::AdviseRequest> RequestsOf(const platform::Platform& platform, const std::vector<Values>& cases);

// Requests of which none settles the verdict; and of which each does, at most so many.
std::vector<v1::AdviseRequest> DrawUndecided(const platform::Platform& platform, size_t count, int known_of_ten);
std::vector<v1::AdviseRequest> DrawDecided(const platform::Platform& platform, size_t count, int known_of_ten);

}  // namespace connection_advisor::bench

#endif  // TESTS_BENCH_ADVICE_SAMPLES_H_
