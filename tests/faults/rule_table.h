// A plugin's table of rules as data that can be changed: the conditions are explored from its code once, and compiled
// anew after each change.
#ifndef TESTS_FAULTS_RULE_TABLE_H_
#define TESTS_FAULTS_RULE_TABLE_H_

#include <cstdint>
#include <memory>
#include <string>
#include <vector>

#include "connection_advisor/image/v1/plugin_image.pb.h"
#include "service/diagram/builder.h"
#include "service/diagram/reference.h"

namespace connection_advisor::faults {

// Copies share the builder.
struct RuleTable {
  image::v1::PlatformImage description;  // without diagrams
  std::vector<uint8_t> value_counts;     // by fact
  std::shared_ptr<diagram::Builder> builder;
  std::vector<diagram::Reference> conditions;  // boolean; of each rule, then of vouching
};

// The table of a plugin with one platform, whose code runs in this process. Ends the process where it can't be read.
RuleTable ReadRuleTable(const std::string& file);

// The platform's image as the compiler would make it of such a table.
image::v1::PlatformImage Compiled(const RuleTable& table);

}  // namespace connection_advisor::faults

#endif  // TESTS_FAULTS_RULE_TABLE_H_
