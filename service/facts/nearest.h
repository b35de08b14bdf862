// Which of the right names somebody may have meant.
#ifndef SERVICE_FACTS_NEAREST_H_
#define SERVICE_FACTS_NEAREST_H_

#include <cstddef>
#include <span>
#include <string_view>

namespace connection_advisor::facts {

// The least number of characters (bytes) to insert, delete or replace to make `a` of `b`. Cost: the product of the
// sizes.
size_t EditDistance(std::string_view a, std::string_view b);

// The one of `names` that is nearest to `name`, the first of equals; empty where none is like it. A name's last part
// counts as well as the whole: "met_in_person" for "relationship.met_in_person".
std::string_view Nearest(std::string_view name, std::span<const std::string_view> names);

}  // namespace connection_advisor::facts

#endif  // SERVICE_FACTS_NEAREST_H_
