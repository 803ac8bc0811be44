"""How many repeat orders are to come: the BG/NBD model, as an option, from enough customers and with its range.

A customer buys at a rate of one's own until, after some purchase, one stops for good; over all customers the rates follow a
gamma and the chances to stop a beta distribution. Source: Fader, Hardie and Lee (2005), "Counting your customers" the easy way:
an alternative to the Pareto/NBD model, Marketing Science 24(2).
"""

from __future__ import annotations

from dataclasses import dataclass
from functools import cached_property
from typing import TYPE_CHECKING, NamedTuple

import numpy as np

from kpi_core.dataset.model import day_number

if TYPE_CHECKING:
    from numpy.typing import NDArray

    from kpi_core.compute.cohorts import Purchases

    Floats = NDArray[np.float64]

DAYS_PER_WEEK = 7.0
BOUNDS = [(-12.0, 12.0), (-12.0, 12.0), (-12.0, 4.0), (-12.0, 4.0)]
"""Between which the logarithms of the parameters are looked for; beyond e to the power 4 all customers stop alike anyway."""
EXACT = {"ftol": 1e-13, "maxiter": 500}


class Parameters(NamedTuple):
    """The four numbers of the model: rates gamma(r, alpha) per week, chances to stop beta(a, b)."""

    r: float
    alpha: float
    a: float
    b: float


START = Parameters(1.0, 1.0, 1.0, 1.0)


@dataclass(frozen=True)
class Histories:
    """Per customer: repeats (days with a purchase after the first), last (weeks from first to last), age (weeks to today)."""

    repeats: Floats
    last: Floats
    age: Floats

    @cached_property
    def levels(self) -> tuple[Floats, NDArray[np.intp]]:
        """The different numbers of repeats, and which of them every customer has: what depends on it is reckoned once."""
        return np.unique(self.repeats, return_inverse=True)

    @property
    def customers(self) -> int:
        """How many customers there are."""
        return len(self.repeats)

    @property
    def returned(self) -> int:
        """How many of them bought more than once."""
        return int((self.repeats > 0).sum())


def histories(purchases: Purchases) -> Histories:
    """Return the history of every customer; several orders on one day are one purchase."""
    begins = np.append(True, np.diff(purchases.customer) != 0)
    first, ends = purchases.day[begins], np.append(begins[1:], True)
    counts = np.diff(np.append(np.flatnonzero(begins), len(begins)))
    until = day_number(purchases.until)
    return Histories(
        (counts - 1).astype("float64"),
        (purchases.day[ends] - first) / DAYS_PER_WEEK,
        (until - first) / DAYS_PER_WEEK,
    )


def log_likelihood(found: Parameters, seen: Histories) -> Floats:
    """Return the logarithm of the likelihood of every customer's history (equation 6 of the paper)."""
    return np.logaddexp(*_ways(found, seen))


def _ways(found: Parameters, seen: Histories) -> tuple[Floats, Floats]:
    """Return the log-likelihood of a history that goes on, and of one that stopped after its last purchase."""
    from scipy.special import betaln, gammaln  # noqa: PLC0415  only where repeat orders are foreseen

    (r, alpha, a, b), (x, of_customer) = found, seen.levels
    rate = gammaln(r + x) - gammaln(r) + r * np.log(alpha) - betaln(a, b)
    still = rate + betaln(a, b + x)
    stopped = np.where(x > 0, rate + betaln(a + 1, b + np.maximum(x, 1) - 1), -np.inf)
    power = (r + x)[of_customer]
    return (
        still[of_customer] - power * np.log(alpha + seen.age),
        stopped[of_customer] - power * np.log(alpha + seen.last),
    )


def _slopes(found: Parameters, seen: Histories) -> tuple[Floats, Floats]:
    """Return the log-likelihood of every history, and its slopes by the four parameters as rows."""
    from scipy.special import psi  # noqa: PLC0415  only where repeat orders are foreseen

    (r, alpha, a, b), (x, of_customer) = found, seen.levels
    still, stopped = _ways(found, seen)
    whole = np.logaddexp(still, stopped)
    goes = np.exp(still - whole)
    stops = 1 - goes
    to_age, to_last = alpha + seen.age, alpha + seen.last
    by_r = (psi(r + x) - psi(r) + np.log(alpha))[of_customer] - goes * np.log(to_age) - stops * np.log(to_last)
    by_alpha = r / alpha - (r + x)[of_customer] * (goes / to_age + stops / to_last)
    both = psi(a + b) - psi(a + b + x)
    by_a = both[of_customer] + stops / a
    by_b = (both - psi(b) + psi(b + x))[of_customer]
    by_b += stops * (psi(b + np.maximum(x, 1) - 1) - psi(b + x))[of_customer]
    return whole, np.vstack([by_r, by_alpha, by_a, by_b])


def fit(seen: Histories, start: Parameters = START) -> Parameters:
    """Return the parameters under which these histories are most likely. start: where the search begins."""
    from scipy.optimize import minimize  # noqa: PLC0415  only where repeat orders are foreseen

    known, weights = np.unique(np.column_stack([seen.repeats, seen.last, seen.age]), axis=0, return_counts=True)
    once, share = Histories(*known.T), weights / seen.customers

    def cost(logs: Floats) -> tuple[float, Floats]:
        found = np.exp(logs)
        whole, slopes = _slopes(Parameters(*found), once)
        return -float((share * whole).sum()), -(slopes * share).sum(axis=1) * found

    best = minimize(cost, np.log(start), jac=True, method="SLSQP", bounds=BOUNDS, options=EXACT)
    return Parameters(*map(float, np.exp(best.x)))


def expected(found: Parameters, seen: Histories, weeks: float) -> Floats:
    """Return the repeat purchases to expect of every customer in the weeks to come (equation 10 of the paper).

    Its hypergeometric function is taken after Euler's transformation, which stays finite for who bought very often.
    """
    from scipy.special import hyp2f1  # noqa: PLC0415  only where repeat orders are foreseen

    (r, alpha, a, b), x = found, seen.repeats
    a = a + 1e-6 * (abs(a - 1) < 1e-6)
    part = weeks / (alpha + seen.age + weeks)
    decline = (1 - part) ** (a - 1) * hyp2f1(a + b - 1 - r, a - 1, a + b + x - 1, part)
    gone = a / (b + np.maximum(x, 1) - 1) * ((alpha + seen.age) / (alpha + seen.last)) ** (r + x)
    alive = 1 / (1 + np.where(x > 0, gone, 0.0))
    found_repeats: Floats = alive * (a + b + x - 1) / (a - 1) * (1 - decline)
    return found_repeats
