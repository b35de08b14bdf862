#include "service/flags.h"

#include <CLI/CLI.hpp>
#include <string_view>
#include <utility>
#include <vector>

#include "absl/strings/str_cat.h"
#include "service/facts/nearest.h"
#include "service/setting_table.h"

namespace connection_advisor {
namespace {

constexpr const char* kProgram = "connection-advisor-server";

constexpr const char* kIntroduction =
    "Advises, over gRPC, whether a member should connect with a person on a platform, and why.\n"
    "The rules come from plugins. Each is compiled once, in a child process, before the server serves.";

constexpr const char* kLesson = R"(Examples:
  connection-advisor-server
      serves the installed plugins on 127.0.0.1:50051
  connection-advisor-server --listen 127.0.0.1:0 --plugins ./build/plugins
      serves the plugins of a build on a port that the system picks
  grpcurl -plaintext -d '{"platform": "linkedin"}' 127.0.0.1:50051 connection_advisor.v1.ConnectionAdvisor/Advise
      asks it

Once it serves, it prints one line on standard output: serving on HOST:PORT. Everything else goes to standard error.
A plugin that is refused is named there with its cause, and the others serve.
SIGTERM or SIGINT stops it when the calls in flight have ended; a second one stops it at once.
Exit codes: 0 stopped as told, 1 could not serve, 2 a bad command line.
)";

struct Given {
  const SettingRow* row;
  std::string text;
};

CommandLine Bad(const std::string& message) {
  return {std::nullopt, absl::StrCat(kProgram, ": ", message, "\nSee ", kProgram, " --help.\n"), kExitBadUsage};
}

std::string Unknown(const std::string& argument) {
  if (argument.rfind("-", 0) != 0) {
    return absl::StrCat("'", argument, "' belongs to no flag; the server takes flags only");
  }
  const std::string flag = argument.substr(0, argument.find('='));
  std::vector<std::string_view> flags = {"--help", "--version"};
  for (const SettingRow& row : SettingTable()) flags.push_back(row.flag);
  const std::string nearest(facts::Nearest(flag, flags));
  const std::string hint = nearest.empty() ? std::string() : absl::StrCat("; did you mean ", nearest, "?");
  return absl::StrCat(flag, ": there is no such flag", hint);
}

void AddRows(CLI::App& app, std::vector<Given>& given) {
  for (const SettingRow& row : SettingTable()) {
    app.add_option_function<std::string>(
           row.flag,
           [&row, &given](const std::string& text) {
             given.push_back({&row, text});
           },
           absl::StrCat(row.help, " Default: ", row.shown_default, "."))
        ->type_name(row.value_name)
        ->group(row.group);
  }
}

}  // namespace

CommandLine ParseCommandLine(int argc, const char* const* argv) {
  CLI::App app(kIntroduction, kProgram);
  app.set_help_flag("--help,-h", "Print this and exit.");
  app.set_version_flag("--version", absl::StrCat(kProgram, " ", CONNECTION_ADVISOR_VERSION), "Print it and exit.");
  app.allow_extras();
  app.footer(kLesson);
  std::vector<Given> given;
  AddRows(app, given);

  try {
    app.parse(argc, argv);
  } catch (const CLI::CallForHelp&) {
    return {std::nullopt, app.help(), 0};
  } catch (const CLI::CallForVersion& version) {
    return {std::nullopt, absl::StrCat(version.what(), "\n"), 0};
  } catch (const CLI::ParseError& error) {
    return Bad(error.what());
  }

  if (const std::vector<std::string> extras = app.remaining(); !extras.empty()) return Bad(Unknown(extras.front()));
  Settings settings;
  for (const Given& one : given) {
    const absl::Status status = one.row->set(one.text, settings);
    if (!status.ok()) return Bad(absl::StrCat(one.row->flag, ": ", status.message()));
  }
  return {std::move(settings), "", 0};
}

}  // namespace connection_advisor
