"""Whether repeat orders can be foreseen at all, how many are to come, and how far that may be off."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import timedelta
from enum import StrEnum
from typing import TYPE_CHECKING

import numpy as np

from kpi_core.cohorts.repeats import Histories, expected, fit, histories
from kpi_core.periods import add_months

if TYPE_CHECKING:
    from numpy.typing import NDArray

    from kpi_core.cohorts.repeats import Parameters
    from kpi_core.compute.cohorts import Purchases

NEVER_BELOW = 100
LEAST_CUSTOMERS = 300
LEAST_RETURNED = 100
LEAST_MONTHS = 9
WEEKS_AHEAD = 26
IMAGINED = 100
"""Imagined shops the range rests on."""
MOST_IMAGINED = 2_000
"""Customers of an imagined shop: more make the range hardly narrower, and only slower."""
SEED = 20050401
SHARE = 0.8


class Lacks(StrEnum):
    """Why repeat orders are not foreseen. CUSTOMERS, RETURNED, MONTHS: too few yet; NEVER: far too few to speak of it."""

    NEVER = "never"
    CUSTOMERS = "customers"
    RETURNED = "returned"
    MONTHS = "months"


@dataclass(frozen=True)
class Foreseen:
    """Repeat orders to expect in the weeks to come of the customers there are: the middle and an 80% range."""

    weeks: int
    middle: float
    low: float
    high: float
    parameters: Parameters


def lacks(purchases: Purchases) -> tuple[Lacks, ...]:
    """Return what is missing to foresee repeat orders, () when nothing is.

    It takes 300 customers, 100 of whom came back, and nine months; with fewer the error of the model is over a quarter.
    """
    seen = histories(purchases)
    if seen.customers < NEVER_BELOW:
        return (Lacks.NEVER,)
    long_enough = add_months(purchases.first, LEAST_MONTHS) <= purchases.until + timedelta(days=1)
    found = {
        Lacks.CUSTOMERS: seen.customers < LEAST_CUSTOMERS,
        Lacks.RETURNED: seen.returned < LEAST_RETURNED,
        Lacks.MONTHS: not long_enough,
    }
    return tuple(reason for reason, missing in found.items() if missing)


def foreseen(purchases: Purchases) -> Foreseen | None:
    """Return the repeat orders of the coming half year, None when `lacks` says that something is missing.

    The range comes from imagined shops with the same customers and the parameters found: each lives through the past and the
    coming weeks, is foreseen from its past alone in the same way, and shows how far that was off. The same seed every time.
    """
    if lacks(purchases):
        return None
    seen = histories(purchases)
    found = fit(seen)
    middle = float(expected(found, seen, WEEKS_AHEAD).sum())
    dice = np.random.default_rng(SEED)
    off = np.array([_off(found, seen, dice) for _ in range(IMAGINED)])
    low, high = np.quantile(off, [(1 - SHARE) / 2, (1 + SHARE) / 2])
    return Foreseen(WEEKS_AHEAD, middle, middle * float(low), middle * float(high), found)


def _off(found: Parameters, seen: Histories, dice: np.random.Generator) -> float:
    """Return what came of one imagined shop as a multiple of what was foreseen for it."""
    n = min(seen.customers, MOST_IMAGINED)
    age = dice.choice(seen.age, n, replace=False)
    past, coming = imagined(found, age, WEEKS_AHEAD, dice)
    told = float(expected(fit(past, found), past, WEEKS_AHEAD).sum())
    return coming / told


def imagined(
    found: Parameters, age: NDArray[np.float64], weeks: float, dice: np.random.Generator
) -> tuple[Histories, int]:
    """Return the histories of imagined customers of these ages, and how often they buy in the weeks after."""
    rate = dice.gamma(found.r, 1 / found.alpha, len(age))
    stops = dice.beta(found.a, found.b, len(age))
    now, repeats, last = np.zeros(len(age)), np.zeros(len(age)), np.zeros(len(age))
    coming, going = 0, np.arange(len(age))
    while len(going):
        now[going] += dice.exponential(1.0, len(going)) / np.maximum(rate[going], 1e-300)
        going = going[now[going] <= age[going] + weeks]
        before = going[now[going] <= age[going]]
        repeats[before] += 1
        last[before] = now[before]
        coming += len(going) - len(before)
        going = going[dice.random(len(going)) >= stops[going]]
    return Histories(repeats, last, age), coming
