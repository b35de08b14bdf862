"""A server with little to do, and one that has done much: latency, idle CPU, resident memory."""

import time

from .figure import Figure, at_most
from .programs import load, noop_server, real_server

RESIDENT_LIMIT_MIB = 30


def idle(server, seconds):
    """The share of a core, in %."""
    before = server.cpu_seconds()
    time.sleep(seconds)
    return 100 * (server.cpu_seconds() - before) / seconds


def run(build, effort):
    figures = []
    # The no-op shows what the machine does to whoever is idle: some take long to wake, and count that as work.
    with real_server(build) as server, noop_server(build) as noop:
        row = "an idle server"
        figures.append(at_most(0.5, row, f"CPU over {effort.idle_seconds} s", "% of a core",
                               [idle(server, effort.idle_seconds)],
                               f"no-op {idle(noop, effort.idle_seconds):.3f}"))
        times = load(build, "latency", server, seconds=effort.slow_seconds, pause_ms=1000)
        noop_times = load(build, "latency", noop, seconds=effort.slow_seconds, pause_ms=1000)
        figures.append(at_most(3, row, "one request a second: p99", "ms", [times["p99_ms"]],
                               f"p50 {times['p50_ms']:.2f} ms, {times['calls']} calls; "
                               f"no-op {noop_times['p99_ms']:.2f}, p50 {noop_times['p50_ms']:.2f}"))
    with real_server(build) as server:
        row = "resident memory, three platforms"
        figures.append(Figure(row, "at start", "MiB", [server.resident_mib()]))
        load(build, "unary", server, width=64, decisions=effort.unary_before_memory)
        figures.append(at_most(RESIDENT_LIMIT_MIB, row, f"after {effort.unary_before_memory:,} unary requests", "MiB",
                               [server.resident_mib()]))
        load(build, "batch", server, size=1000, width=2, decisions=1000 * effort.batches_before_memory)
        figures.append(Figure(row, f"after {effort.batches_before_memory:,} batches of 1,000 as well", "MiB",
                              [server.resident_mib()]))
    return figures
