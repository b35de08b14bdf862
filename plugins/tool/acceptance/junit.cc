#include "plugins/tool/acceptance/junit.h"

#include <algorithm>
#include <string>
#include <string_view>

#include "absl/strings/str_join.h"
#include "absl/strings/str_replace.h"
#include "service/deployment/text_check.h"

namespace connection_advisor::tool {
namespace {

// What stands in XML, quotes included. Characters that XML can't have are made printable; U+FFFE and U+FFFF are
// printable, and XML can't have them either.
std::string Escaped(const std::string& text) {
  return absl::StrReplaceAll(deployment::Printable(text), {{"&", "&amp;"},
                                                           {"<", "&lt;"},
                                                           {">", "&gt;"},
                                                           {"\"", "&quot;"},
                                                           {"\uFFFE", "\\xef\\xbf\\xbe"},
                                                           {"\uFFFF", "\\xef\\xbf\\xbf"}});
}

size_t Failures(std::span<const Result> results) {
  return static_cast<size_t>(
      std::count_if(results.begin(), results.end(), [](const Result& result) { return !result.passed(); }));
}

void WriteCounts(std::span<const Result> results, std::ostream& out) {
  out << " tests=\"" << results.size() << "\" failures=\"" << Failures(results) << "\" errors=\"0\" skipped=\"0\"";
}

void WriteResult(const Result& result, std::ostream& out) {
  const platform::Platform& platform = *result.judged.platform;
  out << "    <testcase name=\"" << Escaped(result.judged.name) << "\" classname=\"" << Escaped(platform.id)
      << "\" file=\"" << Escaped(result.judged.file) << "\" line=\"" << result.judged.line << "\"";
  if (result.passed()) {
    out << "/>\n";
    return;
  }
  out << ">\n      <failure message=\"" << Escaped(absl::StrJoin(result.differences, "; ")) << "\">"
      << "expected " << Escaped(Summary(platform, result.judged.expected)) << "; came "
      << Escaped(Summary(platform, result.came)) << "</failure>\n    </testcase>\n";
}

}  // namespace

void WriteJUnit(std::span<const Result> results, std::ostream& out) {
  out << "<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n<testsuites name=\"advisor-plugin test\"";
  WriteCounts(results, out);
  out << ">\n";
  while (!results.empty()) {
    const std::string& file = results.front().judged.file;
    const auto end =
        std::find_if(results.begin(), results.end(), [&](const Result& result) { return result.judged.file != file; });
    const std::span<const Result> suite = results.first(static_cast<size_t>(end - results.begin()));
    out << "  <testsuite name=\"" << Escaped(file) << "\"";
    WriteCounts(suite, out);
    out << ">\n";
    for (const Result& result : suite) WriteResult(result, out);
    out << "  </testsuite>\n";
    results = results.subspan(suite.size());
  }
  out << "</testsuites>\n";
}

}  // namespace connection_advisor::tool
