"""What the newest period is when it gives no signal: ordinary, at the edge, or not to be judged."""

from dataclasses import replace

import numpy as np
import pytest

from kpi_core.forecast import history_of, outlook
from kpi_core.model import Marks, SeriesPoint
from kpi_core.signals import Sensitivity, judge_newest
from kpi_core.units import Direction
from tests.signals.small import history, months, noisy, shares
from tests.targets.small import make_kpi


def newest(values, sensitivity=Sensitivity.NORMAL, **more):
    return judge_newest(history(values, **more), months(len(values)), Direction.HIGHER, sensitivity)


def test_the_usual_band_is_that_of_the_forecast_made_a_period_before():
    values = noisy(30, 3)
    low, high = outlook(history(values[:29])).band(1)
    values[29] = outlook(history(values[:29])).middle(1)[0]
    found = newest(values)

    assert found.state == "normal"
    assert (found.low, found.high) == pytest.approx((low[0], high[0]))
    assert found.expected == pytest.approx(found.value)
    assert (found.period, found.n) == (months(30)[29], 30)


def test_the_further_off_the_stronger_the_word():
    values = noisy(30, 3)
    ahead = outlook(history(values[:29]))
    states = []
    for share in (0.5, 0.13, 0.06, 0.005):
        values[29] = ahead.quantile(share, 1)
        states.append(newest(values).state)

    assert states[:2] == ["normal", "normal"]
    assert states[3] == "signal"
    assert states == sorted(states, key=("normal", "edge", "near", "signal").index)


def test_a_little_outside_the_band_is_the_edge_and_no_news():
    values = np.tile([960.0, 1040.0], 18)
    ahead = outlook(history(values[:35]))
    values[35] = ahead.quantile(0.08, 1)

    assert newest(values).state == "edge"
    values[35] = ahead.quantile(0.03, 1)
    assert newest(values).state == "near"


def test_in_less_than_two_years_no_signal_says_nothing():
    values = noisy(24, 7)
    values[15] = outlook(history(values[:15])).middle(1)[0]

    told = newest(values[:16])

    assert (told.state, told.n, told.signal) == ("short", 16, None)
    assert judge_newest(replace(history(values[:16]), season=1), months(16), Direction.HIGHER).state == "normal"


def test_a_figure_that_never_moved_has_no_variation_to_hold_it_against():
    assert newest(np.full(30, 5.0)).state == "constant"


def test_too_many_missing_periods_are_told():
    values = noisy(40, 1)
    values[2:30:2] = np.nan

    assert newest(values).state == "gaps"


def test_a_special_newest_period_leaves_the_one_before_it_to_be_judged():
    values = noisy(30, 2)
    values[28] = 500.0
    values[29] = np.nan

    assert newest(values).signal.period == months(30)[28]


def test_an_unfinished_period_is_never_judged():
    values = noisy(31, 2)
    points = [
        SeriesPoint(period, float(value), complete=place < 30, rows=9)
        for place, (period, value) in enumerate(zip(months(31), values, strict=True))
    ]
    points[-1] = SeriesPoint(months(31)[30], 1.0, complete=False, rows=1)
    told = judge_newest(*history_of(points, make_kpi()), Direction.HIGHER)

    assert told.period == months(31)[29]
    assert told == judge_newest(*history_of(points[:-1], make_kpi()), Direction.HIGHER)


def test_a_period_called_special_is_no_signal():
    values = noisy(30, 2)
    values[29] = 500.0
    points = [SeriesPoint(p, float(v), complete=True, rows=9) for p, v in zip(months(30), values, strict=True)]
    marks = Marks(special=frozenset({months(30)[29]}))

    assert judge_newest(*history_of(points, make_kpi()), Direction.HIGHER).signal
    assert judge_newest(*history_of(points, make_kpi(), marks), Direction.HIGHER).signal is None


def test_a_share_of_a_handful_is_not_judged():
    assert judge_newest(shares([1, 1] * 15, [2, 2] * 15), months(30), Direction.HIGHER).state == "few"


def test_a_share_of_a_few_is_judged_over_three_periods_together():
    told = judge_newest(shares([4] * 27 + [4, 5, 3], [9] * 30), months(30), Direction.HIGHER)

    assert (told.state, told.value) == ("normal", 12 / 27)
