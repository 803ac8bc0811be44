"""What is said about ordinary months: alarms, causes and forerunners named in vain, and lasting shifts that are found.

Smaller samples of what `python -m tests.benchmarks alarms` measures in full, on the same simulated months.
"""

from __future__ import annotations

import csv
from importlib.metadata import distribution

import numpy as np

from kpi_core.cohorts.repeats import Histories, fit
from kpi_core.drivers import effects, rate_and_mix
from tests.benchmarks._named import leading_in_vain, named_in_vain
from tests.benchmarks._worlds import WORLDS
from tests.benchmarks.alarms import HALF, RESTLESS, YEAR, a_year, found, ordinary, shares
from tests.benchmarks.effects import MOST_FALSE, STICKY, called, power, public
from tests.benchmarks.effects import ordinary as placebos
from tests.gate.rows import Row

FLAT, SEASON, _, LASTING = WORLDS
N, SERIES, CASES = 24, 150, 500
MOST_PLAIN, MOST_LASTING, MOST_OF_SHARES = 0.4, 0.6, 0.3
CUSTOMERS = "lifetimes/datasets/cdnow_customers_summary.csv"
PUBLISHED = (0.243, 4.414, 0.793, 2.426)
"""Fader, Hardie and Lee (2005), table 2: r, alpha, a and b of the customers of CDNOW."""
MOST_FROM_PAPER = 0.001
PLACEBOS, PLANTED, LEAST_WORKED = 300, 60, 0.75
LEAST_FOUND, MOST_NAMED, MOST_LEADING, MOST_OFF = 0.70, 0.12, 0.06, 1e-9


def alarms():
    plain = {world.name: a_year(ordinary(world, N)[:SERIES], N) for world in (FLAT, SEASON)}
    lasting = a_year(ordinary(LASTING, N)[:SERIES], N)
    shifts = {world.name: found(world, "2 sigma", N, HALF) for world in (FLAT, SEASON)}
    chance = np.random.default_rng(6)
    name, *kind = RESTLESS[0]
    counted = a_year([shares(kind, N + YEAR, chance) for _ in range(SERIES)], N)
    return [
        Row(f"alarms a year about nothing, n={N}", max(plain.values()), most=MOST_PLAIN, detail=told(plain)),
        Row(f"alarms a year about nothing, trend and noise that lasts, n={N}", lasting, most=MOST_LASTING),
        Row(
            f"a shift of 2 sigma found within {HALF} months, n={N}",
            min(shifts.values()),
            LEAST_FOUND,
            detail=told(shifts),
        ),
        Row(f"alarms a year about nothing, {name} a month, n={N}", counted, most=MOST_OF_SHARES),
    ]


def actions():
    """Placebos are looked at four times, and one success in four counts."""
    plain = {world.name: called(placebos(world, N, PLACEBOS), N)[0] for world in (FLAT, LASTING, STICKY)}
    public_ones = called(public(N)[:: len(WORLDS)], N)[0]
    worked = {world.name: power(world, N, 3, PLANTED)[1] for world in (FLAT, SEASON)}
    return [
        Row(
            f"an action that did nothing called likely, n={N}", max(plain.values()), most=MOST_FALSE, detail=told(plain)
        ),
        Row(f"likewise in public series, n={N}", public_ones, most=MOST_FALSE),
        Row(
            f"a lasting effect of 3 sigma called likely within {HALF} months, n={N}",
            min(worked.values()),
            LEAST_WORKED,
            detail=told(worked),
        ),
    ]


def told(figures):
    return ", ".join(f"{name} {value:.3f}" for name, value in figures.items())


def drivers():
    named = named_in_vain(visits=(400,), changes=SERIES)
    return [
        Row("effects of parts and factors, sum minus total", _largest_gap(), most=MOST_OFF),
        Row("a part of eight named in vain", max(named.values()), most=MOST_NAMED, detail=told(named)),
    ]


def _largest_gap():
    """Return the largest difference between the effects together and the change, over random cases with empty parts."""
    chance, gaps = np.random.default_rng(8), []
    for _ in range(CASES):
        d = chance.integers(0, 50, (2, 6)).astype(float) + [[1, 0, 0, 0, 0, 0]] * 2
        x = d * chance.random((2, 6))
        split = rate_and_mix((x[0], d[0]), (x[1], d[1]))
        gaps.append((split.rate + split.mix).sum() - (x[1].sum() / d[1].sum() - x[0].sum() / d[0].sum()))
        before, now = chance.lognormal(0, 2, (2, 3)).tolist()
        product = np.prod(now) - np.prod(before)
        gaps.append((sum(effects(before, now)) - product) / max(1.0, abs(product)))
    return float(np.abs(gaps).max())


def leading():
    said = leading_in_vain()
    return [
        Row("one of an unrelated pair said to move first", max(said.values()), most=MOST_LEADING, detail=told(said))
    ]


def repeats():
    """Return how far the four numbers of the model of repeat orders are from those published on the same customers."""
    with distribution("lifetimes").locate_file(CUSTOMERS).open(encoding="utf-8") as handle:
        rows = list(csv.DictReader(handle))
    found = fit(Histories(*(np.array([float(row[name]) for row in rows]) for name in ("frequency", "recency", "T"))))
    off = float(np.abs(np.subtract(found, PUBLISHED)).max())
    values = ", ".join(f"{value:.4f}" for value in found)
    return [Row("repeat orders, CDNOW, from the paper", off, most=MOST_FROM_PAPER, detail=values)]
