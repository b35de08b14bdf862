// Where the hostile plugins are, and how they are deployed.
#ifndef TESTS_HOSTILE_HOSTILE_DIRECTORY_H_
#define TESTS_HOSTILE_HOSTILE_DIRECTORY_H_

#include <chrono>
#include <filesystem>
#include <string>

#include "service/deployment/deploy.h"

namespace connection_advisor::hostile {

// Of the plugin that makes one deviation from the valid one.
std::filesystem::path HostilePlugin(const std::string& deviation);
std::string BytesOf(const std::filesystem::path& file);

inline constexpr std::chrono::milliseconds kAmpleTime{60'000};

// With the real compiler.
deployment::DeployOptions Options(std::chrono::milliseconds timeout = kAmpleTime);

// The causes as one text; empty if it was not refused.
std::string CausesOf(const deployment::PluginOutcome& outcome);

}  // namespace connection_advisor::hostile

#endif  // TESTS_HOSTILE_HOSTILE_DIRECTORY_H_
