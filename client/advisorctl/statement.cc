#include "client/advisorctl/statement.h"

#include <string>
#include <utility>
#include <vector>

#include "absl/status/statusor.h"
#include "absl/strings/ascii.h"
#include "absl/strings/match.h"
#include "absl/strings/numbers.h"
#include "absl/strings/str_cat.h"
#include "absl/strings/str_join.h"
#include "absl/strings/str_split.h"
#include "absl/strings/strip.h"
#include "client/advisorctl/nearest_name.h"
#include "client/advisorctl/request_fields.h"
#include "client/advisorctl/text.h"
#include "google/protobuf/message.h"
#include "google/protobuf/util/json_util.h"

namespace connection_advisor::client {
namespace {

using google::protobuf::FieldDescriptor;
using google::protobuf::Message;

constexpr char kFactsPrefix[] = "facts.";
constexpr char kUnknown[] = "null";

absl::Status Wrong(absl::string_view path, absl::string_view what) {
  return absl::InvalidArgumentError(absl::StrCat(path, ": ", what));
}

// A server takes no message that has any other text in it, and all of a batch would go with one row.
absl::Status NotUtf8(absl::string_view path) {
  return Wrong(Printable(path), "is not UTF-8; save the file as UTF-8, or set the terminal to it");
}

absl::string_view LastName(absl::string_view path) { return path.substr(path.rfind('.') + 1); }

// The path that was probably meant: near as a whole, or by its last name ("met_in_person").
std::string NearestPath(absl::string_view path) {
  const std::vector<std::string> paths = StatablePaths();
  std::string nearest = NearestName(path, paths);
  if (!nearest.empty()) return nearest;
  std::vector<std::string> last_names;
  for (const std::string& candidate : paths) last_names.emplace_back(LastName(candidate));
  const std::string last_name = NearestName(LastName(path), last_names);
  for (size_t i = 0; i < paths.size(); ++i) {
    if (!last_name.empty() && last_names[i] == last_name) return paths[i];
  }
  return "";
}

absl::Status NoSuchField(absl::string_view path) {
  const std::string nearest = NearestPath(path);
  if (nearest.empty()) {
    return Wrong(path, "no such field; facts of a platform are written PLATFORM.NAME, any other facts.ID");
  }
  return Wrong(path, absl::StrCat("no such field; did you mean ", nearest, "?"));
}

// A fact's value as `facts` takes it: JSON where it reads as true, false, null, a number or a quoted text, else the
// text as it stands.
google::protobuf::Value FactValue(absl::string_view text) {
  google::protobuf::Value value;
  double number = 0;
  const bool json = text == "true" || text == "false" || text == kUnknown || absl::StartsWith(text, "\"") ||
                    absl::SimpleAtod(text, &number);
  if (!json || !google::protobuf::util::JsonStringToMessage(std::string(text), &value).ok()) {
    value.set_string_value(std::string(text));
  }
  return value;
}

absl::Status StateBoolean(absl::string_view path, absl::string_view value, const FieldDescriptor& field,
                          Message* message) {
  if (value != "true" && value != "false") {
    return Wrong(path, absl::StrCat("\"", value, "\" is neither true nor false (null says unknown)"));
  }
  message->GetReflection()->SetBool(message, &field, value == "true");
  return absl::OkStatus();
}

absl::Status StateEnum(absl::string_view path, absl::string_view value, const FieldDescriptor& field,
                       Message* message) {
  const auto* known = FindEnumValue(*field.enum_type(), value);
  if (known == nullptr) {
    const std::vector<std::string> names = ShortNames(*field.enum_type());
    return Wrong(path,
                 absl::StrCat("\"", value, "\" is none of ", absl::StrJoin(names, ", "), DidYouMean(value, names)));
  }
  message->GetReflection()->SetEnum(message, &field, known);
  return absl::OkStatus();
}

absl::Status StateMapEntry(absl::string_view path, absl::string_view key, absl::string_view value,
                           const FieldDescriptor& field, Message* message) {
  int32_t number = 0;
  if (!absl::SimpleAtoi(value, &number)) {
    return Wrong(path, absl::StrCat("\"", value, "\" is not a whole number from 0 to 2147483647"));
  }
  // The later statement of one key wins, as it does in the wire format.
  Message* entry = message->GetReflection()->AddMessage(message, &field);
  const google::protobuf::Descriptor* type = field.message_type();
  entry->GetReflection()->SetString(entry, type->map_key(), std::string(key));
  entry->GetReflection()->SetInt32(entry, type->map_value(), number);
  return absl::OkStatus();
}

absl::Status StateLeaf(absl::string_view path, absl::string_view value, const FieldDescriptor& field,
                       Message* message) {
  const auto* reflection = message->GetReflection();
  if (field.cpp_type() == FieldDescriptor::CPPTYPE_STRING) {
    if (field.is_repeated()) {
      reflection->AddString(message, &field, std::string(value));
    } else {
      reflection->SetString(message, &field, std::string(value));
    }
    return absl::OkStatus();
  }
  if (value == kUnknown) {
    reflection->ClearField(message, &field);
    return absl::OkStatus();
  }
  if (field.cpp_type() == FieldDescriptor::CPPTYPE_BOOL) return StateBoolean(path, value, field, message);
  if (field.cpp_type() == FieldDescriptor::CPPTYPE_ENUM) return StateEnum(path, value, field, message);
  return Wrong(path, "cannot be stated on the command line; write it in the request file");
}

// The message with fields of its own that was probably meant; null if none was.
const google::protobuf::Descriptor* NearestGroup(absl::string_view name) {
  const google::protobuf::Descriptor& request = *v1::AdviseRequest::descriptor();
  std::vector<std::string> groups;
  for (int i = 0; i < request.field_count(); ++i) {
    const google::protobuf::Descriptor* message = request.field(i)->message_type();
    if (message != nullptr && message->file() == request.file()) groups.push_back(request.field(i)->name());
  }
  const FieldDescriptor* nearest = FindField(request, NearestName(name, groups));
  return nearest == nullptr ? nullptr : nearest->message_type();
}

// "relatonship.met_in_person" is a misspelling, not the fact of a platform called "relatonship". "amber.close" is a
// fact, though "member" is near: no field of a member is called anything like it.
bool IsMisspeltField(absl::string_view group, absl::string_view rest) {
  // "fact.linkedin.close": no fact has two points.
  if (absl::StrContains(rest, '.') && !NearestName(group, {"facts"}).empty()) return true;
  const google::protobuf::Descriptor* nearest = NearestGroup(group);
  if (nearest == nullptr) return false;
  return !NearestName(rest.substr(0, rest.find('.')), FieldNames(*nearest)).empty();
}

bool IsFactWithoutField(absl::string_view path) {
  if (path == kConnectionCountFact) return true;
  const std::pair<absl::string_view, absl::string_view> names = absl::StrSplit(path, absl::MaxSplits('.', 1));
  if (names.second.empty() || FindField(*v1::AdviseRequest::descriptor(), names.first) != nullptr) return false;
  return !IsMisspeltField(names.first, names.second);
}

// Where a path leads: to an entry of `facts`, or through groups to a field, and there perhaps to an entry of a map.
struct Place {
  std::string fact;
  std::vector<const FieldDescriptor*> groups;
  const FieldDescriptor* field = nullptr;
  std::string key;
};

absl::StatusOr<Place> FieldAt(absl::string_view path) {
  Place place;
  const google::protobuf::Descriptor* message = v1::AdviseRequest::descriptor();
  for (absl::string_view rest = path;;) {
    const std::pair<absl::string_view, absl::string_view> names = absl::StrSplit(rest, absl::MaxSplits('.', 1));
    place.field = FindField(*message, names.first);
    if (place.field == nullptr) return NoSuchField(path);
    if (place.field->is_map()) {
      if (names.second.empty()) return Wrong(path, absl::StrCat("name the entry: ", path, ".PLATFORM=NUMBER"));
      place.key = std::string(names.second);
      return place;
    }
    if (place.field->message_type() == nullptr) {
      if (!names.second.empty()) return NoSuchField(path);
      return place;
    }
    if (names.second.empty()) {
      const std::vector<std::string> fields = FieldNames(*place.field->message_type());
      return Wrong(path, absl::StrCat("has fields of its own; state one of them: ", absl::StrJoin(fields, ", ")));
    }
    place.groups.push_back(place.field);
    message = place.field->message_type();
    rest = names.second;
  }
}

absl::StatusOr<Place> PlaceOf(absl::string_view path) {
  if (!IsUtf8(path)) return NotUtf8(path);
  if (path == "facts" || path == kFactsPrefix) return Wrong(path, "name the fact: facts.ID=VALUE");
  Place place;
  if (absl::StartsWith(path, kFactsPrefix)) {
    place.fact = std::string(absl::StripPrefix(path, kFactsPrefix));
    return place;
  }
  if (IsFactWithoutField(path)) {
    place.fact = std::string(path);
    return place;
  }
  return FieldAt(path);
}

}  // namespace

absl::Status CheckStatable(absl::string_view path) { return PlaceOf(path).status(); }

absl::Status State(absl::string_view statement, v1::AdviseRequest* request) {
  const size_t equals = statement.find('=');
  if (equals == absl::string_view::npos) return Wrong(statement, "has no value; write FACT=VALUE");
  const absl::string_view path = absl::StripAsciiWhitespace(statement.substr(0, equals));
  const absl::string_view value = statement.substr(equals + 1);

  const absl::StatusOr<Place> place = PlaceOf(path);
  if (!place.ok()) return place.status();
  if (!IsUtf8(value)) return NotUtf8(path);
  if (!place->fact.empty()) {
    (*request->mutable_facts()->mutable_fields())[place->fact] = FactValue(value);
    return absl::OkStatus();
  }
  Message* message = request;
  for (const FieldDescriptor* group : place->groups) {
    message = message->GetReflection()->MutableMessage(message, group);
  }
  if (!place->key.empty()) return StateMapEntry(path, place->key, value, *place->field, message);
  return StateLeaf(path, value, *place->field, message);
}

}  // namespace connection_advisor::client
