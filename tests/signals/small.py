"""Made series with a seed of their own, so that every run judges the same."""

from datetime import date

import numpy as np

from kpi_core.forecast import History
from kpi_core.periods import Grain, period_of

JANUARY = period_of(date(2021, 1, 1), Grain.MONTH)
NOISE = 0.08


def months(n):
    return tuple(JANUARY.shifted(step) for step in range(n))


def noisy(n, seed, *, season=0.0, level=1000.0):
    """A level with chance around it, and a shape of the year."""
    shape = 1 + season * np.sin(2 * np.pi * np.arange(n) / 12)
    return level * shape * (1 + NOISE * np.random.default_rng(seed).standard_normal(n))


def history(values, **more):
    return History(np.asarray(values, dtype=np.float64), 12, **more)


def shares(hits, trials):
    trials = np.asarray(trials, dtype=np.float64)
    return history(np.asarray(hits) / trials, bounds=(0.0, 1.0), counts=trials)
