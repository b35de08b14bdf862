// A client that asks and takes the time.
#ifndef TESTS_BENCH_SERVER_API_LOAD_H_
#define TESTS_BENCH_SERVER_API_LOAD_H_

#include <chrono>
#include <vector>

namespace connection_advisor::bench {

using Milliseconds = std::chrono::duration<double, std::milli>;

// One call after the other for `time`, `pause` between them; how long each took, ascending.
std::vector<Milliseconds> OneInFlight(int port, std::chrono::milliseconds time, std::chrono::milliseconds pause);

// `width` calls in flight for `time`; how many were answered in a second.
double ManyInFlight(int port, int width, std::chrono::milliseconds time);

}  // namespace connection_advisor::bench

#endif  // TESTS_BENCH_SERVER_API_LOAD_H_
