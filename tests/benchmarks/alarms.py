"""Early warnings on simulated and on public series: alarms about nothing, and changes that are found.

An alarm is an episode, as people see it. Twelve months are looked at after a start of 12 to 36; both sides count. A change is
found when its own side is flagged within so many months of its beginning. Keeps its tables in alarms.md.
"""

from __future__ import annotations

from functools import cache
from pathlib import Path

import numpy as np

from kpi_core.forecast import History
from kpi_core.signals import Part, Sensitivity, segment_signals, signals
from kpi_core.units import Direction
from tests.benchmarks._named import OF_SHARES, VISITS, leading_in_vain, named_in_vain
from tests.benchmarks._worlds import WORLDS, changed, periods
from tests.gate.series import long_enough, odd

STARTS = (12, 18, 24, 36)
YEAR, HALF, QUARTER = 12, 6, 3
NOTHING, SOMETHING = 400, 120
FINDS = (("dip", 1), ("2 sigma", QUARTER), ("2 sigma", HALF), ("3 sigma", QUARTER), ("drift", HALF))
COUNTS = (("20 at 30%", 20, 0.3, 0.0), ("200 at 5%", 200, 0.05, 0.0), ("1000 at 3%", 1000, 0.03, 0.0))
RESTLESS = (("1000 at 3%, restless", 1000, 0.03, 0.15), ("5000 at 3%, restless", 5000, 0.03, 0.15))
"""Name, how many a month, the share, and how much that varies by itself as a part of itself."""
PARTS, MONTHS_OF_PARTS = 40, 60


def alarms_after(history, n, sensitivity=Sensitivity.NORMAL):
    """Return the signals that begin after the first n months, or last then."""
    span = periods(len(history.values))
    return signals(history, span, Direction.HIGHER, sensitivity, since=span[n])


def a_year(histories, n, sensitivity=Sensitivity.NORMAL):
    """Return how many episodes begin in the year after the first n months, on average."""
    begun = periods(n + 1)[n]
    counts = [sum(one.period >= begun for one in alarms_after(history, n, sensitivity)) for history in histories]
    return float(np.mean(counts))


def found(world, change, n, within, sensitivity=Sensitivity.NORMAL):
    """Return the share of changes flagged on their own side within so many months."""
    chance = np.random.default_rng([n, within, len(world.name)])
    span, hits = periods(n + within), 0
    for at in range(SOMETHING):
        up = at % 2 == 0
        off = changed(change, n, within) * (1 if up else -1)
        history = History(world.months(n + within, chance, off), YEAR)
        hits += any(
            one.above is up and any(month >= span[n] for month in one.flagged)
            for one in alarms_after(history, n, sensitivity)
        )
    return hits / SOMETHING


@cache
def ordinary(world, n):
    """Return histories in which nothing happens."""
    chance = np.random.default_rng([n, len(world.name)])
    return tuple(History(world.months(n + YEAR, chance), YEAR) for _ in range(NOTHING))


def shares(kind, n, chance, last=1.0):
    """Return a history of shares of counts; kind: as in COUNTS; last: what the last month's share is multiplied by."""
    size, share, restless = kind
    real = np.clip(share * (1 + restless * chance.normal(size=n)), 0.001, 0.999)
    real[-1] *= last
    return History(chance.binomial(size, real) / size, YEAR, bounds=(0.0, 1.0), counts=np.full(n, float(size)))


def real(n):
    """Return public series with their last year, in which things may really have happened."""
    some = [one for one in long_enough(odd(), n) if one.number % 6 == 1]
    return [History(one.window(n, YEAR), YEAR) for one in some]


def shuffled(n):
    """Return public series of which the order is taken away, so that nothing happens in them."""
    chance = np.random.default_rng(5)
    return [History(chance.permutation(history.values), YEAR) for history in real(n)]


def parts_in_vain():
    """Return how often one of many parts is named in a month in which nothing happens."""
    chance = np.random.default_rng(9)
    named, span = 0, periods(24)
    for _ in range(MONTHS_OF_PARTS):
        parts = {str(at): Part(History(WORLDS[0].months(24, chance), YEAR), span, 1 / PARTS) for at in range(PARTS)}
        named += bool(segment_signals(parts, Direction.HIGHER, span[-1], whole_alarms=True))
    return named / MONTHS_OF_PARTS


