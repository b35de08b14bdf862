#include "tests/oracle/bundled_platforms.h"

namespace connection_advisor::oracle {

PlatformTable Facebook() {
  enum { kCount, kFriend, kWorked };
  PlatformTable t;
  t.id = "facebook";
  t.significance = 1;
  t.replies = false;
  t.facts = {
      MemberCanAct(Integer("member.connection_count", {5000}, 0)),
      Boolean("relationship.personal_friend"),
      NotesOnly(Choice("relationship.worked_together", {"NEVER", "VIRTUALLY", "IN_PERSON"}, 0)),
  };
  t.rules = {
      {"1", "friend_limit_reached", Verdict::kDecline, [](const Case& c) { return c[kCount] == 1; }},
      {"2", "personal_friend", Verdict::kConnect, [](const Case& c) { return c[kFriend] != 0; }},
      {"3", "not_a_friend", Verdict::kDecline, nullptr},
  };
  t.notes = {{"n1", "colleague_not_friend", [](const Case& c) { return c[kWorked] != 0 && !c[kFriend]; }}};
  return t;
}

}  // namespace connection_advisor::oracle
