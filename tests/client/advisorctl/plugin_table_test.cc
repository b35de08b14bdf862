#include "client/advisorctl/plugin_table.h"

#include "gmock/gmock.h"
#include "gtest/gtest.h"
#include "tests/client/advisorctl/sample_advice.h"

namespace connection_advisor::client {
namespace {

using testing::AllOf;
using testing::HasSubstr;
using testing::Not;

const absl::Time kNow = absl::FromUnixSeconds(1'000'000);

PluginVersions Versions() {
  return FromJson<admin::v1::ListPluginsResponse>(R"({"plugins": [
    {"plugin": "rose", "version": "1.10.0", "sha256": "aaaaaaaaaaaa", "state": "PLUGIN_STATE_SERVING",
     "since": "1970-01-12T13:46:35Z", "platforms": ["rose"], "pinned": true, "signed_by": "release"},
    {"plugin": "rose", "version": "1.9.0", "sha256": "bbbbbbbbbbbb", "state": "PLUGIN_STATE_STANDBY",
     "since": "1970-01-12T13:40:00Z", "platforms": ["rose"], "origin": "PLUGIN_ORIGIN_UPLOAD",
     "causes": ["an operator chose 1.10.0 by name; to serve it, activate rose bbbbbbbb"]},
    {"plugin": "tulip", "version": "2.0.0", "sha256": "cccccccccccc", "state": "PLUGIN_STATE_RETIRED",
     "since": "1970-01-12T03:00:00Z", "platforms": ["tulip", "lily"], "causes": ["an operator retired it"]},
    {"sha256": "dddddddddddd", "file": "cut.so", "state": "PLUGIN_STATE_REFUSED", "since": "1970-01-02T00:00:00Z",
     "causes": ["it is cut off", "it is short"]},
    {"file": "gone.so", "state": "PLUGIN_STATE_DISCOVERED", "since": "1970-01-12T13:46:50Z"}
  ]})")
      .plugins();
}

TEST(PluginTable, HasALineForEachVersionAndEachPluginsNameOnce) {
  EXPECT_EQ(PluginTable(Versions(), Terminal{100, false}, kNow),
            "PLUGIN  VERSION  HASH      STATE       FOR\n"
            "rose    1.10.0   aaaaaaaa  serving     5 s    pinned; signed by release\n"
            "        1.9.0    bbbbbbbb  standby     6 min  an operator chose 1.10.0 by name; to serve it,\n"
            "                                              activate rose bbbbbbbb; uploaded\n"
            "tulip   2.0.0    cccccccc  retired     10 h   an operator retired it; platforms tulip, lily\n"
            "-       -        dddddddd  refused     10 d   cut.so: it is cut off; it is short\n"
            "-       -        -         discovered  0 s\n");
}

TEST(PluginTable, PutsTheNotesBelowWhereThereIsNoRoomBeside) {
  EXPECT_THAT(PluginTable(Versions(), Terminal{60, false}, kNow),
              HasSubstr("rose    1.10.0   aaaaaaaa  serving     5 s\n"
                        "  pinned; signed by release\n"
                        "        1.9.0    bbbbbbbb  standby     6 min\n"
                        "  an operator chose 1.10.0 by name; to serve it, activate\n"
                        "  rose bbbbbbbb; uploaded\n"));
}

TEST(PluginTable, ColoursStatesThatDifferWithoutColourToo) {
  const std::string table = PluginTable(Versions(), Terminal{100, true}, kNow);
  EXPECT_THAT(table, AllOf(HasSubstr("\033[1;32mserving "), HasSubstr("\033[36mstandby "), HasSubstr("\033[2mretired "),
                           HasSubstr("\033[1;31mrefused "), HasSubstr("\033[33mdiscovered ")));
}

TEST(PluginTable, SaysThatThereIsNone) {
  EXPECT_EQ(PluginTable(PluginVersions(), Terminal(), kNow), "The server knows no plugin.\n");
}

TEST(PluginTable, SaysThatNobodyVouchesForWhatServes) {
  PluginVersions versions;
  admin::v1::PluginVersion& version = *versions.Add();
  version.set_plugin("rose");
  version.set_state(admin::v1::PLUGIN_STATE_SERVING);
  version.set_signature_fault("it is not signed");
  EXPECT_THAT(PluginTable(versions, Terminal(), kNow), HasSubstr("nobody vouches for it: it is not signed"));
}

TEST(PluginTable, LetsNothingThroughThatTakesOverATerminal) {
  PluginVersions versions;
  admin::v1::PluginVersion& version = *versions.Add();
  for (std::string* text :
       {version.mutable_plugin(), version.mutable_version(), version.mutable_sha256(), version.mutable_signed_by(),
        version.add_causes(), version.add_platforms(), version.mutable_signature_fault()}) {
    *text = "a\033[2Jb";
  }
  EXPECT_THAT(PluginTable(versions, Terminal{100, false}, kNow), Not(HasSubstr("\033")));
  EXPECT_THAT(UploadText(version, Terminal{100, false}), Not(HasSubstr("\033")));
}

TEST(UploadText, SaysWhatBecameOfItAndHow) {
  const auto version = FromJson<admin::v1::PluginVersion>(R"({
    "plugin": "rose", "version": "1.9.0", "sha256": "bbbbbbbbbbbb", "state": "PLUGIN_STATE_STANDBY",
    "platforms": ["rose", "tulip"], "causes": ["1.10.0 is higher; to serve it, activate rose bbbbbbbb"],
    "compile_time": "0.0125s", "walls": ["landlock", "seccomp"], "signed_by": "release"})");
  EXPECT_EQ(UploadText(version, Terminal{100, false}),
            "rose 1.9.0 (bbbbbbbb): standby\n"
            "  1.10.0 is higher; to serve it, activate rose bbbbbbbb\n"
            "  platforms rose, tulip; compiled in 12 ms, behind landlock, seccomp; signed by release\n");
}

}  // namespace
}  // namespace connection_advisor::client
