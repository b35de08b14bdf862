// What an interview says to a person.
#ifndef CLIENT_ADVISORCTL_INTERVIEW_PAGE_H_
#define CLIENT_ADVISORCTL_INTERVIEW_PAGE_H_

#include <string>
#include <vector>

#include "absl/strings/string_view.h"
#include "client/advisorctl/command_line.h"
#include "client/advisorctl/interview.h"
#include "client/advisorctl/terminal.h"
#include "connection_advisor/v1/advice.pb.h"
#include "connection_advisor/v1/platform.pb.h"

namespace connection_advisor::client {

// What this is about, and how to answer.
std::string Greeting(const v1::Platform& platform, const Terminal& terminal);

// How to answer, word by word.
std::string AnsweringHelp();

// In one line: the verdicts that are still open, with their shares.
std::string OpenLine(const v1::Advice& advice, const Terminal& terminal);

// A question with its answers. `number` counts from 1.
std::string QuestionPage(int number, const v1::Question& question, v1::FactKind kind, const Terminal& terminal);

// What stands before the answer.
std::string Prompt(const v1::Question& question, v1::FactKind kind);

// Why it is not decided: the open verdicts with their shares and rules, what is taken for granted, what else could be
// asked.
std::string OpenPage(const v1::Advice& advice, const std::vector<const v1::Question*>& remaining,
                     const v1::Platform& platform, const Terminal& terminal);

// A step in plain words: "positive", "skipped".
std::string StepText(const Interview::Step& step, const v1::Platform& platform);

// `advisorctl COMMAND PLATFORM`, ready for a shell: the platform, the statements, the view and the server that the
// command line named, and these answers.
std::string CommandLineOf(absl::string_view command, const Arguments& arguments,
                          const std::vector<Interview::Step>& steps);

// The kind of a fact of this platform; unspecified if it has none of that id.
v1::FactKind KindOf(absl::string_view fact_id, const v1::Platform& platform);

}  // namespace connection_advisor::client

#endif  // CLIENT_ADVISORCTL_INTERVIEW_PAGE_H_
