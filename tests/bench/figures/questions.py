"""Questions on platforms with too many states of knowledge to tabulate: how many it takes to a verdict."""

import json
import subprocess

from .figure import Figure, at_most

SIMPLE = ("declared", "topmost", "most_tested")


def run(build, effort):
    output = subprocess.run(
        [build.program("question_bench"), str(effort.question_platforms), str(effort.question_cases)],
        check=True, stdout=subprocess.PIPE, text=True).stdout
    platforms = json.loads(output)
    row = f"mean number of questions to a verdict, nothing known, on each of {len(platforms)} generated platforms of 30 facts"
    service = [platform["service"] for platform in platforms]
    best = [min(platform[order] for order in SIMPLE) for platform in platforms]
    yield Figure(row, "as the service asks", "", service)
    for order in SIMPLE:
        yield Figure(row, order.replace("_", " "), "", [platform[order] for platform in platforms])
    yield Figure(row, "the best of these three on each platform", "", best)
    yield at_most(1, row, "the service's as a share of the best of the three", "",
                  [ours / simple for ours, simple in zip(service, best)])
