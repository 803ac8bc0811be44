"""What a forecast does with too little, with gaps, and with what never changes."""

import numpy as np
import pytest

from kpi_core.forecast import FEWEST, History, Outlook, Silence, Stage, outlook
from kpi_core.texts import LANGS, say
from tests.forecast.planted import monthly, noisy, seasonal


def without(values, *places):
    found = np.array(values, float)
    found[list(places)] = np.nan
    return found


SILENT = [
    (noisy(5, 1), "too_short"),
    (np.empty(0), "too_short"),
    (without(noisy(8, 1), 1, 3, 5), "too_short"),
    (without(noisy(20, 1), *range(2, 16, 2)), "gaps"),  # 7 of 20
    (np.full(24, 7.0), "constant"),
    (np.zeros(24), "constant"),
    (50_000 + np.arange(24) % 2 * 1e-11, "constant"),  # the same sum, added up in another order
    (without(np.full(24, 7.0), 4), "constant"),
]


@pytest.mark.parametrize(("values", "reason"), SILENT)
def test_where_nothing_can_be_told_it_says_why(values, reason):
    found = outlook(monthly(values))
    assert isinstance(found, Silence)
    assert found.reason == reason
    for lang in LANGS:
        assert say(f"silence.{reason}", lang, **found.fields)


def test_six_values_are_enough_and_what_is_needed_is_told():
    assert isinstance(outlook(monthly(noisy(FEWEST, 1))), Outlook)
    assert outlook(monthly(noisy(4, 1))).fields == {"n": 4, "needed": 6}


def test_three_in_ten_left_out_is_still_a_forecast():
    assert isinstance(outlook(monthly(without(noisy(20, 1), *range(2, 14, 2)))), Outlook)


@pytest.mark.parametrize(
    ("n", "season", "longest", "stage"),
    [
        (6, 12, 3, Stage.FIRST_LOOK),
        (11, 12, 3, Stage.FIRST_LOOK),
        (12, 12, 12, Stage.ONE_YEAR),
        (23, 12, 12, Stage.ONE_YEAR),
        (24, 12, 18, Stage.FULL),
        (60, 12, 18, Stage.FULL),
        (7, 4, 3, Stage.FIRST_LOOK),
        (8, 4, 8, Stage.FULL),
        (20, 4, 18, Stage.FULL),
    ],
)
def test_less_history_shows_less_far_ahead(n, season, longest, stage):
    found = outlook(History(noisy(n, 1), season))
    assert (found.longest, found.stage, found.n) == (longest, stage, n)
    assert found.furthest == min(n, 18)


@pytest.mark.parametrize("places", [(10,), (3, 17), (0,), (29,), (11, 12, 13)])
def test_special_periods_are_left_out_and_count_as_time_that_passed(places):
    values, truth = seasonal(30)
    wild = np.array(values)
    wild[list(places)] *= 5
    told, plain, misled = (outlook(monthly(one)) for one in (without(wild, *places), values, wild))
    assert told.n == plain.n == 30
    assert told.middle(12) == pytest.approx(plain.middle(12), rel=0.08)
    assert told.middle(12) == pytest.approx(truth, rel=0.1)
    assert misled.fit.sigma > 3 * told.fit.sigma


def test_left_out_is_like_a_straight_line_over_what_has_no_season():
    values = noisy(20, 4)
    line = np.array(values)
    line[8] = np.sqrt(values[7] * values[9])  # halfway, in percentages
    assert outlook(monthly(without(values, 8))).middle(6) == pytest.approx(outlook(monthly(line)).middle(6), rel=0.01)


def test_a_series_that_almost_never_changes_is_not_called_sure():
    values = np.full(24, 50.0)
    values[5] = 51.0
    found = outlook(monthly(values))
    low, high = found.band(6)
    assert (low < 50).all()
    assert (high > 50).all()
    assert np.isfinite(found.paths(6, "kpi")).all()


@pytest.mark.parametrize(
    "values",
    [
        [0, 0, 0, 0, 0, 1],
        [1e-12, 2e-12, 1e-12, 3e-12, 1e-12, 2e-12],
        [1e15, 2e15, 1e15, 3e15, 1e15, 1.5e15, 1e15],
        [-5, 5] * 20,
        [1, 1000] * 12,
        list(range(1, 40)),
        [2.0**k for k in range(30)],
        [0.0] * 30 + [1e9],
    ],
    ids=lambda values: f"{values[:3]}...",
)
@pytest.mark.parametrize("season", [1, 4, 7, 12, 52])
def test_odd_series_give_finite_figures(values, season):
    found = outlook(History(np.array(values, float), season))
    low, high = found.band(12)
    middle, paths = found.middle(12), found.paths(12, "kpi", count=200)
    assert all(np.isfinite(one).all() for one in (low, middle, high, paths))
    assert ((low <= middle) & (middle <= high)).all()
    assert 0 <= found.chance_above(1.0, 12) <= 1
