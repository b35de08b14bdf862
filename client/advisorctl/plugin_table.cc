#include "client/advisorctl/plugin_table.h"

#include <algorithm>
#include <array>
#include <vector>

#include "absl/strings/ascii.h"
#include "absl/strings/str_cat.h"
#include "absl/strings/str_join.h"
#include "absl/strings/strip.h"
#include "client/advisorctl/page.h"
#include "client/advisorctl/text.h"

namespace connection_advisor::client {
namespace {

constexpr size_t kShownHashDigits = 8;
constexpr int kNarrowestNotes = 24;
constexpr int kGap = 2;

enum Column { kPlugin, kVersion, kHash, kState, kFor, kColumns };
using Cells = std::array<std::string, kColumns>;

std::string StateName(admin::v1::PluginState state) {
  if (!admin::v1::PluginState_IsValid(state)) return absl::StrCat("state ", static_cast<int>(state));
  return absl::AsciiStrToLower(absl::StripPrefix(admin::v1::PluginState_Name(state), "PLUGIN_STATE_"));
}

const char* StyleOf(admin::v1::PluginState state) {
  switch (state) {
    case admin::v1::PLUGIN_STATE_SERVING:
      return "1;32";
    case admin::v1::PLUGIN_STATE_STANDBY:
      return "36";
    case admin::v1::PLUGIN_STATE_RETIRED:
      return "2";
    case admin::v1::PLUGIN_STATE_REFUSED:
      return "1;31";
    default:  // on its way
      return "33";
  }
}

std::string ShortHash(const admin::v1::PluginVersion& version) {
  return Printable(version.sha256().substr(0, kShownHashDigits));
}

std::string Rough(absl::Duration duration) {
  const struct {
    absl::Duration unit;
    const char* name;
  } rows[] = {{absl::Hours(24), " d"}, {absl::Hours(1), " h"}, {absl::Minutes(1), " min"}, {absl::Seconds(1), " s"}};
  for (const auto& row : rows) {
    if (duration >= row.unit) return absl::StrCat(duration / row.unit, row.name);
  }
  return "0 s";
}

std::string OrDash(const std::string& text) { return text.empty() ? "-" : Printable(text); }

Cells CellsOf(const admin::v1::PluginVersion& version, absl::Time now) {
  return {OrDash(version.plugin()), OrDash(version.version()), OrDash(ShortHash(version)), StateName(version.state()),
          TimeSince(version.since(), now)};
}

// What the columns do not say.
std::string NotesOn(const admin::v1::PluginVersion& version) {
  std::vector<std::string> notes;
  const std::string causes = absl::StrJoin(version.causes(), "; ");
  if (!causes.empty()) notes.push_back(version.plugin().empty() ? absl::StrCat(version.file(), ": ", causes) : causes);
  const bool named_alike = version.platforms_size() == 1 && version.platforms(0) == version.plugin();
  if (!version.platforms().empty() && !named_alike) {
    notes.push_back(absl::StrCat("platforms ", absl::StrJoin(version.platforms(), ", ")));
  }
  if (version.pinned()) notes.emplace_back("pinned");
  if (version.origin() == admin::v1::PLUGIN_ORIGIN_UPLOAD) notes.emplace_back("uploaded");
  if (!version.signed_by().empty()) notes.push_back(absl::StrCat("signed by ", version.signed_by()));
  // A refusal says it among its causes.
  if (!version.signature_fault().empty() && version.state() != admin::v1::PLUGIN_STATE_REFUSED) {
    notes.push_back(absl::StrCat("nobody vouches for it: ", version.signature_fault()));
  }
  if (!version.denied_calls().empty()) {
    notes.push_back(absl::StrCat("tried in vain: ", absl::StrJoin(version.denied_calls(), ", ")));
  }
  return Printable(absl::StrJoin(notes, "; "));
}

class Table {
 public:
  Table(const std::vector<Cells>& rows, const Terminal& terminal) : terminal_(terminal) {
    for (const Cells& row : rows) {
      for (size_t column = 0; column < kColumns; ++column) {
        widths_[column] = std::max(widths_[column], Columns(row[column]));
      }
    }
    for (const int width : widths_) notes_begin_ += width + kGap;
  }

