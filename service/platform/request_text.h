// A request as text, for whoever is shown a case: ready to be sent as it stands, by grpcurl for one.
#ifndef SERVICE_PLATFORM_REQUEST_TEXT_H_
#define SERVICE_PLATFORM_REQUEST_TEXT_H_

#include <cstdint>
#include <span>
#include <string>
#include <string_view>
#include <variant>

namespace connection_advisor::platform {

struct StatedFact {
  std::string_view id;
  // A value as answers write it, or a number of an integer fact.
  std::variant<std::string_view, int32_t> value;
};

// {"platform":"linkedin","facts":{"relationship.met_in_person":"true","member.connection_count":30000}}: one line of
// JSON, the facts in the order given. Requires ids and values that a platform may have: none needs escaping.
std::string RequestText(std::string_view platform, std::span<const StatedFact> facts);

}  // namespace connection_advisor::platform

#endif  // SERVICE_PLATFORM_REQUEST_TEXT_H_
