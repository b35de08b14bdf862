// bench_load WHAT ADDRESS [option value]...: puts load on a server, and prints the figures as one line of JSON.
#include <CLI/CLI.hpp>
#include <cmath>
#include <cstdio>
#include <fstream>

#include "tests/bench/load/load.h"
#include "tests/bench/load/typical_request.h"

namespace connection_advisor::bench {
namespace {

struct Options {
  std::string address;
  int size = 1;
  int width = 1;
  int window = 1;
  double seconds = 2;
  uint64_t decisions = 0;
  int pause_ms = 0;
  std::string file;
  std::string version;

  std::chrono::milliseconds time() const { return std::chrono::milliseconds(static_cast<int64_t>(1000 * seconds)); }
  Until until() const { return {time(), decisions}; }
};

void Print(const Answered& answered) {
  std::printf("{\"decisions\": %llu, \"seconds\": %.3f, \"per_second\": %.1f}\n",
              static_cast<unsigned long long>(answered.decisions), answered.seconds, answered.per_second());
}

void PrintTimes(const std::vector<Milliseconds>& times) {
  const auto at = [&](double share) {
    return times[static_cast<size_t>(std::lround(share * static_cast<double>(times.size() - 1)))].count();
  };
  std::printf("{\"calls\": %zu, \"p50_ms\": %.4f, \"p90_ms\": %.4f, \"p99_ms\": %.4f, \"max_ms\": %.4f}\n",
              times.size(), at(0.5), at(0.9), at(0.99), at(1.0));
}

// The bytes that h2load sends as the body of a call: messages as gRPC frames them.
template <typename Message>
std::string Framed(const Message& message) {
  const std::string bytes = message.SerializeAsString();
  std::string frame(5, '\0');
  for (size_t i = 0; i < 4; ++i) frame[1 + i] = static_cast<char>(bytes.size() >> (24 - 8 * i));
  return frame + bytes;
}

void Write(const std::string& file, const std::string& bytes) {
  std::ofstream out(file, std::ios::binary);
  out << bytes;
  if (!out.flush()) std::exit(EXIT_FAILURE);
}

// `window` messages of `size` requests each.
std::string StreamBody(const Options& options) {
  v1::StreamAdviseRequest message;
  for (int i = 0; i < options.size; ++i) *message.add_requests() = TypicalRequest();
  std::string body;
  for (int i = 0; i < options.window; ++i) body += Framed(message);
  return body;
}

std::string BatchBody(const Options& options) {
  v1::BatchAdviseRequest batch;
  for (int i = 0; i < options.size; ++i) *batch.add_requests() = TypicalRequest();
  return Framed(batch);
}

struct Command {
  const char* name;
  const char* what;
  void (*run)(const Options& options);
};

constexpr Command kCommands[] = {
    {"unary", "single calls, --width in flight", [](const Options& o) { Print(Unary(o.address, o.width, o.until())); }},
    {"latency", "single calls, one after the other",
     [](const Options& o) { PrintTimes(OneInFlight(o.address, o.time(), std::chrono::milliseconds(o.pause_ms))); }},
    {"batch", "batches of --size, --width in flight",
     [](const Options& o) { Print(Batches(o.address, o.size, o.width, o.until())); }},
    {"stream", "--width streams of messages of --size, --window of them unanswered",
     [](const Options& o) { Print(Streams(o.address, o.size, o.width, o.window, o.until())); }},
    {"advice", "writes the answer to the typical request to --file",
     [](const Options& o) { Write(o.file, Ask(o.address).SerializeAsString()); }},
    {"await", "asks until --version of the plugin answers, for at most --seconds",
     [](const Options& o) {
       if (!AwaitVersion(o.address, o.version, o.time())) std::exit(EXIT_FAILURE);
     }},
    {"unary-body", "writes the body of a single call to --file",
     [](const Options& o) { Write(o.file, Framed(TypicalRequest())); }},
    {"batch-body", "writes the body of a batch of --size to --file",
     [](const Options& o) { Write(o.file, BatchBody(o)); }},
    {"stream-body", "writes the body of a stream of --window messages of --size to --file",
     [](const Options& o) { Write(o.file, StreamBody(o)); }},
};

int Main(int argc, char** argv) {
  CLI::App app{"Puts load on a server, and prints the figures as one line of JSON."};
  app.require_subcommand(1);
  Options options;
  for (const Command& command : kCommands) {
    CLI::App* sub = app.add_subcommand(command.name, command.what);
    sub->add_option("--address", options.address, "HOST:PORT");
    sub->add_option("--size", options.size, "decisions in a message");
    sub->add_option("--width", options.width, "calls or streams in flight");
    sub->add_option("--window", options.window, "messages not yet answered on a stream");
    sub->add_option("--seconds", options.seconds, "how long");
    sub->add_option("--decisions", options.decisions, "how many, in the place of how long");
    sub->add_option("--pause-ms", options.pause_ms, "between one call and the next");
    sub->add_option("--file", options.file, "to write to");
    sub->add_option("--version", options.version, "of the plugin");
    sub->callback([&options, &command] { command.run(options); });
  }
  CLI11_PARSE(app, argc, argv);
  return EXIT_SUCCESS;
}

}  // namespace
}  // namespace connection_advisor::bench

int main(int argc, char** argv) { return connection_advisor::bench::Main(argc, argv); }