  // `style` is that of the state; nullptr: none.
  void Add(const Cells& row, const char* style, const std::string& notes) {
    const bool beside = terminal_.columns - notes_begin_ >= kNarrowestNotes;
    const int begin = beside ? notes_begin_ : kGap;
    std::vector<std::string> lines;
    if (!notes.empty()) lines = Wrap(notes, std::max(terminal_.columns - begin, kNarrowestNotes));
    if (!beside || lines.empty()) lines.insert(lines.begin(), "");
    std::string before = Row(row, style);
    for (const std::string& line : lines) {
      absl::StrAppend(&text_, absl::StripTrailingAsciiWhitespace(absl::StrCat(before, line)), "\n");
      before = std::string(static_cast<size_t>(begin), ' ');
    }
  }

  const std::string& text() const { return text_; }

 private:
  std::string Row(const Cells& row, const char* style) const {
    std::string line;
    for (size_t column = 0; column < kColumns; ++column) {
      const std::string cell = Padded(row[column], widths_[column] + kGap);
      absl::StrAppend(&line, column == kState && style != nullptr ? Styled(style, cell, terminal_) : cell);
    }
    return line;
  }

  const Terminal terminal_;
  std::array<int, kColumns> widths_ = {};
  int notes_begin_ = 0;
  std::string text_;
};

}  // namespace

std::string PluginTable(const PluginVersions& versions, const Terminal& terminal, absl::Time now) {
  if (versions.empty()) return "The server knows no plugin.\n";
  std::vector<Cells> rows = {{"PLUGIN", "VERSION", "HASH", "STATE", "FOR"}};
  for (const admin::v1::PluginVersion& version : versions) rows.push_back(CellsOf(version, now));
  Table table(rows, terminal);
  table.Add(rows.front(), nullptr, "");
  for (int i = 0; i < versions.size(); ++i) {
    Cells& row = rows[static_cast<size_t>(i) + 1];
    if (i > 0 && !versions[i].plugin().empty() && versions[i].plugin() == versions[i - 1].plugin())
      row[kPlugin].clear();
    table.Add(row, StyleOf(versions[i].state()), NotesOn(versions[i]));
  }
  return table.text();
}

std::string TimeSince(const google::protobuf::Timestamp& time, absl::Time now) {
  return Rough(now - absl::FromUnixSeconds(time.seconds()) - absl::Nanoseconds(time.nanos()));
}

std::string NameOf(const admin::v1::PluginVersion& version) {
  if (version.plugin().empty()) return Printable(version.file());
  return absl::StrCat(Printable(version.plugin()), " ", Printable(version.version()), " (", ShortHash(version), ")");
}

std::string StateText(const admin::v1::PluginVersion& version, const Terminal& terminal) {
  return Styled(StyleOf(version.state()), StateName(version.state()), terminal);
}

std::string UploadText(const admin::v1::PluginVersion& version, const Terminal& terminal) {
  Page page(terminal);
  page.Line(absl::StrCat(NameOf(version), ": ", StateText(version, terminal)));
  for (const std::string& cause : version.causes()) page.Text(1, cause);
  const absl::Duration time =
      absl::Seconds(version.compile_time().seconds()) + absl::Nanoseconds(version.compile_time().nanos());
  const std::string how = version.cached() ? "from the cache" : "compiled";
  const std::string walls =
      version.walls().empty() ? "" : absl::StrCat(", behind ", absl::StrJoin(version.walls(), ", "));
  page.Aside(1, absl::StrCat("platforms ", absl::StrJoin(version.platforms(), ", "), "; ", how, " in ",
                             absl::ToInt64Milliseconds(time), " ms", walls,
                             version.signed_by().empty() ? "" : absl::StrCat("; signed by ", version.signed_by())));
  return page.text();
}

}  // namespace connection_advisor::client
