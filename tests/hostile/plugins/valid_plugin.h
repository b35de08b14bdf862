// A plugin that is fit to serve, in structures that may be written to: each hostile plugin changes one thing in it.
//
// A deviation is a function over it that runs while the library is loaded, as a constructor. Several stand in one
// source; DEVIATION says which of them becomes the plugin (plugin.cc).
#ifndef TESTS_HOSTILE_PLUGINS_VALID_PLUGIN_H_
#define TESTS_HOSTILE_PLUGINS_VALID_PLUGIN_H_

#include "connection_advisor/plugin_abi.h"

namespace hostile {

struct ValidPlugin;
inline ValidPlugin& ThePlugin();

// Values, by index.
enum : uint32_t { kFalse, kTrue };
enum : uint32_t { kOutcast, kStranger, kFriend };
enum : uint32_t { kNovice, kExperienced, kVeteran };

bool OutcastMet(const advisor_reader* reader);
bool Veteran(const advisor_reader* reader);
bool FriendMet(const advisor_reader* reader);
bool Friend(const advisor_reader* reader);
bool FamousMet(const advisor_reader* reader);

// Rules, by index.
enum : uint32_t { kOutcastMet, kVeteranRule, kFriendMet, kFriendUnmet, kOtherwise, kFamousMet };

struct ValidPlugin {
  advisor_parameter parameters[1] = {{"limit", "Years that make a veteran.", "A test, 2024.", 1, 100, 20}};

  const char* standings[3] = {"OUTCAST", "STRANGER", "FRIEND"};
  advisor_cut_point years_parts[2] = {{nullptr, 10}, {"limit", 0}};

  advisor_fact met = {sizeof(advisor_fact),
                      ADVISOR_BOOLEAN,
                      "relationship.met_in_person",
                      nullptr,
                      nullptr,
                      nullptr,
                      0,
                      0,
                      0,
                      ADVISOR_FAVOURABLE,
                      -1};
  advisor_fact standing = {
      sizeof(advisor_fact), ADVISOR_CHOICE, "hostile.standing", "How do they stand?", standings, nullptr, 3, 0, 0, 0,
      ADVISOR_NO_ASSUMPTION};
  advisor_fact years = {sizeof(advisor_fact),
                        ADVISOR_INTEGER,
                        "hostile.years",
                        "For how many years?",
                        nullptr,
                        years_parts,
                        0,
                        2,
                        sizeof(advisor_cut_point),
                        0,
                        kNovice};
  advisor_fact famous = {sizeof(advisor_fact),
                         ADVISOR_BOOLEAN,
                         "candidate.renowned_in_field",
                         nullptr,
                         nullptr,
                         nullptr,
                         0,
                         0,
                         0,
                         0,
                         kFalse};
  const advisor_fact* facts[4] = {&met, &standing, &years, &famous};

  advisor_rule rules[6] = {
      {"outcast_met", OutcastMet, "Nobody meets an outcast.", "They hide.", nullptr, nullptr, ADVISOR_IMPOSSIBLE},
      {"veteran", Veteran, "They have been at it for {limit} years.", "Veterans keep to themselves.", "Let them be.",
       nullptr, ADVISOR_DECLINE},
      {"friend_met", FriendMet, "You have met, and they are a friend.", "Friends belong.", "Accept.", nullptr,
       ADVISOR_CONNECT},
      {"friend_unmet", Friend, "They are a friend.", "Friends meet.", "Meet them.",
       "{greeting}\n\nLet us meet.\n\n{closing}", ADVISOR_MEET_FIRST},
      {"otherwise", nullptr, "Nothing speaks for them.", "One need not know everybody.", "Let it go.", nullptr,
       ADVISOR_DECLINE},
      {"famous_met", FamousMet, "You have met somebody famous.", "It changes nothing.", nullptr, nullptr, ADVISOR_NOTE},
  };

  const char* stock_texts[1] = {"I would like to join you."};
  advisor_letter letter = {sizeof(advisor_letter), "Hello {candidate},", "Hello,", "Yours, {member}", "Yours"};
  advisor_neutral_text when_connect = {sizeof(advisor_neutral_text), "It speaks for them.", "Accept.", nullptr};
  advisor_neutral_text when_meet_first = {sizeof(advisor_neutral_text), "Meet them.", "Meet them.", nullptr};
  advisor_neutral_text when_decline = {sizeof(advisor_neutral_text), "It speaks against them.", "Let it go.", nullptr};

  advisor_example_fact of_veteran[1] = {{&years, kVeteran}};
  advisor_example_fact of_friend_met[2] = {{&met, kTrue}, {&standing, kFriend}};
  advisor_example_fact of_friend_unmet[2] = {{&met, kFalse}, {&standing, kFriend}};
  advisor_example_fact of_stranger[1] = {{&standing, kStranger}};
  advisor_example_fact of_famous[3] = {{&met, kTrue}, {&standing, kStranger}, {&famous, kTrue}};
  advisor_example examples[5] = {
      {"a veteran", "veteran", of_veteran, 1, sizeof(advisor_example_fact), ADVISOR_DECLINE},
      {"a friend", "friend_met", of_friend_met, 2, sizeof(advisor_example_fact), ADVISOR_CONNECT},
      {"a friend by letter", "friend_unmet", of_friend_unmet, 2, sizeof(advisor_example_fact), ADVISOR_MEET_FIRST},
      {"a stranger", "otherwise", of_stranger, 1, sizeof(advisor_example_fact), ADVISOR_DECLINE},
      {"a famous stranger", "famous_met", of_famous, 3, sizeof(advisor_example_fact), ADVISOR_DECLINE},
  };

  advisor_evaluator evaluator = {sizeof(advisor_evaluator),
                                 1,
                                 "hostile",
                                 "Hostile",
                                 "Being tested",
                                 facts,
                                 rules,
                                 parameters,
                                 stock_texts,
                                 examples,
                                 &letter,
                                 &when_connect,
                                 &when_meet_first,
                                 &when_decline,
                                 Friend,
                                 4,
                                 6,
                                 sizeof(advisor_rule),
                                 1,
                                 sizeof(advisor_parameter),
                                 1,
                                 5,
                                 sizeof(advisor_example)};
  const advisor_evaluator* evaluators[1] = {&evaluator};
  advisor_plugin plugin = {sizeof(advisor_plugin), ADVISOR_ABI_MINOR, "hostile", "1.0.0", evaluators, 1};
};

inline ValidPlugin& ThePlugin() {
  static ValidPlugin plugin;
  return plugin;
}

inline uint32_t Ask(const advisor_reader* reader, const advisor_fact& fact) { return reader->value_of(reader, &fact); }

inline bool OutcastMet(const advisor_reader* reader) {
  return Ask(reader, ThePlugin().standing) == kOutcast && Ask(reader, ThePlugin().met) == kTrue;
}
inline bool Veteran(const advisor_reader* reader) { return Ask(reader, ThePlugin().years) == kVeteran; }
inline bool Friend(const advisor_reader* reader) { return Ask(reader, ThePlugin().standing) == kFriend; }
inline bool FriendMet(const advisor_reader* reader) { return Friend(reader) && Ask(reader, ThePlugin().met) == kTrue; }
inline bool FamousMet(const advisor_reader* reader) {
  return Ask(reader, ThePlugin().famous) == kTrue && Ask(reader, ThePlugin().met) == kTrue;
}

}  // namespace hostile

#endif  // TESTS_HOSTILE_PLUGINS_VALID_PLUGIN_H_
