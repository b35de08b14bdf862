#include "service/lifecycle/plugin_register.h"

#include <functional>

#include "gmock/gmock.h"
#include "gtest/gtest.h"

namespace connection_advisor::lifecycle {
namespace {

using ::testing::ElementsAre;
using ::testing::HasSubstr;
using ::testing::IsEmpty;
using ::testing::SizeIs;

SystemTime At(int seconds) { return SystemTime(std::chrono::seconds(seconds)); }

class PluginRegisterTest : public ::testing::Test {
 protected:
  // A version of plugin "p" that was compiled, or was refused where there are causes.
  Arrival Compiled(const std::string& number, const std::string& sha256, std::vector<std::string> causes = {}) {
    Arrival arrival{.file = sha256.substr(0, 1) + ".so", .number = all_.NextArrival(), .sha256 = sha256};
    arrival.outcome.plugin = {"p", number, sha256};
    arrival.outcome.causes = std::move(causes);
    if (arrival.outcome.causes.empty()) {
      auto platform = std::make_shared<platform::Platform>();
      platform->id = "a";
      arrival.outcome.platforms = {platform};
    }
    return arrival;
  }
  // It lies in the directory under the first letter of its hash.
  void Come(const std::string& number, const std::string& sha256, std::vector<std::string> causes = {}) {
    all_.Enter(Compiled(number, sha256, std::move(causes)), At(now_));
    directory_[sha256.substr(0, 1) + ".so"] = sha256;
    Settle();
  }
  void Settle() {
    all_.SetDirectory(directory_, At(now_));
    all_.Settle(At(now_++), succession_);
  }
  PluginState StateOf(const std::string& sha256) { return all_.Find(sha256)->told.state; }
  std::string Serving() { return all_.ServingVersions()["p"]; }
  // As the next process finds it, compiled anew; or refused.
  void Restart(const std::vector<std::string>& causes = {}) {
    all_ = PluginRegister::FromState(all_.ToState());
    for (auto& [number, version] : all_.versions()) {
      if (version.retirement != Retirement::kNone) continue;
      Arrival arrival = Compiled(causes.empty() ? version.told.version : "", version.told.sha256, causes);
      if (!causes.empty()) arrival.outcome.plugin = {};
      arrival.number = number;
      arrival.file = version.told.file;
      all_.Enter(arrival, At(now_));
    }
    Settle();
  }

