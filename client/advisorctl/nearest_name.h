// "Did you mean …?"
#ifndef CLIENT_ADVISORCTL_NEAREST_NAME_H_
#define CLIENT_ADVISORCTL_NEAREST_NAME_H_

#include <string>
#include <vector>

#include "absl/strings/string_view.h"

namespace connection_advisor::client {

// The fewest characters to insert, delete, replace or swap with their neighbour to get from one name to the other.
int EditDistance(absl::string_view a, absl::string_view b);

// The candidate nearest to `name`, letter case aside; the first of several. Empty if none is near enough to be meant.
std::string NearestName(absl::string_view name, const std::vector<std::string>& candidates);

// "; did you mean NAME?", or nothing where no candidate is near.
std::string DidYouMean(absl::string_view name, const std::vector<std::string>& candidates);

}  // namespace connection_advisor::client

#endif  // CLIENT_ADVISORCTL_NEAREST_NAME_H_
