"""The decision log: what it costs the thread that serves, and how fast a log is decided again."""

import json
import pathlib
import re
import resource
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


def processor_seconds():
    """Of the programs that have ended, and those that they waited for."""
    usage = resource.getrusage(resource.RUSAGE_CHILDREN)
    return usage.ru_utime + usage.ru_stime


def replay(build, effort):
    row = f"replay of a decision log of {effort.replayed_lines:,} lines, process start and compilation included"
    with tempfile.TemporaryDirectory() as directory:
        log = pathlib.Path(directory) / "decisions.jsonl"
        with log.open("wb") as file:
            subprocess.run([build.program("write_decision_log"), str(effort.replayed_lines)], check=True, stdout=file)
        rates = []
        rates_of_processor = []
        for _ in range(effort.repeats):
            begin, begin_processor = time.monotonic(), processor_seconds()
            output = subprocess.run(
                [build.program("advisorctl"), "replay", log, "--plugin", build.plugin("linkedin")],
                check=True, stdout=subprocess.PIPE, text=True).stdout
            rates.append(effort.replayed_lines / (time.monotonic() - begin))
            rates_of_processor.append(effort.replayed_lines / (processor_seconds() - begin_processor))
            if re.search(rf"^ *{effort.replayed_lines}  as before", output, re.MULTILINE) is None:
                raise RuntimeError("a replay by the same version came out differently: " + output)
        yield at_least(500_000, row, "decisions", "a second", rates,
                       f"{log.stat().st_size / effort.replayed_lines:.0f} bytes a line")
        # What a machine that does other things, too, changes little.
        yield Figure(row, "decisions", "a second of processor time", rates_of_processor)


def run(build, effort):
    return [*cost(build, effort), *replay(build, effort)]
