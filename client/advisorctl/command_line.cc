#include "client/advisorctl/command_line.h"

#include <CLI/CLI.hpp>
#include <sstream>

#include "absl/strings/match.h"
#include "absl/strings/numbers.h"
#include "absl/strings/str_cat.h"
#include "client/advisorctl/exit_code.h"
#include "client/advisorctl/nearest_name.h"
#include "client/advisorctl/plugins_command_line.h"

namespace connection_advisor::client {
namespace {

constexpr char kAbout[] =
    "Should I connect with this person here, and why? Asks a connection advisor.\n"
    "Start with `advisorctl platforms`, then `advisorctl advise --help`.";

constexpr char kCommonOptions[] = "--server, --timeout, --json and those for TLS stand before or after the command.";

constexpr char kAdviseExamples[] = R"(Examples:
  # A recruiter whom I never met writes to me, and I am looking for a job:
  advisorctl advise --platform linkedin \
    --set candidate.is_recruiter=true --set member.actively_job_seeking=true

  # Someone I know well, from a file, with one fact changed:
  advisorctl advise request.json --set relationship.met_in_person=false

  # What is asked first when nothing is known:
  advisorctl advise --platform linkedin

FACT is a field of the request (relationship.worked_together=VIRTUALLY), an entry of a list
(member.passions=dogs, once for each), of a map (member.connection_counts.linkedin=150), or the id of
any fact that a platform asks for (mastodon.same_server=true). null says unknown.
`advisorctl platform NAME` lists the facts with their values.)";

constexpr char kInterviewExamples[] = R"(Examples:
  # Question by question to the verdict:
  advisorctl interview linkedin

  # The same about a recruiter:
  advisorctl interview linkedin --set candidate.is_recruiter=true

  # The answers from a pipe, one a line; the conversation goes to standard error, the advice to standard output:
  printf '%s\n' 'nothing to say' yes no | advisorctl interview linkedin --json

An answer is a word of the question or its first letters, its number in the list, y or n, or a count where one
is asked for. skip (or s, or don't know) leaves a fact unknown and goes on; back (b) takes the last answer back;
why (?) says what is still open; quit (q) ends it.)";

constexpr char kWhyNotExamples[] = R"(Examples:
  # I have seen their work and think well of it. Why am I not told to meet them first?
  advisorctl why-not good_work_seen_from_afar --platform linkedin \
    --set relationship.met_in_person=true --set relationship.my_assessment=POSITIVE

  # From a file, as JSON:
  advisorctl why-not name_and_desk request.json --json

`advisorctl platform NAME` lists the rules of a platform in the order in which they decide.)";

constexpr char kCompareExamples[] = R"(Examples:
  # The same person on every platform that is loaded:
  advisorctl compare --set relationship.met_in_person=false --set affinity.shared_passion=true

  # On two of them, from standard input:
  advisorctl compare - --platforms linkedin,twitter < request.json)";

constexpr char kBatchExamples[] = R"(Examples:
  # One AdviseRequest a line; one AdviceResult a line comes out, the summary on standard error:
  advisorctl batch people.jsonl > advice.jsonl

  # A table whose first line names facts and fields as --set does; an empty cell says nothing:
  #   candidate.display_name,relationship.met_in_person,relationship.my_assessment
  #   Jane,false,
  #   Alex,true,POSITIVE
  advisorctl batch people.csv --platform linkedin > advice.csv

A row that is wrong leaves the others alone: its result is its error, and the exit code is 3.)";

constexpr char kPlatformsExamples[] = R"(Example:
  advisorctl platforms --server advisor.internal:50051)";

constexpr char kPlatformExamples[] = R"(Example:
  advisorctl platform linkedin          # its facts, questions, rules and parameters
  advisorctl platform linkedin --json   # for a program that builds a form from it)";

constexpr char kReplayExamples[] = R"(Examples:
  # What would the next version have decided? Exit code 8 if anything else:
  advisorctl replay decisions.jsonl --plugin linkedin.so

  # A log that was rotated, with the parameters that the server has:
  advisorctl replay decisions.jsonl* --plugin linkedin.so --parameter linkedin.connection_limit=20000

  # What was packed since:
  zcat decisions-*.gz | advisorctl replay - --plugin linkedin.so

The log is what connection-advisor-server writes with --decision-log. No server is asked: advisor-plugin, which is
installed beside this program, compiles the plugin and decides. Exit code 9: the log has lines that are none, or no
decision on a platform of the plugin.)";

