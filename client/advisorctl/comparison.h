// The same person on several platforms, side by side.
#ifndef CLIENT_ADVISORCTL_COMPARISON_H_
#define CLIENT_ADVISORCTL_COMPARISON_H_

#include <string>

#include "client/advisorctl/terminal.h"
#include "connection_advisor/v1/connection_advisor.pb.h"

namespace connection_advisor::client {

// A table as wide as the terminal, one column a platform, the best first; several tables, one below the other, where
// the columns would be too narrow to read.
std::string Comparison(const v1::ComparePlatformsResponse& response, const Terminal& terminal);

}  // namespace connection_advisor::client

#endif  // CLIENT_ADVISORCTL_COMPARISON_H_
