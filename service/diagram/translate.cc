#include "service/diagram/translate.h"

#include <algorithm>
#include <array>
#include <functional>
#include <span>

#include "absl/container/flat_hash_map.h"

namespace connection_advisor::diagram {
namespace {

// True where the forest has a value for that of every variable.
Reference Translatable(Builder& builder, const Dictionary& dictionary) {
  Reference translatable = kTrue;
  for (const std::optional<TranslatedVariable>& entry : dictionary) {
    if (!entry || std::find(entry->values.begin(), entry->values.end(), kUnknown) == entry->values.end()) continue;
    std::array<Reference, kMaxValues> known;
    std::transform(entry->values.begin(), entry->values.end(), known.begin(),
                   [](uint8_t value) { return value == kUnknown ? kFalse : kTrue; });
    const Reference here = builder.Case(entry->variable, std::span(known).first(entry->values.size()));
    translatable = builder.IfThenElse(here, translatable, kFalse);
  }
  return translatable;
}

}  // namespace

Reference Translate(Builder& builder, const Forest& forest, Reference root, const Dictionary& dictionary,
                    int32_t untranslatable) {
  absl::flat_hash_map<Reference, Reference> done;
  const std::function<Reference(Reference)> translate = [&](Reference node) -> Reference {
    if (builder.exhausted()) return kFalse;
    if (IsLeaf(node)) return node;
    if (const auto known = done.find(node); known != done.end()) return known->second;
    const TranslatedVariable& entry = *dictionary[forest.variable(node)];
    const std::span<const Reference> children = forest.children(node);
    std::array<Reference, kMaxValues> translated;
    std::transform(entry.values.begin(), entry.values.end(), translated.begin(), [&](uint8_t value) {
      return value == kUnknown ? Leaf(untranslatable) : translate(children[value]);
    });
    const Reference result = builder.Case(entry.variable, std::span(translated).first(entry.values.size()));
    done.emplace(node, result);
    return result;
  };
  const Reference translated = translate(root);
  return builder.IfThenElse(Translatable(builder, dictionary), translated, Leaf(untranslatable));
}

}  // namespace connection_advisor::diagram
