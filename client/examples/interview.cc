// An interview over one stream: question by question to the verdict, each answer a message on the call that is open
// already. What a form or a chat would ask its user, this program asks on standard output and reads from standard
// input.
//
//   interview_example HOST:PORT PLATFORM
//
// Each request depends on the answer before it, so that one thread writes and reads in turn. Where requests do not
// depend on answers, `Client::StreamAdvise` sends and receives at once.
#include <cstdlib>
#include <functional>
#include <iostream>
#include <memory>
#include <optional>
#include <string>
#include <utility>

#include "absl/status/statusor.h"
#include "absl/time/clock.h"
#include "connection_advisor/client/connection.h"
#include "connection_advisor/client/errors.h"

namespace {

namespace advisor = connection_advisor::client;
namespace v1 = connection_advisor::v1;

// One of the question's values; nothing: whoever was asked has left.
using Answerer = std::function<std::optional<std::string>(const v1::Question&)>;

// One request, and its result.
absl::StatusOr<v1::Advice> Advise(advisor::AdviseStream& stream, const v1::AdviseRequest& request) {
  v1::StreamAdviseRequest message;
  *message.add_requests() = request;
  v1::StreamAdviseResponse response;
  if (!stream.Write(message) || !stream.Read(&response) || response.results_size() != 1) {
    return absl::UnavailableError("the stream ended without an answer");
  }
  const v1::AdviceResult& result = response.results(0);
  if (result.has_error()) return advisor::FromRpcStatus(result.error());
  if (!result.has_advice()) return absl::InternalError("the server sent neither advice nor an error");
  return result.advice();
}

// The status that the server ended the stream with.
absl::Status Finish(advisor::AdviseStream& stream) {
  stream.WritesDone();
  v1::StreamAdviseResponse unread;
  while (stream.Read(&unread)) continue;
  return stream.Finish();
}

// Asks for what `request` leaves open, the best question first, until it is decided or nobody answers. It knows no
// platform: the advice brings the question and its values, and a value goes back as it stands.
absl::StatusOr<v1::Advice> Interview(advisor::Connection& connection, v1::AdviseRequest request,
                                     const Answerer& answer) {
  advisor::CallContext context;
  context.deadline = absl::Now() + absl::Minutes(30);  // of the whole interview
  const absl::StatusOr<std::unique_ptr<advisor::AdviseStream>> stream = connection.StreamAdvise(context);
  if (!stream.ok()) return stream.status();
  absl::StatusOr<v1::Advice> advice = Advise(**stream, request);
  while (advice.ok() && advice->verdict() == v1::VERDICT_NEEDS_INFORMATION) {
    const v1::Question& best = advice->questions(0);
    const std::optional<std::string> value = answer(best);
    if (!value) break;
    (*request.mutable_facts()->mutable_fields())[best.fact_id()].set_string_value(*value);
    advice = Advise(**stream, request);
  }
  absl::Status finished = Finish(**stream);
  if (!finished.ok()) return finished;
  return advice;
}

// By number; asks again until there is one.
std::optional<std::string> AskOnTerminal(const v1::Question& question) {
  std::cout << question.text() << "\n";
  for (int i = 0; i < question.values_size(); ++i) std::cout << "  " << i + 1 << "  " << question.values(i) << "\n";
  std::string line;
  while (std::getline(std::cin, line)) {
    const int number = std::atoi(line.c_str());
    if (number >= 1 && number <= question.values_size()) return question.values(number - 1);
    std::cout << "  a number from 1 to " << question.values_size() << ", please\n";
  }
  return std::nullopt;
}

}  // namespace

int main(int argc, char** argv) {
  if (argc != 3) {
    std::cerr << "usage: interview_example HOST:PORT PLATFORM\n";
    return 2;
  }
  advisor::ConnectionOptions options;
  options.target = argv[1];
  const absl::StatusOr<std::shared_ptr<advisor::Connection>> connection = advisor::MakeConnection(options);
  if (!connection.ok()) {
    std::cerr << advisor::DescribeError(connection.status()) << "\n";
    return 1;
  }
  v1::AdviseRequest request;
  request.set_platform(argv[2]);
  const absl::StatusOr<v1::Advice> advice = Interview(**connection, std::move(request), AskOnTerminal);
  if (!advice.ok()) {
    std::cerr << advisor::DescribeError(advice.status()) << "\n";
    return 1;
  }
  std::cout << advice->headline() << "\n" << advice->next_step() << "\n";
  return 0;
}
