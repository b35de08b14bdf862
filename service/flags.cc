#include "service/flags.h"

#include <CLI/CLI.hpp>
#include <string_view>
#include <utility>
#include <vector>

#include "absl/strings/str_cat.h"
#include "absl/strings/str_split.h"
#include "absl/strings/string_view.h"
#include "service/admin_setting.h"
#include "service/configuration.h"
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
  connection-advisor-server --listen 127.0.0.1:0 --plugins ./build/release/plugins
      serves the plugins of a build on a port that the system picks
  connection-advisor-server --config /etc/connection-advisor.toml --check-config
      checks a configuration file, and the plugins that its parameters are for
  grpcurl -plaintext -d '{"platform": "linkedin"}' 127.0.0.1:50051 connection_advisor.v1.ConnectionAdvisor/Advise
      asks it

Once it serves, it prints one line on standard output: serving on HOST:PORT. Everything else goes to standard error.
A plugin that is refused is named there with its cause, and the others serve.
SIGTERM or SIGINT stops it when the calls in flight have ended; a second one stops it at once.
Exit codes: 0 stopped as told, 1 could not serve, 2 something is wrong in the command line, the configuration, or a file
that they name.
)";

struct Given {
  const SettingRow* row;
  std::string text;
};

CommandLine Bad(const std::string& message) {
  return {std::nullopt, absl::StrCat(kProgram, ": ", message, "\nSee ", kProgram, " --help.\n"), kExitBadUsage};
}

std::string Unknown(const std::string& argument) {
  if (argument.rfind('-', 0) != 0) {
    return absl::StrCat("'", argument, "' belongs to no flag; the server takes flags only");
  }
  const std::string flag = argument.substr(0, argument.find('='));
  std::vector<std::string_view> flags = {"--help", "--version"};
  for (const SettingRow& row : SettingTable()) flags.push_back(row.flag);
  const std::string nearest(facts::Nearest(flag, flags));
  const std::string hint = nearest.empty() ? std::string() : absl::StrCat("; did you mean ", nearest, "?");
  return absl::StrCat(flag, ": there is no such flag", hint);
}

// CLI11 leaves long lines to the terminal, which breaks words.
std::string Wrapped(const std::string& text) {
  constexpr size_t kWidth = 76;
  std::string wrapped;
  size_t column = 0;
  for (const absl::string_view word : absl::StrSplit(text, ' ')) {
    const bool fits = column + 1 + word.size() <= kWidth;
    if (column > 0) wrapped += fits ? ' ' : '\n';
    column = column > 0 && fits ? column + 1 + word.size() : word.size();
    wrapped.append(word.data(), word.size());
  }
  return wrapped;
}

void AddRow(const SettingRow& row, CLI::App& app, std::vector<Given>& given) {
  const std::string standard = row.shown_default == nullptr ? "" : absl::StrCat(" Default: ", row.shown_default, ".");
  const std::string help = Wrapped(absl::StrCat(row.help, standard));
  CLI::Option* option = nullptr;
  if (row.value_name == nullptr) {
    option = app.add_flag(row.flag, help)->each([&row, &given](const std::string& text) {
      given.push_back({&row, text});
    });
  } else {
    option = app.add_option_function<std::string>(
        row.flag,
        [&row, &given](const std::string& text) {
          given.push_back({&row, text});
        },
        help);
    option->type_name(row.value_name);
  }
  option->group(row.group);
}

absl::Status Apply(const std::vector<Given>& given, Settings& settings) {
  for (const Given& one : given) {
    const absl::Status status = one.row->set(one.text, settings);
    if (!status.ok()) return absl::InvalidArgumentError(absl::StrCat(one.row->flag, ": ", status.message()));
  }
  return absl::OkStatus();
}

// The file's settings, overruled by the flags.
absl::Status ApplyWithFile(const std::vector<Given>& given, Settings& settings) {
  // The flags first for themselves: which file is one of them.
  Settings flags;
  if (absl::Status status = Apply(given, flags); !status.ok()) return status;
  if (!flags.config.empty()) {
    if (absl::Status status = ReadConfiguration(flags.config, settings); !status.ok()) return status;
  }
  return Apply(given, settings);
}

absl::Status CheckTogether(const Settings& settings) {
  const edge::TlsFiles& tls = settings.tls;
  if (tls.certificate.empty() != tls.key.empty()) {
    return absl::InvalidArgumentError("--tls-cert and --tls-key go together; give both");
  }
  if (!tls.client_ca.empty() && tls.certificate.empty()) {
    return absl::InvalidArgumentError("--tls-client-ca needs --tls-cert and --tls-key; give all three");
  }
  if (settings.signatures != deployment::SignaturePolicy::kOff && settings.trusted_keys.empty()) {
    return absl::InvalidArgumentError("--signatures warn and require need --trusted-keys; name those who may sign");
  }
  if (settings.max_changed_verdicts && settings.state.empty()) {
    return absl::InvalidArgumentError(
        "--max-changed-verdicts needs --state; without it nothing remembers what served, and a restart goes round it");
  }
  return CheckAdmin(settings);
}

}  // namespace

CommandLine ParseCommandLine(int argc, const char* const* argv) {
  CLI::App app(kIntroduction, kProgram);
  app.set_help_flag("--help,-h", "Print this and exit.");
  app.set_version_flag("--version", absl::StrCat(kProgram, " ", CONNECTION_ADVISOR_VERSION), "Print it and exit.");
  app.allow_extras();
  app.footer(kLesson);
  std::vector<Given> given;
  for (const SettingRow& row : SettingTable()) AddRow(row, app, given);

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
  if (const absl::Status status = ApplyWithFile(given, settings); !status.ok())
    return Bad(std::string(status.message()));
  if (const absl::Status status = CheckTogether(settings); !status.ok()) return Bad(std::string(status.message()));
  return {std::move(settings), "", 0};
}

}  // namespace connection_advisor
