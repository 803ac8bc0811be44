"""Which cells are lower than earlier groups: found where it was planted, silent where nothing was."""

from datetime import date

import numpy as np
import pytest
from scipy.stats import betabinom

from kpi_core.cohorts import finding_of, lower
from kpi_core.cohorts.lower import UNSURE_MONTHS, can_compare, since
from kpi_core.cohorts.triangle import Cohort, Triangle, average_of, cell_of
from kpi_core.periods import Grain, parse_period

FIRST = parse_period("2024-Q1")


def groups(actives, size=200, begun=None, kind="sales"):
    """Return a triangle by quarter: per group how many were active at age 1, 2, ..."""
    found = tuple(
        Cohort(
            FIRST.shifted(place),
            size,
            tuple(cell_of(age, size, active, None) for age, active in enumerate([size, *row])),
        )
        for place, row in enumerate(actives)
    )
    return Triangle(kind, Grain.QUARTER, found, average_of(found), begun, 0)


def drawn(dice, *, many=10, size=200, share=0.32, differ=0.0, drop=1.0, last=2):
    """Return groups drawn by chance; from `last` periods before the end everyone comes back `drop` times as often."""
    rows = []
    for place in range(many):
        own = share * np.exp(dice.normal(0, differ))
        later = range(1, many - place)
        shares = [own * 0.93**age * (drop if place + age >= many - last else 1) for age in later]
        rows.append([int(dice.binomial(size, min(one, 1.0))) for one in shares])
    return groups(rows, size)


def test_a_fall_that_was_planted_is_marked_where_it_is():
    dice = np.random.default_rng(20)
    found = [lower(drawn(dice, drop=0.5)) for _ in range(40)]
    right = [place for marks in found for place in marks if happened(place) >= 8]

    assert sum(bool(marks) for marks in found) >= 36
    assert len(right) >= 0.9 * sum(len(marks) for marks in found)


def happened(place):
    period, age = place
    return (period.start.year - 2024) * 4 + (period.start.month - 1) // 3 + age


@pytest.mark.parametrize(("size", "differ", "most"), [(200, 0.0, 0.16), (40, 0.0, 0.16), (200, 0.15, 0.30)])
def test_without_a_fall_hardly_any_triangle_has_a_mark(size, differ, most):
    dice = np.random.default_rng(21)
    found = [bool(lower(drawn(dice, size=size, differ=differ))) for _ in range(100)]

    assert np.mean(found) <= most


def test_the_chance_is_that_of_a_beta_binomial():
    """Two earlier groups of 60 in 200 that differ no more than chance: Beta with their 400 customers behind it."""
    for active in range(35, 60):
        marked = bool(lower(groups([[60], [60], [active]])))
        share = 120.5 / 401
        chance = betabinom.cdf(active, 200, share * 400, (1 - share) * 400)
        assert marked is bool(chance <= 0.10)


def test_groups_that_differ_much_among_themselves_hide_a_small_fall():
    assert lower(groups([[60], [60], [60], [45]]))
    assert not lower(groups([[90], [30], [60], [45]]))


def test_small_groups_neither_get_a_mark_nor_are_a_measure():
    assert not lower(groups([[15], [15], [15], [1]], size=19))
    assert not can_compare(groups([[15], [15], [15], [1]], size=19))
    assert lower(groups([[15], [15], [15], [1]], size=20))


def test_two_earlier_groups_are_needed_and_age_nought_is_never_compared():
    assert not can_compare(groups([[60], [20]]))
    assert not can_compare(groups([[], [], [], []]))
    assert can_compare(groups([[60], [60], [20]]))


def test_the_first_half_year_of_data_is_no_measure():
    """Who buys then may have been a customer for years."""
    high_at_first = [[120], [110], [60], [60], [58]]

    assert lower(groups(high_at_first))
    assert not lower(groups(high_at_first, begun=date(2024, 1, 9)))
    assert UNSURE_MONTHS == 6


def test_shares_of_which_nearly_none_come_back_are_not_compared():
    assert not can_compare(groups([[4], [4], [0]]))


@pytest.mark.parametrize(
    ("actives", "code", "fields"),
    [
        ([[60, 60, 60], [60, 60, 60], [60, 60], [30]], "lower", {"since": parse_period("2025-Q1"), "n": 15}),
        ([[60, 60, 60, 60], [60, 60, 60], [20, 60], [60]], "some", {"n": 25}),
        ([[60, 60], [60], [58]], "alike", {"n": 30}),
        ([[60], []], "single", {"n": 30}),
        ([[]], "young", {"n": 20}),
    ],
)
def test_a_triangle_says_one_thing(actives, code, fields):
    found = finding_of(groups(actives), "revenue")

    assert (found.code, found.kpi, dict(found.fields)) == (f"cohorts_sales_{code}", "revenue", fields)
    assert found.level == ("risk" if code == "lower" else "neutral")


def test_a_fall_that_lasts_stays_marked_and_is_dated_by_its_first_period():
    """What is low itself is no measure: the second low quarter is held against the good years before it."""
    found = groups(
        [[60, 60, 60, 60, 30, 30], [60, 60, 60, 30, 30], [60, 60, 30, 30], [60, 30, 30], [30, 30], [30]],
    )
    marks = lower(found)

    assert since(found, marks) == parse_period("2025-Q2")
    assert {happened(place) for place in marks} == {5, 6}
    assert {round(mark.expected, 2) for mark in marks.values()} == {0.3}
