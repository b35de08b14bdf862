// The part of the command line that is for operators: `advisorctl plugins ...`.
#ifndef CLIENT_ADVISORCTL_PLUGINS_COMMAND_LINE_H_
#define CLIENT_ADVISORCTL_PLUGINS_COMMAND_LINE_H_

#include <CLI/App.hpp>

#include "client/advisorctl/command_line.h"

namespace connection_advisor::client {

// Adds the command to `app`, which must not outlive `arguments`.
void AddPluginsCommand(CLI::App* app, Arguments* arguments);

// How long a call may take where the command line does not say: a plugin may have to arrive and be compiled.
absl::Duration DefaultTimeout(PluginsAction action);

}  // namespace connection_advisor::client

#endif  // CLIENT_ADVISORCTL_PLUGINS_COMMAND_LINE_H_
