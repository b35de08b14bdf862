#include "connection_advisor/platform_evaluator.h"

constexpr connection_advisor::FactTable facts{connection_advisor::Boolean("relationship.met_in_person")};
