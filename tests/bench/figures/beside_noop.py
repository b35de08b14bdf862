"""The server beside one that decides nothing, with the same messages and the same server API.

Client and server share the machine. The two are measured in turn, A B B A A B ..., and each ratio is of neighbours.
"""

import statistics
import tempfile
import pathlib

from .figure import Figure, at_least, at_most
from .programs import load, noop_server, real_server


def paired(effort, measure, real, noop):
    """What `measure` says of one and the other, repeat for repeat."""
    ours = []
    theirs = []
    for repeat in range(effort.pairs):
        order = [(real, ours), (noop, theirs)]
        for server, values in order if repeat % 2 == 0 else reversed(order):
            values.append(measure(server))
    return ours, theirs


def rates(build, effort, row, what, limit, real, noop, **options):
    def measure(server):
        return load(build, what, server, seconds=effort.load_seconds, **options)["per_second"]

    name = what + "".join(f", {key} {value}" for key, value in options.items())
    ours, theirs = paired(effort, measure, real, noop)
    yield at_least(limit, row, name, "of the no-op's rate", [a / b for a, b in zip(ours, theirs)])
    yield Figure(row, f"{name}: decisions a second", "", ours, notes=f"no-op {statistics.median(theirs):,.0f}")


def same_messages(build, real, noop):
    """The no-op's answer is as long as ours, or the comparison would be of something else."""
    with tempfile.TemporaryDirectory() as directory:
        sizes = []
        for server in (real, noop):
            file = pathlib.Path(directory) / "advice"
            load(build, "advice", server, file=file)
            sizes.append(file.stat().st_size)
    if abs(sizes[0] - sizes[1]) > 0.01 * sizes[0]:
        raise RuntimeError(f"the no-op answers {sizes[1]} bytes where the server answers {sizes[0]}")
    return sizes[0]


def run(build, effort):
    figures = []
    with real_server(build) as real, noop_server(build) as noop:
        size = same_messages(build, real, noop)
        row = f"beside a no-op server, answers of {size} bytes"
        figures += rates(build, effort, row, "unary", 0.95, real, noop, width=64)

        def p50(server):
            return load(build, "latency", server, seconds=effort.load_seconds)["p50_ms"]

        ours, theirs = paired(effort, p50, real, noop)
        figures.append(at_most(1.05, row, "unary, 1 in flight: p50", "of the no-op's", [a / b for a, b in zip(ours, theirs)]))
        figures.append(Figure(row, "unary, 1 in flight: p50", "ms", ours, notes=f"no-op {statistics.median(theirs):.3f}"))
        figures += rates(build, effort, row, "batch", 0.85, real, noop, size=1000, width=2)
        for size in (1, 100):
            figures += rates(build, effort, row, "stream", 0.90, real, noop, size=size, width=8, window=8)
    return figures
