#include "service/edge/answers.h"

#include <string>

#include "absl/strings/str_cat.h"
#include "absl/strings/string_view.h"
#include "service/advice/errors.h"
#include "service/edge/server_options.h"
#include "service/edge/status_mapping.h"

namespace connection_advisor::edge {
namespace {

void Observe(const AnswerContext& context, const std::string& platform, absl::StatusCode code, v1::Verdict verdict) {
  if (context.observer == nullptr) return;
  const bool loaded = context.platforms.Find(platform) != nullptr;
  context.observer->RequestAnswered(
      {context.method, loaded ? absl::string_view(platform) : absl::string_view(), code, verdict});
}

absl::Status BadCount(const std::string& cause) { return advice::InvalidRequest({{"requests", cause}}); }

using Requests = google::protobuf::RepeatedPtrField<v1::AdviseRequest>;

absl::Status AnswerEach(const Requests& requests, const AnswerContext& context, WrittenResults* results) {
  if (absl::Status checked = CheckCount(requests.size()); !checked.ok()) return checked;
  results->Expect(requests.size());
  for (const v1::AdviseRequest& request : requests) {
    if (absl::Status wanted = context.Wanted(); !wanted.ok()) return wanted;
    v1::Advice& advice = context.workspace.EmptyAdvice();
    const absl::Status status = advice::Advise(context.platforms, request, context.workspace, &advice);
    if (status.ok()) {
      results->Add(advice);
    } else {
      results->Add(ToResultError(status));
    }
    Observe(context, request.platform(), status.code(), advice.verdict());
  }
  return absl::OkStatus();
}

}  // namespace

absl::Status AnswerAdvise(const v1::AdviseRequest& request, const AnswerContext& context, WrittenAdvice* written) {
  v1::Advice& advice = context.workspace.EmptyAdvice();
  absl::Status status = advice::Advise(context.platforms, request, context.workspace, &advice);
  if (status.ok()) written->Write(advice);
  Observe(context, request.platform(), status.code(), advice.verdict());
  return status;
}

absl::Status AnswerComparePlatforms(const v1::ComparePlatformsRequest& request, const AnswerContext& context,
                                    v1::ComparePlatformsResponse* response) {
  absl::Status status = advice::Compare(context.platforms, request, context.workspace, response);
  if (status.ok()) {
    for (const v1::PlatformResult& one : response->results()) {
      const auto code = static_cast<absl::StatusCode>(one.result().error().code());
      Observe(context, one.platform(), code, one.result().advice().verdict());
    }
  }
  return status;
}

absl::Status AnswerListPlatforms(const v1::ListPlatformsRequest&, const AnswerContext& context,
                                 v1::ListPlatformsResponse* response) {
  advice::ListPlatforms(context.platforms, response);
  return absl::OkStatus();
}

absl::Status AnswerGetPlatform(const v1::GetPlatformRequest& request, const AnswerContext& context,
                               v1::GetPlatformResponse* response) {
  return advice::GetPlatform(context.platforms, request, response);
}

absl::Status CheckCount(int requests) {
  if (requests <= kMaxItems) return absl::OkStatus();
  return BadCount(absl::StrCat("has ", requests, " entries; send at most ", kMaxItems, " at a time"));
}

absl::Status AnswerBatchAdvise(const v1::BatchAdviseRequest& request, const AnswerContext& context,
                               WrittenResults* results) {
  if (request.requests().empty()) return BadCount(absl::StrCat("is empty; send 1 to ", kMaxItems));
  return AnswerEach(request.requests(), context, results);
}

absl::Status AnswerStreamAdvise(const v1::StreamAdviseRequest& request, const AnswerContext& context,
                                WrittenResults* results) {
  return AnswerEach(request.requests(), context, results);
}

}  // namespace connection_advisor::edge