  PluginRegister all_;
  Succession succession_;
  std::map<std::string, std::string> directory_;
  int now_ = 100;
};

const std::string kA(64, 'a');
const std::string kB(64, 'b');
const std::string kC(64, 'c');

TEST_F(PluginRegisterTest, AHigherVersionTakesOverAndTheOneBeforeStandsBy) {
  Come("1.0.0", kA);
  EXPECT_EQ(Serving(), kA);
  Come("1.1.0", kB);
  EXPECT_EQ(Serving(), kB);
  EXPECT_EQ(StateOf(kA), PluginState::kStandby);
  EXPECT_THAT(all_.Find(kA)->told.causes, ElementsAre(HasSubstr("1.1.0 is higher")));
  EXPECT_EQ(all_.Find(kA)->told.since, At(101)) << "since it does not serve";
  EXPECT_EQ(all_.Find(kB)->told.since, At(101));
}

TEST_F(PluginRegisterTest, WhereVersionsTakeOverByWordOnlyNoneDoesByBeingHigher) {
  succession_.take_over = TakeOver::kByWord;
  Come("1.0.0", kA);
  EXPECT_EQ(Serving(), kA) << "nothing served before it";
  Come("1.1.0", kB);
  EXPECT_EQ(Serving(), kA);
  Restart();
  EXPECT_EQ(Serving(), kA);
  ASSERT_EQ(all_.Unpin("p"), absl::OkStatus());
  Settle();
  EXPECT_EQ(Serving(), kB) << "the highest, by a word";
  ASSERT_EQ(all_.RollBack("p"), absl::OkStatus());
  Settle();
  EXPECT_EQ(Serving(), kA);
  Come("1.2.0", kC);
  EXPECT_EQ(Serving(), kA) << "it does not end the roll-back";
}

TEST_F(PluginRegisterTest, WhereVersionsTakeOverByWordOnlyAnotherServesForOneThatIsGone) {
  succession_.take_over = TakeOver::kByWord;
  Come("1.0.0", kA);
  Come("1.1.0", kB);
  directory_.erase("a.so");
  Settle();
  EXPECT_EQ(Serving(), kB);
  Come("1.2.0", kC);
  EXPECT_EQ(Serving(), kB) << "it is held from then on";
}

TEST_F(PluginRegisterTest, RollsBackToWhatServedBeforeAndForwardAgain) {
  Come("1.0.0", kA);
  Come("2.0.0", kB);
  ASSERT_EQ(all_.RollBack("p"), absl::OkStatus());
  Settle();
  EXPECT_EQ(Serving(), kA);
  EXPECT_TRUE(all_.Find(kA)->told.pinned);
  EXPECT_THAT(all_.Find(kB)->told.causes, ElementsAre(HasSubstr("it was rolled back to 1.0.0")));
  ASSERT_EQ(all_.RollBack("p"), absl::OkStatus());
  Settle();
  EXPECT_EQ(Serving(), kB) << "rolling back twice is where it began";
}

TEST_F(PluginRegisterTest, ARollBackSurvivesTheProcessAndEndsWithAHigherVersion) {
  Come("1.0.0", kA);
  Come("2.0.0", kB);
  ASSERT_EQ(all_.RollBack("p"), absl::OkStatus());
  Settle();
  Restart();
  EXPECT_EQ(Serving(), kA);
  Come("2.0.1", kC);
  EXPECT_EQ(Serving(), kC);
}

TEST_F(PluginRegisterTest, APinSurvivesTheProcessAndWhateverComes) {
  Come("1.0.0", kA);
  Come("2.0.0", kB);
  all_.Pin(**all_.Select("p", "1.0.0"));
  Settle();
  Restart();
  Come("3.0.0", kC);
  EXPECT_EQ(Serving(), kA);
  ASSERT_EQ(all_.Unpin("p"), absl::OkStatus());
  Settle();
  EXPECT_EQ(Serving(), kC);
}

TEST_F(PluginRegisterTest, HasNothingToRollBackToWhereNothingServedBefore) {
  Come("1.0.0", kA);
  const absl::Status status = all_.RollBack("p");
  EXPECT_EQ(status.code(), absl::StatusCode::kFailedPrecondition);
  EXPECT_THAT(std::string(status.message()), HasSubstr("nothing to roll back to"));
  EXPECT_EQ(all_.RollBack("q").code(), absl::StatusCode::kNotFound);
}

TEST_F(PluginRegisterTest, HasNothingToRollBackToWhereTheSameServedBefore) {
  Come("1.0.0", kA);
  all_.Retire(**all_.Select("p", "1.0.0"));
  Settle();
  all_.Find(kA)->retirement = Retirement::kNone;
  Settle();
  ASSERT_EQ(Serving(), kA);
  EXPECT_EQ(all_.RollBack("p").code(), absl::StatusCode::kFailedPrecondition);
}

TEST_F(PluginRegisterTest, RetiresWhoseFileIsRemovedAndTakesItBackWithTheFile) {
  Come("1.0.0", kA);
  Come("2.0.0", kB);
  directory_.erase("b.so");
  Settle();
  EXPECT_EQ(Serving(), kA);
  EXPECT_EQ(StateOf(kB), PluginState::kRetired);
  EXPECT_THAT(all_.Find(kB)->told.causes, ElementsAre("its file was removed from the plugin directory"));
  Restart();
  EXPECT_EQ(StateOf(kB), PluginState::kRetired);
  Come("2.0.0", kB);
  EXPECT_EQ(Serving(), kB);
}

TEST_F(PluginRegisterTest, WhatIsActivatedByNameServesWithoutItsFile) {
  Come("1.0.0", kA);
  Come("2.0.0", kB);
  directory_.erase("a.so");
  Settle();
  ASSERT_EQ(StateOf(kA), PluginState::kRetired);
  all_.Pin(*all_.Find(kA));
  all_.Settle(At(now_++));
  ASSERT_EQ(Serving(), kA);
  Settle();
  EXPECT_EQ(Serving(), kA) << "nothing happened in the directory";
  directory_.erase("b.so");
  Settle();
  EXPECT_EQ(Serving(), kA);
  Restart();
  EXPECT_EQ(Serving(), kA);
  ASSERT_EQ(all_.Unpin("p"), absl::OkStatus());
  Settle();
  EXPECT_EQ(Serving(), kA) << "to let it be chosen no more is not to retire it";
  all_.Retire(*all_.Find(kA));
  Settle();
  EXPECT_EQ(StateOf(kA), PluginState::kRetired);
}

TEST_F(PluginRegisterTest, WhatIsPinnedServesOnWhenItsFileIsRemoved) {
  Come("1.0.0", kA);
  all_.Pin(*all_.Find(kA));
  Settle();
  directory_ = {};
  Settle();
  EXPECT_EQ(Serving(), kA);
}

TEST_F(PluginRegisterTest, WhatWasRolledBackToServesOnWhenTheBadFileInItsPlaceIsRemoved) {
  Come("1.0.0", kA);
  all_.Enter(Compiled("2.0.0", kB), At(now_));
  directory_["a.so"] = kB;
  Settle();
  ASSERT_EQ(all_.RollBack("p"), absl::OkStatus());
  Settle();
  directory_ = {};
  Settle();
  EXPECT_EQ(Serving(), kA);
  EXPECT_EQ(StateOf(kB), PluginState::kRetired);
  Restart();
  EXPECT_EQ(Serving(), kA);
}

TEST_F(PluginRegisterTest, AnUploadOfWhatWasRemovedServesWithoutItsFile) {
  Come("1.0.0", kA);
  directory_ = {};
  Settle();
  ASSERT_EQ(StateOf(kA), PluginState::kRetired);
  Arrival upload = Compiled("1.0.0", kA);
  upload.from = Arrival::From::kUpload;
  all_.Enter(upload, At(now_));
  all_.Settle(At(now_++));
  ASSERT_EQ(Serving(), kA);
  Settle();
  EXPECT_EQ(Serving(), kA);
  Restart();
  EXPECT_EQ(Serving(), kA);
}

TEST_F(PluginRegisterTest, APinThatAnOlderReleaseWroteServesWithoutItsFile) {
  Come("1.0.0", kA);
  all_.Pin(*all_.Find(kA));
  state::v1::PluginState state = all_.ToState();
  for (state::v1::KnownVersion& version : *state.mutable_versions()) version.clear_by_word();
  all_ = PluginRegister::FromState(state);
  directory_ = {};
  Restart();
  EXPECT_EQ(Serving(), kA);
}

TEST_F(PluginRegisterTest, AReplacedFileStandsByAndDoesNotRetire) {
  Come("2.0.0", kA);
  all_.Enter(Compiled("1.0.0", kB), At(now_));
  directory_["a.so"] = kB;
  Settle();
  EXPECT_EQ(Serving(), kA) << "an older file in its place is no word of the operator's";
  EXPECT_EQ(StateOf(kB), PluginState::kStandby);
}

TEST_F(PluginRegisterTest, WhatServesGoesOnWhereItsFileIsReplacedByABadOne) {
  Come("1.0.0", kA);
  all_.Enter(Compiled("", kB, {"it crashed"}), At(now_));
  directory_["a.so"] = kB;
  Settle();
  EXPECT_EQ(Serving(), kA);
  EXPECT_EQ(StateOf(kB), PluginState::kRefused);
  directory_["a.so"] = kA;
  Settle();
  EXPECT_EQ(all_.Find(kB), nullptr) << "a refused file that has gone is forgotten";
}

TEST_F(PluginRegisterTest, ARefusalDoesNotTakeDownWhatWasCompiledOfTheSameBytes) {
  Come("1.0.0", kA);
  Come("2.0.0", kB);
  for (const std::string& sha256 : {kA, kB}) {
    Arrival again = Compiled("", sha256, {"it timed out"});
    again.file = "again.so";
    const std::optional<PluginVersion> refused = all_.Enter(again, At(now_));
    ASSERT_TRUE(refused.has_value());
    EXPECT_EQ(refused->state, PluginState::kRefused);
    EXPECT_EQ(refused->file, "again.so");
    EXPECT_THAT(refused->causes, ElementsAre("it timed out", HasSubstr("counts on")));
  }
  Settle();
  EXPECT_EQ(Serving(), kB);
  EXPECT_EQ(StateOf(kA), PluginState::kStandby);
  EXPECT_EQ(all_.Find(kB)->told.file, "b.so");
}

TEST_F(PluginRegisterTest, OtherParametersTakeOutWhatStandsByButNotWhatServes) {
  Come("1.0.0", kA);
  Come("2.0.0", kB);
  for (const std::string& sha256 : {kA, kB}) {
    Arrival again = Compiled("", sha256, {"out of its range"});
    again.parameters_changed = true;
    EXPECT_EQ(all_.Enter(again, At(now_)).has_value(), sha256 == kB);
  }
  Settle();
  EXPECT_EQ(Serving(), kB);
  EXPECT_EQ(StateOf(kA), PluginState::kRefused);
}

TEST_F(PluginRegisterTest, ARefusedUploadDoesNotTakeBackARetirement) {
  Come("1.0.0", kA);
  all_.Retire(*all_.Find(kA));
  Arrival upload = Compiled("", kA, {"it timed out"});
  upload.from = Arrival::From::kUpload;
  all_.Enter(upload, At(now_));
  Settle();
  EXPECT_EQ(StateOf(kA), PluginState::kRetired);
  Restart();  // which compiles no retired version
  all_.Enter(upload, At(now_));
  Settle();
  EXPECT_EQ(StateOf(kA), PluginState::kRetired);
  Restart();
  EXPECT_EQ(Serving(), "");
}

TEST_F(PluginRegisterTest, WithSignaturesRequiredNothingLowerServesForAFileThatIsRemoved) {
  succession_.signatures_required = true;
  Come("1.0.0", kA);
  Come("2.0.0", kB);
  directory_.erase("b.so");
  Settle();
  EXPECT_EQ(Serving(), "");
  EXPECT_EQ(StateOf(kA), PluginState::kStandby);
  EXPECT_THAT(all_.Find(kA)->told.causes, ElementsAre(HasSubstr("2.0.0 served last")));
  Restart();
  EXPECT_EQ(Serving(), "");
  Come("1.5.0", kC);
  EXPECT_EQ(Serving(), "") << "nor does a lower one that comes later";
  Come("2.0.0", kB);
  EXPECT_EQ(Serving(), kB);
}

TEST_F(PluginRegisterTest, WithSignaturesRequiredAHigherVersionServesForAFileThatIsRemoved) {
  succession_.signatures_required = true;
  Come("1.0.0", kA);
  directory_ = {};
  Settle();
  Come("1.0.0", kB);
  EXPECT_EQ(Serving(), kB) << "the same version with other bytes";
  directory_ = {};
  Settle();
  Come("1.0.1", kC);
  EXPECT_EQ(Serving(), kC);
}

TEST_F(PluginRegisterTest, WithSignaturesRequiredAWordGoesBack) {
  succession_.signatures_required = true;
  const std::vector<std::function<void()>> words = {
      [&] { all_.Pin(*all_.Find(kA)); },
      [&] { ASSERT_EQ(all_.RollBack("p"), absl::OkStatus()); },
      [&] { ASSERT_EQ(all_.Unpin("p"), absl::OkStatus()); },
      [&] { all_.Retire(*all_.Find(kB)); },
  };
  for (const auto& say : words) {
    all_ = {};
    Come("1.0.0", kA);
    Come("2.0.0", kB);
    directory_.erase("b.so");
    Settle();
    ASSERT_EQ(Serving(), "");
    say();
    Settle();
    EXPECT_EQ(Serving(), kA);
    Settle();
    EXPECT_EQ(Serving(), kA);
    EXPECT_TRUE(all_.Trim(0).empty()) << "what served is known as long as it matters";
  }
}

TEST_F(PluginRegisterTest, WithSignaturesRequiredALowerVersionServesForOneThatCouldNotBeCompiled) {
  succession_.signatures_required = true;
  Come("1.0.0", kA);
  Come("2.0.0", kB);
  all_ = PluginRegister::FromState(all_.ToState());
  Arrival good = Compiled("1.0.0", kA);
  Arrival bad = Compiled("", kB, {"it timed out"});
  bad.outcome.plugin = {};
  all_.Enter(good, At(now_));
  all_.Enter(bad, At(now_));
  Settle();
  EXPECT_EQ(Serving(), kA);
}

TEST_F(PluginRegisterTest, WithSignaturesRequiredNothingLowerServesForASignatureThatWasScribbledOver) {
  succession_.signatures_required = true;
  Come("1.0.0", kA);
  Come("2.0.0", kB);
  all_ = PluginRegister::FromState(all_.ToState());
  Arrival good = Compiled("1.0.0", kA);
  Arrival bad = Compiled("", kB, {"it is not signed"});
  bad.outcome.plugin = {};
  bad.outcome.signature_fault = "it is not signed";
  all_.Enter(good, At(now_));
  all_.Enter(bad, At(now_));
  Settle();
  EXPECT_EQ(Serving(), "");
}

TEST_F(PluginRegisterTest, ARetiredVersionComesBackOnlyByName) {
  Come("1.0.0", kA);
  Come("2.0.0", kB);
  all_.Retire(**all_.Select("p", "2.0.0"));
  Settle();
  Settle();
  EXPECT_EQ(Serving(), kA);
  EXPECT_THAT(all_.Find(kB)->told.causes, ElementsAre("an operator retired it"));
  Restart();
  EXPECT_EQ(StateOf(kB), PluginState::kRetired);
}

TEST_F(PluginRegisterTest, SaysSinceWhenItIsSoThoughTheProcessEnded) {
  Come("1.0.0", kA);
  Come("2.0.0", kB);
  Come("3.0.0", kC);
  all_.Retire(*all_.Find(kC));
  Settle();
  std::map<std::string, SystemTime> since;
  for (const std::string& sha256 : {kA, kB, kC}) since[sha256] = all_.Find(sha256)->told.since;
  now_ += 1000;
  Restart();
  for (const std::string& sha256 : {kA, kB, kC}) EXPECT_EQ(all_.Find(sha256)->told.since, since[sha256]);
  Restart({"it timed out"});
  EXPECT_EQ(all_.Find(kB)->told.since, At(now_ - 1)) << "it does not serve";
}

TEST_F(PluginRegisterTest, FindsAVersionByItsNumberAndByTheBeginningOfItsHash) {
  Come("1.0.0", kA);
  Come("1.0.0", kB);
  EXPECT_EQ((*all_.Select("p", "1.0.0"))->told.sha256, kB) << "the one that came last";
  EXPECT_EQ((*all_.Select("p", "aaaaaaaa"))->told.sha256, kA);
  EXPECT_EQ((*all_.Select("p", kA))->told.sha256, kA);
  EXPECT_THAT(std::string(all_.Select("p", "aaaaaaa").status().message()),
              HasSubstr("'p' has no version 'aaaaaaa'; it has: 1.0.0 (aaaaaaaa), 1.0.0 (bbbbbbbb)"));
  EXPECT_THAT(std::string(all_.Select("q", "1.0.0").status().message()),
              HasSubstr("there is no plugin 'q'; there are: p"));
}

TEST_F(PluginRegisterTest, SaysWhichFileIsTheSameAsAnother) {
  Come("1.0.0", kA);
  directory_["z.so"] = kA;
  Settle();
  ASSERT_THAT(all_.Told(), SizeIs(2));
  EXPECT_THAT(all_.Told()[1].causes, ElementsAre(HasSubstr("it is the same file as a.so")));
  directory_.erase("z.so");
  Settle();
  EXPECT_THAT(all_.Told(), SizeIs(1));
}

TEST_F(PluginRegisterTest, AFileThatIsRenamedIsTheSameVersion) {
  Come("1.0.0", kA);
  directory_ = {{"z.so", kA}};
  Settle();
  EXPECT_EQ(Serving(), kA);
  EXPECT_EQ(all_.Find(kA)->told.file, "z.so");
}

TEST_F(PluginRegisterTest, ForgetsTheOldestOfWhatNobodyNeeds) {
  for (int version = 0; version < 10; ++version) {
    const std::string sha256(64, static_cast<char>('a' + version));
    all_.Enter(Compiled("1.0." + std::to_string(version), sha256), At(now_));
    directory_ = {{"a.so", sha256}};
    Settle();
  }
  all_.Pin(*all_.Find(kA));
  Settle();
  EXPECT_THAT(all_.Trim(3), SizeIs(5)) << "the pinned one stays, the one before, and three more";
  EXPECT_NE(all_.Find(kA), nullptr);
  EXPECT_EQ(all_.Find(kB), nullptr);
  EXPECT_THAT(all_.Trim(3), IsEmpty());
}

TEST_F(PluginRegisterTest, IsTheSameAfterItWasRemembered) {
  Come("1.0.0", kA);
  Come("2.0.0", kB);
  Come("", kC, {"it crashed"});
  ASSERT_EQ(all_.RollBack("p"), absl::OkStatus());
  Settle();
  const std::string before = all_.ToState().SerializeAsString();
  EXPECT_EQ(PluginRegister::FromState(all_.ToState()).ToState().SerializeAsString(), before);
  EXPECT_EQ(all_.ToState().versions_size(), 2) << "a refused version is not worth remembering";
}

TEST_F(PluginRegisterTest, WhatIsRefusedAtARestartIsAsBeforeAtTheNext) {
  Come("1.0.0", kA);
  Come("2.0.0", kB);
  Arrival upload = Compiled("3.0.0", kC);
  upload.from = Arrival::From::kUpload;
  all_.Enter(upload, At(now_));
  Settle();
  all_.Pin(*all_.Find(kB));
  all_.Retire(*all_.Find(kA));
  Settle();
  Restart({"signatures are required"});
  EXPECT_EQ(Serving(), "");
  EXPECT_EQ(StateOf(kA), PluginState::kRetired);
  EXPECT_EQ(StateOf(kB), PluginState::kRefused);
  EXPECT_EQ((*all_.Select("p", "2.0.0"))->told.sha256, kB) << "it is still known by its name";
  Restart();
  EXPECT_EQ(Serving(), kB);
  EXPECT_TRUE(all_.Find(kB)->told.pinned);
  EXPECT_EQ(StateOf(kA), PluginState::kRetired);
  EXPECT_EQ(StateOf(kC), PluginState::kStandby);
  EXPECT_EQ(all_.Find(kC)->told.origin, PluginOrigin::kUpload);
  ASSERT_EQ(all_.RollBack("p"), absl::OkStatus());
  Settle();
  EXPECT_EQ(Serving(), kC) << "what served before is not forgotten either";
}

TEST_F(PluginRegisterTest, AReplacedVersionIsNotForgottenThoughItIsRefusedAtARestart) {
  Come("1.0.0", kA);
  all_.Enter(Compiled("2.0.0", kB), At(now_));
  directory_["a.so"] = kB;
  Settle();
  Restart({"it timed out"});
  EXPECT_EQ(StateOf(kA), PluginState::kRefused);
  directory_ = {};
  Settle();
  EXPECT_EQ(StateOf(kA), PluginState::kRetired) << "its file is gone";
}

TEST_F(PluginRegisterTest, ListsByPluginTheHighestFirstAndNamelessFilesLast) {
  Come("1.9.0", kA);
  Come("1.10.0", kB);
  Come("", kC, {"it crashed"});
  std::vector<std::string> listed;
  for (const PluginVersion& version : all_.Told()) listed.push_back(version.sha256);
  EXPECT_THAT(listed, ElementsAre(kB, kA, kC));
}

}  // namespace
}  // namespace connection_advisor::lifecycle
