"""How realistic a value is for a series at a period, or as a total up to it, when things go on as now."""

from __future__ import annotations

import math
from dataclasses import dataclass, field
from itertools import takewhile
from typing import TYPE_CHECKING

import numpy as np

from kpi_core.forecast import Silence, label_of, level_chance, suggestions, sum_chance
from kpi_core.units import Direction

if TYPE_CHECKING:
    from collections.abc import Mapping as Map

    from numpy.typing import NDArray

    from kpi_core.cli.series_csv import Series
    from kpi_core.forecast import Label, Outlook
    from kpi_core.periods import Period

    Floats = NDArray[np.float64]


OWN = frozenset({"known", "too_far", "total_not_known"})
"""The reasons for no chance that are not the engine's."""


@dataclass(frozen=True)
class Aim:
    """What is asked: a value at a period, or in total from `since` up to and including it."""

    value: float
    at: Period
    direction: Direction
    since: Period | None = None

    @property
    def low(self) -> float | None:
        """The least that will do; None = it may be as low as it likes."""
        return None if self.direction is Direction.LOWER else self.value

    @property
    def high(self) -> float | None:
        """The most that will do; None likewise."""
        return self.value if self.direction is Direction.LOWER else None


@dataclass(frozen=True)
class Realism:
    """What is told of an aim; None is what cannot be told.

    chance: 0 to 1, unrounded. uplift: how much more than expected is needed of what is still to come, as a proportion.
    suggested: realistic, ambitious and stretch, in the unit of the series. why: a code with fields when there is no chance.
    """

    chance: float | None = None
    label: Label | None = None
    uplift: float | None = None
    suggested: Map[str, float] | None = None
    why: str | None = None
    fields: Map[str, object] = field(default_factory=dict)


def realism_of(series: Series, found: Outlook | Silence, aim: Aim) -> Realism:
    """Return how likely a series makes an aim of its own grain; what is known already counts in a total."""
    last = series.periods[-1]
    if isinstance(found, Silence):
        return Realism(why=found.reason, fields=found.fields)
    if aim.at <= last:
        return Realism(why="known", fields={"period": aim.at.id, "last": last.id})
    steps = (last.shifted(step) for step in range(1, found.furthest + 1))
    ahead = list(takewhile(lambda period: period <= aim.at, steps))
    if ahead[-1] != aim.at:
        return Realism(why="too_far", fields={"period": aim.at.id, "last": ahead[-1].id})
    if aim.since is None:
        return _of_level(found, len(ahead), aim)
    so_far = _so_far(series, aim.since)
    if so_far is None:
        return Realism(why="total_not_known", fields={"period": aim.since.id})
    return _of_total(found, so_far, [period >= aim.since for period in ahead], aim, series.key)


def _of_level(found: Outlook, h: int, aim: Aim) -> Realism:
    chance = level_chance(found, h, aim.low, aim.high)
    return Realism(
        chance,
        label_of(chance, found.n, found.season),
        _uplift(aim.value, float(found.middle(h)[-1])),
        suggestions((found, h), aim.direction),
    )


def _of_total(found: Outlook, so_far: float, counted: list[bool], aim: Aim, key: str) -> Realism:
    h, mine = len(counted), np.array(counted)
    totals = so_far + found.paths(h, key)[:, mine].sum(axis=1)
    chance = sum_chance(totals, aim.low, aim.high)
    return Realism(
        chance,
        label_of(chance, found.n, found.season),
        _uplift(aim.value - so_far, float(found.middle(h)[mine].sum())),
        suggestions(totals, aim.direction),
    )


def _uplift(needed: float, expected: float) -> float | None:
    return needed / expected - 1 if expected > 0 else None


def _so_far(series: Series, since: Period) -> float | None:
    """Return what is known of the total; None when a period of it is missing, or lies before the series begins."""
    if since < series.periods[0]:
        return None
    known = [value for period, value in zip(series.periods, series.values, strict=True) if period >= since]
    return None if any(map(math.isnan, known)) else float(sum(known))
