"""One published figure with what came out, and the tables of expected figures that lie beside the data."""

import csv
import math
from dataclasses import dataclass
from itertools import starmap


@dataclass(frozen=True)
class Figure:
    """got: None = no value. decimals: how many the expected figure has; a difference beyond those is no difference."""

    name: str
    how: str
    expected: float
    got: float | None
    decimals: int = 2

    @property
    def equal(self):
        if self.got is None:
            return False
        return math.isclose(self.expected, self.got, rel_tol=1e-9, abs_tol=0.5000001 * 10**-self.decimals)

    @property
    def line(self):
        return self.name, self.how, written(self.expected, self.decimals), written(self.got, self.decimals), self.equal


@dataclass(frozen=True)
class Series:
    """Figures of one table, told in one line."""

    name: str
    how: str
    figures: tuple

    @property
    def equal(self):
        return all(figure.equal for figure in self.figures)

    @property
    def line(self):
        wrong = [figure for figure in self.figures if not figure.equal]
        got = f"{len(self.figures) - len(wrong)} equal"
        if wrong:
            _, _, expected, found, _ = wrong[0].line
            got += f"; {wrong[0].name}: {found} and not {expected}"
        return self.name, self.how, f"{len(self.figures)} values", got, self.equal


def table(name, how, expected, got, decimals, *, apart=False):
    """Return the figures of a table, one for each key of either side. apart: each in a line of its own.

    What is only on our side is expected to be nothing at all, and only 0 is equal to that.
    """
    keys = {*expected, *(key for key, value in got.items() if value)}
    names = {key: f"{name}, {key}" if apart else str(key) for key in sorted(keys, key=str)}
    found = [Figure(told, how, expected.get(key, math.nan), got.get(key), decimals) for key, told in names.items()]
    return found if apart else [Series(name, how, tuple(found))]


def written(value, decimals):
    return "no value" if value is None or math.isnan(value) else f"{value:,.{decimals}f}"


class Expected:
    """A file of expected figures: one row per key, a number in each other column."""

    def __init__(self, path, key=0):
        with path.open(encoding="utf-8", newline="") as file:
            self.rows = list(csv.DictReader(file))
        self._key = list(self.rows[0])[key]

    def column(self, name, key=None):
        """Return key to value, empty cells left out. key: makes the key of a row, None = its first column."""
        made = key or (lambda row: row[self._key])
        return {made(row): float(row[name]) for row in self.rows if row[name] != ""}

    def one(self, name):
        """Return the value of a file of one row."""
        (row,) = self.rows
        return float(row[name])

    def decimals(self, name):
        """Return how many decimals a column is written with: the most of any cell, as ends of noughts are left out."""
        return max(len(row[name].partition(".")[2]) for row in self.rows)


def markdown(rows):
    """Return a Markdown table of (data set, figure) pairs."""
    lines = ["| data set | figure | how asked | expected | got | equal |", "| --- | --- | --- | ---: | ---: | --- |"]
    lines += starmap(_row, rows)
    return "\n".join(lines)


def _row(name, figure):
    what, how, expected, got, equal = figure.line
    cells = (name, what, how.replace("|", "\\|"), expected, got, "yes" if equal else "**NO**")
    return f"| {' | '.join(cells)} |"
