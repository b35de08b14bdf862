#include "service/facts/contract_fields.h"

#include <algorithm>
#include <numeric>
#include <utility>

#include "service/facts/quote.h"

namespace connection_advisor::facts {
namespace {

using v1::Affinity;
using v1::Candidate;
using v1::Invitation;
using v1::Member;
using v1::Relationship;
using Request = v1::AdviseRequest;

// A message that is not set reads as one with nothing in it.
template <auto message, auto has, auto get>
Said Boolean(const Request& request, const std::string& /*platform_id*/) {
  const auto& group = (request.*message)();
  if (!(group.*has)()) return std::nullopt;
  return (group.*get)() ? 1 : 0;
}

// Value i of the contract is number i + 1 of the enum; 0 is unspecified.
template <auto message, auto get>
Said Choice(const Request& request, const std::string& /*platform_id*/) {
  const int64_t number = ((request.*message)().*get)();
  if (number == 0) return std::nullopt;
  return number - 1;
}

Said ConnectionCount(const Request& request, const std::string& platform_id) {
  const auto& counts = request.member().connection_counts();
  const auto entry = counts.find(platform_id);
  if (entry == counts.end()) return std::nullopt;
  return entry->second;
}

}  // namespace

constexpr std::array<ContractField, kContractFactCount> kContractFields = {{
    {"member.actively_job_seeking",
     Boolean<&Request::member, &Member::has_actively_job_seeking, &Member::actively_job_seeking>},
    {"member.connection_count", ConnectionCount},
    {"candidate.is_recruiter", Boolean<&Request::candidate, &Candidate::has_is_recruiter, &Candidate::is_recruiter>},
    {"candidate.renowned_in_field",
     Boolean<&Request::candidate, &Candidate::has_renowned_in_field, &Candidate::renowned_in_field>},
    {"relationship.met_in_person",
     Boolean<&Request::relationship, &Relationship::has_met_in_person, &Relationship::met_in_person>},
    {"relationship.worked_together", Choice<&Request::relationship, &Relationship::worked_together>},
    {"relationship.seen_their_work",
     Boolean<&Request::relationship, &Relationship::has_seen_their_work, &Relationship::seen_their_work>},
    {"relationship.my_assessment", Choice<&Request::relationship, &Relationship::my_assessment>},
    {"relationship.their_assessment", Choice<&Request::relationship, &Relationship::their_assessment>},
    {"relationship.personal_friend",
     Boolean<&Request::relationship, &Relationship::has_personal_friend, &Relationship::personal_friend>},
    {"relationship.connected_elsewhere",
     Boolean<&Request::relationship, &Relationship::has_connected_elsewhere, &Relationship::connected_elsewhere>},
    {"affinity.same_profession",
     Boolean<&Request::affinity, &Affinity::has_same_profession, &Affinity::same_profession>},
    {"affinity.profession_of_interest",
     Boolean<&Request::affinity, &Affinity::has_profession_of_interest, &Affinity::profession_of_interest>},
    {"affinity.shared_passion", Boolean<&Request::affinity, &Affinity::has_shared_passion, &Affinity::shared_passion>},
    {"affinity.fits_purpose", Boolean<&Request::affinity, &Affinity::has_fits_purpose, &Affinity::fits_purpose>},
    {"invitation.direction", Choice<&Request::invitation, &Invitation::direction>},
    {"invitation.personal_message",
     Boolean<&Request::invitation, &Invitation::has_personal_message, &Invitation::personal_message>},
    {"invitation.asks_for_referral",
     Boolean<&Request::invitation, &Invitation::has_asks_for_referral, &Invitation::asks_for_referral>},
    {"invitation.meeting_response", Choice<&Request::invitation, &Invitation::meeting_response>},
    {"invitation.politeness_only",
     Boolean<&Request::invitation, &Invitation::has_politeness_only, &Invitation::politeness_only>},
}};

namespace {

constexpr bool RowsAreInOrder() {
  for (uint32_t i = 0; i < kContractFactCount; ++i) {
    if (kContractFields[i].id != advisor_contract_facts[i].id) return false;
  }
  return true;
}
static_assert(RowsAreInOrder(), "one row for each of advisor_contract_facts, in its order");

constexpr bool ValuesFit() {
  for (const advisor_contract_fact& fact : advisor_contract_facts) {
    if (fact.value_count > platform::ContractBinding::kMaxContractValues) return false;
  }
  return true;
}
static_assert(ValuesFit(), "ContractBinding::values is too small for a choice of the contract");

// Indices of the facts, by ascending id.
constexpr std::array<uint32_t, kContractFactCount> kById = [] {
  std::array<uint32_t, kContractFactCount> indices{};
  std::iota(indices.begin(), indices.end(), 0u);
  std::sort(indices.begin(), indices.end(),
            [](uint32_t a, uint32_t b) { return kContractFields[a].id < kContractFields[b].id; });
  return indices;
}();

}  // namespace

std::array<Said, kContractFactCount> ReadContractFields(const v1::AdviseRequest& request,
                                                        const std::string& platform_id) {
  // Written out row by row, so that nothing is called by pointer.
  return [&]<size_t... row>(std::index_sequence<row...>) {
    return std::array<Said, kContractFactCount>{kContractFields[row].read(request, platform_id)...};
  }
  (std::make_index_sequence<kContractFactCount>());
}

std::optional<uint32_t> FindContractFact(std::string_view id) {
  const auto found = std::lower_bound(kById.begin(), kById.end(), id, [](uint32_t fact, std::string_view wanted) {
    return kContractFields[fact].id < wanted;
  });
  if (found == kById.end() || kContractFields[*found].id != id) return std::nullopt;
  return *found;
}

std::string FieldPath(uint32_t contract_fact, std::string_view platform_id) {
  if (contract_fact == kConnectionCount) return EntryPath("member.connection_counts", platform_id);
  return std::string(kContractFields[contract_fact].id);
}

}  // namespace connection_advisor::facts
