"""What a signal is: a period that is further from what was expected than chance makes likely."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum
from typing import TYPE_CHECKING, Literal

from kpi_core.units import Direction

if TYPE_CHECKING:
    from kpi_core.periods import Period

LEAST = 12
"""Known periods a forecast needs before anything is held against it; with the period judged, 13."""
WINDOWS = (1, 3, 6)
"""How many periods are looked at together, the newest last."""


STILL = 0.25
"""The part of how far it was off at first that a period must be off to be off still."""


class Sensitivity(StrEnum):
    """How soon a signal is given: each gives all the signals of the one before it."""

    CALM = "calm"
    NORMAL = "normal"
    SENSITIVE = "sensitive"


class Kind(StrEnum):
    """One period that stands out, or several that are off together."""

    SUDDEN = "sudden"
    CREEPING = "creeping"


class Side(StrEnum):
    """Whether it is bad news or good; a change where the KPI has no good side."""

    WARNING = "warning"
    OPPORTUNITY = "opportunity"
    CHANGE = "change"


def side_of(direction: Direction, *, high: bool) -> Side:
    """Return what being above (or below) expectation means for a KPI."""
    if direction is Direction.RANGE:
        return Side.CHANGE
    return Side.OPPORTUNITY if high is (direction is Direction.HIGHER) else Side.WARNING


@dataclass(frozen=True)
class Look:
    """A window beside what was expected of it just before it began, per period on average, in the KPI's unit.

    chance: how often chance alone is this far off, to either side. low, top: what holds 4 in 5 times.
    """

    window: int
    chance: float
    high: bool
    value: float
    expected: float
    low: float
    top: float


@dataclass(frozen=True)
class Signal:
    """One episode, reported once: it lasts until a period without alarm.

    period: the one in which it was first seen. since: the first of its window, where it began. flagged: all periods in which it
    was seen. above: whether it is more than expected. value, expected, low, high: of the window that gave it, per period on
    average, in the KPI's unit; low to high is what holds 4 in 5 times. now: the value of the last period flagged; usual: what
    the forecast from before it began says of that period, None where that is too far ahead.
    """

    period: Period
    kind: Kind
    side: Side
    window: int
    expected: float
    low: float
    high: float
    value: float
    since: Period
    flagged: tuple[Period, ...]
    above: bool
    now: float
    usual: float | None = None

    @property
    def stays(self) -> bool:
        """Tell whether the last period flagged is still off in the same way, or only comes after one that was.

        One huge order keeps a window of six off for half a year, in which all else may be as usual.
        """
        if len(self.flagged) == 1 or self.usual is None:
            return len(self.flagged) > 1
        off, began = self.now - self.usual, abs(self.value - self.expected)
        return (off > 0) is self.above and abs(off) >= STILL * began


State = Literal["signal", "near", "edge", "normal", "short", "too_short", "few", "constant", "gaps"]


@dataclass(frozen=True)
class Newest:
    """What the newest whole period says. state: the first of these that holds.

    too_short, few, constant, gaps: it cannot be judged. signal: an episode that lasts until now. near: early, worth another look and
    not worth a message. short: no signal, but in less than two years a season and a signal look the same, so that says nothing.
    edge: outside what holds 4 in 5 times, which happens 1 in 5 times. normal: inside.
    value, expected, low, high: of that period, in the KPI's unit. n: its known periods; needed: how many it takes.
    visible: for a share of few, what it must fall (or rise, where lower is better) to before that shows half of the time.
    """

    state: State
    n: int
    needed: int = LEAST + 1
    period: Period | None = None
    value: float | None = None
    expected: float | None = None
    low: float | None = None
    high: float | None = None
    signal: Signal | None = None
    visible: float | None = None
