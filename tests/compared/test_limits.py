"""What chance can do, against exact counting in whole fractions and published tables."""

from fractions import Fraction
from math import comb, factorial

import numpy as np
import pytest

from kpi_core.compared import INNER, OUTER, mean_limits, over_span, overdispersion, share_limits

TAILS = {INNER: Fraction(1, 40), OUTER: Fraction(1, 1000)}


def beta(a, b):
    return Fraction(factorial(a - 1) * factorial(b - 1), factorial(a + b - 1))


def beta_binomial(n, a, b):
    """Return exactly how likely each count out of n is when the share is Beta(a, b)."""
    return [comb(n, x) * beta(x + a, n - x + b) / beta(a, b) for x in range(n + 1)]


def binomial(n, p):
    return [comb(n, x) * p**x * (1 - p) ** (n - x) for x in range(n + 1)]


def rarer(each, tail):
    """Return the counts at or below which, and at or above which, chance comes less often than the tail."""
    few = {x for x in range(len(each)) if sum(each[: x + 1]) < tail}
    many = {x for x in range(len(each)) if sum(each[x:]) < tail}
    return few, many


def outside(n, limits):
    return {x for x in range(n + 1) if x / n < limits[0]}, {x for x in range(n + 1) if x / n > limits[1]}


@pytest.mark.parametrize("tail", TAILS)
@pytest.mark.parametrize("n", [1, 7, 20, 60, 150])
@pytest.mark.parametrize(("a", "b"), [(2, 6), (1, 1), (3, 27), (9, 1)])
def test_a_share_lies_outside_exactly_when_so_few_or_so_many_are_rarer_than_the_tail(n, a, b, tail):
    limits = share_limits(a / (a + b), n, 1 / (a + b + 1), tail)

    assert outside(n, limits) == rarer(beta_binomial(n, a, b), TAILS[tail])


@pytest.mark.parametrize("tail", TAILS)
@pytest.mark.parametrize(("n", "p"), [(20, Fraction(3, 10)), (200, Fraction(1, 20)), (90, Fraction(9, 10))])
def test_without_overdispersion_the_limits_are_those_of_the_binomial_distribution(n, p, tail):
    limits = share_limits(float(p), n, 0.0, tail)

    assert outside(n, limits) == rarer(binomial(n, p), TAILS[tail])


def test_between_whole_counts_the_limit_lies_where_the_tail_divides_the_chance_of_the_next():
    each = binomial(10, Fraction(1, 2))
    at_most_two, two = sum(each[:3]), each[2]
    by_hand = (2 - (at_most_two - Fraction(1, 40)) / two) / 10

    low, high = share_limits(0.5, 10, 0.0, INNER)

    assert low == pytest.approx(float(by_hand), abs=1e-6)
    assert high == pytest.approx(1 - float(by_hand), abs=1e-6)


def test_the_limits_narrow_as_a_part_grows_and_widen_with_overdispersion():
    widths = [high - low for low, high in (share_limits(0.1, n, 0.002, OUTER) for n in (20, 100, 500, 5000, 80_000))]
    loose = [high - low for low, high in (share_limits(0.1, 500, rho, OUTER) for rho in (0.0, 0.001, 0.01, 0.1))]

    assert widths == sorted(widths, reverse=True)
    assert loose == sorted(loose)


def test_a_limit_that_no_count_can_pass_is_the_end_itself():
    assert share_limits(0.02, 30, 0.0, OUTER)[0] == 0
    assert share_limits(0.99, 30, 0.0, OUTER)[1] == 1


def counted(p, d, rho, seed, months=12):
    """Return parts by months of counts whose share moves by itself with an overdispersion of rho."""
    chance = np.random.default_rng(seed)
    sizes = np.full((len(d), months), np.array(d)[:, None], dtype=float)
    real = chance.beta(p * (1 / rho - 1), (1 - p) * (1 / rho - 1), sizes.shape) if rho else np.full(sizes.shape, p)
    return chance.binomial(sizes.astype(int), real).astype(float), sizes


@pytest.mark.parametrize("rho", [0.0, 0.01, 0.05])
def test_overdispersion_is_found_back_from_the_months(rho):
    found = [overdispersion(*counted(0.2, [300, 500, 400, 800], rho, seed)) for seed in range(40)]

    assert np.mean(found) == pytest.approx(rho, abs=0.15 * rho + 0.0006)


def test_a_season_that_all_parts_share_is_no_overdispersion():
    sizes = np.full((4, 12), 1000.0)
    share = 0.2 + 0.1 * np.sin(np.arange(12))

    assert overdispersion(np.round(sizes * share), sizes) == 0


def test_a_lasting_change_in_one_part_does_not_pass_for_chance():
    sizes = np.full((4, 12), 1000.0)
    counts = np.full((4, 12), 300.0)
    counts[0, 6:] = 150.0
    restless = counts.copy()
    restless[0] = np.where(np.arange(12) % 2, 150.0, 300.0)

    assert overdispersion(counts, sizes) < overdispersion(restless, sizes) / 5


def test_months_without_a_size_say_nothing():
    counts, sizes = counted(0.3, [400, 400, 400], 0.02, 1)
    holed, thin = counts.copy(), sizes.copy()
    holed[1, 5], thin[1, 5] = np.nan, np.nan

    assert overdispersion(holed, thin) == pytest.approx(overdispersion(counts, sizes), rel=0.5)
    assert overdispersion(np.full((2, 3), np.nan), np.full((2, 3), np.nan)) == 0


@pytest.mark.parametrize(("rho", "months", "each"), [(0.05, 12, 40), (0.3, 6, 10), (0.05, 1, 40)])
def test_over_a_span_the_overdispersion_gives_the_variance_of_the_sum_of_its_months(rho, months, each):
    p, total = 0.3, months * each
    of_months = months * each * p * (1 - p) * (1 + (each - 1) * rho)
    of_span = total * p * (1 - p) * (1 + (total - 1) * over_span(rho, total, months))

    assert of_span == pytest.approx(of_months)


@pytest.mark.parametrize(("tail", "table"), [(INNER, 2.776), (OUTER, 7.173)], ids=["19 in 20", "998 in 1000"])
def test_a_mean_may_lie_as_far_off_as_students_table_says_of_its_own_months(tail, table):
    """Seven equal months are six differences, worth four free observations: the row of 4 in the table of t."""
    means = np.array([10.0, 14.0, 9.0, 12.0, 15.0, 11.0, 12.0])
    whole = np.array([11.0, 12.0, 10.0, 12.0, 13.0, 12.0, 11.0])
    off = means - whole
    error = np.sqrt((np.diff(off) ** 2).sum() / 2 / 6 / 7)

    low, high = mean_limits(11.5, means * 50, np.full(7, 50.0), whole, tail)

    assert low == pytest.approx(11.5 - table * error, abs=0.002 * error)
    assert high == pytest.approx(11.5 + table * error, abs=0.002 * error)


def test_a_mean_of_one_month_has_no_limits():
    assert mean_limits(1.0, np.array([1.0, np.nan]), np.array([1.0, np.nan]), np.array([1.0, 1.0]), OUTER) is None
