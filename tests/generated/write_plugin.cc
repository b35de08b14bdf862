// write_plugin NAME: the source of the generated platform of that name, on standard output.
#include <cstdio>
#include <string>

#include "tests/generated/named.h"
#include "tests/generated/source.h"

int main(int argc, char** argv) {
  using namespace connection_advisor::generated;
  const Rows rows = argc == 2 ? Named(argv[1]) : Rows{};
  if (rows.rules.empty()) {
    std::fprintf(stderr, "write_plugin NAME, where NAME is one of named.h's\n");
    return 2;
  }
  const std::string source = SourceOf(rows);
  return std::fwrite(source.data(), 1, source.size(), stdout) == source.size() ? 0 : 1;
}
