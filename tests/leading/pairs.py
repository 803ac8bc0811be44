"""Pairs of monthly series made by hand: unrelated ones that look alike, and ones in which one really moves first."""

import numpy as np

MEMORY = 0.5


def wandering(shocks, memory=MEMORY):
    """Return a series in which a part of each shock stays for the next month."""
    found, last = [], 0.0
    for shock in shocks:
        last = memory * last + shock
        found.append(last)
    return np.array(found)


def around(n, *, trend=0.0, wave=0.0, peaks=None):
    """Return what two firms can share by accident: growth, a smooth season, sharp months."""
    t = np.arange(n)
    found = trend * t + wave * np.sin(2 * np.pi * t / 12)
    return found if peaks is None else found + np.resize(peaks, n)


def unrelated(n, seed, shape, *, grows=False):
    """Return two series that share a shape and nothing else. grows: the season grows with the business."""
    chance = np.random.default_rng([seed, n])
    both = [shape + wandering(chance.normal(0, 1, n)) for _ in range(2)]
    return [np.exp(one / 10) if grows else one + 100 for one in both]


def related(n, seed, link, lag=2, **shape):
    """Return two series of which the second follows the shocks of the first `lag` months later. link: from -1 to 1."""
    chance = np.random.default_rng([seed, n, lag])
    first, own = chance.normal(0, 1, (2, n + lag))
    then = link * first[:n] + np.sqrt(1 - link**2) * own[lag:]
    common = around(n, **shape)
    return wandering(first[lag:]) + common + 100, wandering(then) + common + 100
