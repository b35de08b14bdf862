#include "service/analysis/conditions.h"

#include <optional>

#include "service/platform/number_text.h"

namespace connection_advisor::analysis {
namespace {

// Parts that stand next to each other as one range.
std::vector<std::string> Ranges(std::span<const int32_t> cut_points, diagram::ValueSet set) {
  std::vector<std::string> texts;
  const size_t part_count = cut_points.size() + 1;
  const auto has = [&](size_t part) { return part < part_count && (set >> part & 1) != 0; };
  for (size_t part = 0; part < part_count; ++part) {
    if (!has(part)) continue;
    const size_t first = part;
    while (has(part + 1)) ++part;
    const auto cut_point = [&](size_t index) { return std::optional<int32_t>(cut_points[index]); };
    texts.push_back(platform::RangeText(first == 0 ? std::nullopt : cut_point(first - 1),
                                        part == cut_points.size() ? std::nullopt : cut_point(part)));
  }
  return texts;
}

}  // namespace

std::vector<std::string> ValueTexts(std::span<const std::string> values, std::span<const int32_t> cut_points,
                                    diagram::ValueSet set) {
  if (!cut_points.empty()) return Ranges(cut_points, set);
  std::vector<std::string> texts;
  for (size_t value = 0; value < values.size(); ++value) {
    if ((set >> value & 1) != 0) texts.push_back(values[value]);
  }
  return texts;
}

}  // namespace connection_advisor::analysis
