"""Whether a chance means what it says: what was called 0.3 comes true three times in ten."""

from __future__ import annotations

from functools import cache

import numpy as np
from scipy.special import ndtr

from kpi_core.forecast import Label, label_of, level_chance, sum_chance
from tests.gate.rows import Row
from tests.gate.series import MICRO, odd

STEPS = (3, 6, 12)
LENGTHS = (12, 18, 24, 36)
CHANGES = (-0.3, -0.2, -0.1, -0.05, 0.0, 0.05, 0.1, 0.2, 0.3)
BINS = 10
MOST_OFF, MOST_BRIER = 0.05, 0.120
LEAST_SAFE, MOST_NOT_REALISTIC = 0.93, 0.04


def calibration_error(said, came):
    """Return the mean distance between said and came true, over ten bins weighted by their size."""
    bins = np.minimum((said * BINS).astype(int), BINS - 1)
    gaps = [abs(said[bins == one].sum() - came[bins == one].sum()) for one in range(BINS)]
    return float(sum(gaps) / len(said))


def brier(said, came):
    return float(np.mean((said - came) ** 2))


def _random_walk(values, value, step):
    """Return the chance a random walk gives, with normal steps as large as those seen (in logs where all are positive)."""
    logs = values.min() > 0
    known = np.log(values) if logs else values
    reach = np.log(value) if logs else value
    usual = np.std(np.diff(known), ddof=1) * np.sqrt(step)
    return float(1 - ndtr((reach - known[-1]) / usual))


@cache
def values_asked(n, step):
    """Return rows of (said, said by a random walk, came true, of a single company) for values at a step."""
    rows = []
    for one in odd():
        found, values = one.seen(n), one.window(n)
        if found is None:
            continue
        for change in CHANGES:
            value = values[-12:].mean() * (1 + change)
            said = level_chance(found, step, value, None)
            rows.append((said, _random_walk(values, value, step), one.came[step - 1] >= value, one.number in MICRO))
    return np.array(rows, float)


@cache
def sums_asked(n):
    """Return per step rows of (said, came true) for sums up to that step, from one set of paths per series."""
    rows = {step: [] for step in STEPS}
    for one in odd():
        found, values = one.seen(n), one.window(n)
        if found is None:
            continue
        totals = np.cumsum(found.paths(max(STEPS), one.name), axis=1)
        for step in STEPS:
            came = one.came[:step].sum()
            for change in CHANGES:
                asked = values[-12:].mean() * step * (1 + change)
                rows[step].append((sum_chance(totals[:, step - 1], asked, None), came >= asked))
    return {step: np.array(found, float) for step, found in rows.items()}


def _labels(n):
    """Return how often what was called safe, and what was called not realistic, came true; and safe for companies."""
    said, _, came, company = np.concatenate([values_asked(n, step) for step in STEPS]).T
    labels = np.array([label_of(one, n) for one in said])
    safe, never = labels == Label.SAFE, labels == Label.NOT_REALISTIC
    return came[safe].mean(), came[never].mean(), came[safe & (company == 1)].mean()


def _told(figures):
    return ", ".join(f"n={n} {figure:.3f}" for n, figure in figures.items())


def _errors(name, per_window):
    errors = {n: [calibration_error(*pairs) for pairs in per_window(n)] for n in LENGTHS}
    detail = ", ".join(f"n={n} " + "/".join(f"{one:.3f}" for one in found) for n, found in errors.items())
    return Row(
        f"calibration error of P({name}), M3 odd, n>=12", max(map(max, errors.values())), most=MOST_OFF, detail=detail
    )


def chances():
    said, walked, came, _ = values_asked(24, 6).T
    own, walk = brier(said, came), brier(walked, came)
    labels = {n: _labels(n) for n in LENGTHS}
    safe, never, company = ({n: found[at] for n, found in labels.items()} for at in range(3))
    return [
        _errors("value", lambda n: [values_asked(n, step)[:, [0, 2]].T for step in STEPS]),
        _errors("sum", lambda n: [sums_asked(n)[step].T for step in STEPS]),
        Row("Brier of P(value), n=24, 6 steps ahead", own, most=MOST_BRIER, detail=f"a random walk {walk:.3f}"),
        Row("Brier of P(sum), n=24, 6 steps ahead", brier(*sums_asked(24)[6].T)),
        Row("'not realistic', yet reached, M3 odd", max(never.values()), most=MOST_NOT_REALISTIC, detail=_told(never)),
        Row("'safe', and reached, M3 odd", min(safe.values()), least=LEAST_SAFE, detail=_told(safe)),
        Row("'safe', and reached, single companies", min(company.values()), detail=_told(company)),
    ]
