"""Alarms in a row as one episode, over the whole past or at its newest period."""

from __future__ import annotations

from dataclasses import dataclass, field, replace
from typing import TYPE_CHECKING, Protocol

import numpy as np

from kpi_core.forecast import Silence, outlook
from kpi_core.signals.model import LEAST, WINDOWS, Kind, Newest, Sensitivity, Signal, side_of
from kpi_core.signals.shares import Shares
from kpi_core.signals.windows import Forecasts

if TYPE_CHECKING:
    from collections.abc import Mapping as Map
    from collections.abc import Sequence

    from kpi_core.forecast import History
    from kpi_core.periods import Period
    from kpi_core.signals.model import Look, State
    from kpi_core.units import Direction

SEASONS_SEEN = 2
"""It takes two of a season to see one."""


class Judge(Protocol):
    """What tells how far a window is from what was expected of it.

    limits: per sensitivity and window the chance below which a signal is given; near: below which it is worth another look.
    """

    @property
    def limits(self) -> Map[Sensitivity, Map[int, float]]: ...  # noqa: D102  see above

    @property
    def near(self) -> Map[int, float]: ...  # noqa: D102  likewise

    def look(self, n: int, window: int) -> Look | None:
        """Return the last `window` of the first n periods beside what was expected."""

    def usual(self, made: int, n: int) -> float | None:
        """Return what the forecast after the first `made` periods says of the n-th."""


def signals(
    history: History,
    periods: Sequence[Period],
    direction: Direction,
    sensitivity: Sensitivity = Sensitivity.NORMAL,
    *,
    since: Period | None = None,
) -> tuple[Signal, ...]:
    """Return the episodes of a past, oldest first; each period is judged with what was known before its window alone.

    periods: one per value. since: the first period looked at; an episode
    that lasts then is followed back to its start. A period left out is not judged, and ends no episode.
    """
    past = Past(history, periods, direction, sensitivity, judge_of(history))
    first = 1 if since is None else 1 + sum(period < since for period in periods)
    return past.episodes(past.start(first), len(periods))


def judge_newest(
    history: History,
    periods: Sequence[Period],
    direction: Direction,
    sensitivity: Sensitivity = Sensitivity.NORMAL,
) -> Newest:
    """Return what the newest period with a value says. Arguments as of `signals`."""
    past = Past(history, periods, direction, sensitivity, judge_of(history))
    known = np.flatnonzero(np.isfinite(history.values))
    last, n = int(known[-1]) + 1 if len(known) else 0, len(known)
    looks = (past.look(last, window) for window in WINDOWS) if n > LEAST else ()
    look = next(filter(None, looks), None)
    if look is None:
        return Newest(_silence(history, last, n), n)
    found = past.episodes(past.start(last), last)[-1] if past.alarm(last) else None
    judge = past.judge
    return Newest(
        "signal" if found else past.state(look, last),
        n,
        period=periods[last - 1],
        value=look.value,
        expected=look.expected,
        low=look.low,
        high=look.top,
        signal=found,
        visible=judge.visible(last, direction, past.limits[1]) if isinstance(judge, Shares) else None,
    )


def look_back(history: History, n: int, window: int) -> Look | None:
    """Return the last `window` of the first n periods beside what was expected of them; None where that cannot be told."""
    return judge_of(history).look(n, window)


def judge_of(history: History) -> Judge:
    """Return what judges a history: for a share of counts how many were to be expected, else the forecast."""
    counts, known = history.counts, np.isfinite(history.values)
    share = counts is not None and history.bounds[1] == 1 and bool(np.isfinite(counts[known]).all())
    return Shares(history) if share else Forecasts(history)


def _silence(history: History, last: int, known: int) -> State:
    if known <= LEAST:
        return "too_short"
    ahead = outlook(history.until(last - 1))
    if not isinstance(ahead, Silence):
        return "few" if np.isfinite(history.values[: last - 1]).sum() >= LEAST else "too_short"
    return "constant" if ahead.reason == "constant" else "gaps"


@dataclass(frozen=True)
class Past:
    """A history with its judge: what is asked of it at every period. n counts the periods that lie behind then."""

    history: History
    periods: Sequence[Period]
    direction: Direction
    sensitivity: Sensitivity
    judge: Judge
    _looks: dict[tuple[int, int], Look | None] = field(default_factory=dict)

    @property
    def limits(self) -> Map[int, float]:
        """Per window the chance below which a signal is given."""
        return self.judge.limits[self.sensitivity]

    def known(self, n: int) -> bool:
        """Tell whether the last of the first n periods has a value."""
        return bool(np.isfinite(self.history.values[n - 1]))

    def look(self, n: int, window: int) -> Look | None:
        """Return the last `window` of the first n periods beside what was expected; looked at once."""
        if (n, window) not in self._looks:
            self._looks[n, window] = self.judge.look(n, window)
        return self._looks[n, window]

    def alarm(self, n: int) -> Look | None:
        """Return the shortest window up to n that gives an alarm, None where none does."""
        for window, limit in self.limits.items():
            if (look := self.look(n, window)) and look.chance < limit:
                return look
        return None

    def start(self, first: int) -> int:
        """Return where the episode that lasts at the first period looked at began; that period itself without one."""
        first = max(first, LEAST + 1)
        at = first
        while LEAST < at <= len(self.periods) and (not self.known(at) or self.alarm(at)):
            at -= 1
        return max(at, LEAST + 1)

    def episodes(self, first: int, last: int) -> tuple[Signal, ...]:
        """Return the episodes from n = first to n = last; news on the other side is another one."""
        found: list[Signal] = []
        lasting, made = False, 0
        for n in (n for n in range(first, last + 1) if self.known(n)):
            look = self.alarm(n)
            if look is None:
                lasting = False
            elif lasting and found[-1].above is look.high:
                flagged, now = (*found[-1].flagged, self.periods[n - 1]), float(self.history.values[n - 1])
                found[-1] = replace(found[-1], flagged=flagged, now=now, usual=self.judge.usual(made, n))
            else:
                found.append(self.signal(n, look))
                lasting, made = True, n - look.window
        return tuple(found)

    def state(self, look: Look, n: int) -> State:
        """Return what a newest period without an alarm is."""
        for window, limit in self.judge.near.items():
            if (found := self.look(n, window)) and found.chance < limit:
                return "near"
        if self.history.season > 1 and n < SEASONS_SEEN * self.history.season:
            return "short"
        return "normal" if look.low <= look.value <= look.top else "edge"

    def signal(self, n: int, look: Look) -> Signal:
        """Return an alarm at the last of the first n periods as the start of an episode."""
        return Signal(
            period=self.periods[n - 1],
            kind=Kind.SUDDEN if look.window == 1 else Kind.CREEPING,
            side=side_of(self.direction, high=look.high),
            window=look.window,
            expected=look.expected,
            low=look.low,
            high=look.top,
            value=look.value,
            since=self.periods[n - look.window],
            flagged=(self.periods[n - 1],),
            above=look.high,
            now=float(self.history.values[n - 1]),
            usual=self.judge.usual(n - look.window, n),
        )
