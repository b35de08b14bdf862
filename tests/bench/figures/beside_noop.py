"""The server beside one that decides nothing, with the same messages and the same server API.

Client and server share the machine. The two are measured in turn, A B B A A B ..., and each ratio is of neighbours.
"""

import dataclasses
import pathlib
import statistics
import tempfile

from .figure import Figure, at_least, at_most
from .programs import load, noop_server, real_server

# The no-op that has neither health nor reflection.
BARE = "completion queues"

# Which thread comes to read from a connection is decided when it is made, and half again of the latency with it. So
# latency is taken over many connections, for a part of the time each.
CONNECTIONS = 4


@dataclasses.dataclass
class Compared:
    what: str
    ours: list
    theirs: list

    @property
    def ratios(self):
        return [a / b for a, b in zip(self.ours, self.theirs)]


def compare(what, pairs, measure, one, other):
    """What `measure` says of one and the other, repeat for repeat."""
    ours = []
    theirs = []
    for repeat in range(pairs):
        order = [(one, ours), (other, theirs)]
        for server, values in order if repeat % 2 == 0 else reversed(order):
            values.append(measure(server))
    return Compared(what, ours, theirs)


def compare_rates(build, effort, one, other, what, **options):
    """Decisions a second."""
    def measure(server):
        return load(build, what, server, seconds=effort.load_seconds, **options)["per_second"]

    name = what + "".join(f", {key} {value}" for key, value in options.items())
    return compare(name, effort.pairs, measure, one, other)


def compare_latency(build, effort, one, other):
    """Milliseconds of a call where nothing else is asked."""
    def measure(server):
        return load(build, "latency", server, seconds=effort.load_seconds / CONNECTIONS)["p50_ms"]

    return compare("unary, 1 in flight: p50", effort.pairs * CONNECTIONS, measure, one, other)


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
        row = f"beside a no-op server, answers of {same_messages(build, real, noop)} bytes"

        def rate(limit, what, **options):
            rates = compare_rates(build, effort, real, noop, what, **options)
            figures.append(at_least(limit, row, rates.what, "of the no-op's rate", rates.ratios))
            figures.append(Figure(row, f"{rates.what}: decisions a second", "", rates.ours,
                                  notes=f"no-op {statistics.median(rates.theirs):,.0f}"))

        rate(0.95, "unary", width=64)
        times = compare_latency(build, effort, real, noop)
        figures.append(at_most(1.05, row, times.what, "of the no-op's", times.ratios))
        figures.append(Figure(row, times.what, "ms", times.ours, notes=f"no-op {statistics.median(times.theirs):.3f}"))
        rate(0.85, "batch", size=1000, width=2)
        rate(0.90, "stream", size=1, width=8, window=8)
        rate(0.90, "stream", size=100, width=8, window=8)

    row = "what health and reflection cost: the no-op beside one without them"
    with noop_server(build) as noop, noop_server(build, BARE) as bare:
        rates = compare_rates(build, effort, noop, bare, "unary", width=64)
        figures.append(Figure(row, rates.what, "of the rate", rates.ratios))
        times = compare_latency(build, effort, noop, bare)
        figures.append(Figure(row, times.what, "of the time", times.ratios))
    return figures
