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
#include "client/source/batch.h"
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

// A statement that is wrong is wrong for every row: better said once.
absl::Status CheckStatements(const std::vector<std::string>& statements) {
  v1::AdviseRequest request;
  for (const std::string& statement : statements) {
    absl::Status stated = State(statement, &request);
    if (!stated.ok()) return stated;
  }
  return absl::OkStatus();
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

// Adds the next rows; false when there are no more to come. At an error those before it have been added.
absl::StatusOr<bool> ReadRows(const Arguments& arguments, BatchInput& input, std::vector<BatchRow>* rows) {
  while (rows->size() < kRowsAtOnce) {
    BatchRow row;
    absl::StatusOr<bool> read = input.Next(&row);
    if (!read.ok() || !*read) return read;
    Complete(arguments, &row);
    rows->push_back(std::move(row));
  }
  return true;
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

// Why the file can't be read, or not to its end.
ExitCode Unreadable(const absl::Status& status, const Arguments& arguments, std::ostream& err) {
  if (absl::IsInvalidArgument(status)) return Fail(status, arguments, err);
  return Mistake(absl::StrCat("cannot read ", arguments.file, ": ", status.message()), err);
}

// The client counts the requests of one call; who gave a file counts its lines.
absl::Status AboutLines(const std::vector<BatchRow>& rows, const absl::Status& status) {
  const int first = rows.front().line;
  const int last = rows.back().line;
  google::rpc::Status about = ToRpcStatus(status);
  about.set_message(absl::StrCat(first == last ? "line " : absl::StrCat("lines ", first, " to "), last, ": ",
                                 WithoutRequests(status.message()), "; the results of the lines before are written"));
  return FromRpcStatus(about);
}

// From the first row to the last.
class BatchRun {
 public:
  BatchRun(const Arguments& arguments, BatchFormat format, const Client& client, Streams streams)
      : arguments_(arguments),
        format_(format),
        client_(client),
        streams_(streams),
        progress_(FileSize(arguments.file), streams.err, streams.err_is_terminal) {}

  ExitCode Run(BatchInput& input, std::istream& source) {
    streams_.out << BatchHead(format_);
    absl::StatusOr<bool> more = true;
    // Nobody would read the answers that can't be written.
    while (more.ok() && *more && streams_.out.good()) {
      std::vector<BatchRow> rows;
      more = ReadRows(arguments_, input, &rows);
      const auto results = ResultsOf(rows, client_);
      if (!results.ok()) {
        Conclude();
        return Fail(AboutLines(rows, results.status()), arguments_, streams_.err);
      }
      Write(rows, *results);
      progress_.Show(source.tellg(), absl::StrCat(summary_.rows(), " done"));
    }
    Conclude();
    if (!more.ok()) return Unreadable(more.status(), arguments_, streams_.err);
    return summary_.errors() == 0 ? ExitCode::kAnswered : ExitCode::kInvalidRequest;
  }

 private:
  void Conclude() {
    progress_.Clear();
    streams_.err << summary_.Text(streams_.err_terminal);
  }

  void Write(const std::vector<BatchRow>& rows, const std::vector<v1::AdviceResult>& results) {
    for (size_t i = 0; i < rows.size(); ++i) {
      streams_.out << BatchLine(format_, rows[i].line, results[i]);
      summary_.Add(results[i]);
    }
  }

  const Arguments& arguments_;
  const BatchFormat format_;
  const Client& client_;
  Streams streams_;
  Progress progress_;
  BatchSummary summary_;
};

}  // namespace

ExitCode RunBatch(const Arguments& arguments, const Client& client, Streams streams) {
  const absl::StatusOr<BatchFormat> in_format = FormatOf(arguments.input_format, arguments.file);
  if (!in_format.ok()) return Mistake(in_format.status().message(), streams.err);
  const absl::StatusOr<BatchFormat> out_format =
      arguments.output_format.empty() ? in_format : FormatOf(arguments.output_format, "");
  const absl::Status statable = CheckStatements(arguments.statements);
  if (!statable.ok()) return Mistake(absl::StrCat("--set ", statable.message()), streams.err);
  std::ifstream file;
  if (arguments.file != kStandardInput) file.open(arguments.file, std::ios::binary);
  std::istream& source = arguments.file == kStandardInput ? streams.in : file;
  if (!source) return Unreadable(absl::UnknownError(std::strerror(errno)), arguments, streams.err);
  const absl::StatusOr<std::unique_ptr<BatchInput>> input = OpenBatch(*in_format, source);
  if (!input.ok()) return Unreadable(input.status(), arguments, streams.err);
  return BatchRun(arguments, *out_format, client, streams).Run(**input, source);
}

}  // namespace connection_advisor::client
