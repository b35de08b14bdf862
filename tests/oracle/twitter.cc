#include "tests/oracle/bundled_platforms.h"

namespace connection_advisor::oracle {

PlatformTable Twitter() {
  enum { kSameProfession, kProfessionOfInterest, kRenowned, kPassion, kPurpose, kCount };
  PlatformTable t;
  t.id = "twitter";
  t.significance = 1;
  t.facts = {
      Boolean("affinity.same_profession"),    Boolean("affinity.profession_of_interest"),
      Boolean("candidate.renowned_in_field"), Boolean("affinity.shared_passion"),
      Boolean("affinity.fits_purpose"),       NotesOnly(Integer("member.connection_count", {4500}, 0)),
  };
  t.rules = {
      {"1", "1", Verdict::kConnect, [](const Case& c) { return c[kSameProfession] != 0; }},
      {"2", "2", Verdict::kConnect, [](const Case& c) { return c[kProfessionOfInterest] != 0; }},
      {"3", "3", Verdict::kConnect, [](const Case& c) { return c[kRenowned] != 0; }},
      {"4", "4", Verdict::kConnect, [](const Case& c) { return c[kPassion] != 0; }},
      {"5", "5", Verdict::kConnect, [](const Case& c) { return c[kPurpose] != 0; }},
      {"6", "6", Verdict::kDecline, nullptr},
  };
  t.notes = {{"n1", "n1", [](const Case& c) { return c[kCount] == 1; }}};
  return t;
}

}  // namespace connection_advisor::oracle
