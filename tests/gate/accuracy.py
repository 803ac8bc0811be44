"""How far off the middle of the forecast is, and how often the bands hold."""

from __future__ import annotations

import numpy as np

from tests.gate.rows import Row
from tests.gate.series import MONTHS, QUARTERS, long_enough, m3, odd, tourism

THETA = {MONTHS: 13.90, QUARTERS: 8.96}
"""The sMAPE of Theta as published with the competition's results."""
MOST_OF_THETA = {MONTHS: 1.00, QUARTERS: 1.04}
MOST_SMAPE = {24: 13.0, 36: 12.7}
YEAR = 12
SHORT = (15, 18, 21, 24, 36, 60)


def smape(came, said):
    return float(np.mean(200 * np.abs(came - said) / (np.abs(came) + np.abs(said))))


def _error(series, n, steps):
    """Return the mean sMAPE over windows of n periods (None: all there are)."""
    errors = []
    for one in series:
        found = one.seen(len(one.known) if n is None else n)
        if found is not None:
            came = one.came[:steps]
            errors.append(smape(came, found.middle(len(came))))
    return float(np.mean(errors)), len(errors)


def accuracy():
    rows = []
    for season, name in ((MONTHS, "monthly"), (QUARTERS, "quarterly")):
        error, count = _error(m3(season), None, None)
        what = f"sMAPE against Theta, M3 {name}"
        detail = f"{error:.2f} against {THETA[season]:.2f}, {count} series"
        rows.append(Row(what, error / THETA[season], most=MOST_OF_THETA[season], detail=detail))
    for n, most in MOST_SMAPE.items():
        error, count = _error(m3(), n, YEAR)
        rows.append(Row(f"sMAPE, M3 monthly, n={n}", error, most=most, detail=f"{count} series, 12 steps"))
    return rows


def held(series, n, share, steps=YEAR):
    """Return the share of what came that lies inside the band, over series and steps."""
    inside = []
    for one in long_enough(series, n):
        found = one.seen(n)
        if found is not None:
            came = one.came[:steps]
            low, high = found.band(len(came), share)
            inside.append((low <= came) & (came <= high))
    return float(np.concatenate(inside).mean())


def _coverage(series, where, lengths, share, between=(None, None)):
    reached = {n: held(series, n, share) for n in lengths}
    worst = max(reached.values(), key=lambda value: abs(value - share))
    detail = ", ".join(f"n={n} {value:.3f}" for n, value in reached.items())
    what = f"coverage of {share:.0%}, {where}, " + (f"n={lengths[0]}" if len(lengths) == 1 else f"n>={lengths[0]}")
    return Row(what, worst, *between, detail)


def coverage():
    return [
        _coverage(odd(), "M3 odd", (12,), 0.80, (0.75, 0.85)),
        _coverage(odd(), "M3 odd", SHORT, 0.80, (0.77, 0.83)),
        _coverage(odd(), "M3 odd", (12,), 0.95, (0.92, 0.98)),
        _coverage(odd(), "M3 odd", SHORT, 0.95, (0.93, 0.97)),
        _coverage(tourism(), "Tourism", (24, 36, 60), 0.80, (0.78, 0.92)),
        _coverage(odd(), "M3 odd, first look", (6, 8, 10), 0.80),
        _coverage(odd(QUARTERS), "M3 odd quarterly", (8, 12, 16, 20), 0.80),
    ]
