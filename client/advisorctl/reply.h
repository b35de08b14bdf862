// What a person types at a question: an answer, or a word that steers the interview.
#ifndef CLIENT_ADVISORCTL_REPLY_H_
#define CLIENT_ADVISORCTL_REPLY_H_

#include <string>
#include <variant>

#include "absl/status/statusor.h"
#include "absl/strings/string_view.h"
#include "connection_advisor/v1/advice.pb.h"
#include "connection_advisor/v1/platform.pb.h"
#include "google/protobuf/struct.pb.h"

namespace connection_advisor::client {

enum class Steer { kBack, kSkip, kWhy, kHelp, kQuit };

// An answer is a value as `AdviseRequest.facts` takes it.
using Reply = std::variant<google::protobuf::Value, Steer>;

// Reads what was typed; letter case, white space, and _ or - for a space make no difference. In this order:
//   a number         an integer fact's count
//   a value in full  "nothing to say", "NOTHING_TO_SAY"; y, n, yes, no, true or false for a boolean
//   a word           back or b, skip or "don't know", why or ?, help, quit
//   a number         the place of the answer in the question's list, from 1, for a choice
//   a beginning      that only one answer has
// INVALID_ARGUMENT says what could have been typed.
absl::StatusOr<Reply> ReadReply(absl::string_view typed, const v1::Question& question, v1::FactKind kind);

// A value in plain words: "nothing to say", "yes", "at least 30000".
std::string PlainWords(absl::string_view value, v1::FactKind kind);

}  // namespace connection_advisor::client

#endif  // CLIENT_ADVISORCTL_REPLY_H_
