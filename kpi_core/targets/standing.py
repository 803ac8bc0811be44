"""How a KPI stands to what is asked of it, and the ways in which that cannot be told yet."""

from __future__ import annotations

from dataclasses import dataclass, replace
from itertools import count
from typing import TYPE_CHECKING

from kpi_core.forecast import Stage, stage_of
from kpi_core.model import Status, Verdict
from kpi_core.periods import periods_between
from kpi_core.targets.forms import is_fact
from kpi_core.units import Unit

if TYPE_CHECKING:
    from collections.abc import Mapping as Map
    from datetime import date

    from kpi_core.forecast import Silence
    from kpi_core.model import Kpi, SeriesPoint, Target
    from kpi_core.periods import Grain
    from kpi_core.targets.judged import Judged

SUM_TOLERANCE, SUM_RISK = 0.02, 0.10
ROAD_TOLERANCE, ROAD_RISK = 0.10, 0.40
CHANGE_TOLERANCE, CHANGE_RISK = 0.5, 1.5
ROUNDING = 1e-9
BY_PACE = frozenset({"too_short", "constant"})
"""Without a forecast for these reasons, how far it has come is all there is to tell."""
FEWEST_LINES = 10
FEWEST_ANSWERS = 50
"""A level needs this many lines (answers for a score) in its last period; a sum is a fact whatever its size."""


@dataclass(frozen=True)
class Standing:
    """Where a KPI stands and should stand, before it is judged. expected: None = not known, then bad is 0.

    bad: how far on the bad side, below 0 on the good one. margin: how far chance may put it off, 0 = it rests on no answers.
    on_course_to, at_risk_to: how far on the bad side the pace is good enough, and not hopeless, while there is no forecast.
    """

    now: float
    expected: float | None
    bad: float
    over: bool
    reach: date
    on_course_to: float
    at_risk_to: float
    fields: Map[str, object]
    margin: float = 0.0


def cannot_tell(reason: str, *, now: float | None = None, reach: date | None = None, **fields: object) -> Status:
    """Return the status that says why there is no verdict yet."""
    return Status(Verdict.CANNOT_TELL, now, None, None, reach, reason, fields)


def awaited(target: Target, grain: Grain, *, level: bool) -> Status:
    """Return the status of a target without a whole period so far: the one that is waited for, or that there is none in it.

    level: its last period counts though it ends after the deadline.
    """
    periods = periods_between(target.start, target.until, grain)
    whole = (p for p in periods if p.start >= target.start and (level or p.end <= target.until))
    first = next(whole, None)
    if first is None:
        return cannot_tell("no_whole_period", start=target.start, until=target.until)
    return cannot_tell("first_period", period=first)


def by_chance(stands: Status, found: Judged) -> Status:
    """Return a status with the verdict, chance and heading of a forecast; its reason goes on to say how it stands."""
    fields = {**stands.fields, "judged": "chance", "history": found.n, "season": found.season, "held": found.held}
    if found.verdict is Verdict.CANNOT_TELL:
        few = {"n": found.n, "needed": enough(found.season)}
        return replace(
            stands, verdict=found.verdict, reason="first_look", fields={**fields, **few}, heading=found.heading
        )
    return replace(stands, verdict=found.verdict, fields=fields, chance=found.chance, heading=found.heading)


def enough(season: int) -> int:
    """Return how many periods it takes before a chance that is neither all but sure nor all but none is told."""
    return next(n for n in count(1) if stage_of(n, season) is not Stage.FIRST_LOOK)


def untold(stands: Status, why: Silence, *, pace: bool) -> Status:
    """Return a status without a forecast. pace: it is judged by its pace; else nothing can be told, and why."""
    if pace:
        few = {name: value for name, value in why.fields.items() if name == "needed"}
        told = {"judged": "pace", "silence": why.reason, "history": why.fields.get("n", 0), **few}
        return replace(stands, fields={**stands.fields, **told})
    fields = {**stands.fields, **why.fields}
    return replace(stands, verdict=Verdict.CANNOT_TELL, reason=why.reason, fields=fields)


def too_little(kpi: Kpi, variant: str | None, point: SeriesPoint) -> Status | None:
    """Return why one period is too little to judge a level by, None when it is enough."""
    reach = point.period.end
    if point.value is None:
        return cannot_tell("no_value", reach=reach, period=point.period)
    needed = fewest(kpi, variant)
    if is_small(point.rows, point.denominator, needed):
        few = "too_few_answers" if kpi.unit is Unit.SCORE else "too_few_rows"
        return cannot_tell(few, now=point.value, reach=reach, n=point.rows, needed=needed)
    return None


def fewest(kpi: Kpi, variant: str | None) -> int:
    """Return the least lines a value of this KPI is judged on; 0 for sums and counts."""
    if is_fact(kpi, variant):
        return 0
    return FEWEST_ANSWERS if kpi.unit is Unit.SCORE else FEWEST_LINES


def is_small(rows: int, denominator: float | None, needed: int) -> bool:
    """Tell whether a value rests on too few lines, and on too small a denominator, to be judged."""
    return rows < needed and (denominator or 0) < needed
