"""The forms of a target, and the one place where a form becomes what is asked: a value to be at, or bounds to keep.

`resolved` gives every target that has one value or one range the same shape, so that the verdict, the route, the letters, the
cards and the charts know no forms: a change by points or a percentage becomes the value it leads to, an amount per period a
bound. What has to hold every period is told by `holds`, what adds up over the target's days by `is_total`.
"""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from kpi_core.model import NO_MARKS, Form
from kpi_core.periods import periods_between
from kpi_core.series import card_grain, finished, is_sum, series
from kpi_core.units import Direction, Unit

if TYPE_CHECKING:
    from collections.abc import Sequence

    from kpi_core.model import Kpi, Marks, Results, SeriesPoint, Target
    from kpi_core.periods import Grain, Period

CHANGES = frozenset({Form.POINTS, Form.RELATIVE})
HOLDS = frozenset({Form.PER_PERIOD, Form.FLOOR, Form.CEILING})
OF_MEMBERS = frozenset({Form.EACH_MEMBER, Form.AT_AGE})


@dataclass(frozen=True)
class Bounds:
    """What a value must keep to: at least `low`, at most `high`; None = that side is free."""

    low: float | None
    high: float | None

    def off(self, value: float) -> float:
        """Return how far a value lies on the wrong side; 0 when it keeps to the bounds."""
        under = self.low - value if self.low is not None else 0.0
        over = value - self.high if self.high is not None else 0.0
        return max(under, over, 0.0)

    def lead(self, value: float) -> float:
        """Return how far a value lies inside, to the nearest bound; below 0 outside."""
        under = value - self.low if self.low is not None else float("inf")
        over = self.high - value if self.high is not None else float("inf")
        return min(under, over)

    def edge(self, value: float) -> float:
        """Return the bound a value is judged by: the one it breaks, else the nearest."""
        edges = [edge for edge in (self.low, self.high) if edge is not None]
        return min(edges, key=lambda edge: abs(value - edge))


def holds(target: Target) -> bool:
    """Tell whether a target has to hold in every period, so that it has no route."""
    return target.form in HOLDS


def of_members(target: Target) -> bool:
    """Tell whether a target is about each member or cohort of a role and not about one value."""
    return target.form in OF_MEMBERS


def is_total(target: Target, kpi: Kpi) -> bool:
    """Tell whether a target asks for a total over its days: a sum that is not measured per period or per member."""
    return is_sum(kpi, target.variant) and target.per is None and not holds(target) and not of_members(target)


def is_fact(kpi: Kpi, variant: str | None) -> bool:
    """Tell whether a value needs no least number of lines: sums and counts are facts whatever their size."""
    return is_sum(kpi, variant) or kpi.unit is Unit.COUNT


def judged_grain(target: Target, kpi: Kpi) -> Grain:
    """Return the grain a target is judged and drawn at: its own, else that of the KPI's card."""
    return target.per or card_grain(kpi, target.variant)


def is_asked(target: Target) -> bool:
    """Tell whether a target says what it asks: a value, or the bounds its form needs."""
    if target.form is Form.AT_AGE and not target.age:
        return False
    if target.form is Form.EACH_MEMBER and not target.by:
        return False
    ranged = target.low is not None and target.high is not None
    half = target.low is not None or target.high is not None
    return target.value is not None or ranged or (half and target.form in HOLDS | OF_MEMBERS)


def only_part(target: Target) -> tuple[str, str] | None:
    """Return the one role and value a target is about, by its segment or its filter; None when it is more than that."""
    parts = [*([target.segment] if target.segment else []), *((r, v) for r, found in target.where for v in found)]
    return parts[0] if len(parts) == 1 else None


def same_start(one: Target, other: Target) -> bool:
    """Tell whether two targets start from the same figure, so that what was stored for one holds for the other."""
    ends = {target.until for target in (one, other) if target.against}
    return len(ends) < 2 and all(
        getattr(one, name) == getattr(other, name) for name in ("start", "form", "per", "against", "segment", "where")
    )


def points_of(target: Target, results: Results) -> tuple[SeriesPoint, ...]:
    """Return the series a target is about: its segment's, or everything together."""
    segment = target.segment[1] if target.segment and not of_members(target) else None
    return series(results, target.kpi, segment)


def bounds_of(target: Target, kpi: Kpi) -> Bounds:
    """Return what must be kept to; a value without a side of its own is a floor, or a ceiling where lower is better."""
    if target.value is None:
        return Bounds(target.low, target.high)
    ceiling = target.form is Form.CEILING or (target.form is not Form.FLOOR and kpi.direction is Direction.LOWER)
    return Bounds(None, target.value) if ceiling else Bounds(target.value, None)


def resolved(target: Target, kpi: Kpi, results: Results, marks: Marks = NO_MARKS) -> Target:
    """Return the target with a change worked out: the value it leads to, and as baseline where it starts from.

    A change whose start is not known, or a percentage of a start that is not above zero, comes back as it is.
    """
    if target.form not in CHANGES or target.value is None:
        return target
    base = base_of(target, kpi, points_of(target, results), marks)
    if base is None or (target.form is Form.RELATIVE and base <= 0):
        return target
    goal = base + target.value if target.form is Form.POINTS else base * (1 + target.value)
    goal = float(f"{goal:.12g}")  # 1.15 times 120 is 138, not 137.99999999999997
    return replace(target, form=Form.FROM_TO, value=goal, baseline=base, against=None)


def base_of(target: Target, kpi: Kpi, points: Sequence[SeriesPoint], marks: Marks = NO_MARKS) -> float | None:
    """Return what a target starts from: as stored with it, else out of the data, in the sense of the target.

    A total starts from the total of the periods before it, or of the same periods a year before; a level from its last
    value before the start, or from the value a year before the deadline's period. None where that is not known, or marked so.
    """
    if target.baseline is not None:
        return target.baseline
    told = (p for p in finished(tuple(points)) if p.complete and p.period not in marks.unknown)
    known = {p.period: p.value for p in told if p.value is not None}
    if not known:
        return None
    span = periods_between(target.start, target.until, next(iter(known)).grain)
    if is_total(target, kpi):
        back = [p.year_earlier() if target.against == "year" else p.shifted(-len(span)) for p in span]
        return _total(known, back) if is_whole(target, span) else None
    if target.against == "year":
        return known.get(span[-1].year_earlier())
    before = [value for period, value in known.items() if period.end < target.start]
    return before[-1] if before else None


def is_whole(target: Target, span: Sequence[Period]) -> bool:
    """Tell whether the periods of a target are its days and no more: then it can be put beside the same periods of another year."""
    return bool(span) and span[0].start == target.start and span[-1].end == target.until


def _total(known: dict[Period, float], periods: Sequence[Period]) -> float | None:
    values = [known.get(period) for period in periods]
    found = [value for value in values if value is not None]
    return sum(found) if len(found) == len(values) else None
