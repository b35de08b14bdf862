// The plugins of a running server: takes them in from the plugin directory and from uploads, decides which of them
// serve (policy.h), remembers that (version_store.h) and publishes their platforms.
#ifndef SERVICE_LIFECYCLE_PLUGIN_CATALOG_H_
#define SERVICE_LIFECYCLE_PLUGIN_CATALOG_H_

#include <filesystem>
#include <functional>
#include <map>
#include <mutex>
#include <optional>
#include <string>
#include <vector>

#include "absl/status/status.h"
#include "absl/status/statusor.h"
#include "service/deployment/deploy.h"
#include "service/lifecycle/directory_scan.h"
#include "service/lifecycle/plugin_control.h"
#include "service/lifecycle/plugin_register.h"
#include "service/lifecycle/version_store.h"
#include "service/platform/published_platforms.h"

namespace connection_advisor::lifecycle {

// Told of every change after it was published, one at a time. Must not call the catalog.
class CatalogListener {
 public:
  virtual ~CatalogListener() = default;
  // All versions as List() gives them, and those whose state is another than before, or of which something is to be
  // told beside it: that a compilation was refused and what was compiled before counts on.
  virtual void Changed(const std::vector<PluginVersion>& all, const std::vector<PluginVersion>& changed) = 0;
  // A version shadows no more: what was counted to the end.
  virtual void ShadowEnded(const ShadowReport& report) = 0;
  // What serves from the start on could not be remembered: the process after this one would not know of it.
  virtual void NotRemembered(const absl::Status& why) = 0;
};

// The parameters that the operator wants, checked against the platforms of the versions that are known, in the order in
// which they came; several may be of one platform. INVALID_ARGUMENT with all that is wrong. Asked once more after an
// error, where there are versions that may have been refused for the parameters, with what those declare beside.
using ParameterSource = std::function<absl::StatusOr<deployment::ParameterValues>(const Platforms&)>;

struct CatalogOptions {
  std::filesystem::path directory;   // of the plugins; empty: none
  deployment::DeployOptions deploy;  // its parameters are those that count until others are asked for and taken
  ParameterSource parameters;        // asked by Start and Rescan; nullptr: there are none
  size_t kept_versions = 8;          // of each plugin, beside those in the directory
  // How many verdicts an activation may change. Where it is set, no version takes over without an operator's word.
  std::optional<ChangeLimit> change_limit;
};

class PluginCatalog final : public PluginControl {
 public:
  // All three must outlive the catalog.
  PluginCatalog(CatalogOptions options, VersionStore& store, platform::PublishedPlatforms& published,
                CatalogListener& listener);

  // Takes up what the store remembers and what lies in the directory, and publishes it at once. Call it once, before
  // all else. An error, with the state as it was, where nothing can be known or the parameters are wrong: the directory
  // or the state can't be read, no version has a parameter, or the parameters alone keep from serving what served last
  // or what nothing else serves for. That there is no room to remember it is none.
  absl::Status Start();

  // Takes in what has changed in the directory. What was refused and has not changed is left alone; Rescan tries it
  // again. UNAVAILABLE if something was refused for want of what the system may have again: the next call tries that.
  absl::Status LookForChanges();

  std::vector<PluginVersion> List() const override;
  absl::Status Rescan() override;
  absl::Status Activate(const std::string& plugin, const std::string& version) override;
  absl::Status ForceActivate(const std::string& plugin, const std::string& version) override;
  absl::Status RollBack(const std::string& plugin) override;
  absl::Status Retire(const std::string& plugin, const std::string& version) override;
  absl::StatusOr<PluginVersion> Upload(deployment::PluginFile file, const std::string& name,
                                       const std::string& signature) override;
  absl::StatusOr<PluginPreview> Preview(deployment::PluginFile file, const std::string& name,
                                        const std::string& signature) override;
  absl::StatusOr<ShadowReport> StartShadow(const std::string& plugin, const std::string& version) override;
  absl::StatusOr<ShadowReport> StopShadow(const std::string& plugin) override;
  std::vector<ShadowReport> Shadows() const override;

 private:
  // What was found when a file of the directory was last looked at.
  struct Seen {
    PluginStamp stamp;
    std::string sha256;  // empty: it could not be read
  };
  struct Taken {
    Seen seen;
    std::optional<Arrival> arrival;  // nothing: the register knows it
    absl::Status kept;
  };
  enum class Effort { kChanged, kAll };
  using Alter = std::function<absl::Status(PluginRegister&)>;
  using Check = std::function<absl::Status(PluginRegister&)>;

