"""How long a forecast takes, beside plain smoothing measured in the same run."""

from __future__ import annotations

import time

import numpy as np

from kpi_core.forecast import History, outlook
from tests.gate.rows import Row

SERIES, MONTHS, PATHS = 500, 36, 2000
SINGLE = 200
MOST_ONE, MOST_ALL = 30, 20_000
GRID = np.linspace(0.02, 0.98, 33)


def _plain(values):
    """Smooth the values with 33 weights in plain Python: the yardstick."""
    best = None
    for weight in GRID.tolist():
        level, error = values[0], 0.0
        for value in values:
            error += (value - level) ** 2
            level += weight * (value - level)
        best = error if best is None else min(best, error)
    return best


def _seconds(act, times):
    started = time.process_time()
    for at in range(times):
        act(at)
    return (time.process_time() - started) / times


def speed():
    noise = np.random.default_rng(1).lognormal(0, 0.1, (SERIES, MONTHS))
    year = 1000 * (1 + 0.2 * np.sin(np.arange(MONTHS) * np.pi / 6))
    histories = [History(one, 12) for one in year * noise]
    outlook(histories[0])
    plain = _seconds(lambda at: _plain(histories[at].values.tolist()), SINGLE)
    one = _seconds(lambda at: outlook(histories[at]), SINGLE)
    started = time.process_time()
    for at, history in enumerate(histories):
        outlook(history).paths(12, str(at), PATHS)
    all_of_them = time.process_time() - started
    return [
        Row(
            "one forecast, in plain smoothings of the same series",
            one / plain,
            most=MOST_ONE,
            detail=f"{one * 1000:.2f} ms against {plain * 1000:.2f} ms; 5 ms wanted",
        ),
        Row(
            f"{SERIES} forecasts with year paths, in plain smoothings",
            all_of_them / plain,
            most=MOST_ALL,
            detail=f"{all_of_them:.2f} s; 3 s wanted",
        ),
    ]