constexpr char kServer[] = "--server";
constexpr char kTlsGroup[] = "TLS";

// Options of `advisor-plugin replay`: it checks what they are given.
struct ReplayOption {
  const char* name;
  const char* about;
  const char* value = nullptr;  // what it is given; null: nothing
  bool repeats = false;
};

constexpr ReplayOption kReplayOptions[] = {
    {"--parameter", "A parameter's value, as the server has it; once for each", "PLATFORM.PARAMETER=NUMBER", true},
    {"--witnesses", "Decisions to show of each class [3]", "NUMBER"},
    {"--allow-bad-lines",
     "Lines that are none of a decision log are still named and counted, but don't make it unusable"},
    {"--timeout-ms", "Milliseconds that compiling the plugin may take [5000]", "NUMBER"},
    {"--memory-bytes", "Bytes of address space that compiling it may take [1073741824]", "NUMBER"},
    {"--unsandboxed", "Compile it even where the system refuses the sandbox: then its code has your rights"},
};

void AddCommonOptions(CLI::App* app, Arguments* arguments) {
  arguments->server = "127.0.0.1:50051";
  arguments->timeout = absl::Seconds(5);
  app->add_option(kServer, arguments->server, "Where the advisor listens")
      ->type_name("HOST:PORT")
      ->envname("CONNECTION_ADVISOR_SERVER")
      ->capture_default_str();
  app->add_option_function<std::string>(
         "--timeout",
         [arguments](const std::string& text) {
           if (!ParseTimeout(text, &arguments->timeout)) {
             throw CLI::ValidationError("--timeout", absl::StrCat("\"", text, "\" is no time; write 2, 0.5 or 500ms"));
           }
         },
         "How long to wait for the answer, in seconds or as 500ms [5; for changes of plugins 600]")
      ->type_name("TIME");
  app->add_flag("--tls", arguments->tls, "Talk TLS, trusting whom the system trusts")->group(kTlsGroup);
  app->add_option("--tls-ca", arguments->tls_ca, "Trust the servers that these authorities vouch for")
      ->type_name("PEM")
      ->group(kTlsGroup);
  app->add_option("--tls-cert", arguments->tls_cert, "Show this certificate to the server")
      ->type_name("PEM")
      ->group(kTlsGroup);
  app->add_option("--tls-key", arguments->tls_key, "The key of that certificate")->type_name("PEM")->group(kTlsGroup);
  app->add_option("--tls-server-name", arguments->tls_server_name,
                  "The name that the server's certificate has to carry [the host that is asked]")
      ->type_name("NAME")
      ->group(kTlsGroup);
  app->add_flag("--json", arguments->json, "Print the answer as JSON, and errors as google.rpc.Status");
}

void AddStatementOptions(CLI::App* command, Arguments* arguments,
                         const char* about = "State a fact; any number of times, over what the file says") {
  command->add_option("--set", arguments->statements, about)->type_name("FACT=VALUE")->allow_extra_args(false);
  command->add_flag("--full", arguments->full, "Ask for the full view: all that the advisor can say about its advice");
}

void AddRequestOptions(CLI::App* command, Arguments* arguments) {
  command->add_option("file", arguments->file, "The request (AdviseRequest) as JSON; - is standard input");
  AddStatementOptions(command, arguments);
}

void AddPlatformOption(CLI::App* command, Arguments* arguments) {
  command->add_option("--platform", arguments->platforms, "The platform, in place of the request's")
      ->type_name("NAME")
      ->expected(1);
}

CLI::App* AddCommand(CLI::App* app, const char* name, const char* about, const char* examples, Command command,
                     Arguments* arguments) {
  CLI::App* added = app->add_subcommand(name, about);
  added->footer(absl::StrCat(examples, "\n\n", kCommonOptions));
  added->callback([arguments, command] { arguments->command = command; });
  return added;
}

void AddReplayOption(CLI::App* command, const ReplayOption& option, ReplayArguments* replay) {
  const std::string name = option.name;
  if (option.value == nullptr) {
    command->add_flag_callback(
        name, [=] { replay->options.push_back(name); }, option.about);
    return;
  }
  const auto add = [=](const std::vector<std::string>& values) {
    for (const std::string& value : values) replay->options.push_back(absl::StrCat(name, "=", value));
  };
  CLI::Option* added = command->add_option_function<std::vector<std::string>>(name, add, option.about);
  added->type_name(option.value)->allow_extra_args(false);
  if (!option.repeats) added->expected(1);
}

