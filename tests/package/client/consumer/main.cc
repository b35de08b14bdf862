#include <iostream>

#include "connection_advisor/client/client.h"
#include "suggestion.h"

int main(int argc, char** argv) {
  connection_advisor::client::ConnectionOptions options;
  options.max_attempts = 1;
  if (argc > 1) options.target = argv[1];
  auto connection = connection_advisor::client::MakeConnection(options);
  if (!connection.ok()) {
    std::cerr << connection.status() << "\n";
    return 1;
  }
  std::cout << Suggestion(connection_advisor::client::Client(*std::move(connection))) << "\n";
  return 0;
}
