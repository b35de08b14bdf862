#include "client/advisorctl/comparison.h"

#include <algorithm>
#include <vector>

#include "absl/strings/str_cat.h"
#include "absl/strings/str_join.h"
#include "absl/types/span.h"
#include "client/advisorctl/text.h"
#include "connection_advisor/client/errors.h"

namespace connection_advisor::client {
namespace {

constexpr int kLabelColumns = 9;
constexpr int kNarrowestColumn = 18;
constexpr char kBar[] = " | ";
constexpr int kBarColumns = 3;

// The results as the table shows them: by rank, then those that failed.
std::vector<const v1::PlatformResult*> InOrder(const v1::ComparePlatformsResponse& response) {
  std::vector<const v1::PlatformResult*> ordered;
  const auto add_if = [&](auto wanted) {
    for (const v1::PlatformResult& result : response.results()) {
      if (wanted(result)) ordered.push_back(&result);
    }
  };
  for (const std::string& platform : response.ranking()) {
    add_if([&](const v1::PlatformResult& result) { return result.platform() == platform; });
  }
  add_if([&](const v1::PlatformResult& result) {
    return std::find(ordered.begin(), ordered.end(), &result) == ordered.end();
  });
  return ordered;
}

std::string Summaries(const google::protobuf::RepeatedPtrField<v1::Reason>& reasons) {
  return absl::StrJoin(reasons, "\n", [](std::string* out, const v1::Reason& reason) {
    absl::StrAppend(out, reason.tentative() ? "Perhaps: " : "", reason.summary());
  });
}

// One row: its label, and what an advised platform has in it.
struct Row {
  const char* label;
  std::string (*text)(const v1::Advice& advice);
};

constexpr Row kRows[] = {
    {"In short", [](const v1::Advice& advice) { return advice.headline(); }},
    {"Why", [](const v1::Advice& advice) { return Summaries(advice.reasons()); }},
    {"Next step", [](const v1::Advice& advice) { return advice.next_step(); }},
    {"Ask", [](const v1::Advice& advice) { return advice.questions().empty() ? "" : advice.questions(0).fact_id(); }},
    {"Note", [](const v1::Advice& advice) { return Summaries(advice.notes()); }},
};

class Table {
 public:
  Table(absl::Span<const v1::PlatformResult* const> results, int column, const Terminal& terminal)
      : results_(results), column_(column), terminal_(terminal) {}

  std::string Text() {
    AddHead();
    for (const Row& row : kRows) AddRow(row);
    return text_;
  }

 private:
  void AddHead() {
    std::vector<std::string> platforms;
    std::vector<std::string> verdicts;
    for (const v1::PlatformResult* result : results_) {
      platforms.push_back(Bold(Cell(Printable(result->platform())), terminal_));
      if (result->result().has_advice()) {
        const v1::Verdict verdict = result->result().advice().verdict();
        verdicts.push_back(InColourOf(verdict, Cell(VerdictName(verdict)), terminal_));
      } else {
        verdicts.push_back(Cell("no advice"));
      }
    }
    AddLine("", platforms);
    AddLine("Verdict", verdicts);
    AddRule();
  }

  void AddRow(const Row& row) {
    std::vector<std::vector<std::string>> columns;
    size_t height = 0;
    bool any = false;
    for (const v1::PlatformResult* result : results_) {
      const std::string text = TextOf(row, result->result());
      any = any || !text.empty();
      columns.push_back(Wrap(Printable(text), column_));
      height = std::max(height, columns.back().size());
    }
    if (!any) return;
    for (size_t line = 0; line < height; ++line) {
      std::vector<std::string> cells;
      for (const auto& column : columns) cells.push_back(Cell(line < column.size() ? column[line] : ""));
      AddLine(line == 0 ? row.label : "", cells);
    }
    AddRule();
  }

  // Errors stand where the first words stand.
  static std::string TextOf(const Row& row, const v1::AdviceResult& result) {
    if (result.has_advice()) return row.text(result.advice());
    return &row == &kRows[0] ? DescribeError(FromRpcStatus(result.error())) : "";
  }

  std::string Cell(absl::string_view text) const { return Padded(text, column_); }

  void AddLine(absl::string_view label, const std::vector<std::string>& cells) {
    std::string line = absl::StrCat(Padded(label, kLabelColumns), kBar, absl::StrJoin(cells, kBar));
    absl::StrAppend(&text_, line.substr(0, line.find_last_not_of(' ') + 1), "\n");
  }

  void AddRule() {
    absl::StrAppend(&text_, std::string(kLabelColumns, '-'));
    for (size_t i = 0; i < results_.size(); ++i) {
      absl::StrAppend(&text_, "-+-", std::string(static_cast<size_t>(column_), '-'));
    }
    absl::StrAppend(&text_, "\n");
  }

  absl::Span<const v1::PlatformResult* const> results_;
  int column_;
  Terminal terminal_;
  std::string text_;
};

}  // namespace

std::string Comparison(const v1::ComparePlatformsResponse& response, const Terminal& terminal) {
  const std::vector<const v1::PlatformResult*> results = InOrder(response);
  if (results.empty()) return "No platform is loaded.\n";
  const int room = std::max(terminal.columns - kLabelColumns, kBarColumns + kNarrowestColumn);
  const int fitting = room / (kBarColumns + kNarrowestColumn);
  const size_t side_by_side = std::min(results.size(), static_cast<size_t>(fitting));
  const int column = room / static_cast<int>(side_by_side) - kBarColumns;

  std::string text;
  const absl::Span<const v1::PlatformResult* const> all(results);
  for (size_t first = 0; first < results.size(); first += side_by_side) {
    absl::StrAppend(&text, Table(all.subspan(first, side_by_side), column, terminal).Text(), "\n");
  }
  return absl::StrCat(text,
                      response.best_platform().empty()
                          ? std::string("None of them is advised as things stand.")
                          : absl::StrCat("Best: ", Bold(Printable(response.best_platform()), terminal), "."),
                      "\n");
}

}  // namespace connection_advisor::client
