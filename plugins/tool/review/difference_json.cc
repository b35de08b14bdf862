#include "plugins/tool/review/difference_json.h"

#include <google/protobuf/struct.pb.h>
#include <google/protobuf/util/json_util.h>

#include <optional>
#include <ostream>
#include <string>

#include "absl/strings/string_view.h"
#include "service/diagram/count.h"

namespace connection_advisor::tool {
namespace {

using analysis::CaseChange;
using analysis::ConditionLine;
using analysis::PlatformDifference;
using analysis::PluginDifference;
using google::protobuf::ListValue;
using google::protobuf::Struct;
using google::protobuf::Value;

// Writes the fields of an object.
class Fields {
 public:
  explicit Fields(Struct* object) : fields_(*object->mutable_fields()) {}

  void Set(const char* name, absl::string_view text) { fields_[name].set_string_value(text.data(), text.size()); }
  void Set(const char* name, diagram::Count count) { fields_[name].set_string_value(diagram::ToString(count)); }
  void Set(const char* name, bool value) { fields_[name].set_bool_value(value); }
  void Set(const char* name, const std::optional<std::string>& text) {
    if (text) {
      Set(name, absl::string_view(*text));
    } else {
      fields_[name].set_null_value(google::protobuf::NULL_VALUE);
    }
  }
  void SetJson(const char* name, const std::string& json) {
    if (!google::protobuf::util::JsonStringToMessage(json, fields_[name].mutable_struct_value()).ok()) {
      Set(name, absl::string_view(json));
    }
  }
  Fields Object(const char* name) { return Fields(fields_[name].mutable_struct_value()); }
  ListValue* List(const char* name) { return fields_[name].mutable_list_value(); }

 private:
  google::protobuf::Map<std::string, Value>& fields_;
};

Fields AddObject(ListValue* list) { return Fields(list->add_values()->mutable_struct_value()); }

void AddTexts(const std::vector<std::string>& texts, ListValue* list) {
  for (const std::string& text : texts) list->add_values()->set_string_value(text);
}

std::optional<std::string> NullIfEmpty(const std::string& id) {
  return id.empty() ? std::nullopt : std::optional<std::string>(id);
}

void WriteLine(const ConditionLine& line, Fields out) {
  out.Set("cases", line.cases);
  ListValue* conditions = out.List("conditions");
  for (const analysis::Condition& condition : line.conditions) {
    Fields row = AddObject(conditions);
    row.Set("fact", absl::string_view(condition.fact_id));
    AddTexts(condition.values, row.List("values"));
  }
}

void WriteChange(const CaseChange& change, Fields out) {
  out.Set("before", analysis::Name(change.before));
  out.Set("after", analysis::Name(change.after));
  out.Set("cases", change.cases);
  ListValue* rules = out.List("rules");
  for (const analysis::RulePair& pair : change.rules) {
    Fields row = AddObject(rules);
    row.Set("before", NullIfEmpty(pair.before));
    row.Set("after", NullIfEmpty(pair.after));
    row.Set("cases", pair.cases);
  }
  ListValue* lines = out.List("lines");
  for (const ConditionLine& line : change.lines) WriteLine(line, AddObject(lines));
  out.Set("cases_beyond_lines", change.cases_beyond_lines);
  out.SetJson("request_to_before", change.witness.to_before);
  out.SetJson("request_to_after", change.witness.to_after);
  out.Set("fewest_facts", change.witness.fewest_facts);
}

void WritePlatform(const PlatformDifference& difference, Fields out) {
  out.Set("platform", absl::string_view(difference.platform));
  out.Set("effect", analysis::Name(difference.effect));
  out.Set("cases", difference.cases);
  out.Set("unchanged", difference.unchanged);
  ListValue* verdict_changes = out.List("verdict_changes");
  for (const CaseChange& change : difference.verdict_changes) WriteChange(change, AddObject(verdict_changes));
  ListValue* rule_changes = out.List("rule_changes");
  for (const CaseChange& change : difference.rule_changes) WriteChange(change, AddObject(rule_changes));
  ListValue* conditions = out.List("condition_changes");
  for (const analysis::ConditionChange& change : difference.condition_changes) {
    Fields row = AddObject(conditions);
    row.Set("rule", NullIfEmpty(change.rule_id));
    row.Set("starts_to_hold", change.starts_to_hold);
    row.Set("stops_holding", change.stops_holding);
  }
  ListValue* declarations = out.List("declarations");
  for (const analysis::DeclarationChange& change : difference.declarations) {
    Fields row = AddObject(declarations);
    row.Set("subject", analysis::Name(change.subject));
    row.Set("id", absl::string_view(change.id));
    row.Set("attribute", absl::string_view(change.attribute));
    row.Set("before", change.before);
    row.Set("after", change.after);
    row.Set("effect", analysis::Name(change.effect));
  }
}

void WriteIdentity(const platform::PluginIdentity& plugin, Fields out) {
  out.Set("name", absl::string_view(plugin.name));
  out.Set("version", absl::string_view(plugin.version));
  out.Set("sha256", absl::string_view(plugin.sha256));
}

}  // namespace

void PrintDifferenceAsJson(const PluginDifference& difference, std::ostream& out) {
  Struct root;
  Fields fields(&root);
  fields.Set("effect", analysis::Name(difference.effect));
  WriteIdentity(difference.before, fields.Object("before"));
  WriteIdentity(difference.after, fields.Object("after"));
  AddTexts(difference.added, fields.List("added"));
  AddTexts(difference.removed, fields.List("removed"));
  ListValue* platforms = fields.List("platforms");
  for (const PlatformDifference& platform : difference.platforms) WritePlatform(platform, AddObject(platforms));
  std::string json;
  if (!google::protobuf::util::MessageToJsonString(root, &json).ok()) json = "{}";
  out << json << "\n";
}

}  // namespace connection_advisor::tool
