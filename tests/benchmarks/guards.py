"""How often two KPIs that only vary are called a trade-off, and how often a real one is found, on simulated months.

A month counts when it says so and the one before did not. Both KPIs have a season; noise of 8%; higher is better for both, so
that a trade-off is the first up and the second down. Keeps its table in guards.md: `python -m tests.benchmarks.guards`.
"""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path
from unittest.mock import patch

import numpy as np

from kpi_core.steering import guards
from kpi_core.units import Direction
from tests.signals.small import history, months

YEAR, NOISE, PAIRS = 12, 0.08, 150
FOUND_WITHIN = 6


def pair(n, seed, *, together=0.0, moved=0.0, since=None):
    """Return a KPI and its guard over n months. together: how their chance is correlated; moved: what happens from `since` on."""
    chance = np.random.default_rng([seed, n])
    one = chance.standard_normal(n)
    other = together * one + np.sqrt(1 - together**2) * chance.standard_normal(n)
    shape = 1 + 0.15 * np.sin(2 * np.pi * np.arange(n) / YEAR)
    change = np.where(np.arange(n) >= (n if since is None else since), moved, 0.0)
    first = 1000 * shape * (1 + NOISE * one + change)
    second = 400 * shape[::-1] * (1 + NOISE * other - change)
    return tuple(guards.Line(history(line), months(n), Direction.HIGHER) for line in (first, second))


def until(line, n):
    """Return a line as it stood after its first n months."""
    return replace(line, history=line.history.until(n), periods=line.periods[:n])


def told(lines, first, last):
    """Return per month after the first `first` up to `last` whether a trade-off is told then."""
    return [guards.traded(*(until(line, n) for line in lines)) is not None for n in range(first + 1, last + 1)]


def episodes(flags):
    """Return how often it begins."""
    return sum(now and not before for before, now in zip([False, *flags], flags, strict=False))


def a_year(start, pairs=PAIRS, **how):
    """Return how often a year nothing is called a trade-off."""
    return float(
        np.mean([episodes(told(pair(start + YEAR, seed, **how), start, start + YEAR)) for seed in range(pairs)])
    )


def found(start, moved, pairs=PAIRS):
    """Return the share of real trade-offs told within six months."""
    lines = (pair(start + FOUND_WITHIN, seed, moved=moved, since=start) for seed in range(pairs))
    return float(np.mean([any(told(one, start, start + FOUND_WITHIN)) for one in lines]))


def main():
    """Measure and keep the table."""
    rows = [
        "| rarer than | false a year | false, chance against each other -0.5 | found: 1 sigma | 2 sigma |",
        "| - | - | - | - | - |",
    ]
    for rare in (0.05, 0.1, 0.15, 0.2):
        with patch.object(guards, "RARE", rare):
            made = (a_year(36), a_year(36, together=-0.5), found(36, NOISE), found(36, 2 * NOISE))
        rows.append(f"| {rare:.2f} | " + " | ".join(f"{one:.2f}" for one in made) + " |")
    text = f"{__doc__}\n{PAIRS} pairs, 36 months before.\n\n" + "\n".join(rows) + "\n"
    Path(__file__).with_suffix(".md").write_text(text, "utf-8")


if __name__ == "__main__":
    main()
