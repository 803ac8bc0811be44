"""What may be said of a named pair: planted leads are found, shared trends and seasons are not, words keep to the months."""

from math import atanh, erfc, sqrt

import numpy as np
import pytest

from kpi_core.leading import LAGS, Verdict, check, links, shocks
from tests.leading.pairs import around, related, unrelated

SILENT = {Verdict.CANNOT_TELL, Verdict.TOO_SHORT, Verdict.GAPS}
DECEMBER = [0, -1, 0, 0.5, 1, 0.5, -2, -2, 0.5, 0, 1, 6]
SHAPES = {
    "nothing": {},
    "growth": {"trend": 0.2},
    "a smooth season": {"wave": 3.0},
    "a sharp December": {"peaks": DECEMBER},
    "growth and a season": {"trend": 0.2, "wave": 3.0},
}


@pytest.mark.parametrize("n", [24, 36, 60])
@pytest.mark.parametrize("shape", SHAPES.values(), ids=SHAPES)
def test_what_two_series_share_by_accident_is_not_called_leading(shape, n):
    said = [check(*unrelated(n, seed, around(n, **shape)), 2).verdict not in SILENT for seed in range(100)]

    assert sum(said) <= 12


@pytest.mark.parametrize("n", [36, 60])
def test_a_season_that_grows_with_the_business_is_not_called_leading(n):
    shape = around(n, trend=0.3, wave=2.0)

    assert sum(check(*unrelated(n, seed, shape, grows=True), 2).verdict not in SILENT for seed in range(100)) <= 12


@pytest.mark.parametrize("link", [0.9, -0.9], ids=["more follows more", "less follows more"])
def test_a_planted_lead_of_two_months_is_found_after_five_years(link):
    found = [check(*related(60, seed, link, wave=3.0, trend=0.1), 2) for seed in range(20)]

    assert all((one.verdict, one.lag, one.same) == (Verdict.OFTEN, 2, link > 0) for one in found)


def test_with_three_years_it_fits_at_most():
    found = [check(*related(36, seed, 0.9), 2) for seed in range(20)]

    assert {one.verdict for one in found} <= {Verdict.FITS, Verdict.CANNOT_TELL}
    assert sum(one.verdict is Verdict.FITS for one in found) >= 18


def test_after_five_years_a_lead_at_another_lag_than_was_named_is_told():
    found = [check(*related(60, seed, 0.9, lag=3), 1) for seed in range(20)]

    assert sum((one.verdict, one.lag) == (Verdict.ELSEWHERE, 3) for one in found) >= 18


def test_before_five_years_no_other_lag_is_looked_at():
    found = [check(*related(48, seed, 0.95, lag=3), 1) for seed in range(20)]

    assert {one.lag for one in found} == {1}
    assert sum(one.verdict is Verdict.CANNOT_TELL for one in found) >= 16


def test_what_follows_does_not_lead():
    said = [check(*reversed(related(60, seed, 0.9)), 2).verdict in (Verdict.FITS, Verdict.OFTEN) for seed in range(40)]

    assert sum(said) <= 5


def with_holes(values, holes):
    found = values.copy()
    found[list(holes)] = np.nan
    return found


@pytest.mark.parametrize(
    ("n", "holes", "verdict"),
    [(23, (), Verdict.TOO_SHORT), (40, range(10, 24), Verdict.GAPS), (30, range(7), Verdict.GAPS)],
    ids=["23 months", "a third missing", "23 of 30 known"],
)
def test_too_few_months_of_both_give_no_verdict(n, holes, verdict):
    first, then = related(n, 1, 0.9)

    assert check(with_holes(first, holes), then, 2).verdict is verdict


def test_a_few_missing_months_are_no_reason_for_silence():
    first, then = related(66, 3, 0.9)

    assert check(with_holes(first, [5, 20]), with_holes(then, [33]), 2).verdict is Verdict.OFTEN


@pytest.mark.parametrize("flat", [np.full(36, 5.0), np.zeros(36), 100 + 3.0 * np.arange(36)], ids=["5", "0", "a line"])
def test_a_series_without_surprises_tells_nothing(flat):
    assert check(flat, related(36, 1, 0.9)[1], 2).verdict is Verdict.CANNOT_TELL


def test_every_pair_that_was_looked_at_raises_the_bar():
    pairs = [related(36, seed, 0.55) for seed in range(60)]
    said = [sum(check(*pair, 2, looked=looked).verdict is Verdict.FITS for pair in pairs) for looked in (1, 5, 50)]

    assert said[0] > said[1] > said[2]


def left_by_hand(values):
    """Return what is left after a line, two waves and the month before, in logarithms."""
    t = np.arange(len(values))
    waves = [part(2 * np.pi * k * t / 12) for k in (1, 2) for part in (np.sin, np.cos)]
    design = np.array([np.ones(len(t)), t, *waves]).T
    z = np.log(values)
    rest = z - design @ np.linalg.solve(design.T @ design, design.T @ z)
    memory = (rest[1:] * rest[:-1]).sum() / (rest[:-1] ** 2).sum()
    return rest[1:] - memory * rest[:-1]


def test_what_is_left_is_what_the_normal_equations_leave():
    first, _ = related(48, 2, 0.5, wave=3.0)

    found = shocks(first, 12)

    assert found.fitted == 6
    assert np.isnan(found.left[0])
    assert found.left[1:] == pytest.approx(left_by_hand(first), abs=1e-9)


@pytest.mark.parametrize("lag", LAGS)
def test_the_chance_of_a_link_is_that_of_fisher(lag):
    first, then = related(48, 2, 0.5, wave=3.0)
    one, two = left_by_hand(first)[:-lag], left_by_hand(then)[lag:]
    r = ((one - one.mean()) * (two - two.mean())).mean() / (one.std() * two.std())
    z = atanh(r) * sqrt(len(one) - 3 - 6)

    assert links(first, then)[lag] == pytest.approx((r, erfc(abs(z) / sqrt(2))), abs=1e-9)


def test_a_year_with_a_sharp_peak_gets_a_level_for_every_month():
    chance = np.random.default_rng(5)
    values = 100 + around(60, peaks=DECEMBER) + chance.normal(0, 0.3, 60)

    found = shocks(values, 12)

    assert found.fitted == 13
    assert np.nanstd(found.left[11::12]) < 0.01
