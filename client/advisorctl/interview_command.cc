#include "client/advisorctl/interview_command.h"

#include <optional>
#include <string>
#include <utility>
#include <variant>
#include <vector>

#include "absl/strings/ascii.h"
#include "absl/strings/str_cat.h"
#include "client/advisorctl/card.h"
#include "client/advisorctl/failure.h"
#include "client/advisorctl/interview.h"
#include "client/advisorctl/interview_page.h"
#include "client/advisorctl/json.h"
#include "client/advisorctl/page.h"
#include "client/advisorctl/reply.h"
#include "client/advisorctl/text.h"
#include "connection_advisor/client/errors.h"

namespace connection_advisor::client {
namespace {

// Where an interview stands when a question has been dealt with.
enum class Turn {
  kGoesOn,  // a step was taken, or taken back
  kQuit,
  kEndOfInput,
  kMistaken,  // where nobody types: a line that is no answer
};

class InterviewRun {
 public:
  InterviewRun(const Arguments& arguments, const v1::AdviseRequest& start, v1::Platform platform, const Client& client,
               const Terminal& terminal, Streams streams)
      : arguments_(arguments),
        platform_(std::move(platform)),
        client_(client),
        terminal_(terminal),
        streams_(streams),
        interview_(start) {}

  ExitCode Run() {
    if (SomebodyTypes()) Say(Greeting(platform_, streams_.err_terminal));
    while (true) {
      const absl::StatusOr<v1::Advice> advice = client_.Advise(interview_.Request());
      if (!advice.ok()) {
        if (TakenBack(advice.status())) continue;
        return Failed(advice.status());
      }
      if (advice->verdict() != v1::VERDICT_NEEDS_INFORMATION) return Decided(*advice);
      advice_ = *advice;
      remaining_ = interview_.Remaining(advice_);
      if (remaining_.empty()) {
        if (GoesBack()) continue;
        return Undecided("every question that could settle it was skipped");
      }
      switch (Ask()) {
        case Turn::kGoesOn:
          continue;
        case Turn::kQuit:
          return Undecided("you ended it");
        case Turn::kEndOfInput:
          return Undecided("the input ended before the verdict");
        case Turn::kMistaken:
          return Failed(mistake_);
      }
    }
  }

 private:
  bool SomebodyTypes() const { return streams_.in_is_terminal; }

  const v1::Question& Question() const { return *remaining_.front(); }

  v1::FactKind Kind() const { return KindOf(Question().fact_id(), platform_); }

  void Say(absl::string_view text) { streams_.err << text << std::flush; }

  void SayAside(absl::string_view text) {
    Page page(streams_.err_terminal);
    page.Text(1, text);
    Say(page.text());
  }

  // Until the question is dealt with.
  Turn Ask() {
    if (SomebodyTypes()) Say(OpenLine(advice_, streams_.err_terminal));
    Pose();
    while (true) {
      if (SomebodyTypes()) Say(Prompt(Question(), Kind()));
      std::string typed;
      if (!NextLine(&typed)) return Turn::kEndOfInput;
      const absl::StatusOr<Reply> reply = ReadReply(typed, Question(), Kind());
      const std::optional<Turn> turn = reply.ok() ? Act(*reply) : Refuse(reply.status().message());
      if (turn) return *turn;
    }
  }

  void Pose() {
    if (!SomebodyTypes()) return Say(Printable(Question().text()));
    const int number = static_cast<int>(interview_.steps().size()) + 1;
    Say(QuestionPage(number, Question(), Kind(), streams_.err_terminal));
    if (taken_back_ && taken_back_->fact_id == Question().fact_id()) {
      SayAside(taken_back_->answer ? absl::StrCat("You said: ", StepText(*taken_back_, platform_)) : "You skipped it.");
    }
  }

  // The next line; where nobody types, the next that says something.
  bool NextLine(std::string* line) {
    while (std::getline(streams_.in, *line)) {
      ++line_number_;
      absl::StripAsciiWhitespace(line);
      if (SomebodyTypes() || !line->empty()) return true;
    }
    Say("\n");
    return false;
  }

  // None: the question still stands.
  std::optional<Turn> Act(const Reply& reply) {
    if (const auto* answer = std::get_if<google::protobuf::Value>(&reply)) return Take(*answer);
    switch (std::get<Steer>(reply)) {
      case Steer::kSkip:
        return Take(std::nullopt);
      case Steer::kBack:
        return Back();
      case Steer::kWhy:
        return Explain(OpenPage(advice_, remaining_, platform_, streams_.err_terminal));
      case Steer::kHelp:
        return Explain(AnsweringHelp());
      case Steer::kQuit:
        Note("quit");
        return Turn::kQuit;
    }
    return std::nullopt;
  }

