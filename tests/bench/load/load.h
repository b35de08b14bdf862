// A client that asks and takes the time: single calls, batches and streams of the same typical request.
//
// Whatever fails ends the process: a figure of failed calls would be none.
#ifndef TESTS_BENCH_LOAD_LOAD_H_
#define TESTS_BENCH_LOAD_LOAD_H_

#include <chrono>
#include <cstdint>
#include <memory>
#include <string>
#include <vector>

#include "connection_advisor/v1/connection_advisor.grpc.pb.h"

namespace connection_advisor::bench {

using Clock = std::chrono::steady_clock;
using Milliseconds = std::chrono::duration<double, std::milli>;

// How long to go on: for a time, or for a number of decisions.
struct Until {
  std::chrono::milliseconds time{0};
  uint64_t decisions = 0;  // 0: no matter how many
};

struct Answered {
  uint64_t decisions = 0;
  double seconds = 0;

  double per_second() const { return static_cast<double>(decisions) / seconds; }
};

std::unique_ptr<v1::ConnectionAdvisor::Stub> Connect(const std::string& address);

// Ends the process unless the status is OK.
void Check(const grpc::Status& status);

// The answer to the typical request.
v1::Advice Ask(const std::string& address);

// Prints "ready" when it asks, and "answers" once that version of the plugin does; false if it never did.
bool AwaitVersion(const std::string& address, const std::string& version, std::chrono::milliseconds most);

// One call after the other for `time`, `pause` between them; how long each took, ascending.
std::vector<Milliseconds> OneInFlight(const std::string& address, std::chrono::milliseconds time,
                                      std::chrono::milliseconds pause);

// `width` single calls in flight.
Answered Unary(const std::string& address, int width, const Until& until);

// `width` batches of `size` in flight.
Answered Batches(const std::string& address, int size, int width, const Until& until);

// `width` streams, messages of `size` requests, and on each stream up to `window` messages not yet answered.
Answered Streams(const std::string& address, int size, int width, int window, const Until& until);

}  // namespace connection_advisor::bench

#endif  // TESTS_BENCH_LOAD_LOAD_H_