  // Takes in the files of the directory; those that are refused already only with all effort.
  absl::Status Scan(Effort effort);
  Taken TakeIn(const std::string& file, const PluginStamp& stamp, uint64_t number, Effort effort);
  // What was refused for a moment only is looked at anew though the file does not change.
  static Seen SeenAs(PluginStamp stamp, const Arrival& arrival);
  bool IsKnown(const Arrival& arrival, Effort effort) const;
  // The signature of these bytes that counts. One that was found good stays so, though another came since: that of the
  // next version, it may be, a moment before its file.
  std::string SignatureOf(const std::string& sha256, const std::string& came) const;
  // The kept signature of what an operator uploaded or chose before, and came now without one that holds. Empty where
  // there is none.
  std::string SignatureOfWord(const Arrival& arrival) const;
  uint64_t ReserveArrivals(size_t count);
  // Adds what was accepted once and is not compiled, and does not lie in the directory; what was refused for good only
  // with all effort. Retired versions are left alone.
  void TakeUpRemembered(const std::map<std::string, std::string>& directory, Effort effort,
                        std::vector<Arrival>* arrivals);
  // Fills the outcome of an arrival, whose file is shown on its way meanwhile.
  void Deploy(const deployment::PluginFile& file, const deployment::DeployOptions& options, Arrival& arrival);
  // Keeps the bytes of what came, unless it was refused; it is, where they can't be kept, and the error says why. Bytes
  // wait for nothing: of a thousand files at once the system would not have the descriptors.
  absl::Status Keep(const deployment::PluginFile& file, Arrival& arrival);
  // Enters what came; and, if given, what the directory holds now. Where something compiled
  // counts on, FAILED_PRECONDITION says why what came of it was refused; all else is entered.
  absl::Status Enter(std::vector<Arrival> arrivals, const std::map<std::string, std::string>* directory);
  // So that the list says why they do not serve. Only in memory: what is new and refused is not remembered.
  void ShowAsRefusedLocked(std::vector<Arrival> arrivals, const absl::Status& why);

  // Asks for the parameters and takes them, if they are others: all or none.
  absl::Status TakeParameters();
  // Those of all versions that are not retired.
  Platforms CompiledPlatforms() const;
  // Compiles versions of which nothing is entered.
  void CompileAside(const deployment::DeployOptions& options, std::vector<Arrival>* arrivals);
  // What is refused may be so for the parameters alone, and shows without them what it declares. Those of the versions
  // asked for that are refused with the parameters and not without; nothing is entered of them.
  std::vector<Arrival> CompileWithoutParameters(const std::function<bool(const KnownVersion&)>& which);
  // INVALID_ARGUMENT if the parameters alone keep a version from serving that served last in the process before, as the
  // register had it that was `left`, or whose platforms no other version has.
  absl::Status CheckStart(const PluginRegister& left);
  // Where it takes its place among all that are compiled, after what was `left`.
  bool WouldServe(const Arrival& arrival, const PluginRegister& left) const;
  absl::Status Pin(const std::string& plugin, const std::string& version, const Check& check);
  // Compiles a version that was retired or refused when the server started and is wanted now.
  absl::Status MakeReady(const std::string& plugin, const std::string& version);
  // The version, if it must be compiled before it can serve; else nothing.
  absl::StatusOr<std::vector<Arrival>> ToCompile(const std::string& plugin, const std::string& version);
  // Compiles a version from its bytes, wherever they are.
  void DeployKnown(const deployment::DeployOptions& options, Arrival& arrival);
  absl::StatusOr<deployment::PluginFile> BytesOf(const Arrival& arrival);

  // `alter` works on a copy of the register, `check` looks at what follows from it; both may refuse. Then it is
  // remembered, then published.
  absl::Status ChangeLocked(const Alter& alter, const Check& check);
  // The same for an operator's word on a plugin: only if it can be remembered, and no other plugin loses by it.
  absl::Status ChangeByOperator(const std::string& plugin, const Alter& alter, const Check& check = nullptr);
  absl::Status RememberLocked(const PluginRegister& next);
  // Lets `next` take the place of the register, and publishes it.
  void TakePlaceLocked(PluginRegister next);

  Succession HowVersionsFollow() const;
  // What serves of the plugin in `next` may take the place of what serves now.
  absl::Status CheckChangeLimitLocked(const std::string& plugin, const PluginRegister& next) const;
  ShadowReport ReportLocked(const ShadowRun& run) const;
  // Ends those whose versions are not what they were. True if there were any.
  bool EndShadowsLocked();
  void PublishLocked();

  CatalogOptions options_;
  VersionStore& store_;
  platform::PublishedPlatforms& published_;
  CatalogListener& listener_;

  // Held by whatever compiles and enters what came of it: scans, uploads, changes of parameters. Taken before `mutex_`.
  std::mutex compiling_;
  bool started_ = false;
  std::map<std::string, Seen> seen_;  // by file; guarded by `compiling_`, as the parameters in options_ are

  mutable std::mutex mutex_;
  PluginRegister register_;
  std::optional<std::string> remembered_;            // the state as it was last saved; nothing: not known
  std::map<std::string, PluginVersion> on_the_way_;  // by hash
  std::map<std::string, ShadowRun> shadows_;         // by plugin
};

}  // namespace connection_advisor::lifecycle

#endif  // SERVICE_LIFECYCLE_PLUGIN_CATALOG_H_
