// The methods of the contract, each a row: how its next call is had, and what answers it.
#ifndef SERVICE_EDGE_METHODS_H_
#define SERVICE_EDGE_METHODS_H_

#include "service/edge/serving_queue.h"

namespace connection_advisor::edge {

// One entrance of `queue` for each method that answers a single question.
void AddSingleMethods(AsyncService& service, ServingQueue& queue);
// One for each method that takes many.
void AddBulkMethods(AsyncService& service, ServingQueue& queue);

}  // namespace connection_advisor::edge

#endif  // SERVICE_EDGE_METHODS_H_
