// What a platform knows, for a person to read.
#ifndef CLIENT_ADVISORCTL_PLATFORM_PAGE_H_
#define CLIENT_ADVISORCTL_PLATFORM_PAGE_H_

#include <string>
#include <vector>

#include "client/advisorctl/terminal.h"
#include "connection_advisor/v1/platform.pb.h"

namespace connection_advisor::client {

// Every platform in a few lines.
std::string PlatformList(const std::vector<v1::Platform>& platforms, const Terminal& terminal);

// One platform in full: its facts with their questions, its rules in their order, its parameters.
std::string PlatformPage(const v1::Platform& platform, const Terminal& terminal);

}  // namespace connection_advisor::client

#endif  // CLIENT_ADVISORCTL_PLATFORM_PAGE_H_
