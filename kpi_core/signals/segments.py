"""Signals among many segments: so many are looked at that chance alone would always show some, and that is allowed for."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np

from kpi_core.signals.episodes import Past, judge_of
from kpi_core.signals.model import WINDOWS, Sensitivity

if TYPE_CHECKING:
    from collections.abc import Mapping as Map
    from collections.abc import Sequence

    from kpi_core.forecast import History
    from kpi_core.periods import Period
    from kpi_core.signals.model import Look, Signal
    from kpi_core.units import Direction

FALSE_SHARE = 0.10
"""Of the segments named, at most this part is so by chance."""
MOST_SHOWN = 3
LARGE = 0.05
"""From this part of the volume on a segment is worth a signal of its own."""


@dataclass(frozen=True, eq=False)
class Part:
    """One segment: its history with the period of each value, and which part of the whole it is, 0 to 1."""

    history: History
    periods: Sequence[Period]
    volume: float


def segment_signals(
    parts: Map[str, Part], direction: Direction, newest: Period, *, whole_alarms: bool
) -> dict[str, Signal]:
    """Return per segment what its newest period signals: at most three, the least likely by chance first.

    newest: a segment that has no value in it is not judged. whole_alarms: the KPI itself gives a signal; then a small segment
    may be named too. A group that is hidden has no values, and so is never named.
    """
    looks = {name: look for name, part in parts.items() if (look := _strangest(part, newest))}
    chances = {name: _of_windows(look.chance) for name, look in looks.items()}
    named = [name for name in kept(chances) if whole_alarms or parts[name].volume >= LARGE]
    found = {}
    for name in sorted(named, key=chances.__getitem__)[:MOST_SHOWN]:
        part = parts[name]
        past = Past(part.history, part.periods, direction, Sensitivity.NORMAL, judge_of(part.history))
        found[name] = past.signal(len(part.periods), looks[name])
    return found


def kept(chances: Map[str, float], share: float = FALSE_SHARE) -> tuple[str, ...]:
    """Return which stand out although all of them were looked at, so that at most this share of them does so by chance.

    chances: per name how likely it is by chance alone. Benjamini and Hochberg (1995), J. R. Stat. Soc. B 57:289.
    """
    order = sorted(chances, key=lambda name: (chances[name], name))
    holds = [rank for rank, name in enumerate(order, 1) if chances[name] <= share * rank / len(order)]
    return tuple(order[: holds[-1]]) if holds else ()


def _strangest(part: Part, newest: Period) -> Look | None:
    n = len(part.periods)
    if not n or part.periods[-1] != newest or not np.isfinite(part.history.values[-1]):
        return None
    judge = judge_of(part.history)
    looks = [look for window in WINDOWS if (look := judge.look(n, window))]
    return min(looks, key=lambda look: look.chance, default=None)


def _of_windows(chance: float) -> float:
    """Return the chance of the strangest of the windows, each of which had one."""
    return min(1.0, len(WINDOWS) * chance)
