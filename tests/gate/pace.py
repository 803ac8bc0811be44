"""Whether a year's target is called right along the way, and never worse than by the straight line."""

from __future__ import annotations

import numpy as np

from kpi_core.forecast import sum_chance
from tests.gate.chances import brier
from tests.gate.rows import Row
from tests.gate.series import long_enough, odd, tourism

HISTORY, YEAR = 36, 12
CHANGES = np.array((-0.10, -0.05, 0.0, 0.05, 0.10, 0.15, 0.20))
LEAST_RIGHT = {3: 0.86, 6: 0.91}


def _calls(series, months):
    """Return per target: the chance said, whether the straight line was reached, last year's share likewise, the truth."""
    rows = []
    for one in long_enough(series, HISTORY):
        found = one.seen(HISTORY, months)
        if found is None:
            continue
        before, year = one.known[-YEAR:], one.came[:YEAR]
        so_far, asked = year[:months].sum(), before.sum() * (1 + CHANGES)
        totals = so_far + found.paths(YEAR - months, one.name).sum(axis=1)
        said = [sum_chance(totals, total, None) for total in asked]
        line, share = asked * months / YEAR, asked * before[:months].sum() / before.sum()
        rows += zip(said, so_far >= line, so_far >= share, year.sum() >= asked, strict=True)
    return np.array(rows, float).T


def pace():
    rows = []
    for series, where in ((odd(), "M3 odd"), (tourism(), "Tourism")):
        for months, least in LEAST_RIGHT.items():
            said, line, share, came = _calls(series, months)
            right, straight, shared = (float(np.mean(call == came)) for call in (said > 0.5, line, share))
            told = f"straight line {straight:.3f}, last year's share {shared:.3f}, Brier {brier(said, came):.3f}"
            after = f"{where}, after {months} months"
            if series is not tourism():
                rows.append(Row(f"calls of the year right, {after}", right, least=least, detail=told))
            rows.append(
                Row(
                    f"calls right above the straight line, {after}",
                    right - straight,
                    least=0.0,
                    detail=f"{right:.3f}; {told}",
                )
            )
    return rows
