"""Series whose truth is known, because it was put in."""

import numpy as np

from kpi_core.forecast import History

YEAR = 12


def shape(season=YEAR, size=0.2, start=0):
    """Return one season of effects that add up to zero, from place `start` on."""
    found = size * np.sin(2 * np.pi * (np.arange(season) + start) / season)
    return found - found.mean()


def noisy(n, seed, size=0.05, level=100.0):
    """Return n values around a level, in percentages of it."""
    return level * np.exp(np.random.default_rng(seed).normal(0, size, n))


def seasonal(n, *, season=YEAR, size=0.2, trend=0.0, noise=0.02, seed=1, start=0):
    """Return n values with a shape, a trend per period and noise, and the truth of as many more as a season has."""
    t = np.arange(n + season)
    truth = 100 * np.exp(np.resize(shape(season, size, start), n + season) + trend * t)
    return truth[:n] * np.exp(np.random.default_rng(seed).normal(0, noise, n)), truth[n:]


def both_signs(n, seed, level=0.0):
    """Return n values around a level close to zero: a result, a score."""
    found = np.random.default_rng(seed).normal(0, 10, n)
    found[:2] = abs(found[0]), -abs(found[1])
    return level + found


def monthly(values, **more):
    return History(np.asarray(values, float), YEAR, **more)
