#include "client/advisorctl/nearest_name.h"

#include <algorithm>

#include "absl/strings/ascii.h"
#include "absl/strings/str_cat.h"

namespace connection_advisor::client {
namespace {

// A third of the letters may be wrong, and two always.
int FarthestMeant(absl::string_view name) { return std::max(2, static_cast<int>(name.size()) / 3); }

}  // namespace

int EditDistance(absl::string_view a, absl::string_view b) {
  // Row i holds the distances from the first i characters of `a` to every prefix of `b`.
  std::vector<int> before_previous;
  std::vector<int> previous(b.size() + 1);
  for (size_t j = 0; j <= b.size(); ++j) previous[j] = static_cast<int>(j);
  for (size_t i = 1; i <= a.size(); ++i) {
    std::vector<int> row(b.size() + 1);
    row[0] = static_cast<int>(i);
    for (size_t j = 1; j <= b.size(); ++j) {
      row[j] = std::min({previous[j] + 1, row[j - 1] + 1, previous[j - 1] + (a[i - 1] == b[j - 1] ? 0 : 1)});
      const bool swapped = i > 1 && j > 1 && a[i - 1] == b[j - 2] && a[i - 2] == b[j - 1];
      if (swapped) row[j] = std::min(row[j], before_previous[j - 2] + 1);
    }
    before_previous = std::exchange(previous, std::move(row));
  }
  return previous[b.size()];
}

std::string NearestName(absl::string_view name, const std::vector<std::string>& candidates) {
  const std::string wanted = absl::AsciiStrToLower(name);
  int least = FarthestMeant(name) + 1;
  std::string nearest;
  for (const std::string& candidate : candidates) {
    const int distance = EditDistance(wanted, absl::AsciiStrToLower(candidate));
    // Turning a short name into another by replacing all of it is no misspelling.
    if (distance < least && distance < static_cast<int>(std::max(name.size(), candidate.size()))) {
      least = distance;
      nearest = candidate;
    }
  }
  return nearest;
}

std::string DidYouMean(absl::string_view name, const std::vector<std::string>& candidates) {
  const std::string nearest = NearestName(name, candidates);
  return nearest.empty() ? "" : absl::StrCat("; did you mean ", nearest, "?");
}

}  // namespace connection_advisor::client
