// The bundled platforms, and every case of a platform, one after the other.
#ifndef TESTS_SERVICE_ANALYSIS_EVERY_CASE_H_
#define TESTS_SERVICE_ANALYSIS_EVERY_CASE_H_

#include <cstdint>
#include <memory>
#include <string>
#include <vector>

#include "service/platform/platform.h"

namespace connection_advisor::analysis {

// Compiled by the real compiler from its file, once.
std::shared_ptr<const platform::Platform> Bundled(const std::string& name);

// Calls `visit` with the values, by fact, of every case, impossible ones included. The facts that only notes read have
// their first value.
template <typename Visit>
void ForEachCase(const platform::Platform& platform, Visit visit) {
  std::vector<uint8_t> values(platform.facts.size(), 0);
  for (;;) {
    visit(values);
    size_t fact = 0;
    while (fact < values.size() &&
           (!platform.deciding.test(fact) || ++values[fact] == platform.facts[fact].values.size())) {
      values[fact++] = 0;
    }
    if (fact == values.size()) return;
  }
}

// True if a value of the fact is among `texts`, which may be ranges of several parts of an integer.
bool Covers(const std::vector<std::string>& texts, const platform::Fact& fact, size_t value);

// True if the number is in a range as answers write it.
bool IsInRange(int number, const std::string& text);

}  // namespace connection_advisor::analysis

#endif  // TESTS_SERVICE_ANALYSIS_EVERY_CASE_H_
