#include "tests/oracle/bundled_platforms.h"

namespace connection_advisor::oracle {

PlatformTable Twitter() {
  enum { kSameProfession, kProfessionOfInterest, kRenowned, kPassion, kPurpose, kCount };
  PlatformTable t;
  t.id = "twitter";
  t.significance = 1;
  t.replies = false;
  t.facts = {
      Favourable(Boolean("affinity.same_profession")),    Favourable(Boolean("affinity.profession_of_interest")),
      Favourable(Boolean("candidate.renowned_in_field")), Favourable(Boolean("affinity.shared_passion")),
      Favourable(Boolean("affinity.fits_purpose")),       NotesOnly(Integer("member.connection_count", {4500}, 0)),
  };
  t.rules = {
      {"1", "same_profession", Verdict::kConnect, [](const Case& c) { return c[kSameProfession] != 0; }},
      {"2", "profession_of_interest", Verdict::kConnect, [](const Case& c) { return c[kProfessionOfInterest] != 0; }},
      {"3", "renowned_in_field", Verdict::kConnect, [](const Case& c) { return c[kRenowned] != 0; }},
      {"4", "shared_passion", Verdict::kConnect, [](const Case& c) { return c[kPassion] != 0; }},
      {"5", "fits_purpose", Verdict::kConnect, [](const Case& c) { return c[kPurpose] != 0; }},
      {"6", "no_reason_to_meet", Verdict::kDecline, nullptr},
  };
  t.notes = {{"n1", "near_follow_limit", [](const Case& c) { return c[kCount] == 1; }}};
  return t;
}

}  // namespace connection_advisor::oracle
