#include "plugins/tool/diff_command.h"

#include <iostream>
#include <memory>
#include <string>

#include "plugins/tool/named_plugin.h"
#include "plugins/tool/review/difference_json.h"
#include "plugins/tool/review/difference_markdown.h"
#include "plugins/tool/review/difference_text.h"
#include "service/analysis/difference.h"

namespace connection_advisor::tool {
namespace {

constexpr int kExitChanged = 3;
constexpr int kExitIncompatible = 4;
constexpr int kExitTooLarge = 5;

struct DiffOptions {
  std::string before;
  std::string after;
  bool markdown = false;
  bool json = false;
  CompilationOptions compilation;
  deployment::ParameterValues new_parameters;
};

int ExitStatusOf(analysis::Effect effect) {
  switch (effect) {
    case analysis::Effect::kCompatible:
      return kExitFine;
    case analysis::Effect::kChanged:
      return kExitChanged;
    case analysis::Effect::kIncompatible:
      return kExitIncompatible;
  }
  return kExitIncompatible;
}

int RunDiff(const DiffOptions& options) {
  deployment::DeployOptions deploying = options.compilation.ForDeploying();
  const auto before = FitPlugin(options.before, deploying);
  for (const auto& [name, value] : options.new_parameters) deploying.parameters[name] = value;
  const auto after = FitPlugin(options.after, deploying);
  if (!before || !after) return kExitRefused;
  Platforms platforms = before->platforms;
  platforms.insert(platforms.end(), after->platforms.begin(), after->platforms.end());
  const bool known = HaveParameters(platforms, options.compilation.parameters) &&
                     HaveParameters(after->platforms, options.new_parameters, "--new-parameter");
  if (!known) return kExitUsage;
  const absl::StatusOr<analysis::PluginDifference> difference =
      analysis::Difference(before->platforms, after->platforms);
  if (!difference.ok()) {
    std::cerr << difference.status().message() << "\n";
    return kExitTooLarge;
  }
  const auto print = options.json       ? PrintDifferenceAsJson
                     : options.markdown ? PrintDifferenceAsMarkdown
                                        : PrintDifference;
  print(*difference, std::cout);
  return ExitStatusOf(difference->effect);
}

}  // namespace

RunCommand AddDiffOptions(CLI::App& command_line) {
  const auto options = std::make_shared<DiffOptions>();
  command_line.add_option("OLD.so", options->before, "The version before")->required();
  command_line.add_option("NEW.so", options->after, "The version after")->required();
  CLI::Option* markdown = command_line.add_flag("--markdown", options->markdown, "Print Markdown, for a review");
  command_line.add_flag("--json", options->json, "Print one line of JSON")->excludes(markdown);
  options->compilation.AddTo(command_line);
  AddParameterOption(command_line, "--new-parameter", "A parameter's value in the version after alone",
                     &options->new_parameters);
  command_line.footer(
      "Exact, over every case of the facts of both. The requests that it prints can be sent as they stand.\n\n"
      "Exit status: 0 compatible (no request comes to another verdict), 3 changed (some may), 4 incompatible (what\n"
      "callers may send is refused), 1 a plugin is refused, 2 the command line is wrong, 5 the two are too large to "
      "be\n"
      "compared.");
  return [options] { return RunDiff(*options); };
}

}  // namespace connection_advisor::tool
