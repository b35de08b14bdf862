"""One row of the table: what was measured, how much it varied, and what it was to be."""

import dataclasses
import statistics


@dataclasses.dataclass
class Figure:
    row: str  # which row of the table it belongs to
    what: str
    unit: str
    values: list  # one for each repetition
    target: str = ""  # in words
    met: bool | None = None  # None: nothing was asked for
    notes: str = ""

    @property
    def median(self):
        return statistics.median(self.values)

    def as_json(self):
        return {
            "row": self.row,
            "what": self.what,
            "unit": self.unit,
            "median": self.median,
            "min": min(self.values),
            "max": max(self.values),
            "values": self.values,
            "target": self.target,
            "met": self.met,
            "notes": self.notes,
        }


def at_most(limit, row, what, unit, values, notes=""):
    figure = Figure(row, what, unit, values, f"at most {limit} {unit}".strip(), notes=notes)
    figure.met = figure.median <= limit
    return figure


def at_least(limit, row, what, unit, values, notes=""):
    figure = Figure(row, what, unit, values, f"at least {limit} {unit}".strip(), notes=notes)
    figure.met = figure.median >= limit
    return figure


def shown(value):
    """Three digits that matter, thousands apart."""
    if value == 0:
        return "0"
    if abs(value) >= 1000:
        return f"{value:,.0f}"
    digits = max(0, 2 - len(str(int(abs(value)))) + 1) if abs(value) >= 1 else 3
    return f"{value:.{digits}f}"


def table(figures):
    lines = ["| what | median | spread | target | |", "|---|---|---|---|---|"]
    row = None
    for figure in figures:
        if figure.row != row:
            row = figure.row
            lines.append(f"| **{row}** | | | | |")
        median = f"{shown(figure.median)} {figure.unit}".strip()
        spread = "" if len(figure.values) < 2 else f"{shown(min(figure.values))} .. {shown(max(figure.values))}"
        verdict = {None: "", True: "met", False: "**missed**"}[figure.met]
        remark = " ".join(part for part in (verdict, figure.notes) if part)
        lines.append(f"| {figure.what} | {median} | {spread} | {figure.target} | {remark} |")
    return "\n".join(lines)