  Turn Take(std::optional<google::protobuf::Value> answer) {
    Interview::Step step{Question().fact_id(), std::move(answer)};
    Note(StepText(step, platform_));
    taken_back_.reset();
    interview_.Take(std::move(step));
    return Turn::kGoesOn;
  }

  std::optional<Turn> Back() {
    if (interview_.steps().empty()) return Refuse("this is the first question; there is none before it");
    Note("back");
    taken_back_ = interview_.Back();
    return Turn::kGoesOn;
  }

  // With every question skipped: whoever types may go back to the last one.
  bool GoesBack() {
    if (!SomebodyTypes()) return false;
    Say("\nOnly what you skipped could settle it now. b goes back, Enter ends. > ");
    std::string typed;
    if (!NextLine(&typed)) return false;
    const absl::StatusOr<Reply> reply = ReadReply(typed, {}, v1::FACT_KIND_UNSPECIFIED);
    const Steer* steer = reply.ok() ? std::get_if<Steer>(&*reply) : nullptr;
    if (steer == nullptr || *steer != Steer::kBack) return false;
    taken_back_ = interview_.Back();
    return true;
  }

  std::optional<Turn> Explain(absl::string_view page) {
    Note("");
    Say(page);
    Pose();
    return std::nullopt;
  }

  std::optional<Turn> Refuse(absl::string_view why) {
    if (SomebodyTypes()) {
      SayAside(why);
      return std::nullopt;
    }
    Note("");
    mistake_ = absl::InvalidArgumentError(absl::StrCat("line ", line_number_, ": ", why));
    return Turn::kMistaken;
  }

  // Where nobody types, what was read stands behind the question.
  void Note(absl::string_view what) {
    if (!SomebodyTypes()) Say(absl::StrCat(what.empty() ? "" : " ", Printable(what), "\n"));
  }

  // A count may lie where nothing is possible any more. Whoever types is told so, and asked again.
  bool TakenBack(const absl::Status& status) {
    if (!SomebodyTypes() || !absl::IsInvalidArgument(status) || interview_.steps().empty()) return false;
    Say(absl::StrCat("\n", Printable(DescribeError(status)), "\n"));
    taken_back_ = interview_.Back();
    return true;
  }

  void Write(const v1::Advice& advice) {
    if (SomebodyTypes()) Say("\n");
    streams_.out << (arguments_.json ? JsonText(advice) : Card(advice, terminal_)) << std::flush;
  }

  void SayCommand(absl::string_view what, absl::string_view command) {
    Say(absl::StrCat(what, "\n  ", CommandLineOf(command, arguments_, interview_.steps()), "\n"));
  }

  void SayHowToGoOn(absl::string_view what) { SayCommand(what, "interview"); }

  ExitCode Decided(const v1::Advice& advice) {
    Write(advice);
    if (SomebodyTypes() && !interview_.steps().empty()) SayCommand("\nThe same at once:", "advise --platform");
    return ExitCode::kAnswered;
  }

  ExitCode Undecided(absl::string_view why) {
    Write(advice_);
    SayHowToGoOn(absl::StrCat("\nNot decided: ", why, ". To go on from here:"));
    return ExitCode::kUndecided;
  }

  ExitCode Failed(const absl::Status& status) {
    const ExitCode code = Fail(status, arguments_, streams_.err);
    if (SomebodyTypes() && !interview_.steps().empty()) SayHowToGoOn("To go on from here:");
    return code;
  }

  const Arguments& arguments_;
  const v1::Platform platform_;
  const Client& client_;
  const Terminal& terminal_;
  Streams streams_;

  Interview interview_;
  v1::Advice advice_;                           // while undecided
  std::vector<const v1::Question*> remaining_;  // of `advice_`; never empty while one is asked
  std::optional<Interview::Step> taken_back_;   // shown when its question is asked again
  int line_number_ = 0;
  absl::Status mistake_;
};

}  // namespace

ExitCode RunInterview(const Arguments& arguments, const v1::AdviseRequest& start, const Client& client,
                      const Terminal& terminal, Streams streams) {
  absl::StatusOr<v1::Platform> platform = client.GetPlatform(start.platform());
  if (!platform.ok()) return Fail(platform.status(), arguments, streams.err);
  return InterviewRun(arguments, start, *std::move(platform), client, terminal, streams).Run();
}

}  // namespace connection_advisor::client
