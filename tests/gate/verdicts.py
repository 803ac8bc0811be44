"""The verdict as people see it, on a sample of the same targets: it says what the engine says, and comes true."""

from __future__ import annotations

from datetime import date

import numpy as np

from kpi_core.forecast import sum_chance
from kpi_core.model import Verdict
from kpi_core.targets import assess
from tests.gate.pace import CHANGES, HISTORY, LEAST_RIGHT, YEAR
from tests.gate.rows import Row
from tests.gate.series import odd
from tests.targets.small import make_kpi, make_results, make_target

EVERY = 40
ON_COURSE, OFF_COURSE = 0.70, 0.30
"""What the two verdicts promise: at least, and at most, this often it comes true."""
MOST_APART = 0.06
"""Two sets of 2,000 courses differ by chance: five standard deviations of an even chance."""


def _judged(months):
    """Return per target: the chance in the status, the engine's, the verdict, the truth."""
    kpi, rows = make_kpi(), []
    for one in odd():
        if one.number % EVERY != 1 or (found := one.seen(HISTORY, months)) is None:
            continue
        results = make_results(one.window(HISTORY, months), first=date(2023, 1, 1))
        totals = one.came[:months].sum() + found.paths(YEAR - months, one.name).sum(axis=1)
        for asked in one.known[-YEAR:].sum() * (1 + CHANGES):
            status = assess(make_target(asked), kpi, results, date(2026, months + 1, 2))
            came = one.came[:YEAR].sum() >= asked
            rows.append((status.chance, sum_chance(totals, asked, None), status.verdict, came))
    return rows


def verdicts():
    rows = [row for months in LEAST_RIGHT for row in _judged(months)]
    apart = [abs(shown - said) for shown, said, _, _ in rows]
    came = {verdict: [one[3] for one in rows if one[2] is verdict] for verdict in Verdict}
    told = {verdict: f"{np.mean(found):.3f} of {len(found)}" for verdict, found in came.items() if found}
    on, off = (float(np.mean(came[verdict])) for verdict in (Verdict.ON_COURSE, Verdict.OFF_COURSE))
    return [
        Row("chance in a status, beside the engine's", max(apart), most=MOST_APART, detail=f"{len(rows)} targets"),
        Row("on course, and reached", on, least=ON_COURSE, detail=told[Verdict.ON_COURSE]),
        Row("off course, yet reached", off, most=OFF_COURSE, detail=told[Verdict.OFF_COURSE]),
    ]
