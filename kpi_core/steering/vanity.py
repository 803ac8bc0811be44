"""What looks nice beside what matters: in how many months both moved the same way, and how many chance alone would give.

A month counts when both have a value in it and in the month before, and both changed. They moved together when both rose or both
fell. By chance alone two KPIs that rise in shares p and q of those months agree in pq + (1 - p)(1 - q) of them; whether it was more
often than that is a binomial test, one-sided at 1 in 20.
"""

from __future__ import annotations

from dataclasses import dataclass
from itertools import pairwise
from math import comb
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Mapping as Map
    from collections.abc import Sequence

    from kpi_core.periods import Period

LEAST = 12
"""Months in which both moved, below which nothing is said."""
MOST = 36
"""The newest months looked at."""
RARE = 0.05


@dataclass(frozen=True)
class Together:
    """months: those in which both moved. same: in how many the same way. by_chance: in how many chance would have it, on average.

    more: whether it was more often than chance makes likely.
    """

    months: int
    same: int
    by_chance: float
    more: bool


def together(one: Map[Period, float | None], other: Map[Period, float | None]) -> Together | None:
    """Return how often two KPIs moved the same way from one month to the next; None below twelve months.

    one, other: the value per month, None = no value; months side by side are those that follow each other in both.
    """
    shared = sorted(one.keys() & other.keys(), key=lambda period: period.start)[-MOST - 1 :]
    steps = [(_step(one, pair), _step(other, pair)) for pair in pairwise(shared) if _follow(pair)]
    moved = [(up, too) for up, too in steps if up and too]
    if len(moved) < LEAST:
        return None
    n, same = len(moved), sum(up == too for up, too in moved)
    p, q = (sum(step > 0 for step in side) / n for side in zip(*moved, strict=True))
    chance = p * q + (1 - p) * (1 - q)
    return Together(n, same, n * chance, _at_least(same, n, chance) < RARE)


def _step(values: Map[Period, float | None], pair: Sequence[Period]) -> int:
    before, after = (values[period] for period in pair)
    return 0 if before is None or after is None else (after > before) - (after < before)


def _follow(pair: Sequence[Period]) -> bool:
    return (pair[1].start - pair[0].end).days == 1


def _at_least(same: int, n: int, chance: float) -> float:
    """Return how often chance alone gives at least so many."""
    return sum(comb(n, k) * chance**k * (1 - chance) ** (n - k) for k in range(same, n + 1))
