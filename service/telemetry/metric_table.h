// One row for each metric. README.md shows the same table to operators.
#ifndef SERVICE_TELEMETRY_METRIC_TABLE_H_
#define SERVICE_TELEMETRY_METRIC_TABLE_H_

#include <array>

namespace connection_advisor::telemetry {

struct MetricRow {
  const char* name;
  const char* labels;  // for the reader
  const char* help;
};

namespace metric {

inline constexpr MetricRow kRequests = {
    "connection_advisor_requests_total", "method, code, platform, verdict",
    "People asked about, each on one platform: single calls, and each part of a comparison, batch or stream."};
inline constexpr MetricRow kCalls = {
    "connection_advisor_calls_total", "method, code",
    "Calls answered or refused; of a stream, its messages, and the stream where it is refused."};
inline constexpr MetricRow kCallDuration = {
    "connection_advisor_call_duration_seconds", "method",
    "Time that making an answer took; of a stream, of one message. Reading the request and sending are not in it."};
inline constexpr MetricRow kCallsInFlight = {"connection_advisor_calls_in_flight", "",
                                             "Calls that have arrived and have not ended, open streams included."};
inline constexpr MetricRow kPlugins = {
    "connection_advisor_plugin_state", "plugin, state",
    "Versions of a plugin that are in a state; a file that names no plugin counts by its name."};
inline constexpr MetricRow kDecisionsLost = {
    "connection_advisor_decision_log_lost_total", "cause",
    "Decisions that are not in the decision log: queue, no room in memory; file, it could not be written."};
inline constexpr MetricRow kProcessMemory = {"process_resident_memory_bytes", "", "Resident memory."};
inline constexpr MetricRow kProcessCpu = {"process_cpu_seconds_total", "", "Processor time used, user and system."};
inline constexpr MetricRow kProcessStart = {"process_start_time_seconds", "", "When the process started, since 1970."};
inline constexpr MetricRow kProcessThreads = {"process_threads", "", "Threads."};
inline constexpr MetricRow kProcessDescriptors = {"process_open_fds", "", "Open file descriptors."};

}  // namespace metric

inline constexpr std::array kMetricTable = {
    metric::kRequests,     metric::kCalls,          metric::kCallDuration,      metric::kCallsInFlight,
    metric::kPlugins,      metric::kDecisionsLost,  metric::kProcessMemory,     metric::kProcessCpu,
    metric::kProcessStart, metric::kProcessThreads, metric::kProcessDescriptors};

}  // namespace connection_advisor::telemetry

#endif  // SERVICE_TELEMETRY_METRIC_TABLE_H_
