// Compares gRPC's server APIs on this machine: each no-op server in a process of its own, the client in this one.
//
//   server_api_bench                the table, in about a minute
//   server_api_bench serve NAME     one of the servers: prints its port, stops at the end of its input
#include <unistd.h>

#include <cstdio>
#include <cstdlib>
#include <cstring>
#include <fstream>
#include <sstream>
#include <string>

#include "tests/bench/load/load.h"
#include "tests/bench/server_api/noop_servers.h"

namespace connection_advisor::bench {
namespace {

using std::chrono::milliseconds;
using std::chrono::seconds;

constexpr int kRounds = 3;

int Serve(const char* name) {
  for (const NoopServer& server : kNoopServers) {
    if (std::strcmp(server.name, name) != 0) continue;
    server.serve(
        [](int port) {
          std::printf("%d\n", port);
          std::fflush(stdout);
        },
        [] {
          char byte;
          while (read(STDIN_FILENO, &byte, 1) > 0) {
          }
        });
    return EXIT_SUCCESS;
  }
  std::fprintf(stderr, "there is no server '%s'\n", name);
  return EXIT_FAILURE;
}

// A server in a process of its own, for as long as this lives.
class ServerProcess {
 public:
  explicit ServerProcess(const char* name) {
    int input[2];
    int output[2];
    if (pipe(input) != 0 || pipe(output) != 0) std::abort();
    process_ = fork();
    if (process_ == 0) {
      dup2(input[0], STDIN_FILENO);
      dup2(output[1], STDOUT_FILENO);
      for (const int end : {input[0], input[1], output[0], output[1]}) close(end);
      execl("/proc/self/exe", "server_api_bench", "serve", name, nullptr);
      _exit(EXIT_FAILURE);
    }
    close(input[0]);
    close(output[1]);
    input_ = input[1];
    FILE* lines = fdopen(output[0], "r");
    if (lines == nullptr || std::fscanf(lines, "%d", &port_) != 1) std::abort();
    std::fclose(lines);
  }
  ~ServerProcess() { close(input_); }
  ServerProcess(const ServerProcess&) = delete;
  ServerProcess& operator=(const ServerProcess&) = delete;

  std::string address() const { return "127.0.0.1:" + std::to_string(port_); }

  // Processor time that it has used, in seconds.
  double CpuTime() const {
    std::ifstream file("/proc/" + std::to_string(process_) + "/stat");
    std::string line;
    std::getline(file, line);
    std::istringstream fields(line.substr(line.rfind(')') + 1));
    std::string skipped;
    for (int field = 3; field < 14; ++field) fields >> skipped;
    double user = 0;
    double system = 0;
    fields >> user >> system;
    return (user + system) / static_cast<double>(sysconf(_SC_CLK_TCK));
  }

 private:
  pid_t process_ = -1;
  int input_ = -1;
  int port_ = 0;
};

double At(const std::vector<Milliseconds>& times, double share) {
  return times[static_cast<size_t>(share * static_cast<double>(times.size() - 1))].count();
}

void Measure(const NoopServer& server, int round) {
  const auto one = OneInFlight(ServerProcess(server.name).address(), seconds(2), milliseconds(0));
  const ServerProcess busy(server.name);
  constexpr seconds kBusyTime(2);
  const double rate = Unary(busy.address(), 64, {.time = kBusyTime}).per_second();
  const double microseconds = busy.CpuTime() * 1e6 / (rate * static_cast<double>(kBusyTime.count()));
  const auto slow = OneInFlight(ServerProcess(server.name).address(), seconds(12), seconds(1));
  std::printf("| %s, %d | %.3f | %.3f | %.0f | %.1f | %.2f | %.2f |\n", server.name, round, At(one, 0.5), At(one, 0.99),
              rate, microseconds, At(slow, 0.5), At(slow, 1.0));
  std::fflush(stdout);
}

}  // namespace
}  // namespace connection_advisor::bench

int main(int argc, char** argv) {
  using namespace connection_advisor::bench;
  if (argc == 3 && std::strcmp(argv[1], "serve") == 0) return Serve(argv[2]);
  std::printf(
      "| server API, round | 1 in flight, p50 ms | p99 ms | 64 in flight, calls a second | server's CPU, µs a call "
      "| 1 a second, p50 ms | max ms |\n");
  std::printf("|---|---|---|---|---|---|---|\n");
  for (int round = 1; round <= kRounds; ++round) {
    for (const NoopServer& server : kNoopServers) Measure(server, round);
  }
}
