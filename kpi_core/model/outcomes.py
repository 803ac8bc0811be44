"""What comes out: results, targets, the verdict on them and what is worth saying."""

from __future__ import annotations

from dataclasses import dataclass, field
from enum import StrEnum
from typing import TYPE_CHECKING, Literal

if TYPE_CHECKING:
    from collections.abc import Mapping as Map
    from datetime import date

    import pandas as pd

    from kpi_core.model.files import Issue
    from kpi_core.periods import Period


@dataclass(frozen=True)
class Results:
    """What the chosen KPIs were, per period and segment.

    frame: one row per KPI, period and segment, ordered by those three.
        kpi str | period str (`Period.id`) | start date | end date | segment str, None = everything | value float |
        numerator float | denominator float | rows int | complete bool
        value is in the KPI's unit (percent as a proportion) and missing (NaN) when it has no meaning or no data; numerator
        and denominator are given for a KPI that is one division, else missing; rows counts the lines it rests on.
    issues: what the reader should know, for instance that the last month is not complete.
    """

    frame: pd.DataFrame
    issues: tuple[Issue, ...] = ()


@dataclass(frozen=True)
class Target:
    """A SMART target: one KPI, one segment, one value or range, from a day to a day, with an owner.

    value: for a higher- or lower-is-better KPI; low and high: for a range. A sum's value is the total over [start, until].
    baseline: the KPI's value when the target was set, None = not known.
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
    """

    verdict: Verdict
    now: float | None
    expected: float | None
    gap: float | None
    reach: date | None
    reason: str
    fields: Map[str, object] = field(default_factory=dict)


@dataclass(frozen=True)
class Finding:
    """Something worth saying about the numbers: its sentence is `say(f"finding.{code}", lang, **fields)`."""

    code: str
    kpi: str | None
    level: Literal["bad", "risk", "good", "neutral"]
    fields: Map[str, object] = field(default_factory=dict)


@dataclass(frozen=True)
class SeriesPoint:
    """One period of a series with its value; None = no value. rows and denominator as in `Results`."""

    period: Period
    value: float | None
    complete: bool
    rows: int = 0
    denominator: float | None = None
