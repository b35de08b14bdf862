// What a command of advisor-plugin is: a row in main.cc, and a file that knows its options and runs it.
#ifndef PLUGINS_TOOL_COMMAND_H_
#define PLUGINS_TOOL_COMMAND_H_

#include <CLI/CLI.hpp>
#include <functional>

namespace connection_advisor::tool {

// Exit statuses that mean the same for every command. One that has more to say takes numbers from 3 to 9, and its
// --help says which.
inline constexpr int kExitFine = 0;
inline constexpr int kExitRefused = 1;     // a file is not fit, and the output says why
inline constexpr int kExitUsage = 2;       // the command line is wrong
inline constexpr int kExitUnwritten = 10;  // standard output could not be written: never an outcome to go by

// Runs a command whose options have been parsed; returns the exit status.
using RunCommand = std::function<int()>;

struct Command {
  const char* name;
  const char* help;  // one line, for the list of commands
  // Declares the options, and what --help says beside them, on the command's own part of the command line. What it
  // returns owns what the options are parsed into, and is called at most once.
  RunCommand (*add_options)(CLI::App& command_line);
};

}  // namespace connection_advisor::tool

#endif  // PLUGINS_TOOL_COMMAND_H_
