#include "client/advisorctl/shadow_page.h"

#include "absl/strings/str_cat.h"
#include "absl/strings/strip.h"
#include "client/advisorctl/page.h"
#include "client/advisorctl/plugin_table.h"
#include "client/advisorctl/text.h"

namespace connection_advisor::client {
namespace {

std::string AnswerName(admin::v1::ShadowAnswer answer) {
  if (!admin::v1::ShadowAnswer_IsValid(answer)) return absl::StrCat("answer ", static_cast<int>(answer));
  return std::string(absl::StripPrefix(admin::v1::ShadowAnswer_Name(answer), "SHADOW_ANSWER_"));
}

std::string Requests(uint64_t count) { return absl::StrCat(count, count == 1 ? " request" : " requests"); }

// "12 of 4000 requests".
std::string OfRequests(uint64_t changed, uint64_t requests) {
  return absl::StrCat(changed, " of ", Requests(requests));
}

void AddChange(const admin::v1::AnswerChange& change, Page* page) {
  page->Strong(2, absl::StrCat(AnswerName(change.serving()), " -> ", AnswerName(change.shadow()), ": ",
                               Requests(change.requests())));
  const bool same = change.request_to_serving() == change.request_to_shadow();
  page->Text(3, same ? "shown by" : "shown to what serves by");
  page->Verbatim(4, change.request_to_serving());
  if (same) return;
  page->Text(3, "and to the shadow by");
  page->Verbatim(4, change.request_to_shadow());
}

void AddShadow(const admin::v1::Shadow& shadow, ShadowMoment moment, absl::Time now, Page* page) {
  const bool goes_on = moment == ShadowMoment::kGoesOn;
  page->Line(absl::StrCat(NameOf(shadow.shadow()), goes_on ? " shadows " : " no longer shadows ",
                          NameOf(shadow.serving()), goes_on ? ", for " : ", after ", TimeSince(shadow.since(), now),
                          "."));
  page->Text(0,
             absl::StrCat("It would have answered ", OfRequests(shadow.changed(), shadow.requests()), " otherwise."));
  for (const admin::v1::PlatformShadow& platform : shadow.platforms()) {
    page->Text(1, absl::StrCat(platform.platform(), ": ", OfRequests(platform.changed(), platform.requests())));
    for (const admin::v1::AnswerChange& change : platform.changes()) AddChange(change, page);
  }
  if (goes_on && !shadow.held_back().empty()) page->Text(0, shadow.held_back());
}

}  // namespace

std::string ShadowPage(const admin::v1::Shadow& shadow, ShadowMoment moment, const Terminal& terminal, absl::Time now) {
  Page page(terminal);
  AddShadow(shadow, moment, now, &page);
  return page.text();
}

std::string ShadowsPage(const google::protobuf::RepeatedPtrField<admin::v1::Shadow>& shadows, const Terminal& terminal,
                        absl::Time now) {
  if (shadows.empty()) return "No version shadows another.\n";
  Page page(terminal);
  for (int i = 0; i < shadows.size(); ++i) {
    if (i > 0) page.Line("");
    AddShadow(shadows[i], ShadowMoment::kGoesOn, now, &page);
  }
  return page.text();
}

}  // namespace connection_advisor::client
