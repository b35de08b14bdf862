#include "service/facts/derive.h"

#include <cstring>
#include <string_view>

#include "absl/algorithm/container.h"
#include "absl/container/flat_hash_set.h"
#include "google/protobuf/repeated_ptr_field.h"
#include "service/facts/contract_fields.h"
#include "service/facts/stock_texts.h"
#include "service/facts/text.h"

namespace connection_advisor::facts {
namespace {

using platform::Platform;
using Request = v1::AdviseRequest;
using Texts = google::protobuf::RepeatedPtrField<std::string>;
using Fields = std::vector<std::string>;

// Blank entries count as not given.
bool IsGiven(const Texts& texts) { return !absl::c_all_of(texts, IsBlank); }

bool Contains(const Texts& texts, const std::string& normalised) {
  return absl::c_any_of(texts, [&](const std::string& text) { return Normalised(text) == normalised; });
}

std::optional<bool> SameProfession(const Request& request, const Platform& /*platform*/) {
  const std::string& mine = request.member().profession();
  const std::string& theirs = request.candidate().profession();
  if (IsBlank(mine) || IsBlank(theirs)) return std::nullopt;
  return Normalised(mine) == Normalised(theirs);
}

std::optional<bool> ProfessionOfInterest(const Request& request, const Platform& /*platform*/) {
  const std::string& theirs = request.candidate().profession();
  if (IsBlank(theirs) || !IsGiven(request.member().professions_of_interest())) return std::nullopt;
  return Contains(request.member().professions_of_interest(), Normalised(theirs));
}

std::optional<bool> SharedPassion(const Request& request, const Platform& /*platform*/) {
  if (!IsGiven(request.member().passions()) || !IsGiven(request.candidate().passions())) return std::nullopt;
  absl::flat_hash_set<std::string> mine;
  for (const std::string& passion : request.member().passions()) mine.insert(Normalised(passion));
  mine.erase("");
  return absl::c_any_of(request.candidate().passions(),
                        [&](const std::string& passion) { return mine.contains(Normalised(passion)); });
}

// The words of a text, one after the other, with a space before and after each. No word has a space in it, so some
// words are a run of others exactly if the one text stands in the other.
std::string SpacedWords(const std::string& text) {
  std::string spaced = " ";
  for (const std::string& word : Words(Normalised(text))) spaced.append(word).push_back(' ');
  return spaced;
}

// True if `run` has a word and its words are a run of those of `words`. Both are as SpacedWords has them. Cost: linear,
// which a search that begins anew after each place is not: "a a a b" nearly stands everywhere in "a a a a a a".
bool Occurs(const std::string& run, const std::string& words) {
  return run.size() > 1 && memmem(words.data(), words.size(), run.data(), run.size()) != nullptr;
}

std::optional<bool> FitsPurpose(const Request& request, const Platform& /*platform*/) {
  const v1::Candidate& candidate = request.candidate();
  if (!IsGiven(request.member().purposes())) return std::nullopt;
  if (IsBlank(candidate.profession()) && !IsGiven(candidate.passions())) return std::nullopt;
  std::vector<std::string> runs = {SpacedWords(candidate.profession())};
  for (const std::string& passion : candidate.passions()) runs.push_back(SpacedWords(passion));
  for (const std::string& purpose : request.member().purposes()) {
    const std::string words = SpacedWords(purpose);
    if (absl::c_any_of(runs, [&](const std::string& run) { return Occurs(run, words); })) return true;
  }
  return std::nullopt;
}

std::optional<bool> PersonalMessage(const Request& request, const Platform& platform) {
  if (!request.invitation().has_message()) return std::nullopt;
  const std::string& message = request.invitation().message();
  if (IsBlank(message)) return false;
  const Salutation salutation({request.member().display_name(), request.candidate().display_name()});
  return !IsStockText(message, platform.stock_texts, salutation);
}

std::optional<bool> ConnectedElsewhere(const Request& request, const Platform& platform) {
  const Texts& others = request.relationship().connected_on();
  const bool elsewhere = absl::c_any_of(others, [&](const std::string& other) {
    return other != platform.id && !IsBlank(other) && Normalised(other) != Normalised(platform.id);
  });
  return elsewhere ? std::optional<bool>(true) : std::nullopt;
}

Fields PurposeFields(const Request& request) {
  Fields fields = {"member.purposes"};
  if (!IsBlank(request.candidate().profession())) fields.emplace_back("candidate.profession");
  if (IsGiven(request.candidate().passions())) fields.emplace_back("candidate.passions");
  return fields;
}

}  // namespace

constexpr std::array<Derivation, kDerivationCount> kDerivations = {{
    {ContractFact("relationship.connected_elsewhere"), ConnectedElsewhere,
     [](const Request&) -> Fields { return {"relationship.connected_on"}; }},
    {ContractFact("affinity.same_profession"), SameProfession,
     [](const Request&) -> Fields {
       return {"member.profession", "candidate.profession"};
     }},
    {ContractFact("affinity.profession_of_interest"), ProfessionOfInterest,
     [](const Request&) -> Fields {
       return {"member.professions_of_interest", "candidate.profession"};
     }},
    {ContractFact("affinity.shared_passion"), SharedPassion,
     [](const Request&) -> Fields {
       return {"member.passions", "candidate.passions"};
     }},
    {ContractFact("affinity.fits_purpose"), FitsPurpose, PurposeFields},
    {ContractFact("invitation.personal_message"), PersonalMessage,
     [](const Request&) -> Fields { return {"invitation.message"}; }},
}};

}  // namespace connection_advisor::facts
