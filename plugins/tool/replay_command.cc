#include "plugins/tool/replay_command.h"

#include <unistd.h>

#include <algorithm>
#include <iostream>
#include <memory>
#include <optional>
#include <string>
#include <vector>

#include "plugins/tool/compilation_options.h"
#include "plugins/tool/named_plugin.h"
#include "plugins/tool/replay/log_file.h"
#include "plugins/tool/replay/replay.h"
#include "plugins/tool/replay/report.h"
#include "service/deployment/text_check.h"

namespace connection_advisor::tool {
namespace {

using deployment::Printable;

constexpr int kExitChanged = 3;
constexpr int kExitUnusable = 4;

struct Options {
  std::vector<std::string> logs;
  std::vector<std::string> plugins;
  size_t most_witnesses = kMostWitnesses;
  bool allow_bad_lines = false;
  bool json = false;
  CompilationOptions compilation;
};

// A bar on standard error, where that is a terminal.
class Progress {
 public:
  explicit Progress(const std::vector<std::string>& files) : shown_(isatty(STDERR_FILENO) == 1) {
    for (const std::string& file : files) total_ += SizeOfFile(file);
  }

  void Show(uint64_t bytes, uint64_t decisions) {
    read_ += bytes;
    if (!shown_ || total_ == 0) return;
    const uint64_t percent = std::min<uint64_t>(100, read_ * 100 / total_);
    if (percent == percent_) return;
    percent_ = percent;
    const size_t full = percent * kWidth / 100;
    std::cerr << "\r\033[K[" << std::string(full, '#') << std::string(kWidth - full, ' ') << "] " << percent << " %, "
              << decisions << " decisions" << std::flush;
  }

  void Clear() const {
    if (shown_) std::cerr << "\r\033[K" << std::flush;
  }

 private:
  static constexpr size_t kWidth = 30;

  const bool shown_;
  uint64_t total_ = 0;
  uint64_t read_ = 0;
  uint64_t percent_ = 101;
};

// Adds the plugin's platforms. kExitFine, or what is wrong on standard error: it is refused, or brings one again.
int AddPlatforms(const std::string& file, const Options& options, Platforms* platforms) {
  const std::optional<deployment::PluginOutcome> plugin = FitPlugin(file, options.compilation.ForDeploying());
  if (!plugin) return kExitRefused;
  for (const auto& platform : plugin->platforms) {
    for (const auto& before : *platforms) {
      if (before->id != platform->id) continue;
      std::cerr << "--plugin " << Printable(file) << ": another plugin given has the platform " << platform->id
                << " too; replay by one after the other\n";
      return kExitUsage;
    }
    platforms->push_back(platform);
  }
  return kExitFine;
}

// False, and why on standard error, where a file can't be read.
bool AddLogs(const std::vector<std::string>& logs, Replay* replay) {
  Progress progress(logs);
  for (const std::string& log : logs) {
    const absl::Status status =
        replay->Add(log, [&](uint64_t bytes, uint64_t decisions) { progress.Show(bytes, decisions); });
    if (status.ok()) continue;
    progress.Clear();
    std::cerr << Printable(std::string(status.message())) << "\n";
    return false;
  }
  progress.Clear();
  return true;
}

void PrintBadLines(const Replay& replay, std::ostream& out) {
  for (const BadLine& bad : replay.first_bad_lines()) {
    out << Printable(bad.file) << ":" << bad.line << ": " << bad.cause << "\n";
  }
  if (replay.bad_lines() > kMostBadLines) out << "and " << replay.bad_lines() - kMostBadLines << " more\n";
}

// What the log is good for, on standard error where it is not good enough.
bool IsUsable(const Replay& replay, const Options& options) {
  PrintBadLines(replay, std::cerr);
  if (replay.bad_lines() > 0 && !options.allow_bad_lines) {
    std::cerr << "lines that are none of a decision log make it unusable, unless --allow-bad-lines is given\n";
    return false;
  }
  if (replay.decided()) return true;
  std::cerr << "nothing was decided again: no decision in the log is on a platform that "
            << (options.plugins.size() == 1 ? "the plugin has\n" : "one of the plugins has\n");
  return false;
}

int RunReplay(const Options& options) {
  Platforms platforms;
  for (const std::string& plugin : options.plugins) {
    if (const int status = AddPlatforms(plugin, options, &platforms); status != kExitFine) return status;
  }
  if (!HaveParameters(platforms, options.compilation.parameters)) return kExitUsage;
  Replay replay(platforms, options.most_witnesses);
  if (!AddLogs(options.logs, &replay)) return kExitUnusable;
  const bool usable = IsUsable(replay, options);
  if (options.json) {
    PrintReplayAsJson(replay, std::cout);
  } else {
    PrintReplay(replay, std::cout);
  }
  if (!usable) return kExitUnusable;
  return replay.changed() ? kExitChanged : kExitFine;
}

}  // namespace

RunCommand AddReplayOptions(CLI::App& command_line) {
  const auto options = std::make_shared<Options>();
  command_line.add_option("LOG", options->logs, "Files of the decision log, in any order; - is standard input")
      ->required();
  command_line.add_option("--plugin", options->plugins, "The plugin that decides again; once for each platform's")
      ->type_name("FILE.so")
      ->required()
      ->allow_extra_args(false);
  command_line.add_option("--witnesses", options->most_witnesses, "Decisions to show of each class")
      ->check(CLI::Range(0, 1000, "0 to 1000"))
      ->type_name("NUMBER")
      ->capture_default_str();
  command_line.add_flag(
      "--allow-bad-lines", options->allow_bad_lines,
      "Lines that are none of a decision log are still named and counted, but don't make it unusable");
  command_line.add_flag("--json", options->json, "Print one line of JSON");
  options->compilation.AddTo(command_line);
  command_line.footer(
      "What was stated or derived when a decision was logged is stated again; what was assumed is assumed as the\n"
      "plugin assumes now. A decision that comes to the same verdict by another first reason counts as changed.\n"
      "Texts of persons are not needed, whatever the log has of them.\n\n"
      "Exit status: 0 every decision comes to the same, 1 the plugin is refused, 2 the command line is wrong, 3 some\n"
      "decision comes out differently or can't be decided again, 4 the log is unusable: a file can't be read, a line\n"
      "is none of a decision log, or no decision is on a platform of the plugin.");
  return [options] { return RunReplay(*options); };
}

}  // namespace connection_advisor::tool
