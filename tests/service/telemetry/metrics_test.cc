#include "service/telemetry/metrics.h"

#include <arpa/inet.h>
#include <gmock/gmock.h>
#include <gtest/gtest.h>
#include <sys/socket.h>
#include <sys/time.h>
#include <sys/times.h>
#include <unistd.h>

#include <algorithm>
#include <atomic>
#include <chrono>
#include <deque>
#include <fstream>
#include <sstream>
#include <string>
#include <thread>

#include "absl/strings/str_cat.h"
#include "service/telemetry/metric_table.h"
#include "service/telemetry/metrics_endpoint.h"

namespace connection_advisor::telemetry {
namespace {

using ::testing::HasSubstr;
using ::testing::Not;

// Of a scraper on this machine, which waits no longer than Prometheus does unless told otherwise.
class Connection {
 public:
  explicit Connection(int port) : descriptor_(socket(AF_INET, SOCK_STREAM, 0)) {
    constexpr timeval kPatience = {.tv_sec = 10, .tv_usec = 0};
    setsockopt(descriptor_, SOL_SOCKET, SO_RCVTIMEO, &kPatience, sizeof(kPatience));
    sockaddr_in address = {};
    address.sin_family = AF_INET;
    address.sin_port = htons(static_cast<uint16_t>(port));
    address.sin_addr.s_addr = htonl(INADDR_LOOPBACK);
    EXPECT_EQ(connect(descriptor_, reinterpret_cast<sockaddr*>(&address), sizeof(address)), 0);
  }
  ~Connection() { close(descriptor_); }
  Connection(const Connection&) = delete;

  std::string Scrape() const {
    const std::string request = "GET /metrics HTTP/1.0\r\n\r\n";
    if (write(descriptor_, request.data(), request.size()) < 0) return "cannot write";
    std::string text;
    char bytes[4096];
    for (ssize_t size = 0; (size = read(descriptor_, bytes, sizeof(bytes))) > 0;) {
      text.append(bytes, static_cast<size_t>(size));
    }
    return text;
  }

 private:
  const int descriptor_;
};

std::string Scrape(int port) { return Connection(port).Scrape(); }

class MetricsTest : public ::testing::Test {
 protected:
  void SetUp() override {
    auto endpoint = MetricsEndpoint::Start("127.0.0.1:0", metrics_, [] { return 7; });
    ASSERT_TRUE(endpoint.ok()) << endpoint.status();
    endpoint_ = *std::move(endpoint);
  }

