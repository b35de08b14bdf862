#include "service/edge/methods.h"

#include <memory>

#include "service/edge/answers.h"
#include "service/edge/message_bytes.h"
#include "service/edge/stream_call.h"
#include "service/edge/unary_call.h"

namespace connection_advisor::edge {
namespace {

using telemetry::Method;

// Before it is parsed: see CountEntries.
template <typename Request>
absl::Status CheckRequests(grpc::ByteBuffer* bytes) {
  return CheckCount(CountEntries(bytes, Request::kRequestsFieldNumber));
}

constexpr UnaryMethod<v1::AdviseRequest, WrittenAdvice> kAdvise = {Method::kAdvise, &AsyncService::RequestAdvise,
                                                                   &AnswerAdvise};
constexpr UnaryMethod<v1::ComparePlatformsRequest, v1::ComparePlatformsResponse> kComparePlatforms = {
    Method::kComparePlatforms, &AsyncService::RequestComparePlatforms, &AnswerComparePlatforms};
constexpr UnaryMethod<v1::ListPlatformsRequest, v1::ListPlatformsResponse> kListPlatforms = {
    Method::kListPlatforms, &AsyncService::RequestListPlatforms, &AnswerListPlatforms};
constexpr UnaryMethod<v1::GetPlatformRequest, v1::GetPlatformResponse> kGetPlatform = {
    Method::kGetPlatform, &AsyncService::RequestGetPlatform, &AnswerGetPlatform};
constexpr UnaryMethod<v1::BatchAdviseRequest, WrittenResults> kBatchAdvise = {
    .method = Method::kBatchAdvise,
    .await = &AsyncService::RequestBatchAdvise,
    .answer = &AnswerBatchAdvise,
    .check = &CheckRequests<v1::BatchAdviseRequest>,
    .watches_caller = true};
constexpr StreamMethod<v1::StreamAdviseRequest, WrittenResults> kStreamAdvise = {
    .method = Method::kStreamAdvise,
    .await = &AsyncService::RequestStreamAdvise,
    .answer = &AnswerStreamAdvise,
    .check = &CheckRequests<v1::StreamAdviseRequest>};

template <typename Request, typename Response>
void Add(const UnaryMethod<Request, Response>& method, AsyncService& service, ServingQueue& queue) {
  queue.Add(std::make_unique<UnaryEntrance<Request, Response>>(method, service, queue));
}

template <typename Request, typename Response>
void Add(const StreamMethod<Request, Response>& method, AsyncService& service, ServingQueue& queue) {
  queue.Add(std::make_unique<StreamEntrance<Request, Response>>(method, service, queue));
}

}  // namespace

void AddSingleMethods(AsyncService& service, ServingQueue& queue) {
  Add(kAdvise, service, queue);
  Add(kComparePlatforms, service, queue);
  Add(kListPlatforms, service, queue);
  Add(kGetPlatform, service, queue);
}

void AddBulkMethods(AsyncService& service, ServingQueue& queue) {
  Add(kBatchAdvise, service, queue);
  Add(kStreamAdvise, service, queue);
}

}  // namespace connection_advisor::edge
