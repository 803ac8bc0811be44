"""What a bridge is made of: the parts of a change, which add up to it."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from kpi_core.model import Finding, Issue


@dataclass(frozen=True)
class Part:
    """One part of a change, in the KPI's unit.

    segment: its value in the data, None = the rest together, groups that stay hidden among them. before, now: its own value,
    None = it had none. contribution: what it adds to the change. rate, mix: for a ratio, what its own ratio and its weight add;
    None for other KPIs. significant: more than it moves by itself. small: too few rows to be named. share: the contribution as
    a part of the earlier total, None where that is 0.
    """

    segment: str | None
    before: float | None
    now: float | None
    contribution: float
    mix: float | None = None
    rate: float | None = None
    significant: bool = False
    small: bool = False
    share: float | None = None


@dataclass(frozen=True)
class Drivers:
    """A change with the parts it is the sum of, the largest first and the rest last.

    by: the role the parts are values of. total_from: where it comes from: an earlier period, or the route when `route`.
    known: whether there was enough history to tell movement from chance for any part.
    headline: its sentence is `say(f"finding.{code}", lang, **fields)`, with segments and numbers made into words.
    """

    by: str
    total_from: float
    total_to: float
    parts: tuple[Part, ...]
    headline: Finding
    route: bool = False
    known: bool = True

    @property
    def change(self) -> float:
        """What the parts add up to."""
        return self.total_to - self.total_from


@dataclass(frozen=True)
class Unsplit:
    """Why a KPI has no bridge: its sentence is `say(f"drivers.unsplit.{reason}", lang)`. issues: what stopped its figures."""

    reason: str
    issues: tuple[Issue, ...] = ()
