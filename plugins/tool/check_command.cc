#include "plugins/tool/check_command.h"

#include <google/protobuf/struct.pb.h>
#include <google/protobuf/util/json_util.h>

#include <iostream>
#include <memory>
#include <ostream>
#include <string>
#include <vector>

#include "absl/strings/str_cat.h"
#include "absl/strings/str_format.h"
#include "absl/strings/str_join.h"
#include "plugins/tool/compilation_options.h"
#include "plugins/tool/named_plugin.h"
#include "service/diagram/count.h"

namespace connection_advisor::tool {
namespace {

using deployment::PluginOutcome;
using google::protobuf::ListValue;
using google::protobuf::Struct;
using platform::Outcome;
using platform::Platform;

std::string_view VerdictName(Outcome verdict) {
  return verdict == Outcome::kConnect ? "CONNECT" : verdict == Outcome::kMeetFirst ? "MEET_FIRST" : "DECLINE";
}

bool Decides(const platform::Rule& rule) {
  return rule.outcome != Outcome::kImpossible && rule.outcome != Outcome::kNote;
}

void PrintPlatform(const Platform& platform, std::ostream& out) {
  out << absl::StrFormat("  platform %s (%s)\n", platform.id, platform.purpose);
  out << absl::StrFormat("    %d facts decide, %d are read by notes only\n", platform.deciding.count(),
                         platform.facts.size() - platform.deciding.count());
  out << absl::StrFormat("    %s possible cases:", diagram::ToString(platform.possible_cases));
  for (const Outcome verdict : platform::kVerdicts) {
    const diagram::Count cases = platform.verdict_cases[static_cast<size_t>(verdict)];
    out << absl::StrFormat(" %s %.1f%%", VerdictName(verdict), 100 * diagram::Share(cases, platform.possible_cases));
  }
  out << absl::StrFormat("\n    %d nodes in the diagram, ", platform.forest.node_count());
  if (platform.knowledge) {
    out << absl::StrFormat("%d states of knowledge: questions in their exact order\n",
                           platform.knowledge->state_count());
  } else {
    out << "too many states of knowledge for a table: questions in an estimated order\n";
  }
  for (const platform::Rule& rule : platform.rules) {
    if (!Decides(rule)) continue;
    out << absl::StrFormat("    %-10s %12s cases  %s\n", VerdictName(rule.outcome), diagram::ToString(rule.cases),
                           rule.id);
  }
}

void PrintSandbox(const PluginOutcome& outcome, std::ostream& out) {
  if (!outcome.walls.empty()) out << "  compiled behind: " << absl::StrJoin(outcome.walls, ", ") << "\n";
  if (outcome.denied_calls.empty()) return;
  out << "  tried in vain: " << absl::StrJoin(outcome.denied_calls, ", ") << "\n";
}

Struct PlatformAsStruct(const Platform& platform) {
  Struct row;
  auto& fields = *row.mutable_fields();
  fields["id"].set_string_value(platform.id);
  fields["possible_cases"].set_string_value(diagram::ToString(platform.possible_cases));
  fields["diagram_nodes"].set_number_value(static_cast<double>(platform.forest.node_count()));
  fields["states"].set_number_value(platform.knowledge ? platform.knowledge->state_count() : -1);
  ListValue* rules = fields["rules"].mutable_list_value();
  for (const platform::Rule& rule : platform.rules) {
    if (!Decides(rule)) continue;
    auto& rule_fields = *rules->add_values()->mutable_struct_value()->mutable_fields();
    rule_fields["id"].set_string_value(rule.id);
    rule_fields["verdict"].set_string_value(std::string(VerdictName(rule.outcome)));
    rule_fields["cases"].set_string_value(diagram::ToString(rule.cases));
  }
  return row;
}

void AddLines(const std::vector<std::string>& lines, google::protobuf::Value& value) {
  ListValue* list = value.mutable_list_value();
  for (const std::string& line : lines) list->add_values()->set_string_value(line);
}

struct CheckOptions {
  std::string file;
  bool json = false;
  CompilationOptions compilation;
};

int RunCheck(const CheckOptions& options) {
  const PluginOutcome outcome = deployment::DeployFile(options.file, options.compilation.ForDeploying());
  const bool refused = outcome.refused();
  if (!refused && !HaveParameters(outcome.platforms, options.compilation.parameters)) return kExitUsage;
  if (options.json) {
    PrintOutcomeAsJson(outcome, std::cout);
  } else {
    PrintOutcome(outcome, std::cout);
  }
  return refused ? kExitRefused : kExitFine;
}

}  // namespace

RunCommand AddCheckOptions(CLI::App& command_line) {
  const auto options = std::make_shared<CheckOptions>();
  command_line.add_option("FILE.so", options->file, "The plugin")->required();
  command_line.add_flag("--json", options->json, "Print one line of JSON");
  options->compilation.AddTo(command_line);
  command_line.footer("Exit status: 0 fit to serve, 1 refused, 2 the command line is wrong.");
  return [options] { return RunCheck(*options); };
}

void PrintOutcome(const PluginOutcome& outcome, std::ostream& out) {
  if (outcome.refused()) {
    out << outcome.file << " is refused:\n";
    for (const std::string& cause : outcome.causes) out << "  - " << cause << "\n";
    PrintSandbox(outcome, out);
    return;
  }
  out << absl::StrFormat("%s is fit to serve: %s %s, SHA-256 %s\n", outcome.file, outcome.plugin.name,
                         outcome.plugin.version, outcome.plugin.sha256);
  PrintSandbox(outcome, out);
  for (const auto& platform : outcome.platforms) PrintPlatform(*platform, out);
}

void PrintOutcomeAsJson(const PluginOutcome& outcome, std::ostream& out) {
  Struct root;
  auto& fields = *root.mutable_fields();
  fields["file"].set_string_value(outcome.file);
  fields["refused"].set_bool_value(outcome.refused());
  AddLines(outcome.causes, fields["causes"]);
  AddLines(outcome.walls, fields["walls"]);
  AddLines(outcome.denied_calls, fields["denied_calls"]);
  auto& plugin = *fields["plugin"].mutable_struct_value()->mutable_fields();
  plugin["name"].set_string_value(outcome.plugin.name);
  plugin["version"].set_string_value(outcome.plugin.version);
  plugin["sha256"].set_string_value(outcome.plugin.sha256);
  ListValue* platforms = fields["platforms"].mutable_list_value();
  for (const auto& platform : outcome.platforms) {
    *platforms->add_values()->mutable_struct_value() = PlatformAsStruct(*platform);
  }
  std::string json;
  if (!google::protobuf::util::MessageToJsonString(root, &json).ok()) json = "{}";
  out << json << "\n";
}

}  // namespace connection_advisor::tool
