// What is wrong with a request whatever the platform.
#include <string>
#include <string_view>

#include "service/facts/binding.h"
#include "service/facts/contract_fields.h"
#include "service/facts/entry_violations.h"
#include "service/facts/quote.h"
#include "service/facts/struct_facts.h"
#include "service/facts/text.h"

namespace connection_advisor::facts {
namespace {

using google::protobuf::Value;

constexpr size_t kMaxTextCodePoints = 200;
constexpr size_t kMaxMessageCodePoints = 10'000;
constexpr size_t kMaxEntries = 64;
constexpr size_t kMaxRequestIdBytes = 128;

// Walks the request in the order of the contract's fields.
class RequestCheck {
 public:
  RequestCheck(const v1::AdviseRequest& request, std::string_view prefix, Violations* violations)
      : request_(request), prefix_(prefix), violations_(*violations) {}

  void Run() {
    if (request_.has_member()) CheckMember(request_.member());
    if (request_.has_candidate()) CheckCandidate(request_.candidate());
    if (request_.has_relationship()) CheckRelationship(request_.relationship());
    if (request_.has_invitation()) CheckInvitation(request_.invitation());
    if (request_.has_facts()) CheckFacts(request_.facts().fields());
    CheckView();
    CheckRequestId();
  }

 private:
  using Texts = google::protobuf::RepeatedPtrField<std::string>;

  void CheckMember(const v1::Member& member) {
    CheckText("member.display_name", member.display_name(), kMaxTextCodePoints);
    CheckText("member.profession", member.profession(), kMaxTextCodePoints);
    CheckList("member.professions_of_interest", member.professions_of_interest());
    CheckList("member.passions", member.passions());
    CheckList("member.purposes", member.purposes());
    CheckConnectionCounts(member.connection_counts());
  }

  void CheckCandidate(const v1::Candidate& candidate) {
    CheckText("candidate.display_name", candidate.display_name(), kMaxTextCodePoints);
    CheckText("candidate.profession", candidate.profession(), kMaxTextCodePoints);
    CheckList("candidate.passions", candidate.passions());
  }

  void CheckRelationship(const v1::Relationship& relationship) {
    CheckChoice(ContractFact("relationship.worked_together"), relationship.worked_together());
    CheckChoice(ContractFact("relationship.my_assessment"), relationship.my_assessment());
    CheckChoice(ContractFact("relationship.their_assessment"), relationship.their_assessment());
    CheckList("relationship.connected_on", relationship.connected_on());
  }

  void CheckInvitation(const v1::Invitation& invitation) {
    CheckChoice(ContractFact("invitation.direction"), invitation.direction());
    CheckText("invitation.message", invitation.message(), kMaxMessageCodePoints);
    CheckChoice(ContractFact("invitation.meeting_response"), invitation.meeting_response());
  }

  void CheckConnectionCounts(const google::protobuf::Map<std::string, int32_t>& counts) {
    constexpr std::string_view kField = "member.connection_counts";
    CheckSize(kField, static_cast<size_t>(counts.size()), kMaxEntries);
    for (const auto* entry : EntriesByKey<kMaxEntries>(counts)) {
      if (IsTooLong(entry->first, kMaxTextCodePoints)) {
        Report(EntryPath(kField, entry->first), TooLong(entry->first, kMaxTextCodePoints));
      }
      if (entry->second < 0) {
        Report(EntryPath(kField, entry->first),
               Concatenated({std::to_string(entry->second),
                             " is negative. Send the number of connections, 0 or more, or leave the entry out if it is "
                             "unknown."}));
      }
    }
  }

  void CheckFacts(const google::protobuf::Map<std::string, Value>& entries) {
    CheckSize("facts", static_cast<size_t>(entries.size()), kMaxStructEntries);
    for (const auto* entry : EntriesByKey<kMaxStructEntries>(entries)) {
      const std::optional<uint32_t> fact = FindContractFact(entry->first);
      if (fact.has_value()) CheckContractEntry(*fact, entry->second);
    }
  }

