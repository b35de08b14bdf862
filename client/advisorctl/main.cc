// advisorctl: the connection advisor on the command line.
#include <unistd.h>

#include <iostream>
#include <variant>

#include "client/advisorctl/command_line.h"
#include "client/advisorctl/exit_code.h"
#include "client/advisorctl/run.h"
#include "client/advisorctl/terminal.h"
#include "connection_advisor/client/client.h"
#include "connection_advisor/client/connection.h"

int main(int argc, char** argv) {
  using namespace connection_advisor::client;
  const std::variant<Arguments, Farewell> parsed = ParseCommandLine(argc, argv);
  if (const auto* farewell = std::get_if<Farewell>(&parsed)) {
    (farewell->mistaken ? std::cerr : std::cout) << farewell->text;
    return static_cast<int>(farewell->mistaken ? ExitCode::kUsage : ExitCode::kAnswered);
  }
  const auto& arguments = std::get<Arguments>(parsed);
  ConnectionOptions connection_options;
  connection_options.target = arguments.server;
  auto connection = MakeConnection(connection_options);
  if (!connection.ok()) {
    std::cerr << "advisorctl: --server " << connection.status().message() << "\n";
    return static_cast<int>(ExitCode::kUsage);
  }
  ClientOptions client_options;
  client_options.timeout = arguments.timeout;
  const Client client(*std::move(connection), client_options);
  return static_cast<int>(
      Run(arguments, client, StandardOutput(), {std::cin, std::cout, std::cerr, isatty(STDIN_FILENO) == 1}));
}
