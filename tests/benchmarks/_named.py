"""What is named although nothing is there: a part as the cause of a change, a KPI as the one that moves first."""

from __future__ import annotations

from functools import cache

import numpy as np
import pandas as pd

from kpi_core.drivers import Unsplit, drivers_of
from kpi_core.leading import LAGS, Verdict, check
from kpi_core.model import Results
from kpi_core.units import Unit
from tests.benchmarks._worlds import NOISE, periods
from tests.targets.small import make_kpi

PARTS, CHANGES = 8, 250
MONTHS, LONGER = 14, 26
RESTLESS = 0.15
"""How much the share of a part varies by itself, as a part of itself."""
SHARE = 0.2
VISITS = (100, 400, 2000)
OF_SHARES = f"a share, {PARTS} parts of {{}} each, 15% restless: one named in vain"
KPI = make_kpi(formula="count(sales) / distinct(sales.customer_id)", unit=Unit.PERCENT)
AMOUNT = make_kpi(formula="sum(sales.net_amount)")

PAIRS = 500
LENGTHS = (24, 36, 60)
LASTS, TREND, SEASON = 0.5, 0.01, 0.15


def results_of(x, d=None):
    """Return results per month and part, x and d of shape (months, parts), with the whole beside them."""
    rows = []
    for at, period in enumerate(periods(len(x))):
        for part in (None, *range(x.shape[1])):
            up = x[at].sum() if part is None else x[at, part]
            down = np.nan if d is None else d[at].sum() if part is None else d[at, part]
            rows.append((period.id, period.start, period.end, None if part is None else str(part), up, down))
    frame = pd.DataFrame(rows, columns=["period", "start", "end", "segment", "numerator", "denominator"])
    value = frame["numerator"] if d is None else frame["numerator"] / frame["denominator"]
    return Results(frame.assign(kpi="kpi", value=value.astype(float), margin=np.nan, rows=100, complete=True))


def named(kpi, x, d=None):
    """Return whether any part is named as the cause of the last month's change."""
    results, (before, now) = results_of(x, d), periods(len(x))[-2:]
    found = drivers_of(kpi, results, "channel", before, now)
    return not isinstance(found, Unsplit) and any(part.significant for part in found.parts)


@cache
def named_in_vain(visits=VISITS, changes=CHANGES):
    """Return per kind of KPI how often a part is named while all of them only vary as they always do."""
    chance, rows = np.random.default_rng(3), {}
    for each in visits:
        d = np.full((MONTHS, PARTS), each)
        hits = 0
        for _ in range(changes):
            real = np.clip(SHARE * (1 + RESTLESS * chance.normal(size=d.shape)), 0.01, 0.99)
            hits += named(KPI, chance.binomial(d, real).astype(float), d.astype(float))
        rows[OF_SHARES.format(each)] = hits / changes
    for months in (MONTHS, LONGER) if visits == VISITS else ():
        amounts = [1000 * np.exp(chance.normal(0, NOISE, (months, PARTS))) for _ in range(changes)]
        hits = sum(named(AMOUNT, one) for one in amounts)
        rows[f"a sum, {PARTS} parts, {months} months: one named in vain"] = hits / changes
    return rows


def _wandering(n, chance):
    last, found = 0.0, []
    for _ in range(n):
        last = LASTS * last + chance.normal(0, NOISE)
        found.append(last)
    return np.array(found)


def _pair(kind, n, chance):
    t = np.arange(n)
    common = {
        "noise that lasts": 0 * t,
        "a trend in both": TREND * t,
        "a season in both": SEASON * np.sin(2 * np.pi * t / 12),
    }[kind]
    return [1000 * np.exp(common + _wandering(n, chance)) for _ in range(2)]


@cache
def leading_in_vain(pairs=PAIRS):
    """Return per kind of unrelated pair how often one is said to move first, at a lag named beforehand."""
    chance, rows = np.random.default_rng(4), {}
    for kind in ("noise that lasts", "a trend in both", "a season in both"):
        for n in LENGTHS:
            said = 0
            for at in range(pairs):
                verdict = check(*_pair(kind, n, chance), LAGS[at % len(LAGS)]).verdict
                said += verdict not in (Verdict.CANNOT_TELL, Verdict.TOO_SHORT)
            rows[f"unrelated pairs, {kind}, n={n}: one said to move first"] = said / pairs
    return rows
