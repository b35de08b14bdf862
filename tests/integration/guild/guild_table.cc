#include "tests/integration/guild/guild_table.h"

namespace connection_advisor::integration {

using oracle::Boolean;
using oracle::Case;
using oracle::Choice;
using oracle::Integer;
using oracle::NotesOnly;
using oracle::Own;
using oracle::Verdict;

oracle::PlatformTable Guild() {
  enum { kRank, kSameProfession, kYears, kSponsored, kWorked, kDues, kFeuds };
  enum { kNone, kApprentice, kJourneyman, kMaster };
  enum { kNever, kVirtually, kInPerson };
  oracle::PlatformTable t;
  t.id = "guild";
  t.significance = 3;
  t.facts = {
      Own(Choice("guild.rank", {"NONE", "APPRENTICE", "JOURNEYMAN", "MASTER"})),
      Boolean("affinity.same_profession"),
      Own(Integer("guild.years", {3, 10})),
      Own(Boolean("guild.sponsored", false)),
      Choice("relationship.worked_together", {"NEVER", "VIRTUALLY", "IN_PERSON"}, kNever),
      Own(Boolean("guild.dues_paid", true)),
      NotesOnly(Own(Integer("guild.feuds", {1}, 0))),
  };
  t.impossible = {
      {"i1", "outsider_to_the_trade", [](const Case& c) { return c[kRank] != kNone && !c[kSameProfession]; }},
      {"i2", "master_too_soon", [](const Case& c) { return c[kRank] == kMaster && c[kYears] < 2; }},
      {"i3", "outsider_pays_dues", [](const Case& c) { return c[kRank] == kNone && c[kDues]; }},
      {"i4", "sponsored_unseen", [](const Case& c) { return c[kSponsored] && c[kWorked] == kNever; }},
  };
  t.rules = {
      {"1", "owes_dues", Verdict::kDecline, [](const Case& c) { return c[kRank] != kNone && !c[kDues]; }},
      {"2", "master", Verdict::kConnect, [](const Case& c) { return c[kRank] == kMaster; }},
      {"3", "sponsored", Verdict::kConnect, [](const Case& c) { return c[kSponsored] != 0; }},
      {"4", "seasoned", Verdict::kMeetFirst, [](const Case& c) { return c[kSameProfession] && c[kYears] > 0; }},
      {"5", "side_by_side", Verdict::kMeetFirst, [](const Case& c) { return c[kWorked] == kInPerson; }},
      {"6", "journeyman", Verdict::kMeetFirst, [](const Case& c) { return c[kRank] == kJourneyman; }},
      {"7", "stranger", Verdict::kDecline, nullptr},
  };
  t.notes = {
      {"n1", "quarrelsome", [](const Case& c) { return c[kRank] != kNone && c[kFeuds]; }},
      {"n2", "sponsored_from_afar", [](const Case& c) { return c[kSponsored] && c[kWorked] == kVirtually; }},
  };
  t.would_vouch = [](const Case& c) { return c[kRank] == kMaster || c[kWorked] == kInPerson; };
  return t;
}

}  // namespace connection_advisor::integration