void AddReplay(CLI::App* app, Arguments* arguments) {
  CLI::App* command = AddCommand(app, "replay", "Decides a decision log again, by another version of a plugin",
                                 kReplayExamples, Command::kReplay, arguments);
  ReplayArguments* replay = &arguments->replay;
  command->add_option("log", replay->logs, "Files of the decision log, in any order; - is standard input")->required();
  command->add_option("--plugin", replay->plugins, "The plugin that decides again; once for each platform's")
      ->type_name("FILE.so")
      ->required()
      ->allow_extra_args(false);
  for (const ReplayOption& option : kReplayOptions) AddReplayOption(command, option, replay);
}

void AddCommands(CLI::App* app, Arguments* arguments) {
  CLI::App* advise = AddCommand(app, "advise", "Advice on one person", kAdviseExamples, Command::kAdvise, arguments);
  AddRequestOptions(advise, arguments);
  AddPlatformOption(advise, arguments);

  CLI::App* interview = AddCommand(app, "interview", "Asks you, question by question, to the verdict",
                                   kInterviewExamples, Command::kInterview, arguments);
  interview->add_option("platform", arguments->platforms, "The platform")->required()->expected(1);
  AddStatementOptions(interview, arguments,
                      "State a fact beforehand, so that it is not asked for; any number of times");

  CLI::App* why_not = AddCommand(app, "why-not", "What would have to be so for a rule to decide", kWhyNotExamples,
                                 Command::kWhyNot, arguments);
  why_not->add_option("rule", arguments->rule, "The id of the rule")->required();
  AddRequestOptions(why_not, arguments);
  AddPlatformOption(why_not, arguments);

  CLI::App* compare = AddCommand(app, "compare", "The same person on several platforms, side by side", kCompareExamples,
                                 Command::kCompare, arguments);
  AddRequestOptions(compare, arguments);
  compare->add_option("--platforms", arguments->platforms, "Which to compare [all that are loaded]")
      ->type_name("NAME,...")
      ->delimiter(',')
      ->allow_extra_args(false);

  CLI::App* batch =
      AddCommand(app, "batch", "Advice on many people, from a file", kBatchExamples, Command::kBatch, arguments);
  batch->add_option("file", arguments->file, "The requests: FILE.jsonl or FILE.csv; - is standard input")->required();
  AddStatementOptions(batch, arguments);
  AddPlatformOption(batch, arguments);
  batch->add_option("--format", arguments->input_format, "What the file is, whatever its name")
      ->check(CLI::IsMember({"jsonl", "csv"}));
  batch->add_option("--output", arguments->output_format, "What the results are [as the file]")
      ->check(CLI::IsMember({"jsonl", "csv"}));

  AddReplay(app, arguments);

  AddCommand(app, "platforms", "What is loaded", kPlatformsExamples, Command::kPlatforms, arguments);

  CLI::App* platform = AddCommand(app, "platform", "One platform: its facts, questions, rules and parameters",
                                  kPlatformExamples, Command::kPlatform, arguments);
  platform->add_option("name", arguments->platforms, "The platform")->required()->expected(1);

  AddPluginsCommand(app, arguments);
}

void AddAll(CLI::App* app, Arguments* arguments) {
  app->set_version_flag("--version", std::string("advisorctl ") + CONNECTION_ADVISOR_VERSION);
  app->require_subcommand(1);
  app->fallthrough();
  app->footer(absl::StrCat("Exit codes:\n", ExitCodeTable()));
  AddCommonOptions(app, arguments);
  AddCommands(app, arguments);
}

std::vector<std::string> NamesOfCommands(const CLI::App& app) {
  std::vector<std::string> names;
  for (const CLI::App* command : app.get_subcommands({})) names.push_back(command->get_name());
  return names;
}

std::vector<std::string> NamesOfOptions(const CLI::App& app) {
  std::vector<std::string> names;
  for (const CLI::Option* option : app.get_options()) {
    for (const std::string& name : option->get_lnames()) names.push_back(absl::StrCat("--", name));
  }
  return names;
}

std::vector<std::string> ServerWords(const CLI::App& app) {
  std::vector<std::string> words;
  for (const CLI::Option* option : app.parse_order()) {
    const std::string name = absl::StrCat("--", option->get_single_name());
    if (name != kServer && option->get_group() != kTlsGroup) continue;
    const bool is_switch = option->get_items_expected_max() == 0;
    if (is_switch && !option->as<bool>()) continue;
    words.push_back(name);
    if (!is_switch) words.push_back(option->as<std::string>());
  }
  return words;
}

