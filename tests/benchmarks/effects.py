"""Did it work: how often an action that did nothing is called a success, and how often one that did something is.

A placebo is looked at after three, four, five and six months, as people do; one success in four looks counts. One in three begins
halfway a month, which then counts neither before nor after. "After a bad month" takes only those that begin after one further
below what was expected than four in five times: that is when people act. Keeps its tables in effects.md.
"""

from __future__ import annotations

from dataclasses import replace
from datetime import timedelta
from pathlib import Path

import numpy as np

from kpi_core.effects import FEWEST_AFTER, MOST_AFTER, Worked, effect
from kpi_core.forecast import History
from kpi_core.periods import Grain, period_of
from kpi_core.signals.episodes import judge_of
from tests.benchmarks._worlds import NOISE, WORLDS, World, periods
from tests.benchmarks.alarms import COUNTS, RESTLESS, shares, table
from tests.gate.series import MONTHS, QUARTERS, m3

STICKY = World("noise that lasts long", lasts=0.6)
ALL = (*WORLDS, STICKY)
STARTS, LATER = (12, 18, 24, 36), (24, 36)
CASES, PLANTED = 400, 150
SIGMAS = (1, 2, 3)
LOOKS = range(FEWEST_AFTER, MOST_AFTER + 1)
HALF, BAD = 15, 0.2
MOST_FALSE, MOST_MISSED = 0.05, 0.4


def says(history, n, up, *, grain=Grain.MONTH, halfway=False):
    """Return what is said of an action after the first n periods at each look."""
    span = periods(len(history.values)) if grain is Grain.MONTH else quarters(len(history.values))
    begun = span[n - 1].start + timedelta(days=HALF) if halfway else span[n].start
    return [effect(history.until(n + look), span[: n + look], begun, up=up).verdict for look in LOOKS]


def quarters(n):
    first = period_of(periods(1)[0].start, Grain.QUARTER)
    return tuple(first.shifted(step) for step in range(n))


def after_bad(history, n, up):
    look = judge_of(history).look(n, 1)
    return look is not None and look.high is not up and look.chance < BAD


def called(histories, n, grain=Grain.MONTH):
    """Return how often a placebo after n periods is ever called a success, and ever a failure; in all and after a bad month."""
    rows = []
    for at, history in enumerate(histories):
        up = at % 2 == 0
        said = says(history, n, up, grain=grain, halfway=at % 3 == 0)
        rows.append((Worked.LIKELY in said, Worked.WORSE in said, after_bad(history, n, up)))
    likely, worse, bad = np.array(rows, bool).T
    return float(likely.mean()), float(worse.mean()), float(likely[bad].mean()) if bad.sum() >= HALF else "too few"


def ordinary(world, n, cases=CASES):
    chance = np.random.default_rng([n, len(world.name), 11])
    return [History(world.months(n + MOST_AFTER, chance), MONTHS) for _ in range(cases)]


def counted(kind, n, cases=CASES):
    chance = np.random.default_rng([n, kind[0], 12])
    return [shares(kind, n + MOST_AFTER, chance) for _ in range(cases)]


def public(n, season=MONTHS):
    """Return a random window of each of the public series, in which things may really have happened."""
    chance, found = np.random.default_rng([n, season]), []
    for one in m3(season):
        full = np.concatenate([one.known, one.came])
        if len(full) >= n + MOST_AFTER:
            end = chance.integers(n + MOST_AFTER, len(full) + 1)
            found.append(History(full[end - n - MOST_AFTER : end], season))
    return found


def power(world, n, sigma, cases=PLANTED):
    """Return how often a lasting effect of so many sigma is called likely after three months, and within six."""
    chance, rows = np.random.default_rng([n, sigma, 13]), []
    for at in range(cases):
        up = at % 2 == 0
        off = np.where(np.arange(n + MOST_AFTER) < n, 0.0, sigma * NOISE * (1 if up else -1))
        said = says(History(world.months(n + MOST_AFTER, chance, off), MONTHS), n, up)
        rows.append((said[0] is Worked.LIKELY, Worked.LIKELY in said))
    first, ever = np.array(rows, bool).mean(axis=0)
    return float(first), float(ever)


def share_power(kind, n, factor, cases=PLANTED):
    """Return how often a share that is multiplied by a factor from then on is called likely within six months."""
    chance, size, share, restless = np.random.default_rng([n, kind[0], 14]), *kind
    found = 0
    for _ in range(cases):
        real = share * (1 + restless * chance.normal(size=n + MOST_AFTER))
        real[n:] *= factor
        values = chance.binomial(size, np.clip(real, 0.001, 0.999)) / size
        plain = shares(kind, n + MOST_AFTER, chance)
        found += Worked.LIKELY in says(replace(plain, values=values), n, True)
    return found / cases


def run():
    placebos = {(world.name, n): called(ordinary(world, n), n) for world in ALL for n in STARTS}
    of_shares = {
        (name, n): (*called(counted(kind, n), n), share_power(kind, n, 1.5))
        for name, *kind in (*COUNTS, *RESTLESS)
        for n in (12, *LATER)
    }
    real = {
        (f"{name}, M3", n): called(public(n, season), n, grain)
        for name, season, grain, lengths in (
            ("months", MONTHS, Grain.MONTH, (18, *LATER)),
            ("quarters", QUARTERS, Grain.QUARTER, (16, 24)),
        )
        for n in lengths
    }
    planted = {(world.name, n): [power(world, n, sigma) for sigma in SIGMAS] for world in WORLDS for n in LATER}
    heads = ("n", "called likely", "called worse", "likely, after a bad month")
    text = "\n\n".join(
        [
            "Placebos, looked at four times:",
            table(("months before", *heads), [(*key, *row) for key, row in placebos.items()]),
            "Shares; the last column is a real rise by half, found within six months:",
            table(("shares a month", *heads, "half more, found"), [(*key, *row) for key, row in of_shares.items()]),
            "Public series, in which things may really have happened, so that this is an upper bound:",
            table(("series", *heads), [(*key, *row) for key, row in real.items()]),
            "Effects that last, found after three months and within six:",
            table(
                ("months before", "n", *(f"{sigma} sigma in {within}" for sigma in SIGMAS for within in (3, 6))),
                [(*key, *(cell for pair in row for cell in pair)) for key, row in planted.items()],
            ),
        ]
    )
    Path(__file__).with_name("effects.md").write_text(
        f"# Effects of actions\n\nMade by `python -m tests.benchmarks effects`.\n\n{text}\n", "utf-8"
    )
    from_two_years = [row[0] for key, row in {**placebos, **of_shares}.items() if key[1] in LATER]
    return [
        judged("a placebo called likely, n>=24", max(from_two_years), MOST_FALSE),
        judged("likewise, on public series", max(row[0] for row in real.values()), MOST_FALSE),
        judged("3 sigma not found within half a year", max(1 - row[2][1] for row in planted.values()), MOST_MISSED),
    ]


def judged(name, worst, limit):
    return {"name": name, "ratio": float(worst), "limit": limit, "detail": "the worst of its rows in effects.md"}
