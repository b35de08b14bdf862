#include "connection_advisor/platform_evaluator.h"

constexpr auto fact = connection_advisor::Boolean("relationship.no_such_fact");