// The command that was named last, `app` itself where none was: of "advisorctl plugins list" the one that lists.
const CLI::App& Innermost(const CLI::App& app) {
  const CLI::App* innermost = &app;
  while (!innermost->get_subcommands().empty()) innermost = innermost->get_subcommands().front();
  return *innermost;
}

// What stands on the command line before that command's own words: "advisorctl plugins list".
std::string Line(const CLI::App& app) {
  std::string line = "advisorctl";
  const CLI::App* command = &app;
  while (!command->get_subcommands().empty()) {
    command = command->get_subcommands().front();
    absl::StrAppend(&line, " ", command->get_name());
  }
  return line;
}

// Whether words are left that nothing takes.
bool IsOfWordsLeft(const CLI::ParseError& error) {
  return error.get_exit_code() == static_cast<int>(CLI::ExitCodes::ExtrasError);
}

// CLI11 says of a misspelt command only that one is missing, and of an option or a word that nothing was expected.
std::string Mistake(const CLI::App& app, const CLI::ParseError& error) {
  const CLI::App& innermost = Innermost(app);
  const std::vector<std::string> commands = NamesOfCommands(innermost);
  const std::vector<std::string> remaining = app.remaining(true);
  if (remaining.empty() || (commands.empty() && !IsOfWordsLeft(error))) return error.what();
  const std::string& word = remaining.front();
  if (absl::StartsWith(word, "-")) {
    std::vector<std::string> options = NamesOfOptions(innermost);
    for (std::string& name : NamesOfOptions(app)) options.push_back(std::move(name));
    return absl::StrCat("no option ", word, DidYouMean(word, options));
  }
  if (commands.empty()) return absl::StrCat("\"", word, "\" is one word too many");
  return absl::StrCat("no command ", word, DidYouMean(word, commands));
}

Farewell FarewellFor(const CLI::App& app, const CLI::ParseError& error) {
  std::ostringstream out;
  if (app.exit(error, out, out) == 0) return {out.str(), false};
  return {absl::StrCat("advisorctl: ", Mistake(app, error), "\nSee ", Line(app), " --help.\n"), true};
}

// The one that these names lead to, as far as there is one.
const CLI::App& Find(const CLI::App& app, const std::vector<std::string>& commands) {
  const CLI::App* found = &app;
  for (const std::string& name : commands) {
    for (const CLI::App* command : found->get_subcommands({})) {
      if (command->get_name() == name) found = command;
    }
  }
  return *found;
}

}  // namespace

bool ParseTimeout(const std::string& text, absl::Duration* timeout) {
  double seconds = 0;
  absl::Duration parsed;
  if (absl::SimpleAtod(text, &seconds)) {
    parsed = absl::Seconds(seconds);
  } else if (!absl::ParseDuration(text, &parsed)) {
    return false;
  }
  if (!(parsed > absl::ZeroDuration()) || parsed == absl::InfiniteDuration()) return false;
  *timeout = parsed;
  return true;
}

std::variant<Arguments, Farewell> ParseCommandLine(int argc, const char* const* argv) {
  Arguments arguments;
  CLI::App app(kAbout, "advisorctl");
  AddAll(&app, &arguments);
  try {
    app.parse(argc, argv);
  } catch (const CLI::ParseError& error) {
    return FarewellFor(app, error);
  }
  if (arguments.command == Command::kPlugins && app.count("--timeout") == 0) {
    arguments.timeout = DefaultTimeout(arguments.plugins.action);
  }
  arguments.server_words = ServerWords(app);
  return arguments;
}

std::vector<std::string> CommandNames(const std::vector<std::string>& commands) {
  Arguments arguments;
  CLI::App app;
  AddAll(&app, &arguments);
  return NamesOfCommands(Find(app, commands));
}

std::vector<std::string> OptionNames(const std::vector<std::string>& commands) {
  Arguments arguments;
  CLI::App app;
  AddAll(&app, &arguments);
  std::vector<std::string> names = NamesOfOptions(app);
  for (size_t depth = 1; depth <= commands.size(); ++depth) {
    for (const std::string& name : NamesOfOptions(Find(app, {commands.begin(), commands.begin() + depth}))) {
      if (name != "--help") names.push_back(name);
    }
  }
  return names;
}

}  // namespace connection_advisor::client
