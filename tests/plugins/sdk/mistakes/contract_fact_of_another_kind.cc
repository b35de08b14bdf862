#include "connection_advisor/platform_evaluator.h"

constexpr auto fact = connection_advisor::Boolean("relationship.my_assessment");
