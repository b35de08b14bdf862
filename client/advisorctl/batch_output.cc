#include "client/advisorctl/batch_output.h"

#include <algorithm>
#include <vector>

#include "absl/strings/str_cat.h"
#include "absl/strings/str_join.h"
#include "absl/strings/str_replace.h"
#include "client/advisorctl/csv.h"
#include "client/advisorctl/json.h"
#include "client/advisorctl/page.h"
#include "client/advisorctl/text.h"
#include "connection_advisor/client/errors.h"

namespace connection_advisor::client {
namespace {

// The most frequent few.
constexpr size_t kListed = 5;

// One column of a CSV result; of an error only `line` and `error` have something in them.
struct Column {
  const char* name;
  std::string (*text)(const v1::Advice& advice);
};

constexpr Column kColumns[] = {
    {"request_id", [](const v1::Advice& advice) { return advice.request_id(); }},
    {"platform", [](const v1::Advice& advice) { return advice.platform(); }},
    {"verdict", [](const v1::Advice& advice) { return VerdictName(advice.verdict()); }},
    {"headline", [](const v1::Advice& advice) { return advice.headline(); }},
    {"rules",
     [](const v1::Advice& advice) {
       return absl::StrJoin(advice.reasons(), " ",
                            [](std::string* out, const v1::Reason& reason) { absl::StrAppend(out, reason.rule_id()); });
     }},
    {"next_step", [](const v1::Advice& advice) { return advice.next_step(); }},
    {"suggested_reply", [](const v1::Advice& advice) { return advice.suggested_reply(); }},
    {"questions",
     [](const v1::Advice& advice) {
       return absl::StrJoin(advice.questions(), " ", [](std::string* out, const v1::Question& question) {
         absl::StrAppend(out, question.fact_id());
       });
     }},
};

std::string CsvLine(int line, const v1::AdviceResult& result) {
  std::vector<std::string> cells = {absl::StrCat(line)};
  for (const Column& column : kColumns) {
    cells.push_back(result.has_advice() ? CsvField(column.text(result.advice())) : "");
  }
  cells.push_back(result.has_error() ? CsvField(DescribeError(FromRpcStatus(result.error()))) : "");
  return absl::StrCat(absl::StrJoin(cells, ","), "\n");
}

std::vector<std::pair<std::string, int>> MostFrequent(const std::map<std::string, int>& counts) {
  std::vector<std::pair<std::string, int>> sorted(counts.begin(), counts.end());
  std::stable_sort(sorted.begin(), sorted.end(), [](const auto& a, const auto& b) { return a.second > b.second; });
  sorted.resize(std::min(sorted.size(), kListed));
  return sorted;
}

void AddCounts(const char* heading, const std::map<std::string, int>& counts, Page* page) {
  if (counts.empty()) return;
  page->Heading(heading);
  for (const auto& [name, count] : MostFrequent(counts)) page->Text(1, name, absl::StrCat(count, "  "));
}

}  // namespace

std::string BatchHead(BatchFormat format) {
  if (format == BatchFormat::kJsonLines) return "";
  std::string head = "line";
  for (const Column& column : kColumns) absl::StrAppend(&head, ",", column.name);
  return absl::StrCat(head, ",error\n");
}

std::string BatchLine(BatchFormat format, int line, const v1::AdviceResult& result) {
  return format == BatchFormat::kJsonLines ? absl::StrCat(JsonLine(result), "\n") : CsvLine(line, result);
}

void BatchSummary::Add(const v1::AdviceResult& result) {
  ++rows_;
  if (!result.has_advice()) {
    ++errors_;
    return;
  }
  ++verdicts_[result.advice().verdict()];
  for (const v1::Reason& reason : result.advice().reasons()) ++reasons_[reason.summary()];
  // The first question is the one to ask.
  if (!result.advice().questions().empty()) ++questions_[result.advice().questions(0).text()];
}

std::string BatchSummary::Text(const Terminal& terminal) const {
  Page page(terminal);
  page.Line(Bold(absl::StrCat(rows_, rows_ == 1 ? " request" : " requests"), terminal));
  for (const auto& [verdict, count] : verdicts_) {
    page.Line(absl::StrCat("  ", InColourOf(verdict, Padded(VerdictName(verdict), 17), terminal), " ", count, "  ",
                           ShareText(static_cast<double>(count) / rows_)));
  }
  if (errors_ > 0) page.Line(absl::StrCat("  ", Padded("no advice", 17), " ", errors_, "  see the results"));
  AddCounts("The most frequent reasons", reasons_, &page);
  AddCounts("Asked first, the most frequent", questions_, &page);
  return page.text();
}

}  // namespace connection_advisor::client
