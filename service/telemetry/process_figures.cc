#include "service/telemetry/process_figures.h"

#include <prometheus/client_metric.h>
#include <prometheus/metric_family.h>
#include <prometheus/metric_type.h>
#include <unistd.h>

#include <cstdint>
#include <filesystem>
#include <fstream>
#include <sstream>
#include <string>
#include <system_error>

#include "service/telemetry/metric_table.h"

namespace connection_advisor::telemetry {
namespace {

// The fields of /proc/self/stat that are used, numbered as proc(5) does.
struct ProcessStat {
  uint64_t user_ticks = 0;    // 14
  uint64_t system_ticks = 0;  // 15
  uint64_t threads = 0;       // 20
  uint64_t start_ticks = 0;   // 22, since the machine started
  uint64_t pages = 0;         // 24
};

ProcessStat ReadStat() {
  std::ifstream file("/proc/self/stat");
  std::string line;
  std::getline(file, line);
  // The second field is the name, in parentheses, and may hold anything.
  std::istringstream fields(line.substr(line.rfind(')') + 1));
  ProcessStat stat;
  std::string field;
  for (int number = 3; fields >> field; ++number) {
    uint64_t* place = number == 14   ? &stat.user_ticks
                      : number == 15 ? &stat.system_ticks
                      : number == 20 ? &stat.threads
                      : number == 22 ? &stat.start_ticks
                      : number == 24 ? &stat.pages
                                     : nullptr;
    if (place != nullptr) std::istringstream(field) >> *place;
  }
  return stat;
}

// When the machine started, in seconds since 1970.
double BootTime() {
  std::ifstream file("/proc/stat");
  std::string key;
  double value = 0;
  for (std::string line; std::getline(file, line);) {
    std::istringstream fields(line);
    if (fields >> key >> value && key == "btime") return value;
  }
  return 0;
}

double OpenDescriptors() {
  std::error_code error;
  double count = 0;
  for (std::filesystem::directory_iterator entry("/proc/self/fd", error), end; !error && entry != end;
       entry.increment(error)) {
    ++count;
  }
  return count;
}

prometheus::MetricFamily Family(const MetricRow& row, prometheus::MetricType type, double value) {
  prometheus::ClientMetric sample;
  if (type == prometheus::MetricType::Counter) {
    sample.counter.value = value;
  } else {
    sample.gauge.value = value;
  }
  return {row.name, row.help, type, {sample}};
}

}  // namespace

std::vector<prometheus::MetricFamily> ProcessFigures::Collect() const {
  const auto ticks_per_second = static_cast<double>(sysconf(_SC_CLK_TCK));
  const auto page = static_cast<double>(sysconf(_SC_PAGESIZE));
  const ProcessStat stat = ReadStat();
  const auto gauge = [](const MetricRow& row, double value) {
    return Family(row, prometheus::MetricType::Gauge, value);
  };
  const double cpu = static_cast<double>(stat.user_ticks + stat.system_ticks) / ticks_per_second;
  return {gauge(metric::kCallsInFlight, calls_in_flight_()),
          gauge(metric::kProcessMemory, static_cast<double>(stat.pages) * page),
          Family(metric::kProcessCpu, prometheus::MetricType::Counter, cpu),
          gauge(metric::kProcessStart, BootTime() + static_cast<double>(stat.start_ticks) / ticks_per_second),
          gauge(metric::kProcessThreads, static_cast<double>(stat.threads)),
          gauge(metric::kProcessDescriptors, OpenDescriptors())};
}

}  // namespace connection_advisor::telemetry
