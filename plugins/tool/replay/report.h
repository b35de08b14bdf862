// What a replay has found, for a person and for a program.
#ifndef PLUGINS_TOOL_REPLAY_REPORT_H_
#define PLUGINS_TOOL_REPLAY_REPORT_H_

#include <ostream>

#include "plugins/tool/replay/replay.h"

namespace connection_advisor::tool {

void PrintReplay(const Replay& replay, std::ostream& out);

// One line of JSON. Numbers of decisions are numbers.
void PrintReplayAsJson(const Replay& replay, std::ostream& out);

}  // namespace connection_advisor::tool

#endif  // PLUGINS_TOOL_REPLAY_REPORT_H_
