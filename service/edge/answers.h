// What answers each method of the contract, whatever carries it. A failure is that of the call; what is wrong with one
// of several requests stands in its result.
#ifndef SERVICE_EDGE_ANSWERS_H_
#define SERVICE_EDGE_ANSWERS_H_

#include "absl/status/status.h"
#include "connection_advisor/v1/connection_advisor.pb.h"
#include "service/edge/answer_context.h"
#include "service/edge/written_advice.h"
#include "service/edge/written_results.h"

namespace connection_advisor::edge {

absl::Status AnswerAdvise(const v1::AdviseRequest& request, const AnswerContext& context, WrittenAdvice* written);
absl::Status AnswerComparePlatforms(const v1::ComparePlatformsRequest& request, const AnswerContext& context,
                                    v1::ComparePlatformsResponse* response);
absl::Status AnswerListPlatforms(const v1::ListPlatformsRequest& request, const AnswerContext& context,
                                 v1::ListPlatformsResponse* response);
absl::Status AnswerGetPlatform(const v1::GetPlatformRequest& request, const AnswerContext& context,
                               v1::GetPlatformResponse* response);

// INVALID_ARGUMENT if there are more requests than kMaxItems.
absl::Status CheckCount(int requests);

// All from the one set of platforms that `context` pins. INVALID_ARGUMENT if there is no request, or more than
// kMaxItems.
absl::Status AnswerBatchAdvise(const v1::BatchAdviseRequest& request, const AnswerContext& context,
                               WrittenResults* results);
// One message of the stream; it may be empty.
absl::Status AnswerStreamAdvise(const v1::StreamAdviseRequest& request, const AnswerContext& context,
                                WrittenResults* results);

}  // namespace connection_advisor::edge

#endif  // SERVICE_EDGE_ANSWERS_H_
