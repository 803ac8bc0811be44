"""Chances, the words for them, what is suggested, and how wide a spread is: against figures worked out apart."""

import numpy as np
import pytest

from kpi_core.forecast import (
    Label,
    always_chance,
    label_of,
    level_chance,
    outlook,
    rounded_chance,
    suggestions,
    sum_chance,
)
from kpi_core.forecast.spread import below, factors, quantile, widths
from kpi_core.units import Direction
from tests.forecast.planted import both_signs, monthly, noisy

COURSES = np.array([[1.0, 5.0], [2.0, 2.0], [3.0, 1.0], [4.0, 4.0]])


@pytest.mark.parametrize(
    ("low", "high", "hits"),
    [(6.0, None, 2), (4.0, None, 4), (8.1, None, 0), (None, 4.0, 2), (4.0, 6.0, 3), (None, None, 4)],
)
def test_the_chance_of_a_total_counts_courses_and_is_never_quite_0_or_1(low, high, hits):
    """The totals are 6, 4, 4 and 8."""
    assert sum_chance(COURSES.sum(axis=1), low, high) == (hits + 0.5) / 5


@pytest.mark.parametrize(("low", "high", "hits"), [(2.0, None, 2), (None, 4.0, 3), (2.0, 3.0, 1), (1.0, None, 4)])
def test_keeping_to_a_bound_counts_courses_that_always_do(low, high, hits):
    assert always_chance(COURSES, low, high) == (hits + 0.5) / 5


def test_a_value_that_cannot_be_is_never_reached_and_one_below_all_always():
    found = outlook(monthly(noisy(24, 1)))
    assert found.chance_above(0.0, 3) == found.chance_above(-5.0, 3) == 1
    assert found.chance_above(1e9, 3) < 1e-6


@pytest.mark.parametrize("direction", [Direction.HIGHER, Direction.LOWER])
def test_suggestions_are_reached_as_often_as_they_say(direction):
    found = outlook(monthly(noisy(36, 1)))
    totals = found.paths(6, "kpi").sum(axis=1)
    for what, chance_of in (
        (
            (found, 4),
            lambda v: level_chance(found, 4, *((v, None) if direction is Direction.HIGHER else (None, v))),
        ),
        (totals, lambda v: sum_chance(totals, *((v, None) if direction is Direction.HIGHER else (None, v)))),
    ):
        named = suggestions(what, direction)
        assert [chance_of(named[name]) for name in ("realistic", "ambitious", "stretch")] == pytest.approx(
            [0.5, 0.3, 0.1], abs=0.002
        )
        assert (list(named.values()) == sorted(named.values())) is (direction is Direction.HIGHER)


@pytest.mark.parametrize(
    ("chance", "n", "label"),
    [
        (0.90, 24, Label.SAFE),
        (0.899, 24, Label.ACHIEVABLE),
        (0.70, 24, Label.ACHIEVABLE),
        (0.699, 24, Label.AMBITIOUS),
        (0.30, 12, Label.AMBITIOUS),
        (0.299, 12, Label.VERY_AMBITIOUS),
        (0.05, 12, Label.VERY_AMBITIOUS),
        (0.049, 12, Label.NOT_REALISTIC),
        (0.0, 6, Label.NOT_REALISTIC),
        (1.0, 6, Label.SAFE),
        (0.5, 11, None),
        (0.06, 6, None),
        (0.89, 11, None),
        (0.99, 5, None),
    ],
)
def test_the_word_for_a_chance_and_none_where_there_is_too_little_history(chance, n, label):
    assert label_of(chance, n) is label


@pytest.mark.parametrize(
    ("chance", "n", "shown"),
    [
        (0.52, 24, 0.5),
        (0.53, 24, 0.55),
        (0.53, 23, 0.5),
        (0.56, 23, 0.6),
        (0.001, 24, 0.05),
        (0.999, 24, 0.95),
        (0.02, 12, 0.05),
    ],
)
def test_a_chance_is_shown_no_finer_than_it_is_known(chance, n, shown):
    assert rounded_chance(chance, n) == shown


@pytest.mark.parametrize(
    ("n", "season", "step", "half"),
    [
        # The half width of 4 in 5 for an error of 1 that leaves nothing: exp(a + c ln h, and d more for h = 1).
        (12, 12, 1, 1.6720),  # exp(.404 + .110)
        (12, 12, 6, 1.4686),  # exp(.404 - .011 * 1.79176)
        (15, 12, 1, 1.2751),  # exp(.164 + .079)
        (18, 12, 6, 1.4098),  # exp(.141 + .113 * 1.79176)
        (24, 12, 3, 1.5148),  # exp(.301 + .104 * 1.09861)
        (36, 12, 1, 1.4888),  # exp(.225 + .173)
        (48, 12, 12, 1.6432),  # exp(.273 + .090 * 2.48491)
        (6, 4, 1, 1.4711),  # exp(.136 + .250)
        (8, 4, 2, 1.6862),  # exp(.309 + .308 * .69315)
        (12, 4, 1, 1.6454),  # exp(.229 + .269)
        (20, 4, 4, 1.8707),  # exp(.295 + .239 * 1.38629)
        (12, 1, 4, 1.9055),  # exp(.172 + .341 * 1.38629)
        (20, 1, 1, 1.2763),  # exp(.155 + .089)
        (40, 1, 1, 1.3258),  # exp(.209 + .073)
        (60, 1, 2, 1.5149),  # exp(.136 + .403 * .69315)
    ],
)
def test_the_spread_is_what_was_measured_on_public_series(n, season, step, half):
    found = factors(n, season)
    assert widths(1.0, 0.0, 12, found)[step - 1] * quantile(0.9, found.nu) == pytest.approx(half, rel=1e-4)


def test_an_error_that_lasts_widens_what_is_further_ahead():
    found = factors(36, 12)
    lasting, passing = widths(1.0, 0.5, 5, found), widths(1.0, 0.0, 5, found)
    assert lasting / passing == pytest.approx([1, 1.25**0.5, 1.5**0.5, 1.75**0.5, 2**0.5])


@pytest.mark.parametrize(("nu", "point", "share"), [(1.0, 1.0, 0.75), (2.0, 1.0, 0.788675), (4.0, 2.131847, 0.95)])
def test_students_t_is_that_of_the_tables(nu, point, share):
    assert below(np.array([point]), nu)[0] == pytest.approx(share, rel=1e-5)
    assert quantile(share, nu) == pytest.approx(point, rel=1e-4)


def test_what_rests_on_few_answers_is_never_surer_than_counting_them():
    values = both_signs(18, 3)
    plain, rough = (outlook(monthly(values, sampling=one)) for one in (0.0, 50.0))
    assert (rough.spread(6) >= 50).all()
    assert (plain.spread(6) < 50).all()
    assert (rough.middle(6) == plain.middle(6)).all()
