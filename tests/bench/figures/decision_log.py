"""The decision log: what it costs the thread that serves, and how fast a log is decided again."""

import json
import pathlib
import re
import subprocess
import tempfile
import time

from .figure import Figure, at_least

NANOSECONDS = {"ns": 1, "us": 1e3, "ms": 1e6}


def cost(build, effort):
    """One answer with the log beside the same without, on the thread that serves."""
    output = subprocess.run(
        [build.program("advice_bench"), "--benchmark_filter=^advise_(full|logged)/linkedin$", "--benchmark_format=json",
         f"--benchmark_repetitions={effort.repeats}", f"--benchmark_min_time={effort.in_process_seconds}",
         "--benchmark_enable_random_interleaving=true"],
        check=True, stdout=subprocess.PIPE, stderr=subprocess.DEVNULL, text=True).stdout
    times = {}
    for run_ in json.loads(output)["benchmarks"]:
        if run_["run_type"] == "iteration":
            times.setdefault(run_["name"], []).append(run_["cpu_time"] * NANOSECONDS[run_["time_unit"]])
    row = "the whole advice as a message, on the thread that serves"
    yield Figure(row, "without the decision log", "ns", times["advise_full/linkedin"])
    yield Figure(row, "with it", "ns", times["advise_logged/linkedin"])


def replay(build, effort):
    row = f"replay of a decision log of {effort.replayed_lines:,} lines, process start and compilation included"
    with tempfile.TemporaryDirectory() as directory:
        log = pathlib.Path(directory) / "decisions.jsonl"
        with log.open("wb") as file:
            subprocess.run([build.program("write_decision_log"), str(effort.replayed_lines)], check=True, stdout=file)
        rates = []
        for _ in range(effort.repeats):
            begin = time.monotonic()
            output = subprocess.run(
                [build.program("advisorctl"), "replay", log, "--plugin", build.plugin("linkedin")],
                check=True, stdout=subprocess.PIPE, text=True).stdout
            rates.append(effort.replayed_lines / (time.monotonic() - begin))
            if re.search(rf"^ *{effort.replayed_lines}  as before", output, re.MULTILINE) is None:
                raise RuntimeError("a replay by the same version came out differently: " + output)
        yield at_least(500_000, row, "decisions", "a second", rates,
                       f"{log.stat().st_size / effort.replayed_lines:.0f} bytes a line")


def run(build, effort):
    return [*cost(build, effort), *replay(build, effort)]