  void CheckContractEntry(uint32_t fact, const Value& value) {
    const Reading reading = ReadContractEntry(fact, value);
    if (reading.kind == Reading::Kind::kWrong) violations_.push_back(WrongContractEntry(prefix_, fact, value));
    if (reading.kind != Reading::Kind::kValue) return;
    const std::optional<int64_t> field = kContractFields[fact].read(request_, request_.platform());
    if (!field.has_value() || *field == reading.number || !IsContractValue(fact, *field)) return;
    violations_.push_back(StatedTwice(prefix_, kContractFields[fact].id, ContractValueText(fact, reading.number),
                                      FieldPath(fact, request_.platform()), ContractValueText(fact, *field)));
  }

  void CheckText(std::string_view field, const std::string& text, size_t limit) {
    if (IsTooLong(text, limit)) Report(field, TooLong(text, limit));
  }

  void CheckList(std::string_view field, const Texts& texts) {
    CheckSize(field, static_cast<size_t>(texts.size()), kMaxEntries);
    for (int i = 0; i < texts.size() && i < static_cast<int>(kMaxEntries); ++i) {
      if (!IsTooLong(texts[i], kMaxTextCodePoints)) continue;
      Report(Concatenated({field, "[", std::to_string(i), "]"}), TooLong(texts[i], kMaxTextCodePoints));
    }
  }

  void CheckSize(std::string_view field, size_t size, size_t limit) {
    if (size <= limit) return;
    Report(field, Concatenated({"Has ", std::to_string(size), " entries; at most ", std::to_string(limit),
                                " are taken. Leave out those that matter least."}));
  }

  // `number` is the enum's: value i of the contract is i + 1, and 0 says nothing.
  void CheckChoice(uint32_t fact, int number) {
    if (number == 0 || IsContractValue(fact, int64_t{number} - 1)) return;
    std::string names;
    for (uint32_t i = 0; i < advisor_contract_facts[fact].value_count; ++i) {
      names += Concatenated({advisor_contract_facts[fact].value_prefix, advisor_contract_facts[fact].values[i], " (",
                             std::to_string(i + 1), "), "});
    }
    Report(kContractFields[fact].id, Concatenated({std::to_string(number), " is no value of this field. Use one of ",
                                                   names, "or leave it unset if it is unknown."}));
  }

  void CheckView() {
    if (v1::AdviceView_IsValid(request_.view())) return;
    Report("view",
           Concatenated({std::to_string(static_cast<int>(request_.view())),
                         " is no view. Use ADVICE_VIEW_BASIC (1) or ADVICE_VIEW_FULL (2), or leave it unset for "
                         "the basic one."}));
  }

  void CheckRequestId() {
    if (request_.request_id().size() <= kMaxRequestIdBytes) return;
    Report("request_id", Concatenated({"Has ", std::to_string(request_.request_id().size()), " bytes; at most ",
                                       std::to_string(kMaxRequestIdBytes), " are taken. Shorten it."}));
  }

  // A text has at least as many bytes as code points, so most need not be counted.
  static bool IsTooLong(const std::string& text, size_t limit) {
    return text.size() > limit && CountCodePoints(text) > limit;
  }

  static std::string TooLong(const std::string& text, size_t limit) {
    return Concatenated({"Has ", std::to_string(CountCodePoints(text)), " characters; at most ", std::to_string(limit),
                         " are taken. Shorten it."});
  }

  void Report(std::string_view field, std::string description) {
    violations_.push_back({Concatenated({prefix_, field}), std::move(description)});
  }

  const v1::AdviseRequest& request_;
  const std::string_view prefix_;
  Violations& violations_;
};

}  // namespace

void CheckRequest(const v1::AdviseRequest& request, std::string_view prefix, Violations* violations) {
  RequestCheck(request, prefix, violations).Run();
}

}  // namespace connection_advisor::facts
