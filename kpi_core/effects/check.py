"""An action's effect: the forecast made when it began beside what came, and beside how wrong such forecasts were before.

Two things must both make chance unlikely. The forecast's own spread, which is the engine behind every verdict and alarm; and
the same comparison at every earlier moment of the same KPI, at which the action had not begun: a placebo in time (Abadie, Diamond
and Hainmueller 2015, American Journal of Political Science 59:495). What is measured of both stands in `tests/benchmarks/effects.md`.
"""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

import numpy as np

from kpi_core.effects.model import Effect, Worked
from kpi_core.periods import period_of
from kpi_core.signals.episodes import judge_of

if TYPE_CHECKING:
    from collections.abc import Sequence
    from datetime import date

    from kpi_core.forecast import History
    from kpi_core.periods import Grain, Period
    from kpi_core.signals.episodes import Judge
    from kpi_core.signals.model import Look

FEWEST_BEFORE, FEWEST_AFTER, MOST_AFTER = 12, 3, 6
"""Known periods it takes before an action and after it, and how many after it count as its doing."""
TWO_YEARS = 24
LIMIT, SHORT_LIMIT = 0.014, 0.01
"""How rare a difference must be by chance, to one side; stricter below two years. It is looked at up to four times, after three
to six periods: with these the four together call an action that did nothing a success in less than 1 in 20 cases."""
RANK = 0.05
MOST_PLACEBOS = 36


def effect(history: History, periods: Sequence[Period], begun: date, *, up: bool | None) -> Effect:
    """Return what can be said of an action that began on a day.

    periods: one per value. up: whether more is better, None = nobody knows. The period in which the action began counts
    neither before nor after, unless it began on its first day; of what came later only the first six are its doing.
    """
    if not periods:
        return Effect(Worked.CANNOT_TELL, "too_short", 0, FEWEST_BEFORE)
    holds, first = period_of(begun, periods[0].grain), first_whole(begun, periods[0].grain)
    made, start = (sum(period < one for period in periods) for one in (holds, first))
    values = history.values.copy()
    values[made:start] = np.nan
    known = np.isfinite(values)
    before, after = int(known[:made].sum()), known[start : start + MOST_AFTER]
    if before < FEWEST_BEFORE:
        return Effect(Worked.CANNOT_TELL, "too_short", before, FEWEST_BEFORE)
    if after.sum() < FEWEST_AFTER:
        at = first.shifted(FEWEST_AFTER - 1 + int((~after).sum()))
        return Effect(Worked.CANNOT_TELL, "too_soon", int(after.sum()), FEWEST_AFTER, at)
    end = start + int(np.flatnonzero(after)[-1]) + 1
    return _told(judge_of(replace(history, values=values)), made, end, int(after.sum()), up=up)


def first_whole(begun: date, grain: Grain) -> Period:
    """Return the first period that lies wholly after an action began."""
    holds = period_of(begun, grain)
    return holds if holds.start == begun else holds.shifted(1)


def _told(judge: Judge, made: int, end: int, n: int, *, up: bool | None) -> Effect:
    window = end - made
    look = judge.look(end, window)
    if look is None:
        return Effect(Worked.CANNOT_TELL, "silent", n)
    seen = Effect(Worked.CANNOT_TELL, "chance", n, 0, None, look.value, look.expected, look.low, look.top)
    if _one_sided(look, up=look.high) >= (SHORT_LIMIT if made < TWO_YEARS else LIMIT):
        return seen
    if not _is_rare(judge, look, made):
        return replace(seen, reason="before")
    if up is None:
        return replace(seen, reason="no_side")
    return replace(seen, verdict=Worked.LIKELY if look.high is up else Worked.WORSE, reason="")


def _is_rare(judge: Judge, look: Look, made: int) -> bool:
    """Tell whether hardly any earlier moment shows as much; where there were few, none may."""
    window = look.window
    first = max(FEWEST_BEFORE, made - window - MOST_PLACEBOS + 1)
    placebos = [found for at in range(first, made - window + 1) if (found := judge.look(at + window, window))]
    reached = _one_sided(look, up=look.high)
    as_much = sum(_one_sided(one, up=look.high) <= reached for one in placebos)
    among = 1 + len(placebos)
    return (1 + as_much) / among <= max(RANK, 1 / among)


def _one_sided(look: Look, *, up: bool) -> float:
    """Return how often chance alone comes this far to one side."""
    return look.chance / 2 if look.high is up else 1 - look.chance / 2
