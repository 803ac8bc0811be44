"""What holds for every series: in other units, at another place in time, turned upside down."""

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from kpi_core.forecast import History, Scale, always_chance, level_chance, outlook, sum_chance
from tests.forecast.planted import both_signs, monthly, noisy, seasonal

LENGTHS = st.integers(6, 60)
SEEDS = st.integers(0, 10_000)
SEASONS = st.sampled_from([1, 4, 7, 12, 52])
STEPS = st.integers(1, 12)
MAKES = st.sampled_from([noisy, both_signs])
FEW = settings(max_examples=15)


def seen(values, season=12):
    return outlook(History(np.asarray(values, float), season))


@FEW
@given(MAKES, LENGTHS, SEEDS, SEASONS, st.floats(1e-4, 1e6))
def test_in_another_unit_the_middles_and_bands_are_in_that_unit_and_the_chances_the_same(make, n, seed, season, factor):
    values = make(n, seed)
    one, other = seen(values, season), seen(values * factor, season)
    assert other.middle(12) == pytest.approx(one.middle(12) * factor, rel=1e-6, abs=1e-6 * factor)
    for own, theirs in zip(one.band(12), other.band(12), strict=True):
        assert theirs == pytest.approx(own * factor, rel=1e-6, abs=1e-6 * factor)
    value = np.quantile(values, 0.7)
    assert other.chance_above(value * factor, 3) == pytest.approx(one.chance_above(value, 3), abs=1e-6)


@FEW
@given(LENGTHS, SEEDS, SEASONS, st.floats(-1000, 1000))
def test_without_logarithms_the_forecast_moves_along_with_what_is_added(n, seed, season, added):
    values = both_signs(n, seed)
    one, other = (outlook(History(these, season, scale=Scale.RAW)) for these in (values, values + added))
    assert other.middle(12) == pytest.approx(one.middle(12) + added, abs=1e-6)
    assert other.spread(12) == pytest.approx(one.spread(12), rel=1e-6)


@FEW
@given(LENGTHS, SEEDS, SEASONS, STEPS, st.floats(-30, 30))
def test_lower_is_better_is_higher_is_better_upside_down(n, seed, season, h, value):
    values = both_signs(n, seed)
    one, other = seen(values, season), seen(-values, season)
    assert other.middle(h) == pytest.approx(-one.middle(h))
    low, high = one.band(h)
    assert other.band(h)[0] == pytest.approx(-high)
    assert other.band(h)[1] == pytest.approx(-low)
    assert level_chance(other, h, -value, None) == pytest.approx(level_chance(one, h, None, value))


@FEW
@given(MAKES, LENGTHS, SEEDS, SEASONS, STEPS)
def test_a_higher_value_is_never_likelier_and_above_and_below_are_together_all(make, n, seed, season, h):
    found = seen(make(n, seed), season)
    values = np.linspace(-200, 400, 61)
    above = np.array([found.chance_above(value, h) for value in values])
    assert (np.diff(above) <= 0).all()
    assert ((above >= 0) & (above <= 1)).all()
    below = [level_chance(found, h, None, value) for value in values]
    assert above + below == pytest.approx(1)
    between = level_chance(found, h, values[20], values[40])
    assert between == pytest.approx(above[20] - above[40])


@FEW
@given(st.tuples(MAKES, LENGTHS, SEEDS), SEASONS, STEPS, st.sampled_from([0.5, 0.8, 0.95]))
def test_the_ends_of_a_band_are_as_likely_as_it_says(made, season, h, share):
    make, n, seed = made
    found = seen(make(n, seed), season)
    low, high = (side[-1] for side in found.band(h, share))
    assert low < found.middle(h)[-1] < high
    assert found.chance_above(low, h) == pytest.approx((1 + share) / 2)
    assert found.chance_above(high, h) == pytest.approx((1 - share) / 2)
    assert found.quantile((1 + share) / 2, h) == pytest.approx(high)
    assert found.chance_above(found.middle(h)[-1], h) == pytest.approx(0.5)


