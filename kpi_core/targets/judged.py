"""A chance made into a colour: on course from 7 in 10, off course below 3 in 10, and slow to change its mind.

A colour changes only when the chance passes a border by 5 in 100; nearer to it, the period before decides, judged in the same way
on what was known at its end, back to the target's first period. So the same figures always give the same colour, whenever
and however often they are looked at.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from kpi_core.forecast import Label, Silence, label_of
from kpi_core.model import NO_MARKS, Verdict
from kpi_core.series import finished
from kpi_core.targets.ahead import ahead

if TYPE_CHECKING:
    from kpi_core.model import Kpi, Marks, SeriesPoint, Target
    from kpi_core.targets.ahead import Ahead

ON_COURSE_FROM, AT_RISK_FROM = 0.70, 0.30
SLACK = 0.05


@dataclass(frozen=True)
class Judged:
    """A verdict with the chance it rests on, where it is heading (None: further than may be shown), and the history that took.

    held: the chance is past a border, but not by enough for the verdict to change.
    """

    verdict: Verdict
    chance: float
    heading: tuple[float, float, float] | None
    n: int
    season: int
    held: bool = False


def judged(target: Target, kpi: Kpi, done: tuple[SeriesPoint, ...], marks: Marks = NO_MARKS) -> Judged | Silence:
    """Judge a target by its chance; below a year of history only what is all but sure is told, the rest `cannot_tell`.

    target: with a change worked out. done: its whole periods so far, oldest first.
    """
    found = ahead(target, kpi, done, marks)
    if isinstance(found, Silence):
        return found
    chance = found.chance()
    if found.first_look:
        return Judged(_first_look(chance, found), chance, found.heading(), found.n, found.outlook.season)
    verdict = _verdict(_Before(target, kpi, done, marks), chance)
    held = verdict is not _plain(chance)
    return Judged(verdict, chance, found.heading(), found.n, found.outlook.season, held)


def _first_look(chance: float, found: Ahead) -> Verdict:
    ends = {Label.SAFE: Verdict.ON_COURSE, Label.NOT_REALISTIC: Verdict.OFF_COURSE}
    label = label_of(chance, found.n, found.outlook.season)
    return ends[label] if label else Verdict.CANNOT_TELL


def _plain(chance: float) -> Verdict:
    if chance >= ON_COURSE_FROM:
        return Verdict.ON_COURSE
    return Verdict.AT_RISK if chance >= AT_RISK_FROM else Verdict.OFF_COURSE


def _verdict(before: _Before, chance: float) -> Verdict:
    if before.above(ON_COURSE_FROM, chance):
        return Verdict.ON_COURSE
    return Verdict.AT_RISK if before.above(AT_RISK_FROM, chance) else Verdict.OFF_COURSE


@dataclass(frozen=True)
class _Before:
    """A target as it stood at the end of each of its earlier periods."""

    target: Target
    kpi: Kpi
    done: tuple[SeriesPoint, ...]
    marks: Marks

    def above(self, border: float, chance: float) -> bool:
        """Tell on which side of a border the target is: by its chance, near the border by the side it was on before."""
        done = self.done
        while abs(chance - border) < SLACK:
            done = finished(done[:-1])
            if not done or done[-1].period.start < self.target.start:
                break
            earlier = ahead(self.target, self.kpi, done, self.marks)
            if isinstance(earlier, Silence) or earlier.first_look:
                break
            chance = earlier.chance()
        return chance >= border
