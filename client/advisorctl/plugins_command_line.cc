#include "client/advisorctl/plugins_command_line.h"

#include <CLI/CLI.hpp>

namespace connection_advisor::client {
namespace {

constexpr char kExamples[] = R"(Examples:
  # Which plugins there are, and which version of each serves:
  export CONNECTION_ADVISOR_ADMIN=unix:/var/lib/connection-advisor/admin.sock
  advisorctl plugins list

  # A new version: how it differs from what serves, over every case; then to serve it; and back again:
  advisorctl plugins preview linkedin.so
  advisorctl plugins upload linkedin.so
  advisorctl plugins roll-back linkedin

  # A version on standby, decided along on live requests: begin it, look at what it would change, end it:
  advisorctl plugins shadow linkedin 1.1.0
  advisorctl plugins shadow linkedin
  advisorctl plugins shadow linkedin --stop

  # The older version serves whatever comes, until it is said otherwise:
  advisorctl plugins activate linkedin 1.0.0
  advisorctl plugins activate linkedin

The server is administered where it was started with --admin, or in its directory of --state; it says where when it
starts. Whoever may open the socket may do everything: that is the server's own user, and root.)";

constexpr char kVersion[] = "MAJOR.MINOR.PATCH, or its hash or at least 8 digits of it";

CLI::App* AddAction(CLI::App* plugins, const char* name, const char* about, PluginsAction action,
                    Arguments* arguments) {
  CLI::App* added = plugins->add_subcommand(name, about);
  added->footer("--admin, --timeout, --json and those for TLS stand before or after it.");
  added->callback([arguments, action] { arguments->plugins.action = action; });
  return added;
}

void AddPlugin(CLI::App* action, Arguments* arguments) {
  action->add_option("plugin", arguments->plugins.plugin, "The plugin's id, as plugins list shows it")->required();
}

void AddFile(CLI::App* action, Arguments* arguments) {
  action->add_option("file", arguments->file, "The plugin, FILE.so")->required();
  action->add_option("--signature", arguments->plugins.signature, "Its signature [FILE.so.sig, if there is one]")
      ->type_name("FILE");
}

}  // namespace

void AddPluginsCommand(CLI::App* app, Arguments* arguments) {
  CLI::App* plugins = app->add_subcommand("plugins", "For operators: the plugins of a running server");
  plugins->footer(kExamples);
  plugins->require_subcommand(1);
  plugins->callback([arguments] { arguments->command = Command::kPlugins; });
  plugins->add_option("--admin", arguments->admin, "Where the server is administered")
      ->type_name("unix:PATH|HOST:PORT")
      ->envname("CONNECTION_ADVISOR_ADMIN");

  AddAction(plugins, "list", "Every version that the server knows, its state and why", PluginsAction::kList, arguments);
  AddAction(plugins, "rescan", "Looks through the plugin directory, and takes parameters from the configuration anew",
            PluginsAction::kRescan, arguments);

  CLI::App* activate =
      AddAction(plugins, "activate", "Lets one version serve whatever comes; without VERSION the highest",
                PluginsAction::kActivate, arguments);
  AddPlugin(activate, arguments);
  CLI::Option* activated = activate->add_option("version", arguments->plugins.version, kVersion);
  activate
      ->add_flag("--force", arguments->plugins.force,
                 "Whether or not it has shown, as a shadow, that it changes no more verdicts than the server allows")
      ->needs(activated);

  AddPlugin(
      AddAction(plugins, "roll-back", "Lets the version serve that served before", PluginsAction::kRollBack, arguments),
      arguments);

  CLI::App* retire = AddAction(plugins, "retire", "Takes a version out of service until it is activated",
                               PluginsAction::kRetire, arguments);
  AddPlugin(retire, arguments);
  retire->add_option("version", arguments->plugins.version, kVersion)->required();

  CLI::App* upload =
      AddAction(plugins, "upload", "Brings a plugin to the server: what becomes of it, or why it is refused",
                PluginsAction::kUpload, arguments);
  AddFile(upload, arguments);

  CLI::App* preview = AddAction(plugins, "preview", "What an upload would come to, and what would change by it",
                                PluginsAction::kPreview, arguments);
  AddFile(preview, arguments);

  CLI::App* shadow =
      AddAction(plugins, "shadow", "With VERSION: has it decided along on live requests; without: what it would change",
                PluginsAction::kShadow, arguments);
  CLI::Option* shadowed =
      shadow->add_option("plugin", arguments->plugins.plugin, "The plugin's id, as plugins list shows it");
  CLI::Option* version = shadow->add_option("version", arguments->plugins.version, kVersion);
  shadow->add_flag("--stop", arguments->plugins.stop, "Ends it, and shows what was counted")
      ->needs(shadowed)
      ->excludes(version);
}

absl::Duration DefaultTimeout(PluginsAction action) {
  const bool is_quick = action == PluginsAction::kList || action == PluginsAction::kShadow;
  return is_quick ? absl::Seconds(5) : absl::Minutes(10);
}

}  // namespace connection_advisor::client