@FEW
@given(MAKES, LENGTHS, SEEDS, SEASONS)
def test_a_wider_share_has_a_wider_band_and_further_ahead_is_never_surer(make, n, seed, season):
    found = seen(make(n, seed), season)
    for inner, outer in zip(found.band(12, 0.8), reversed(found.band(12, 0.95)), strict=True):
        assert (inner != outer).all()
    assert (found.band(12, 0.95)[0] < found.band(12, 0.8)[0]).all()
    spread = found.spread(12)
    assert (np.diff(spread[1:]) >= -0.02 * spread[1:-1]).all()


@FEW
@given(MAKES, LENGTHS, SEEDS, SEASONS)
def test_the_first_steps_are_the_same_however_far_is_looked_ahead(make, n, seed, season):
    found = seen(make(n, seed), season)
    for ahead in (found.middle, found.centre, found.spread):
        assert ahead(3) == pytest.approx(ahead(12)[:3])
    assert found.covariance(3) == pytest.approx(found.covariance(12)[:3, :3])


@FEW
@given(LENGTHS, SEEDS)
def test_a_history_up_to_a_day_knows_nothing_of_what_came_later(n, seed):
    values = noisy(n + 6, seed)
    assert (outlook(monthly(values).until(n)).middle(6) == outlook(monthly(values[:n])).middle(6)).all()


def test_the_same_name_gives_the_same_courses_and_another_name_others():
    found = seen(noisy(24, 1))
    assert (found.paths(6, "revenue") == seen(noisy(24, 1)).paths(6, "revenue")).all()
    assert (found.paths(6, "revenue") != found.paths(6, "revenue north")).any()
    assert found.paths(6, "revenue", count=10).shape == (10, 6)


@pytest.mark.parametrize("values", [both_signs(30, 4), noisy(30, 5), seasonal(30)[0], noisy(9, 6)])
@pytest.mark.parametrize("step", [1, 3, 6])
def test_courses_agree_with_the_chances_of_each_step(values, step):
    found = seen(values)
    paths = found.paths(6, "kpi", count=10_000)
    for share in (0.1, 0.3, 0.5, 0.7, 0.9):
        value = found.quantile(share, step)
        assert np.mean(paths[:, step - 1] >= value) == pytest.approx(1 - share, abs=0.02)


@pytest.mark.parametrize("values", [both_signs(30, 4), noisy(30, 5), seasonal(30)[0]])
def test_the_chance_of_a_total_of_one_period_is_the_chance_of_that_period(values):
    found = seen(values)
    for share in (0.1, 0.5, 0.9):
        value = found.quantile(share, 1)
        assert sum_chance(found.paths(1, "kpi").sum(axis=1), value, None) == pytest.approx(1 - share, abs=0.04)
        assert sum_chance(found.paths(1, "kpi").sum(axis=1), None, value) == pytest.approx(share, abs=0.04)


@pytest.mark.parametrize("h", [2, 6, 12])
def test_courses_vary_together_as_the_covariance_says(h):
    """Student's t has a variance of nu / (nu - 2) times the square of its scale; the median of squares is compared instead."""
    found = seen(both_signs(40, 2))
    away = found.paths(h, "kpi", count=10_000).sum(axis=1) - found.middle(h).sum()
    width = np.sqrt(found.covariance(h).sum())
    quartile = {4.6: 0.7315}[found.nu]  # the point of t with 4.6 degrees of freedom that three in four lie below
    assert np.median(np.abs(away)) == pytest.approx(quartile * width, rel=0.05)
    assert np.diag(found.covariance(h)) == pytest.approx(found.spread(h) ** 2)


def test_two_steps_go_together_by_what_lasts_and_by_the_tenth_they_share():
    found = seen(both_signs(40, 2))
    alpha = found.fit.alpha
    covariance, spread = found.covariance(2), found.spread(2)
    together = covariance[0, 1] / (spread[0] * spread[1])
    assert together == pytest.approx(0.9 * alpha / np.sqrt(1 + alpha**2) + 0.1)
    assert alpha >= 0.1


def test_to_hold_in_every_period_is_harder_than_in_any_one():
    found = seen(noisy(30, 7))
    paths = found.paths(6, "kpi")
    floor = 95.0
    always = always_chance(paths, floor, None)
    assert always < min(found.chance_above(floor, h) for h in range(1, 7))
    assert always == (np.sum(paths.min(axis=1) >= floor) + 0.5) / 2001
