#include "client/advisorctl/batch_command.h"

#include <algorithm>
#include <cerrno>
#include <cstring>
#include <fstream>
#include <vector>

#include "absl/strings/ascii.h"
#include "absl/strings/match.h"
#include "absl/strings/str_cat.h"
#include "client/advisorctl/batch_input.h"
#include "client/advisorctl/batch_output.h"
#include "client/advisorctl/failure.h"
#include "client/advisorctl/progress.h"
#include "client/advisorctl/statement.h"
#include "connection_advisor/client/errors.h"

namespace connection_advisor::client {
namespace {

constexpr size_t kRowsAtOnce = 1000;

absl::StatusOr<BatchFormat> FormatOf(const std::string& named, const std::string& file) {
  const std::string name = absl::AsciiStrToLower(named.empty() ? file : absl::StrCat(".", named));
  if (absl::EndsWith(name, ".csv")) return BatchFormat::kCsv;
  if (absl::EndsWith(name, ".jsonl") || absl::EndsWith(name, ".ndjson")) return BatchFormat::kJsonLines;
  return absl::InvalidArgumentError(absl::StrCat(file, " ends in neither .jsonl nor .csv; say which with --format"));
}

// What the command line says holds for every row, over what the row says.
void Complete(const Arguments& arguments, BatchRow* row) {
  if (!row->request.ok()) return;
  v1::AdviseRequest& request = *row->request;
  if (!arguments.platforms.empty()) request.set_platform(arguments.platforms.front());
  if (arguments.full) request.set_view(v1::ADVICE_VIEW_FULL);
  for (const std::string& statement : arguments.statements) {
    const absl::Status stated = State(statement, &request);
    if (!stated.ok()) {
      row->request = stated;
      return;
    }
  }
}

std::vector<BatchRow> NextRows(const Arguments& arguments, BatchInput& input) {
  std::vector<BatchRow> rows;
  BatchRow row;
  while (rows.size() < kRowsAtOnce && input.Next(&row)) {
    Complete(arguments, &row);
    rows.push_back(std::move(row));
    row = {};
  }
  return rows;
}

// One result for each row: the server's, or what is wrong with the row itself.
absl::StatusOr<std::vector<v1::AdviceResult>> ResultsOf(const std::vector<BatchRow>& rows, const Client& client) {
  std::vector<v1::AdviseRequest> requests;
  for (const BatchRow& row : rows) {
    if (row.request.ok()) requests.push_back(*row.request);
  }
  absl::StatusOr<std::vector<v1::AdviceResult>> answered = client.BatchAdvise(requests);
  if (!answered.ok()) return answered.status();
  std::vector<v1::AdviceResult> results(rows.size());
  auto next = answered->begin();
  for (size_t i = 0; i < rows.size(); ++i) {
    if (rows[i].request.ok()) {
      results[i] = std::move(*next++);
    } else {
      *results[i].mutable_error() = ToRpcStatus(rows[i].request.status());
    }
  }
  return results;
}

}  // namespace

ExitCode RunBatch(const Arguments& arguments, const Client& client, Streams streams) {
  const absl::StatusOr<BatchFormat> in_format = FormatOf(arguments.input_format, arguments.file);
  if (!in_format.ok()) return Mistake(in_format.status().message(), streams.err);
  const absl::StatusOr<BatchFormat> out_format =
      arguments.output_format.empty() ? in_format : FormatOf(arguments.output_format, "");
  std::ifstream file;
  if (arguments.file != kStandardInput) file.open(arguments.file, std::ios::binary);
  std::istream& source = arguments.file == kStandardInput ? streams.in : file;
  if (!source) {
    return Mistake(absl::StrCat("cannot read ", arguments.file, ": ", std::strerror(errno)), streams.err);
  }
  const absl::StatusOr<std::unique_ptr<BatchInput>> input = OpenBatch(*in_format, source);
  if (!input.ok()) return Fail(input.status(), arguments, streams.err);

  Progress progress(FileSize(arguments.file), streams.err, streams.err_is_terminal);
  BatchSummary summary;
  streams.out << BatchHead(*out_format);
  while (true) {
    const std::vector<BatchRow> rows = NextRows(arguments, **input);
    if (rows.empty()) break;
    const auto results = ResultsOf(rows, client);
    if (!results.ok()) {
      progress.Clear();
      return Fail(results.status(), arguments, streams.err);
    }
    for (size_t i = 0; i < rows.size(); ++i) {
      streams.out << BatchLine(*out_format, rows[i].line, results->at(i));
      summary.Add(results->at(i));
    }
    progress.Show(source.tellg(), absl::StrCat(summary.rows(), " done"));
  }
  progress.Clear();
  streams.err << summary.Text(streams.err_terminal);
  return summary.errors() == 0 ? ExitCode::kAnswered : ExitCode::kInvalidRequest;
}

}  // namespace connection_advisor::client