def kpis():
    """Return per world and start what the alarms come to."""
    rows = {}
    for world in WORLDS:
        for n in STARTS:
            finds = {f"{change} in {within}": found(world, change, n, within) for change, within in FINDS}
            row = {"false": a_year(ordinary(world, n), n), **finds}
            rows[world.name, n] = row
    return rows


def settings():
    """Return per sensitivity the alarms about nothing, and 2 sigma found in three months, from two years on."""
    rows = {}
    for world in WORLDS:
        for each in Sensitivity:
            about_nothing = a_year(ordinary(world, 24), 24, each)
            rows[world.name, each.value] = about_nothing, found(world, "2 sigma", 24, QUARTER, each)
    return rows


def counted():
    """Return per kind of share the alarms about nothing after 12 and 24 months, and halvings found in a month."""
    rows = {}
    for name, *kind in (*COUNTS, *RESTLESS):
        chance = np.random.default_rng(kind[0])
        false = [a_year([shares(kind, n + YEAR, chance) for _ in range(NOTHING)], n) for n in (12, 24)]
        halved = [shares(kind, 25, chance, last=0.5) for _ in range(SOMETHING)]
        seen = np.mean([any(not one.above for one in alarms_after(history, 24)) for history in halved])
        rows[name] = *false, float(seen)
    return rows


def line(*cells):
    return f"| {' | '.join(f'{cell:.2f}' if isinstance(cell, float) else str(cell) for cell in cells)} |"


def table(heads, rows):
    return "\n".join([line(*heads), line("---", *["---:"] * (len(heads) - 1)), *(line(*row) for row in rows)])


def told(found_in, by_setting, of_shares, others):
    """Return all tables as Markdown."""
    names = list(next(iter(found_in.values())))
    return "\n\n".join(
        [
            table(
                ("months before", "n", "alarms a year about nothing", *names[1:]),
                [(world, n, *row.values()) for (world, n), row in found_in.items()],
            ),
            table(
                ("months before (n=24)", "setting", "alarms a year about nothing", "2 sigma in 3"),
                [(*key, *row) for key, row in by_setting.items()],
            ),
            table(
                ("shares a month", "alarms a year about nothing, n=12", "n=24", "halving found in a month"),
                [(name, *row) for name, row in of_shares.items()],
            ),
            table(("else", "share or number"), list(others.items())),
        ]
    )


def run():
    found_in, by_setting, of_shares = kpis(), settings(), counted()
    others = {
        **{
            f"public series, alarms in their last year, n={n} (an upper bound)": a_year(real(n), n)
            for n in (12, 24, 36)
        },
        "public series, shuffled: alarms a year, n=36": a_year(shuffled(36), 36),
        f"a month in which one of {PARTS} ordinary parts is named": parts_in_vain(),
        **named_in_vain(),
        **leading_in_vain(),
    }
    Path(__file__).with_name("alarms.md").write_text(
        f"# Alarms\n\nMade by `python -m tests.benchmarks alarms`.\n\n{told(found_in, by_setting, of_shares, others)}\n",
        "utf-8",
    )
    later = {key: row for key, row in found_in.items() if key[1] >= 24}
    plain = {key: row for key, row in later.items() if key[0] in ("flat", "season")}
    restless = [row["false"] for key, row in later.items() if key not in plain]
    missed = [1 - row[f"2 sigma in {HALF}"] for row in plain.values()]
    of_counts = [max(row[:2]) for name, row in of_shares.items() if not name.startswith("5000")]
    return [
        judged("alarms a year about nothing, n>=24", max(row["false"] for row in plain.values()), 0.4),
        judged("likewise, with a trend", max(restless), 0.6),
        judged("2 sigma not found within half a year", max(missed), 0.3),
        judged("alarms a year about nothing, shares", max(of_counts), 0.3),
        judged("a part of eight named in vain", max(named_in_vain()[OF_SHARES.format(each)] for each in VISITS), 0.12),
        judged("moving first, found in vain", max(leading_in_vain().values()), 0.06),
    ]


def judged(name, worst, limit):
    return {"name": name, "ratio": float(worst), "limit": limit, "detail": "the worst of its rows in alarms.md"}
