"""What comes out: results, targets, the verdict on them and what is worth saying."""

from __future__ import annotations

from dataclasses import dataclass, field
from enum import StrEnum
from functools import cached_property
from typing import TYPE_CHECKING, Literal

if TYPE_CHECKING:
    from collections.abc import Mapping as Map
    from collections.abc import Sequence
    from datetime import date

    import pandas as pd

    from kpi_core.model.files import Issue
    from kpi_core.periods import Grain, Period


@dataclass(frozen=True)
class Results:
    """What the chosen KPIs were, per period and segment.

    frame: one row per KPI, period and segment, ordered by those three.
        kpi str | period str (`Period.id`) | start date | end date | segment str, None = everything | value float |
        numerator float | denominator float | margin float | rows int | complete bool
        value is in the KPI's unit (percent as a proportion) and missing (NaN) when it has no meaning or no data; numerator
        and denominator are given for a KPI that is one division, else missing; margin is how far a share of survey answers may be
        off by chance, in the unit of the value, missing for other KPIs; rows counts the lines it rests on.
    issues: what the reader should know, for instance that the last month is not complete.
    """

    frame: pd.DataFrame
    issues: tuple[Issue, ...] = ()

    @cached_property
    def lines(self) -> Map[tuple[str, str | None], Sequence[tuple[object, ...]]]:
        """The rows by KPI and segment, each as period, value, complete, rows, denominator and margin; worked out once."""
        found: dict[tuple[str, str | None], list[tuple[object, ...]]] = {}
        columns = ("kpi", "segment", "period", "value", "complete", "rows", "denominator", "margin")
        for kpi, segment, *line in zip(*(self.frame[name].tolist() for name in columns), strict=True):
            found.setdefault((kpi, segment if isinstance(segment, str) else None), []).append(tuple(line))
        return found


class Form(StrEnum):
    """How a target asks for what it asks; worked out in one place, `targets.forms`.

    FROM_TO: at `value` on the last day, along a route; a sum without `per` comes to that total. POINTS, RELATIVE: the same, as
    a change of `value` (in the KPI's unit, or as a proportion) from where it stood. PER_PERIOD: `value` every period.
    FLOOR, CEILING: at least or at most `value` in every period. RANGE: between `low` and `high`.
    EACH_MEMBER: for a share of the members of `by`. AT_AGE: `age` months after the first row of each key or cohort of `by`.
    """

    FROM_TO = "from_to"
    POINTS = "points"
    RELATIVE = "relative"
    PER_PERIOD = "per_period"
    FLOOR = "floor"
    CEILING = "ceiling"
    RANGE = "range"
    EACH_MEMBER = "each_member"
    AT_AGE = "at_age"


@dataclass(frozen=True)
class Target:
    """A SMART target: one KPI, one segment, one value or range, from a day to a day, with an owner.

    value: for a higher- or lower-is-better KPI; low and high: for a range. A sum's value is the total over [start, until].
    baseline: the KPI's value when the target was set, None = not known.
    per: the grain the KPI is measured at, None = its own (a sum: the whole span). against: what a relative change is against.
    where: per role the values let through, beside the segment. by, share: whose members must each hold, and how many of them.
    age: months after the start of a key, for `Form.AT_AGE`. why: why it was changed into this, "" for the first.
    """

    kpi: str
    until: date
    start: date
    value: float | None = None
    low: float | None = None
    high: float | None = None
    segment: tuple[str, str] | None = None
    baseline: float | None = None
    owner: str = ""
    agreed: bool = False
    agreed_on: date | None = None
    doubts: str = ""
    variant: str | None = None
    form: Form = Form.FROM_TO
    per: Grain | None = None
    against: Literal["previous", "year"] | None = None
    where: tuple[tuple[str, tuple[str, ...]], ...] = ()
    by: str | None = None
    share: float = 1.0
    age: int | None = None
    why: str = ""


class Verdict(StrEnum):
    """The six things a status can say."""

    ON_COURSE = "on_course"
    AT_RISK = "at_risk"
    OFF_COURSE = "off_course"
    CANNOT_TELL = "cannot_tell"
    REACHED = "reached"
    MISSED = "missed"


@dataclass(frozen=True)
class Status:
    """The verdict on a target: where it stands, where it should be now, the gap, and why as a code with fields.

    now, expected, gap: in the KPI's unit; gap = now - expected; None while it cannot be told. reach: the last complete day.
    reason: its sentence is `say(f"status.reason.{reason}", lang, **fields)`.
    chance: how likely the target is reached when things go on as now, 0 to 1; None where that cannot be told.
    heading: where it then ends at the deadline, as the low end of 4 in 5, the middle and the high end; None likewise.
    """

    verdict: Verdict
    now: float | None
    expected: float | None
    gap: float | None
    reach: date | None
    reason: str
    fields: Map[str, object] = field(default_factory=dict)
    chance: float | None = None
    heading: tuple[float, float, float] | None = None


@dataclass(frozen=True)
class Marks:
    """What the owner told about the past of one KPI, which no file says.

    special: periods that were not ordinary (a move, a flood), left out of every expectation. seasonal: the business has a season,
    so that last year's shape counts before two years are known. nothing, unknown: periods without a row in which nothing happened,
    and in which it was not written down; a period in neither is asked about.
    """

    special: frozenset[Period] = frozenset()
    seasonal: bool = False
    nothing: frozenset[Period] = frozenset()
    unknown: frozenset[Period] = frozenset()


NO_MARKS = Marks()


@dataclass(frozen=True)
class Finding:
    """Something worth saying about the numbers: its sentence is `say(f"finding.{code}", lang, **fields)`."""

    code: str
    kpi: str | None
    level: Literal["bad", "risk", "good", "neutral"]
    fields: Map[str, object] = field(default_factory=dict)


@dataclass(frozen=True)
class SeriesPoint:
    """One period of a series with its value; None = no value. rows, denominator and margin as in `Results`."""

    period: Period
    value: float | None
    complete: bool
    rows: int = 0
    denominator: float | None = None
    margin: float | None = None
