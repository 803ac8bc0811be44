"""Processes whose truth is known: the forecast finds what was planted, and no more."""

import numpy as np
import pytest

from kpi_core.forecast import History, Scale, outlook
from tests.forecast.planted import both_signs, monthly, noisy, seasonal, shape


@pytest.mark.parametrize("start", [0, 1, 5, 11])
@pytest.mark.parametrize("n", [24, 31, 36, 60])
def test_a_season_is_forecast_from_whichever_month_the_history_starts(n, start):
    values, truth = seasonal(n, start=start)
    assert outlook(monthly(values)).middle(12) == pytest.approx(truth, rel=0.06)


@pytest.mark.parametrize(("season", "n"), [(4, 12), (4, 20), (7, 60), (52, 120)])
def test_a_season_of_quarters_days_and_weeks_is_forecast_too(season, n):
    values, truth = seasonal(n, season=season)
    assert outlook(History(values, season)).middle(season) == pytest.approx(truth, rel=0.1)


@pytest.mark.parametrize("start", range(0, 7, 3))
def test_the_shape_of_a_week_is_found_in_years_of_days(start):
    """Years of days that rise and fall slowly: what lies far back is not read, and the place in the week is kept."""
    n = 900 + start
    slow = 0.3 * np.sin(2 * np.pi * np.arange(n + 7) / 365)
    truth = 100 * np.exp(np.resize(shape(7), n + 7) + slow)
    values = truth[:n] * np.exp(np.random.default_rng(2).normal(0, 0.02, n))
    assert outlook(History(values, 7)).middle(7) == pytest.approx(truth[n:], rel=0.06)


def test_what_repeats_exactly_is_forecast_to_repeat():
    year = 100 * np.exp(shape())
    assert outlook(monthly(np.tile(year, 3))).middle(24) == pytest.approx(np.tile(year, 2))


def test_noise_is_not_taken_for_a_season():
    """Twelve means of three random values differ; the forecast believes little of it."""
    spread = [np.ptp(np.log(outlook(monthly(noisy(36, seed))).middle(12))) for seed in range(20)]
    means = [np.ptp(np.log(noisy(36, seed)).reshape(3, 12).mean(axis=0)) for seed in range(20)]
    assert np.mean(spread) < np.mean(means) / 3


@pytest.mark.parametrize("step", [-1.5, 2.0])
def test_a_trend_is_followed_with_restraint(step):
    values = 200 + step * np.arange(48) + np.random.default_rng(3).normal(0, 0.5, 48)
    found = outlook(monthly(values))
    ahead = (found.middle(6) - values[-1]) / (step * np.arange(1, 7))
    assert (ahead[2:] > 0.35).all()
    assert (ahead < 1.1).all()


def test_growth_by_percentages_is_not_taken_for_a_season():
    values, truth = seasonal(36, trend=0.02, noise=0.01)
    found = outlook(monthly(values))
    assert found.middle(6) == pytest.approx(truth[:6], rel=0.12)
    assert np.corrcoef(np.log(found.middle(12)), np.log(truth))[0, 1] > 0.95


@pytest.mark.parametrize("make", [noisy, both_signs])
@pytest.mark.parametrize(("n", "season"), [(8, 12), (12, 12), (18, 12), (24, 12), (36, 12), (12, 4), (40, 1)])
def test_four_in_five_come_inside_the_band_of_plain_noise(make, n, season):
    inside = []
    for seed in range(25):
        values = make(n + 6, seed)
        low, high = outlook(History(values[:n], season)).band(6)
        inside.append((low <= values[n:]) & (values[n:] <= high))
    assert 0.72 < np.mean(inside) < 0.97


def test_the_middle_of_noise_is_its_level():
    middles = [outlook(monthly(noisy(30, seed))).middle(12).mean() for seed in range(20)]
    assert np.mean(middles) == pytest.approx(100, rel=0.03)


@pytest.mark.parametrize(
    ("values", "scale"),
    [
        (noisy(24, 1), Scale.LOG),
        (both_signs(24, 1), Scale.RAW),
        (np.append(noisy(23, 1), 0.0), Scale.RAW),
        (np.append(noisy(23, 1), 1.0), Scale.RAW),  # a hundredth of the usual
        (np.append(noisy(23, 1), 5.0), Scale.LOG),
    ],
    ids=["percentages", "both signs", "a zero", "close to zero", "low, not close to zero"],
)
def test_logarithms_are_taken_where_no_value_is_close_to_zero(values, scale):
    assert outlook(monthly(values)).scale is scale


def test_eight_quarters_have_no_season_and_nine_can():
    strengths = {n: outlook(History(seasonal(n, season=4)[0], 4)).fit.strength for n in (7, 8, 9, 12)}
    assert (strengths[7], strengths[8]) == (0, 0)
    assert strengths[9] > 0.8
    assert strengths[12] > 0.8


def test_two_years_of_months_show_a_season_and_one_month_less_does_not():
    assert outlook(monthly(seasonal(24)[0])).fit.strength > 0.8
    assert outlook(monthly(seasonal(23)[0])).fit.strength == 0


@pytest.mark.parametrize("n", [12, 15, 18])
def test_between_one_and_two_years_last_year_is_followed_more_where_the_owner_says_there_is_a_season(n):
    values, truth = seasonal(n, size=0.4)
    errors = [
        np.abs(np.log(outlook(monthly(values, seasonal=told)).middle(12) / truth)).mean() for told in (True, False)
    ]
    assert errors[0] < 0.07
    assert errors[0] <= errors[1] + 1e-9


def test_from_two_years_on_the_season_is_measured_whatever_the_owner_says():
    values, _ = seasonal(24)
    told, untold = (outlook(monthly(values, seasonal=one)).middle(12) for one in (True, False))
    assert (told == untold).all()


def test_a_lasting_jump_is_taken_over_within_half_a_year():
    values = np.concatenate([noisy(24, 1), noisy(6, 2, level=200.0)])
    assert outlook(monthly(values)).middle(1)[0] == pytest.approx(200, rel=0.2)
