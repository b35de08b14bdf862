#include "service/facts/nearest.h"

#include <algorithm>
#include <numeric>
#include <utility>
#include <vector>

namespace connection_advisor::facts {
namespace {

// A name that is longer than this is like none of ours, and comparing it would only cost time.
constexpr size_t kLongestName = 128;

std::string_view LastPart(std::string_view name) { return name.substr(name.rfind('.') + 1); }

// Two in five characters may be wrong.
bool IsLike(size_t distance, std::string_view a, std::string_view b) {
  return distance * 5 <= std::max(a.size(), b.size()) * 2;
}

// No distance is less, and most names differ by more than may be wrong: those need not be compared.
size_t LeastDistance(std::string_view a, std::string_view b) {
  return std::max(a.size(), b.size()) - std::min(a.size(), b.size());
}

}  // namespace

size_t EditDistance(std::string_view a, std::string_view b) {
  std::vector<size_t> row(b.size() + 1);
  std::iota(row.begin(), row.end(), size_t{0});
  for (size_t i = 0; i < a.size(); ++i) {
    size_t diagonal = std::exchange(row[0], i + 1);
    for (size_t j = 0; j < b.size(); ++j) {
      const size_t replaced = diagonal + (a[i] == b[j] ? 0 : 1);
      diagonal = row[j + 1];
      row[j + 1] = std::min({replaced, row[j] + 1, diagonal + 1});
    }
  }
  return row[b.size()];
}

std::string_view Nearest(std::string_view name, std::span<const std::string_view> names) {
  std::string_view nearest;
  if (name.size() > kLongestName) return nearest;
  size_t least = kLongestName;
  for (const std::string_view candidate : names) {
    for (const std::string_view form : {candidate, LastPart(candidate)}) {
      if (!IsLike(LeastDistance(name, form), name, form)) continue;
      const size_t distance = EditDistance(name, form);
      if (distance < least && IsLike(distance, name, form)) {
        least = distance;
        nearest = candidate;
      }
    }
  }
  return nearest;
}

}  // namespace connection_advisor::facts
