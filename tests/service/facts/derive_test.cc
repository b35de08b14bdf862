#include "service/facts/derive.h"

#include <gtest/gtest.h>

#include <algorithm>
#include <random>
#include <string>
#include <string_view>
#include <vector>

#include "service/facts/binding.h"
#include "service/facts/contract_fields.h"
#include "service/facts/text.h"
#include "tests/service/facts/requests.h"
#include "tests/service/facts/sample_platform.h"

namespace connection_advisor::facts {
namespace {

using testing::IsEmpty;

// What `id` is on the sample platform; a value only if it was derived.
std::string Derived(const std::string& id, const std::string& request) {
  static const platform::Platform platform = SamplePlatform();
  const Bound bound = CheckedAndBound(RequestOf(request), platform);
  EXPECT_THAT(bound.violations, IsEmpty()) << request;
  std::string value = ValueOf(platform, bound.facts, id);
  EXPECT_EQ(SourceOf(platform, bound.facts, id), value == "unknown" ? Source::kUnknown : Source::kDerived) << request;
  return value;
}

struct Row {
  const char* request;
  const char* value;
};

template <size_t count>
void ExpectDerived(const std::string& id, const Row (&rows)[count]) {
  for (const Row& row : rows) EXPECT_EQ(Derived(id, row.request), row.value) << row.request;
}

TEST(Derive, SameProfessionWhereBothAreGiven) {
  ExpectDerived("affinity.same_profession",
                {{"", "unknown"},
                 {"member { profession: 'Dog Trainer' }", "unknown"},
                 {"candidate { profession: 'Dog Trainer' }", "unknown"},
                 {"member { profession: 'Dog Trainer' } candidate { profession: ' \\t ' }", "unknown"},
                 {"member { profession: '\\u3000' } candidate { profession: '\\u3000' }", "unknown"},
                 {"member { profession: 'Dog Trainer' } candidate { profession: ' dog  TRAINER ' }", "true"},
                 {"member { profession: 'Ｃａｆé owner' } candidate { profession: 'cafe\\u0301 Owner' }", "true"},
                 {"member { profession: 'dog trainer' } candidate { profession: 'dog trainers' }", "false"}});
}

TEST(Derive, ProfessionOfInterestWhereBothAreGiven) {
  ExpectDerived(
      "affinity.profession_of_interest",
      {{"member { professions_of_interest: 'vet' }", "unknown"},
       {"candidate { profession: 'vet' }", "unknown"},
       {"member { professions_of_interest: ' ' } candidate { profession: 'vet' }", "unknown"},
       {"member { professions_of_interest: 'vet' } candidate { profession: '' }", "unknown"},
       {"member { professions_of_interest: 'baker' professions_of_interest: 'VET' } candidate { profession: 'vet' }",
        "true"},
       {"member { profession: 'vet' professions_of_interest: 'baker' } candidate { profession: 'vet' }", "false"}});
}

TEST(Derive, SharedPassionWhereBothAreGiven) {
  ExpectDerived(
      "affinity.shared_passion",
      {{"member { passions: 'animals' }", "unknown"},
       {"candidate { passions: 'animals' }", "unknown"},
       {"member { passions: 'animals' } candidate { passions: ' ' }", "unknown"},
       {"member { passions: 'chess' passions: ' ' } candidate { passions: 'go' passions: '' }", "false"},
       {"member { passions: 'chess' passions: 'Animals' } candidate { passions: 'go' passions: 'ANIMALS' }", "true"},
       {"member { passions: 'animals' } candidate { passions: 'animal' }", "false"}});
}

TEST(Derive, FitsPurposeToTrueOnly) {
  ExpectDerived(
      "affinity.fits_purpose",
      {{"member { purposes: 'meet dog trainers' } candidate { profession: 'dog trainer' }", "unknown"},
       {"member { purposes: 'meet a Dog-Trainer, or two' } candidate { profession: 'dog trainer' }", "true"},
       {"member { purposes: 'talk about rescue dogs' } candidate { profession: 'baker' passions: 'Rescue dogs' }",
        "true"},
       {"member { purposes: 'talk about rescue dogs' } candidate { passions: 'dogs rescue' }", "unknown"},
       {"member { purposes: 'learn c' } candidate { passions: 'C++' }", "true"},
       {"member { purposes: 'artful things' } candidate { passions: 'art' }", "unknown"},
       {"member { purposes: ' ' purposes: 'art' } candidate { passions: ' ' passions: 'ART' }", "true"},
       {"member { purposes: 'rescue' purposes: 'dogs' } candidate { passions: 'rescue dogs' }", "unknown"},
       {"member { purposes: '!' } candidate { passions: '!' }", "unknown"},
       {"member { purposes: 'art' }", "unknown"},
       {"candidate { passions: 'art' }", "unknown"}});
}

// By the definition: their words, one after the other, among the words of a purpose.
bool IsRunOf(const std::string& run, const std::string& text) {
  const std::vector<std::string> words = Words(Normalised(text));
  const std::vector<std::string> sought = Words(Normalised(run));
  return !sought.empty() && std::search(words.begin(), words.end(), sought.begin(), sought.end()) != words.end();
}

// Whether `run`, as a passion, fits `purpose`.
bool Fits(const std::string& run, const std::string& purpose) {
  static const platform::Platform platform = SamplePlatform();
  v1::AdviseRequest request;
  request.mutable_member()->add_purposes(purpose);
  request.mutable_candidate()->add_passions(run);
  const Bound bound = CheckedAndBound(request, platform);
  EXPECT_THAT(bound.violations, IsEmpty());
  return ValueOf(platform, bound.facts, "affinity.fits_purpose") == "true";
}

std::string DrawText(std::mt19937& random, size_t longest) {
  constexpr std::string_view kPieces[] = {"a", "a ", " a", "b", " b ", "ab ", "A ", "é ", "e\u0301 ", " ", "-", "'"};
  std::string text;
  for (size_t pieces = random() % (longest + 1); pieces > 0; --pieces) text += kPieces[random() % std::size(kPieces)];
  return text;
}

TEST(Derive, FitsPurposeWhereARunOfWholeWordsDoes) {
  std::mt19937 random(7);
  int fitting = 0;
  for (int i = 0; i < 20'000 && !testing::Test::HasFailure(); ++i) {
    const std::string purpose = DrawText(random, 12);
    const std::string run = DrawText(random, 4);
    const bool fits = Fits(run, purpose);
    EXPECT_EQ(fits, IsRunOf(run, purpose)) << "'" << run << "' in '" << purpose << "'";
    fitting += fits ? 1 : 0;
  }
  EXPECT_GT(fitting, 1'000);
  EXPECT_LT(fitting, 19'000);
}

// What stands nearly everywhere: one word among a hundred of its like, in a run and in a purpose, wherever it is.
TEST(Derive, FitsPurposeWhereARunOfTheSameWordsDoes) {
  constexpr size_t kWords = 99;
  const auto words_with = [](const char* other, size_t place, size_t count) {
    std::string text;
    for (size_t i = 0; i < count; ++i) text += i == place ? other : "a ";
    return text;
  };
  for (size_t place = 0; place <= kWords; place += 9) {
    for (const size_t count : {size_t{1}, kWords / 2, kWords}) {
      const std::string other = words_with("b ", place, kWords);
      const std::string same = words_with("a ", place, count);
      EXPECT_EQ(Fits(other, same), IsRunOf(other, same));
      EXPECT_EQ(Fits(same, other), IsRunOf(same, other));
      EXPECT_EQ(Fits(words_with("b ", place, count), other), IsRunOf(words_with("b ", place, count), other));
    }
  }
}

TEST(Derive, PersonalMessageWhereAMessageIsGiven) {
  ExpectDerived(
      "invitation.personal_message",
      {{"invitation {}", "unknown"},
       {"invitation { message: '' }", "false"},
       {"invitation { message: ' \\n\\u00a0 ' }", "false"},
       {"invitation { message: 'I loved your talk on rescue dogs.' }", "true"},
       {"invitation { message: \"I'd like to add you to my professional network\" }", "false"},
       {"invitation { message: 'HELLO!!! I’d like to ADD you to my professional network...' }", "false"},
       {"invitation { message: \"I'd like to add you to my professional network. Your talk was great.\" }", "true"},
       {"invitation { message: 'lets connect' }", "false"}});
}

TEST(Derive, PersonalMessageLeavesTheSalutationOut) {
  const std::string names =
      "member { display_name: \"Miriam O'Hara\" } candidate { display_name: 'Jane Doe' } invitation { message: \"";
  for (const char* message : {"Hi Miriam, let's connect!", "Dear Miriam O’Hara - lets connect",
                              "Hello jane doe: let’s connect", "Miriam, let's connect", "let's connect"}) {
    EXPECT_EQ(Derived("invitation.personal_message", names + message + "\" }"), "false") << message;
  }
  for (const char* message : {"Hi Anna, let's connect!", "Let's connect, Jane", "Hi Miriam"}) {
    EXPECT_EQ(Derived("invitation.personal_message", names + message + "\" }"), "true") << message;
  }
}

TEST(Derive, ConnectedElsewhereToTrueOnly) {
  ExpectDerived("relationship.connected_elsewhere",
                {{"relationship {}", "unknown"},
                 {"relationship { connected_on: 'sample' connected_on: ' SAMPLE ' connected_on: ' ' }", "unknown"},
                 {"relationship { connected_on: 'sample' connected_on: 'elsewhere' }", "true"}});
}

constexpr char kAllTexts[] =
    "member { profession: 'vet' professions_of_interest: 'vet' passions: 'art' purposes: 'art' }"
    "candidate { profession: 'vet' passions: 'art' } relationship { connected_on: 'elsewhere' }"
    "invitation { message: 'I loved your talk.' }";

TEST(Derive, YieldsToWhatIsStatedInFieldOrEntry) {
  const platform::Platform platform = SamplePlatform();
  for (const Derivation& derivation : kDerivations) {
    const advisor_contract_fact& fact = advisor_contract_facts[derivation.contract_fact];
    EXPECT_EQ(Derived(fact.id, kAllTexts), "true") << fact.id;

    v1::AdviseRequest by_field = RequestOf(kAllTexts);
    SetField(&by_field, fact, "sample", 0);
    EXPECT_EQ(ValueOf(platform, CheckedAndBound(by_field, platform).facts, fact.id), "false") << fact.id;

    v1::AdviseRequest by_entry = RequestOf(kAllTexts);
    SetEntry(&by_entry, fact.id, TextValue("false"));
    EXPECT_EQ(ValueOf(platform, CheckedAndBound(by_entry, platform).facts, fact.id), "false") << fact.id;

    SetEntry(&by_entry, fact.id, NullValue());
    EXPECT_EQ(ValueOf(platform, CheckedAndBound(by_entry, platform).facts, fact.id), "true") << fact.id;
  }
}

TEST(Derive, NothingWhereSomethingIsWrong) {
  const platform::Platform platform = SamplePlatform();
  v1::AdviseRequest request = RequestOf(kAllTexts);
  request.mutable_invitation()->set_message(std::string(1'000'000, 'x'));
  const Bound bound = CheckedAndBound(request, platform);
  EXPECT_EQ(bound.violations.size(), 1u);
  for (const Derivation& derivation : kDerivations) {
    EXPECT_EQ(ValueOf(platform, bound.facts, advisor_contract_facts[derivation.contract_fact].id), "unknown");
  }
}

}  // namespace
}  // namespace connection_advisor::facts
