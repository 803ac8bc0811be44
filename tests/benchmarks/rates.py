"""Forecasts of shares, and of weeks and days, on simulated series, as no public ones were at hand.

Shares: a logit level that wanders back to its mean, seen through counts that vary more than chance alone. Forecast in three
scales: as they are, in logarithms as amounts are, and in log odds: wherever no value is 0 or 1, or only where all lie between
1 and 99%; and as the product does, which knows what each share is of. Weeks and days: growth, a shape and noise that lasts a little. Keeps its tables in rates.md.
"""

from __future__ import annotations

from pathlib import Path

import numpy as np

from kpi_core.forecast import History, Scale, Silence, outlook
from tests.gate.chances import calibration_error

LEVELS = (0.02, 0.1, 0.3, 0.5, 0.9, 0.98)
LENGTHS = (24, 36)
STEPS = 12
SHARES = (0.2, 0.4, 0.6, 0.8, 0.9)
ASKED = np.linspace(-2, 2, 9)
SERIES = 50
WORLDS = {
    "calm, 1000 a month": (0.10, 0.0, 0.0, 1000),
    "lively, 200 a month": (0.30, 0.0, 0.0, 200),
    "lively, 30 a month": (0.30, 0.0, 0.0, 30),
    "season and trend, 1000 a month": (0.15, 0.35, 0.015, 1000),
}
"""The size of the wandering, of the season and of the trend a month, all in log odds, and how many each month counts."""
LASTS, OVERDISPERSION = 0.6, 0.002


def shares(level, world, n, chance):
    """Return one series of n + STEPS monthly shares."""
    size, season, trend, count = world
    t, wander = np.arange(n + STEPS), 0.0
    path = []
    for _ in t:
        wander = LASTS * wander + chance.normal(0, size * np.sqrt(1 - LASTS**2))
        path.append(wander)
    shape = season * np.sin(2 * np.pi * (t / 12 + chance.random()))
    odds = np.log(level / (1 - level)) + np.array(path) + shape + chance.choice((-trend, trend)) * (t - n)
    middle = 1 / (1 + np.exp(-odds))
    strength = 1 / OVERDISPERSION - 1
    met = chance.beta(middle * strength, (1 - middle) * strength)
    return chance.binomial(count, met) / count


def chosen(values, name):
    """Return the scale a rule takes for a series."""
    edge = EDGES.get(name)
    if edge is not None and edge < values.min() and values.max() < 1 - edge:
        return Scale.LOGIT
    return None if name == "log" else Scale.RAW


class Tally:
    """What the forecasts of one kind came to: loss, inside the band of 4 in 5, chances said, bands past 0 or 100%."""

    def __init__(self):
        self.loss, self.inside, self.beyond, self.said, self.came = [], [], [], [], []

    def add(self, found, known, came):
        steps = len(came)
        for share in SHARES:
            low, high = found.band(steps, share)
            for level, edge in (((1 - share) / 2, low), ((1 + share) / 2, high)):
                self.loss.append(np.maximum(level * (came - edge), (level - 1) * (came - edge)) / known.std())
            if share == 0.8:
                self.inside.append((low <= came) & (came <= high))
                self.beyond.append((low < 0) | (high > 1))
        for step in (3, steps):
            for away in ASKED:
                value = known.mean() + away * known.std()
                if 0 < value < 1:
                    self.said.append(found.chance_above(value, step))
                    self.came.append(came[step - 1] >= value)

    def figures(self):
        off = calibration_error(np.array(self.said), np.array(self.came, float))
        return np.mean(self.loss), np.mean(self.inside), off, np.mean(self.beyond)


EDGES = {"log odds": 0.0, "log odds, 1 to 99%": 0.01}
OURS = "the product's choice"
RULES = ("raw", "log", *EDGES, OURS)


ORDER = [*(f"{level:.0%}" for level in LEVELS), *WORLDS, "all"]


