#include "connection_advisor/platform_evaluator.h"

constexpr auto worked = connection_advisor::Choice<connection_advisor::WorkedTogether>("relationship.my_assessment");
