// The laws that every platform keeps before it serves, proven over all its cases on the diagrams themselves.
//
//   2 total        every possible case is decided
//   3 live         every rule decides, and every note holds, in a possible case; every impossible rule holds somewhere
//   4 satisfiable  every value of every fact is left a possible case, and all assumptions together are left one
//   5 examples     the author's examples come out as declared, and every rule that decides and every note has one
//   6 monotone     a later value of a favourable fact never worsens the verdict
// Beside them: a fact that decides nothing has an assumption, since nobody would ever be asked for it. (Law 1,
// reproducible, is proven where the code runs: compile.h, compiler_process.h.)
#ifndef SERVICE_DEPLOYMENT_LAWS_H_
#define SERVICE_DEPLOYMENT_LAWS_H_

#include <chrono>
#include <string>
#include <vector>

#include "service/platform/platform.h"

namespace connection_advisor::deployment {

// Every law that `platform` breaks, by what, and with a witness as a request that can be sent: none of the facts in it
// can be left out. Past the deadline, that they could not be proven in time.
std::vector<std::string> BrokenLaws(
    const platform::Platform& platform,
    std::chrono::steady_clock::time_point deadline = std::chrono::steady_clock::time_point::max());

}  // namespace connection_advisor::deployment

#endif  // SERVICE_DEPLOYMENT_LAWS_H_
