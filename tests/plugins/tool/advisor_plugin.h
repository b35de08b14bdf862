// advisor-plugin, run as an author runs it.
#ifndef TESTS_PLUGINS_TOOL_ADVISOR_PLUGIN_H_
#define TESTS_PLUGINS_TOOL_ADVISOR_PLUGIN_H_

#include <sys/wait.h>

#include <cstdio>
#include <string>

namespace connection_advisor {

struct Outcome {
  int status = -1;
  std::string out;
};

// Runs the words in a shell.
inline Outcome RunInShell(const std::string& words) {
  Outcome outcome;
  FILE* pipe = popen(words.c_str(), "r");
  if (pipe == nullptr) return outcome;
  char buffer[4096];
  for (size_t read = 0; (read = fread(buffer, 1, sizeof buffer, pipe)) > 0;) outcome.out.append(buffer, read);
  const int status = pclose(pipe);
  if (WIFEXITED(status)) outcome.status = WEXITSTATUS(status);
  return outcome;
}

// Runs `advisor-plugin WORDS`.
inline Outcome AdvisorPlugin(const std::string& words) { return RunInShell(std::string(ADVISOR_PLUGIN) + " " + words); }

}  // namespace connection_advisor

#endif  // TESTS_PLUGINS_TOOL_ADVISOR_PLUGIN_H_
