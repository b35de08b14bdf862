"""From a file to a platform that could serve, process start included: advisor-plugin check does what the server does."""

import json
import os
import subprocess
import time

from .figure import Figure, at_most

MEMORY_LIMIT_MIB = 1024
SECONDS_ALLOWED = 5


def check(build, file):
    """Seconds, the most resident memory of a process in MiB, whether it is fit to serve, and what was said."""
    begin = time.monotonic()
    process = subprocess.Popen([build.program("advisor-plugin"), "check", file], stdout=subprocess.PIPE,
                               stderr=subprocess.STDOUT, text=True)
    said = process.stdout.read()
    _, status, usage = os.wait4(process.pid, 0)
    process.returncode = os.waitstatus_to_exitcode(status)
    process.stdout.close()
    return time.monotonic() - begin, usage.ru_maxrss / 1024, process.returncode == 0, said


def bundled(build, effort):
    for name in ("linkedin", "twitter", "facebook"):
        times = [1000 * check(build, build.plugin(name))[0] for _ in range(5 * effort.repeats)]
        yield at_most(100, "compile a bundled plugin, process start included", name, "ms", times)


def generated(build, effort, order, limit):
    row = f"compile 60 facts and 100 rules, rules {order}"
    for name in (order, f"{order}_b", f"{order}_c"):
        runs = [check(build, build.generated(name)) for _ in range(effort.repeats)]
        memory = max(run[1] for run in runs)
        notes = f"{memory:.0f} MiB"
        if not runs[0][2]:
            notes += "; refused: " + next(line for line in runs[0][3].splitlines() if line.strip().startswith("- "))
        seconds = [run[0] for run in runs]
        if limit is None:
            figure = Figure(row, name, "s", seconds, f"within {SECONDS_ALLOWED} s and {MEMORY_LIMIT_MIB} MiB")
            figure.met = max(seconds) <= SECONDS_ALLOWED + 1 and memory <= MEMORY_LIMIT_MIB
        else:
            figure = at_most(limit, row, name, "s", seconds)
            figure.met = figure.met and runs[0][2]
        figure.notes = notes
        yield figure


def exact(build, effort):
    for name in ("ordered", "ordered_b", "ordered_c"):
        output = subprocess.run([build.program("exactness"), build.generated(name), name, str(effort.exact_cases)],
                                check=False, stdout=subprocess.PIPE, text=True).stdout
        result = json.loads(output)
        yield at_most(0, "the answer on sampled cases, against the rules one by one", name, "wrong",
                      [result["wrong"]], f"of {result['cases']:,} cases; {result['nodes']:,} nodes")


def run(build, effort):
    return [*bundled(build, effort), *generated(build, effort, "ordered", 2), *exact(build, effort),
            *generated(build, effort, "shuffled", None)]
