#include "plugins/tool/replay/report.h"

#include <google/protobuf/struct.pb.h>
#include <google/protobuf/util/json_util.h>

#include <string>

#include "absl/strings/str_cat.h"
#include "absl/strings/str_format.h"
#include "absl/strings/str_join.h"
#include "service/deployment/text_check.h"

namespace connection_advisor::tool {
namespace {

using deployment::Printable;
using google::protobuf::ListValue;
using google::protobuf::Struct;

const char* NameOf(Result result) { return kResultNames[static_cast<size_t>(result)]; }

std::string TextOf(const Change& change) {
  if (change.first == change.second) return absl::StrCat(NameOf(change.first), " by another rule");
  return absl::StrCat(NameOf(change.first), " -> ", NameOf(change.second));
}

std::string Decisions(uint64_t count) { return absl::StrCat(count, count == 1 ? " decision" : " decisions"); }

std::string Counted(const std::map<std::string, uint64_t>& counts) {
  return absl::StrJoin(counts, ", ", [](std::string* out, const auto& count) {
    absl::StrAppend(out, Printable(count.first), " (", count.second, ")");
  });
}

void PrintClass(const std::string& name, const ChangeClass& change, std::ostream& out) {
  out << absl::StrFormat("  %10d  %s\n", change.decisions, name);
}

void PrintWitnesses(const ChangeClass& change, std::ostream& out) {
  for (const Witness& witness : change.witnesses) {
    const std::string id = witness.request_id.empty() ? "" : absl::StrCat(", request ", Printable(witness.request_id));
    const std::string then = witness.rule_then.empty() ? "no rule" : Printable(witness.rule_then);
    const std::string now = witness.rule_now.empty() ? "none" : witness.rule_now;
    out << absl::StrFormat("              %s:%d%s: %s -> %s\n                %s\n", Printable(witness.file),
                           witness.line, id, then, now, witness.request);
  }
}

void PrintAskedFor(const Findings& findings, const ChangeClass& change, std::ostream& out) {
  for (const auto& [fact, decisions] : change.asked_for) {
    out << absl::StrFormat("              %d %s for %s%s\n", decisions, decisions == 1 ? "asks" : "ask", fact,
                           findings.IsInLog(fact) ? "" : ", which no decision in the log has");
  }
}

void PrintFindings(const Findings& findings, std::ostream& out) {
  const platform::PluginIdentity& plugin = findings.platform().plugin;
  out << absl::StrFormat("%s on %s, decided again by %s %s (%s)\n", Decisions(findings.decisions()),
                         findings.platform().id, plugin.name, plugin.version, plugin.sha256.substr(0, 8));
  out << absl::StrFormat("  %10d  as before, by the same rule\n", findings.unchanged());
  for (const auto& [change, found] : findings.changes()) {
    PrintClass(TextOf(change), found, out);
    PrintAskedFor(findings, found, out);
    PrintWitnesses(found, out);
  }
  if (findings.unknown().decisions == 0) return;
  PrintClass(absl::StrCat("can't be decided again: the plugin does not know ", Counted(findings.unknown_facts())),
             findings.unknown(), out);
  PrintWitnesses(findings.unknown(), out);
}

void SetNumber(uint64_t number, google::protobuf::Value& value) { value.set_number_value(static_cast<double>(number)); }

void SetCounts(const std::map<std::string, uint64_t>& counts, google::protobuf::Value& value) {
  auto& fields = *value.mutable_struct_value()->mutable_fields();
  for (const auto& [name, count] : counts) SetNumber(count, fields[name]);
}

void SetWitnesses(const ChangeClass& change, google::protobuf::Value& value) {
  ListValue* list = value.mutable_list_value();
  for (const Witness& witness : change.witnesses) {
    auto& fields = *list->add_values()->mutable_struct_value()->mutable_fields();
    fields["file"].set_string_value(Printable(witness.file));
    SetNumber(witness.line, fields["line"]);
    fields["request_id"].set_string_value(witness.request_id);
    fields["rule_then"].set_string_value(witness.rule_then);
    fields["rule_now"].set_string_value(witness.rule_now);
    fields["request"].set_string_value(witness.request);
  }
}

Struct FindingsAsStruct(const Findings& findings) {
  Struct row;
  auto& fields = *row.mutable_fields();
  fields["platform"].set_string_value(findings.platform().id);
  fields["version"].set_string_value(findings.platform().plugin.version);
  fields["sha256"].set_string_value(findings.platform().plugin.sha256);
  SetNumber(findings.decisions(), fields["decisions"]);
  SetNumber(findings.unchanged(), fields["unchanged"]);
  ListValue* changes = fields["changes"].mutable_list_value();
  for (const auto& [change, found] : findings.changes()) {
    auto& change_fields = *changes->add_values()->mutable_struct_value()->mutable_fields();
    change_fields["from"].set_string_value(NameOf(change.first));
    change_fields["to"].set_string_value(NameOf(change.second));
    SetNumber(found.decisions, change_fields["decisions"]);
    SetCounts(found.asked_for, change_fields["asked_for"]);
    SetWitnesses(found, change_fields["witnesses"]);
  }
  auto& unknown = *fields["unknown"].mutable_struct_value()->mutable_fields();
  SetNumber(findings.unknown().decisions, unknown["decisions"]);
  SetCounts(findings.unknown_facts(), unknown["facts"]);
  SetWitnesses(findings.unknown(), unknown["witnesses"]);
  return row;
}

}  // namespace

void PrintReplay(const Replay& replay, std::ostream& out) {
  for (const auto& findings : replay.findings()) PrintFindings(*findings, out);
  for (const auto& [platform, elsewhere] : replay.elsewhere()) {
    out << absl::StrFormat("%s on %s, not decided again: no plugin given has it (first in %s:%d)\n",
                           Decisions(elsewhere.decisions), Printable(platform), Printable(elsewhere.file),
                           elsewhere.line);
  }
  if (replay.lost() > 0) {
    out << absl::StrFormat("%s missing in the log, as it says itself\n", Decisions(replay.lost()));
  }
  if (replay.bad_lines() > 0) {
    out << absl::StrFormat("%d %s of a decision log, passed over\n", replay.bad_lines(),
                           replay.bad_lines() == 1 ? "line is none" : "lines are none");
  }
}

void PrintReplayAsJson(const Replay& replay, std::ostream& out) {
  Struct root;
  auto& fields = *root.mutable_fields();
  fields["changed"].set_bool_value(replay.changed());
  SetNumber(replay.decisions(), fields["decisions"]);
  ListValue* platforms = fields["platforms"].mutable_list_value();
  for (const auto& findings : replay.findings()) {
    *platforms->add_values()->mutable_struct_value() = FindingsAsStruct(*findings);
  }
  auto& elsewhere = *fields["elsewhere"].mutable_struct_value()->mutable_fields();
  for (const auto& [platform, found] : replay.elsewhere()) {
    auto& row = *elsewhere[platform].mutable_struct_value()->mutable_fields();
    SetNumber(found.decisions, row["decisions"]);
    row["file"].set_string_value(Printable(found.file));
    SetNumber(found.line, row["line"]);
  }
  SetNumber(replay.lost(), fields["lost"]);
  SetNumber(replay.bad_lines(), fields["bad_lines"]);
  std::string json;
  if (!google::protobuf::util::MessageToJsonString(root, &json).ok()) json = "{}";
  out << json << "\n";
}

}  // namespace connection_advisor::tool