def rates():
    """Return per level and rule the figures over worlds and lengths, and per world likewise."""
    tallies = {}
    chance = np.random.default_rng(7)
    for level in LEVELS:
        for name, world in WORLDS.items():
            for n in LENGTHS:
                for _ in range(SERIES):
                    values = shares(level, world, n, chance)
                    counts = np.full(n, float(world[-1]))
                    _judge(tallies, (f"{level:.0%}", name, "all"), values[:n], values[n:], counts)
    return tallies


def _judge(tallies, names, known, came, counts):
    for rule in RULES:
        if rule == OURS:
            history = History(known, 12, bounds=(0.0, 1.0), counts=counts)
        else:
            history = History(known, 12, scale=chosen(known, rule))
        found = outlook(history)
        if not isinstance(found, Silence):
            for name in names:
                tallies.setdefault((name, rule), Tally()).add(found, known, came)


HORIZONS = {7: (1, 7, 18), 52: (1, 4, 13)}


SHAPE, NOISE, NOISE_LASTS = 0.25, 0.1, 0.3


def courses(season, n, chance, drift):
    """Return one series of n + 18 days or weeks: shape of a week or a year, growth, and noise that lasts a little."""
    steps = np.arange(n + 18)
    at = 2 * np.pi * (steps / season + chance.random())
    shape = SHAPE * np.sin(at) + SHAPE / 2 * np.cos(2 * at)
    errors, last = [], 0.0
    for _ in steps:
        last = NOISE_LASTS * last + chance.normal(0, NOISE)
        errors.append(last)
    return 100 * np.exp(shape + drift * steps + np.array(errors))


def grains():
    """Return rows of (what, n, coverage at each horizon, mean coverage) for weeks and days."""
    rows = []
    chance = np.random.default_rng(11)
    for name, season, lengths in (
        ("weeks", 52, (26, 52, 78, 104, 156)),
        ("days", 7, (28, 60, 120, 365)),
    ):
        for n in lengths:
            inside = []
            for _ in range(SERIES):
                values = courses(season, n, chance, drift=0.001 if season == 52 else 0.0003)
                low, high = outlook(History(values[:n], season)).band(18, 0.8)
                inside.append((low <= values[n:]) & (values[n:] <= high))
            held = np.mean(inside, axis=0)
            rows.append((name, n, [held[step - 1] for step in HORIZONS[season]], held.mean(), HORIZONS[season]))
    return rows


def told(tallies, held):
    """Return both tables as Markdown."""
    lines = [
        "| shares | scale | loss | coverage of 80% | calibration error | band past 0 or 100% |",
        "| --- | --- | ---: | ---: | ---: | ---: |",
    ]
    for (what, rule), tally in sorted(tallies.items(), key=lambda one: ORDER.index(one[0][0])):
        loss, inside, off, beyond = tally.figures()
        lines.append(f"| {what} | {rule} | {loss:.4f} | {inside:.3f} | {off:.3f} | {beyond:.3f} |")
    lines += [
        "",
        "| weeks and days | n | steps | coverage of 80% | mean over 18 |",
        "| --- | ---: | --- | --- | ---: |",
    ]
    for name, n, at, mean, steps in held:
        lines.append(
            f"| {name} | {n} | {'/'.join(map(str, steps))} | {'/'.join(f'{one:.2f}' for one in at)} | {mean:.3f} |"
        )
    return "\n".join(lines)


def run():
    tallies, held = rates(), grains()
    Path(__file__).with_name("rates.md").write_text(
        f"# Shares, weeks and days\n\nMade by `python -m tests.benchmarks rates`.\n\n{told(tallies, held)}\n", "utf-8"
    )
    ours, raw = (tallies["all", rule].figures()[0] for rule in (OURS, "raw"))
    return [
        {"name": "loss of forecasts of shares, against as they are", "ratio": ours / raw, "limit": 1.0, "detail": ""}
    ]


if __name__ == "__main__":
    run()
