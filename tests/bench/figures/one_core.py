"""Decisions a second on one core: the server pinned to one, raw HTTP/2 load by h2load from another."""

import pathlib
import re
import subprocess
import tempfile

from .figure import Figure, at_least
from .programs import load, real_server

SERVER_CPU = 0
LOAD_CPU = 1
METHOD = "connection_advisor.v1.ConnectionAdvisor"

# What is asked; decisions in a message; messages in a call; calls in flight on each of 5 connections.
KINDS = (
    ("unary", "Advise", "unary-body", 1, 1, 10),
    ("stream of one", "StreamAdvise", "stream-body", 1, 1000, 2),
    ("batch of 100", "BatchAdvise", "batch-body", 100, 1, 2),
    ("stream of 100", "StreamAdvise", "stream-body", 100, 20, 2),
    ("batch of 1000", "BatchAdvise", "batch-body", 1000, 1, 2),
    ("stream of 1000", "StreamAdvise", "stream-body", 1000, 10, 2),
)


def h2load(server, method, body, calls, in_flight):
    """Seconds and answered bytes; fails where a call did."""
    output = subprocess.run(
        ["taskset", "-c", str(LOAD_CPU), "h2load", "-n", str(calls), "-c", "5", "-m", str(in_flight), "-d", str(body),
         "-H", "content-type: application/grpc", "-H", "te: trailers",
         f"http://{server.address}/{METHOD}/{method}"],
        check=True, stdout=subprocess.PIPE, text=True).stdout
    finished = re.search(r"finished in ([\d.]+)(us|ms|s),", output)
    seconds = float(finished.group(1)) * {"us": 1e-6, "ms": 1e-3, "s": 1}[finished.group(2)]
    succeeded = int(re.search(r"(\d+) succeeded", output).group(1))
    answered = int(re.search(r"headers \(space savings.*?\), \S+ \((\d+)\) data", output).group(1))
    if succeeded != calls:
        raise RuntimeError(f"{calls - succeeded} of {calls} calls failed:\n{output}")
    return seconds, answered


def measure(build, effort, server, kind, advice_bytes):
    name, method, body_kind, size, messages, in_flight = kind
    with tempfile.TemporaryDirectory() as directory:
        body = pathlib.Path(directory) / "body"
        load(build, body_kind, server, size=size, window=messages, file=body)
        calls = max(10, effort.decisions_on_one_core // (size * messages))
        rates = []
        cpu = []
        for _ in range(effort.repeats):
            before = server.cpu_seconds()
            seconds, answered = h2load(server, method, body, calls, in_flight)
            decisions = calls * size * messages
            if answered < decisions * advice_bytes:
                raise RuntimeError(f"{name}: {answered} bytes for {decisions} answers of {advice_bytes}")
            rates.append(decisions / seconds)
            cpu.append(1e6 * (server.cpu_seconds() - before) / decisions)
    return name, rates, cpu


def run(build, effort):
    row = "decisions a second on one core, raw HTTP/2 load from the other"
    figures = []
    with real_server(build, SERVER_CPU) as server, tempfile.TemporaryDirectory() as directory:
        file = pathlib.Path(directory) / "advice"
        load(build, "advice", server, file=file)
        unary = None
        for kind in KINDS:
            name, rates, cpu = measure(build, effort, server, kind, file.stat().st_size)
            figures.append(Figure(row, f"{name}: decisions a second", "", rates))
            figures.append(Figure(row, f"{name}: CPU", "µs a decision", cpu))
            if unary is None:
                unary = figures[0].median
            elif name not in ("stream of one",):
                figures.append(at_least(5, row, f"{name} beside unary", "times", [rate / unary for rate in rates]))
    return figures