  Metrics metrics_;
  std::unique_ptr<MetricsEndpoint> endpoint_;
};

TEST_F(MetricsTest, CountsRequestsByMethodCodePlatformAndVerdict) {
  const AnsweredRequest advised{Method::kAdvise, "linkedin", absl::StatusCode::kOk, v1::VERDICT_CONNECT};
  metrics_.RequestAnswered(advised);
  metrics_.RequestAnswered(advised);
  metrics_.RequestAnswered({Method::kBatchAdvise, "", absl::StatusCode::kNotFound, v1::VERDICT_UNSPECIFIED});

  const std::string text = Scrape(endpoint_->port());
  EXPECT_THAT(text, HasSubstr("connection_advisor_requests_total{code=\"OK\",method=\"Advise\",platform=\"linkedin\","
                              "verdict=\"CONNECT\"} 2"));
  EXPECT_THAT(text, HasSubstr("connection_advisor_requests_total{code=\"NOT_FOUND\",method=\"BatchAdvise\","
                              "platform=\"\",verdict=\"\"} 1"));
}

TEST_F(MetricsTest, CountsAndTimesCalls) {
  metrics_.CallAnswered(Method::kGetPlatform, absl::StatusCode::kOk, std::chrono::microseconds(20));
  metrics_.CallAnswered(Method::kGetPlatform, absl::StatusCode::kOk, std::chrono::milliseconds(20));

  const std::string text = Scrape(endpoint_->port());
  EXPECT_THAT(text, HasSubstr("connection_advisor_calls_total{code=\"OK\",method=\"GetPlatform\"} 2"));
  EXPECT_THAT(text, HasSubstr("connection_advisor_call_duration_seconds_count{method=\"GetPlatform\"} 2"));
  EXPECT_THAT(text,
              HasSubstr("connection_advisor_call_duration_seconds_bucket{method=\"GetPlatform\",le=\"0.001\"} 1"));
}

// More than it has threads.
TEST_F(MetricsTest, ConnectionsThatAskNothingKeepNobodyFromTheMetrics) {
  std::deque<Connection> idle;
  for (int i = 0; i < 5; ++i) idle.emplace_back(endpoint_->port());
  EXPECT_THAT(Scrape(endpoint_->port()), HasSubstr("connection_advisor_calls_in_flight 7"));
}

TEST_F(MetricsTest, CountsTheVersionsOfEachPluginInEachState) {
  metrics_.SetPlugins({{{"linkedin", "serving"}, 1}, {{"linkedin", "standby"}, 2}});
  metrics_.SetPlugins({{{"linkedin", "serving"}, 1}, {{"broken", "refused"}, 1}});
  const std::string text = Scrape(endpoint_->port());
  EXPECT_THAT(text, HasSubstr("connection_advisor_plugin_state{plugin=\"linkedin\",state=\"serving\"} 1"));
  EXPECT_THAT(text, HasSubstr("connection_advisor_plugin_state{plugin=\"linkedin\",state=\"standby\"} 0"));
  EXPECT_THAT(text, HasSubstr("connection_advisor_plugin_state{plugin=\"broken\",state=\"refused\"} 1"));
}

TEST_F(MetricsTest, APluginThatIsGoneHasNoSeries) {
  metrics_.SetPlugins({{{"linkedin", "serving"}, 1}, {{"broken", "refused"}, 1}});
  metrics_.SetPlugins({{{"linkedin", "serving"}, 1}});
  EXPECT_THAT(Scrape(endpoint_->port()), Not(HasSubstr("broken")));
  metrics_.SetPlugins({{{"linkedin", "serving"}, 1}, {{"broken", "refused"}, 2}});
  EXPECT_THAT(Scrape(endpoint_->port()),
              HasSubstr("connection_advisor_plugin_state{plugin=\"broken\",state=\"refused\"} 2"));
}

// By whoever scrapes while the plugins are told anew.
TEST_F(MetricsTest, APluginThatServesOnIsAlwaysSeenServing) {
  PluginCounts counts;
  for (int i = 0; i < 200; ++i) counts[{absl::StrCat("plugin", i), "serving"}] = 1;
  metrics_.SetPlugins(counts);
  std::atomic<bool> stop = false;
  std::thread teller([&] {
    while (!stop) metrics_.SetPlugins(counts);
  });
  ptrdiff_t not_serving = 0;
  for (int i = 0; i < 100; ++i) {
    for (const prometheus::MetricFamily& family : metrics_.registry()->Collect()) {
      if (family.name != metric::kPlugins.name) continue;
      not_serving += std::count_if(family.metric.begin(), family.metric.end(),
                                   [](const prometheus::ClientMetric& metric) { return metric.gauge.value == 0; });
    }
  }
  stop = true;
  teller.join();
  EXPECT_EQ(not_serving, 0);
}

TEST_F(MetricsTest, CountsLostDecisionsByCauseFromNoneOn) {
  EXPECT_THAT(Scrape(endpoint_->port()), HasSubstr("connection_advisor_decision_log_lost_total{cause=\"file\"} 0"));
  metrics_.DecisionsLost(LossCause::kQueue, 1);
  metrics_.DecisionsLost(LossCause::kQueue, 41);
  const std::string text = Scrape(endpoint_->port());
  EXPECT_THAT(text, HasSubstr("connection_advisor_decision_log_lost_total{cause=\"queue\"} 42"));
  EXPECT_THAT(text, HasSubstr("connection_advisor_decision_log_lost_total{cause=\"file\"} 0"));
}

// Until the kernel's clock has counted some to this process.
void UseProcessor() {
  tms used = {};
  while (used.tms_utime + used.tms_stime == 0) times(&used);
}

TEST_F(MetricsTest, ShowsWhatTheProcessUses) {
  UseProcessor();
  const std::string text = Scrape(endpoint_->port());
  EXPECT_THAT(text, HasSubstr("connection_advisor_calls_in_flight 7"));
  for (const char* name : {"process_resident_memory_bytes", "process_cpu_seconds_total", "process_threads",
                           "process_open_fds", "process_start_time_seconds"}) {
    EXPECT_THAT(text, HasSubstr(absl::StrCat("\n", name, " ")));
    EXPECT_THAT(text, Not(HasSubstr(absl::StrCat("\n", name, " 0\n")))) << name;
  }
}

TEST_F(MetricsTest, APortThatIsTakenIsAnError) {
  const auto second = MetricsEndpoint::Start(absl::StrCat("127.0.0.1:", endpoint_->port()), metrics_, [] { return 0; });
  ASSERT_FALSE(second.ok());
  EXPECT_THAT(std::string(second.status().message()), HasSubstr(absl::StrCat(endpoint_->port())));
}

TEST(MetricTable, IsWhatTheReadmeShows) {
  std::ostringstream contents;
  contents << std::ifstream(absl::StrCat(CONNECTION_ADVISOR_SOURCE_DIR, "/service/telemetry/README.md")).rdbuf();
  for (const MetricRow& row : kMetricTable) {
    EXPECT_THAT(contents.str(), HasSubstr(absl::StrCat("| `", row.name, "` | ", row.labels, " | ", row.help, " |")));
  }
}

}  // namespace
}  // namespace connection_advisor::telemetry
