"""A server with little to do, and one that has done much: latency, idle CPU, resident memory."""

import time

from .figure import Figure, at_most
from .programs import load, real_server

RESIDENT_LIMIT_MIB = 30


def run(build, effort):
    figures = []
    with real_server(build) as server:
        row = "an idle server"
        before = server.cpu_seconds()
        time.sleep(effort.idle_seconds)
        share = 100 * (server.cpu_seconds() - before) / effort.idle_seconds
        figures.append(at_most(0.5, row, f"CPU over {effort.idle_seconds} s", "% of a core", [share]))
        times = load(build, "latency", server, seconds=effort.slow_seconds, pause_ms=1000)
        figures.append(at_most(3, row, "one request a second: p99", "ms", [times["p99_ms"]],
                               f"p50 {times['p50_ms']:.2f} ms, {times['calls']} calls"))
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
