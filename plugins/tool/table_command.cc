#include "plugins/tool/table_command.h"

#include <iostream>
#include <memory>
#include <string>

#include "plugins/tool/named_plugin.h"
#include "plugins/tool/review/table_markdown.h"
#include "service/analysis/decision_table.h"

namespace connection_advisor::tool {
namespace {

constexpr int kExitTooLarge = 3;

struct TableOptions {
  std::string file;
  std::string platform;
  CompilationOptions compilation;
};

int RunTable(const TableOptions& options) {
  const auto plugin = FitPlugin(options.file, options.compilation.ForDeploying());
  if (!plugin) return kExitRefused;
  if (!HaveParameters(plugin->platforms, options.compilation.parameters)) return kExitUsage;
  const platform::Platform* platform = NamedPlatform(*plugin, options.platform);
  if (platform == nullptr) return kExitUsage;
  const absl::StatusOr<analysis::DecisionTable> table = analysis::TableOf(*platform);
  if (!table.ok()) {
    std::cerr << table.status().message() << "\n";
    return kExitTooLarge;
  }
  PrintTable(*platform, *table, std::cout);
  return kExitFine;
}

}  // namespace

RunCommand AddTableOptions(CLI::App& command_line) {
  const auto options = std::make_shared<TableOptions>();
  command_line.add_option("FILE.so", options->file, "The plugin")->required();
  command_line.add_option("--platform", options->platform, "Which of its platforms; needed where it has several")
      ->type_name("ID");
  options->compilation.AddTo(command_line);
  command_line.footer(
      "Prints Markdown: every possible case is in exactly one line.\n\n"
      "Exit status: 0 printed, 1 the plugin is refused, 2 the command line is wrong, 3 the table would be too long.");
  return [options] { return RunTable(*options); };
}

}  // namespace connection_advisor::tool
