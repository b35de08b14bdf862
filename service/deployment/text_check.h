// What the texts of a plugin may be.
#ifndef SERVICE_DEPLOYMENT_TEXT_CHECK_H_
#define SERVICE_DEPLOYMENT_TEXT_CHECK_H_

#include <cstddef>
#include <optional>
#include <span>
#include <string>
#include <vector>

#include "absl/strings/str_cat.h"
#include "absl/strings/string_view.h"

namespace connection_advisor::deployment {

enum class LineFeeds { kRefused, kAllowed };

// What is wrong with `text`, if anything: empty, too long, not UTF-8, control or bidirectional formatting characters,
// or a placeholder in braces other than `placeholders`.
std::optional<std::string> TextFault(absl::string_view text, LineFeeds line_feeds,
                                     std::span<const absl::string_view> placeholders = {});

// Lower-case ASCII letters, digits and underscores, beginning with a letter, at most ADVISOR_MAX_ID_BYTES.
bool IsId(absl::string_view id);
// The same in capitals: the name of a value.
bool IsValueName(absl::string_view name);
// "MAJOR.MINOR.PATCH", numbers without leading zeros.
bool IsVersion(absl::string_view version);

inline constexpr size_t kMaxPrintableBytes = 2000;

// Text of any origin as one line that may stand in a log and on a terminal: what is not UTF-8, breaks the line,
// controls the terminal or changes the direction of text as "\xNN" for each byte; cut after about kMaxPrintableBytes,
// with "..." in place of the rest.
std::string Printable(absl::string_view text);

inline constexpr size_t kMaxPrintableLines = 100;

// The first of `lines`, each Printable: at most kMaxPrintableLines. Where there are more, the last says how many. Of
// the others nothing is made, so that absl::StrSplit may be handed over as it is, however many lines its text has.
template <typename Lines>
std::vector<std::string> PrintableLines(const Lines& lines) {
  std::vector<std::string> printable;
  size_t count = 0;
  for (const absl::string_view line : lines) {
    if (++count <= kMaxPrintableLines) printable.push_back(Printable(line));
  }
  if (count > kMaxPrintableLines) printable.back() = absl::StrCat("and ", count - kMaxPrintableLines + 1, " more");
  return printable;
}

}  // namespace connection_advisor::deployment

#endif  // SERVICE_DEPLOYMENT_TEXT_CHECK_H_
