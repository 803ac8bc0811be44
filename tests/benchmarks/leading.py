"""What is said of two KPIs side by side, and of the parts of one: how often in vain, and how often a real link is seen.

Unrelated pairs share growth, a season or neither; the season is smooth or has one sharp month, and may grow with the business.
Related pairs share part of their shocks two months apart. Parts are shares that only counting and restless months move, or
means of amounts with a long tail. Keeps its tables in leading.md.
"""

from __future__ import annotations

from pathlib import Path

import numpy as np

from kpi_core.compared import Place, Row, compare
from kpi_core.leading import Verdict, check, links
from tests.leading.pairs import around, related, unrelated

PAIRS, RELATED, FIRMS = 400, 300, 200
LENGTHS = (24, 36, 60)
LAG, BAR = 2, 0.05
DECEMBER = [0, -1, 0, 0.5, 1, 0.5, -2, -2, 0.5, 0, 1, 6]
SHAPES = {
    "nothing": ({}, False),
    "growth": ({"trend": 0.2}, False),
    "a smooth season": ({"wave": 3.0}, False),
    "a sharp December": ({"peaks": DECEMBER}, False),
    "growth and a season": ({"trend": 0.2, "wave": 3.0}, False),
    "growth and a season that grows with it": ({"trend": 0.3, "wave": 2.0}, True),
}
LINKS = (0.3, 0.5, 0.6)
MONTHS, PARTS = 12, 8
SHARES = {
    "20 a month at 30%": (20, 0.3, 0.0),
    "100 a month at 5%": (100, 0.05, 0.0),
    "200 a month at 5%, restless": (200, 0.05, 0.15),
    "1000 a month at 3%, restless": (1000, 0.03, 0.15),
}
"""How many a month, the share, and how much it moves by itself as a part of itself."""
AMOUNTS = {"20 orders a month": (20, 1.0), "100 orders a month": (100, 1.0), "500 orders a month": (500, 0.5)}
"""How many a month, and the spread of one amount in logarithms."""
LOWER = 0.75


def says(pair):
    """Return whether a link is reported at a named lag, and whether it would be after a search over all lags."""
    said = check(*pair, LAG).verdict in (Verdict.FITS, Verdict.OFTEN, Verdict.ELSEWHERE)
    found = links(*pair)
    return said, min(p for _, p in found.values()) * len(found) < BAR


def in_vain():
    rows = {}
    for name, (shape, grows) in SHAPES.items():
        for n in LENGTHS:
            said = [says(unrelated(n, seed, around(n, **shape), grows=grows)) for seed in range(PAIRS)]
            rows[name, n] = tuple(float(np.mean(one)) for one in zip(*said, strict=True))
    return rows


def seen():
    rows = {}
    for link in LINKS:
        for n in (*LENGTHS, 104):
            said = [says(related(n, seed, link, LAG, wave=3.0)) for seed in range(RELATED)]
            rows[link, n] = tuple(float(np.mean(one)) for one in zip(*said, strict=True))
    return rows


def row_of(totals, sizes):
    totals, sizes = totals.astype(float), sizes.astype(float)
    return Row("", totals.sum(), sizes.sum(), totals, sizes)


def judged_parts(totals, sizes, *, shares):
    rows = [row_of(*pair) for pair in zip(totals, sizes, strict=True)]
    found = compare(rows, row_of(totals.sum(0), sizes.sum(0)), "kpi", shares=shares)
    return [part.place for part in found.parts]


def of_shares(each, share, restless, chance, lower=1.0):
    """Return the places of parts of very different sizes; lower: how much of its share the first one has."""
    sizes = chance.poisson(each * chance.lognormal(0, 0.8, PARTS)[:, None], (PARTS, MONTHS)) + 1
    real = np.full(sizes.shape, share)
    if restless:
        firm = (1 - share) / (restless**2 * share) - 1
        real = chance.beta(share * firm, (1 - share) * firm, sizes.shape)
    real[0] *= lower
    return judged_parts(chance.binomial(sizes, real), sizes, shares=True)


def of_amounts(each, spread, chance, lower=1.0):
    sizes = chance.poisson(each * chance.lognormal(0, 0.8, PARTS)[:, None], (PARTS, MONTHS)) + 1
    totals = np.array([[chance.lognormal(4, spread, n).sum() for n in months] for months in sizes])
    totals *= chance.normal(1, 0.05, sizes.shape)
    totals[0] *= lower
    return judged_parts(totals, sizes, shares=False)


def parts():
    rows = {}
    for name, kind in (SHARES | AMOUNTS).items():
        chance, make = np.random.default_rng(6), of_shares if name in SHARES else of_amounts
        beyond = [{Place.BELOW, Place.ABOVE} & set(make(*kind, chance)) for _ in range(FIRMS)]
        lower = [make(*kind, chance, lower=LOWER)[0] is Place.BELOW for _ in range(FIRMS)]
        rows[name] = float(np.mean([bool(one) for one in beyond])), float(np.mean(lower))
    return rows


def line(*cells):
    return f"| {' | '.join(f'{cell:.3f}' if isinstance(cell, float) else str(cell) for cell in cells)} |"


def table(heads, rows):
    return "\n".join([line(*heads), line(*["---"] * len(heads)), *(line(*row) for row in rows)])


def run():
    vain, found, of_parts = in_vain(), seen(), parts()
    text = "\n\n".join(
        [
            "# Side by side\n\nMade by `python -m tests.benchmarks leading`.",
            table(
                ("two unrelated KPIs share", "months", "called leading at a named lag", "if all lags were searched"),
                [(*key, *row) for key, row in vain.items()],
            ),
            table(
                ("shocks shared two months apart", "months", "seen at a named lag", "if all lags were searched"),
                [(*key, *row) for key, row in found.items()],
            ),
            table(
                (f"{PARTS} parts, {MONTHS} months", "any named although equal", "a part 25% lower is named"),
                [(name, *row) for name, row in of_parts.items()],
            ),
        ]
    )
    Path(__file__).with_name("leading.md").write_text(text + "\n", "utf-8")
    return [
        judged("a KPI called leading in vain", max(row[0] for row in vain.values()), 0.06),
        judged("likewise, over all pairs", float(np.mean([row[0] for row in vain.values()])), 0.05),
        judged("a link of .6 not seen, 36 months", 1 - found[0.6, 36][0], 0.15),
        judged("a part of eight named in vain", max(row[0] for row in of_parts.values()), 0.06),
    ]


def judged(name, worst, limit):
    return {"name": name, "ratio": float(worst), "limit": limit, "detail": "the worst of its rows in leading.md"}
