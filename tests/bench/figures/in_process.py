"""Walk, bind, decide: measured in one process, without transport."""

import json
import subprocess

from .figure import Figure, at_most

NANOSECONDS = {"ns": 1, "us": 1e3, "ms": 1e6}


def run(build, effort):
    output = subprocess.run(
        [build.program("advice_bench"), "--benchmark_format=json", f"--benchmark_repetitions={effort.repeats}",
         f"--benchmark_min_time={effort.in_process_seconds}", "--benchmark_enable_random_interleaving=true"],
        check=True, stdout=subprocess.PIPE, stderr=subprocess.DEVNULL, text=True).stdout
    times = {}
    allocations = {}
    for run_ in json.loads(output)["benchmarks"]:
        if run_["run_type"] != "iteration":
            continue
        name = run_["name"]
        times.setdefault(name, []).append(run_["cpu_time"] * NANOSECONDS[run_["time_unit"]])
        allocations[name] = max(allocations.get(name, 0), run_["allocations"])
    return list(figures(times, allocations))


def figures(times, allocations):
    def figure(row, name, limit=None, unit="ns", none_allocated=False):
        scale = NANOSECONDS[{"µs": "us"}.get(unit, unit)]
        values = [value / scale for value in times[name]]
        notes = f"{allocations[name]:.0f} allocations"
        if limit is None:
            return Figure(row, name, unit, values, notes=notes)
        result = at_most(limit, row, name, unit, values, notes)
        if none_allocated:
            result.target += ", no allocation"
            result.met = result.met and allocations[name] == 0
        return result

    for platform in ("linkedin", "twitter", "facebook"):
        yield figure("walk to the deciding rule, all facts known", f"walk/{platform}", 25, none_allocated=True)
    for platform in ("linkedin", "twitter", "facebook"):
        yield figure("bind + decide + reasons, all facts known", f"decide_full/{platform}", 400, none_allocated=True)
    yield figure("what a shadow adds to a request: bind + verdict, all facts known", "shadow/linkedin")
    partial = "bind + decide + reasons + questions, some facts known"
    for name in ("decide_partial/linkedin", "decide_on_nothing/linkedin"):
        yield figure(partial, name, 5, "µs", none_allocated=True)
    for name in ("decide_partial/facts_60", "decide_on_nothing/facts_60"):
        yield figure(partial, name, 5, "ms")
    whole = "the whole advice as a message, on the heap"
    yield figure(whole, "advise_full/linkedin")
    yield figure(whole, "advise_partial/linkedin")
    full_view = "the full view as a message: all facts known, decided with half of them known, undecided"
    for platform, limit, unit in (("linkedin", 20, "µs"), ("facts_60", 20, "ms")):
        for what in ("full_view_of_all_known", "full_view_decided", "full_view_undecided"):
            yield figure(full_view, f"{what}/{platform}", limit, unit)
    for count in (1, 10, 100):
        yield figure("1, 10 and 100 platforms loaded, asked in turn", f"decide_full/platforms_{count}")
    for what in ("walk", "decide_full", "decide_partial", "decide_on_nothing"):
        for count in (10, 30, 60):
            yield figure("10, 30 and 60 facts", f"{what}/facts_{count}", unit="ns" if what == "walk" else "µs")
