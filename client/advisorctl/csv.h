// Comma-separated values as RFC 4180 has them.
#ifndef CLIENT_ADVISORCTL_CSV_H_
#define CLIENT_ADVISORCTL_CSV_H_

#include <istream>
#include <string>
#include <vector>

#include "absl/status/statusor.h"
#include "absl/strings/string_view.h"

namespace connection_advisor::client {

// Reads the next record: fields parted by commas, quoted where they hold commas, quotes (doubled) or line ends. Adds
// the number of lines it took to `lines`, 0 before the first, where a byte order mark is passed over. False at the end
// of the input. INVALID_ARGUMENT names the line of a quote that is never closed, that opens inside a field or that has
// text behind it: read on, it could swallow the lines up to the next. UNKNOWN is the system's word on why the input
// can't be read.
absl::StatusOr<bool> ReadCsvRecord(std::istream& in, std::vector<std::string>* fields, int* lines);

// The field as it stands in a record, quoted where it must be.
std::string CsvField(absl::string_view text);

}  // namespace connection_advisor::client

#endif  // CLIENT_ADVISORCTL_CSV_H_
