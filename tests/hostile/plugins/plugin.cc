// The valid plugin after one deviation, which is run when the library is loaded.
#include "valid_plugin.h"

namespace hostile {

void DEVIATION(ValidPlugin& plugin);

namespace {

advisor_plugin Deviating() {
  DEVIATION(ThePlugin());
  return ThePlugin().plugin;
}

}  // namespace
}  // namespace hostile

ADVISOR_ABI_NOTE;

const advisor_plugin connection_advisor_plugin_v1 = hostile::Deviating();
