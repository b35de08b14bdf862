#include "client/advisorctl/batch_input.h"

#include <cerrno>
#include <cstring>
#include <string>
#include <utility>
#include <vector>

#include "absl/strings/ascii.h"
#include "absl/strings/str_cat.h"
#include "client/advisorctl/csv.h"
#include "client/advisorctl/request_file.h"
#include "client/advisorctl/statement.h"

namespace connection_advisor::client {
namespace {

class JsonLines final : public BatchInput {
 public:
  explicit JsonLines(std::istream& in) : in_(in) {}

  absl::StatusOr<bool> Next(BatchRow* row) override {
    for (std::string line; std::getline(in_, line);) {
      ++line_;
      if (absl::StripAsciiWhitespace(line).empty()) continue;
      *row = {line_, ParseRequest(line)};
      return true;
    }
    if (in_.bad()) return absl::UnknownError(std::strerror(errno));
    return false;
  }

 private:
  std::istream& in_;
  int line_ = 0;
};

class Csv final : public BatchInput {
 public:
  Csv(std::istream& in, std::vector<std::string> columns, int lines)
      : in_(in), columns_(std::move(columns)), lines_(lines) {}

  absl::StatusOr<bool> Next(BatchRow* row) override {
    std::vector<std::string> cells;
    do {
      row->line = lines_ + 1;
      absl::StatusOr<bool> read = ReadCsvRecord(in_, &cells, &lines_);
      if (!read.ok() || !*read) return read;
    } while (cells.size() == 1 && cells.front().empty());
    row->request = RequestOf(cells);
    return true;
  }

 private:
  absl::StatusOr<v1::AdviseRequest> RequestOf(const std::vector<std::string>& cells) const {
    if (cells.size() > columns_.size()) {
      return absl::InvalidArgumentError(absl::StrCat("has ", cells.size(), " cells for ", columns_.size(),
                                                     " columns; quote a cell that holds a comma"));
    }
    v1::AdviseRequest request;
    for (size_t i = 0; i < cells.size(); ++i) {
      if (cells[i].empty()) continue;
      absl::Status stated = State(absl::StrCat(columns_[i], "=", cells[i]), &request);
      if (!stated.ok()) return stated;
    }
    return request;
  }

  std::istream& in_;
  std::vector<std::string> columns_;
  int lines_;
};

// A column that names nothing is wrong in every row: better said once. Whether its values are right, each row shows.
absl::Status CheckColumns(const std::vector<std::string>& columns) {
  for (size_t i = 0; i < columns.size(); ++i) {
    if (columns[i].empty()) return absl::InvalidArgumentError(absl::StrCat("column ", i + 1, " has no name"));
    const absl::Status named = CheckStatable(columns[i]);
    if (!named.ok()) return absl::InvalidArgumentError(absl::StrCat("column ", named.message()));
  }
  return absl::OkStatus();
}

}  // namespace

absl::StatusOr<std::unique_ptr<BatchInput>> OpenBatch(BatchFormat format, std::istream& in) {
  if (format == BatchFormat::kJsonLines) return std::make_unique<JsonLines>(in);
  std::vector<std::string> columns;
  int lines = 0;
  const absl::StatusOr<bool> read = ReadCsvRecord(in, &columns, &lines);
  if (!read.ok()) return read.status();
  if (!*read) return absl::InvalidArgumentError("the file is empty; its first line names the columns");
  for (std::string& column : columns) absl::StripAsciiWhitespace(&column);
  absl::Status checked = CheckColumns(columns);
  if (!checked.ok()) return checked;
  return std::make_unique<Csv>(in, std::move(columns), lines);
}

}  // namespace connection_advisor::client
