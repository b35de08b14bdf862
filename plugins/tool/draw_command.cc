#include "plugins/tool/draw_command.h"

#include <array>
#include <filesystem>
#include <iostream>
#include <memory>
#include <optional>
#include <string>
#include <vector>

#include "absl/status/status.h"
#include "absl/strings/str_cat.h"
#include "plugins/tool/graphviz.h"
#include "plugins/tool/named_plugin.h"
#include "plugins/tool/review/picture.h"

namespace connection_advisor::tool {
namespace {

constexpr int kExitNotDrawn = 3;

constexpr std::array kFormats = {"svg", "png", "dot"};

struct DrawOptions {
  std::string file;
  std::string platform;
  std::string format;
  std::string output;
  bool rules = false;
  CompilationOptions compilation;
};

// The format asked for; else what the output's name ends with. Nothing where neither says it.
std::optional<std::string> FormatOf(const DrawOptions& options) {
  if (!options.format.empty()) return options.format;
  if (options.output.empty()) return "svg";
  const std::string extension = std::filesystem::path(options.output).extension();
  for (const char* format : kFormats) {
    if (extension == absl::StrCat(".", format)) return format;
  }
  return std::nullopt;
}

int RunDraw(const DrawOptions& options) {
  const std::optional<std::string> format = FormatOf(options);
  if (!format) {
    std::cerr << "--output: " << options.output << " does not end in .svg, .png or .dot; say --format which it is\n";
    return kExitUsage;
  }
  const auto plugin = FitPlugin(options.file, options.compilation.ForDeploying());
  if (!plugin) return kExitRefused;
  if (!HaveParameters(plugin->platforms, options.compilation.parameters)) return kExitUsage;
  const platform::Platform* platform = NamedPlatform(*plugin, options.platform);
  if (platform == nullptr) return kExitUsage;
  const std::string dot = DotOf(*platform, options.rules ? Leaves::kRules : Leaves::kVerdicts);
  const absl::Status drawn = WritePicture(dot, *format, options.output);
  if (drawn.ok()) return kExitFine;
  std::cerr << drawn.message() << "\n";
  return kExitNotDrawn;
}

}  // namespace

RunCommand AddDrawOptions(CLI::App& command_line) {
  const auto options = std::make_shared<DrawOptions>();
  command_line.add_option("FILE.so", options->file, "The plugin")->required();
  command_line.add_option("--platform", options->platform, "Which of its platforms; needed where it has several")
      ->type_name("ID");
  command_line
      .add_option("--format", options->format,
                  "svg, png or dot; else as the output's name ends, and svg for standard output")
      ->check(CLI::IsMember(std::vector<std::string>(kFormats.begin(), kFormats.end())))
      ->type_name("FORMAT");
  command_line.add_option("-o,--output", options->output, "Where to write it; else standard output")->type_name("FILE");
  command_line.add_flag("--rules", options->rules, "Show the rule that decides beside the verdict");
  options->compilation.AddTo(command_line);
  command_line.footer(
      "svg and png are drawn by Graphviz's program dot. What can't be is left out.\n\n"
      "Exit status: 0 drawn, 1 the plugin is refused, 2 the command line is wrong, 3 it could not be drawn or\n"
      "written.");
  return [options] { return RunDraw(*options); };
}

}  // namespace connection_advisor::tool
