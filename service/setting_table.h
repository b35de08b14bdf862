// One row for each thing that the operator may set.
#ifndef SERVICE_SETTING_TABLE_H_
#define SERVICE_SETTING_TABLE_H_

#include <span>
#include <string>

#include "absl/status/status.h"
#include "service/settings.h"

namespace connection_advisor {

struct SettingRow {
  const char* flag;           // "--listen"
  const char* key;            // "serving.listen", in a configuration file; nullptr: on the command line only
  const char* group;          // the heading it stands under in the help
  const char* value_name;     // "HOST:PORT"; nullptr: a switch
  const char* shown_default;  // nullptr: none
  const char* help;
  // Sets it, or says what is wrong with `text` and how to put it right. A switch is given "true" or "false".
  absl::Status (*set)(const std::string& text, Settings& settings);
};

// In the order of the help.
std::span<const SettingRow> SettingTable();

}  // namespace connection_advisor

#endif  // SERVICE_SETTING_TABLE_H_
