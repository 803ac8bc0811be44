"""What a forecast rests on: whole, ordinary periods, from the first with a value on."""

from datetime import date

import numpy as np
import pytest

from kpi_core.catalogue import CATALOGUE
from kpi_core.forecast import Scale, history_of, outlook, season_of
from kpi_core.forecast.counted import CountedOutlook
from kpi_core.model import Marks, SeriesPoint
from kpi_core.periods import Grain, period_of
from kpi_core.units import Unit
from tests.forecast.planted import noisy
from tests.targets.small import LEVEL, make_kpi

SALES = make_kpi()
AVERAGE = make_kpi(formula=LEVEL)
COUNT = make_kpi(formula="count(sales)", unit=Unit.COUNT)
SHARE = make_kpi(formula="distinct(sales.order_id) / count(sales)", unit=Unit.PERCENT)
FIRST = period_of(date(2024, 1, 1), Grain.MONTH)


def points(values, *, unfinished=0, grain=Grain.MONTH, rows=(), **more):
    """Return one point per value, None = no value; rows: how many each rests on, where not 5."""
    start, whole = period_of(FIRST.start, grain), len(values) - unfinished
    return [
        SeriesPoint(start.shifted(at), value, at < whole, rows[at] if rows else 5, **more)
        for at, value in enumerate(values)
    ]


def month(at):
    return FIRST.shifted(at)


def values_of(found, kpi=AVERAGE, marks=None):
    history, periods = history_of(found, kpi, *(() if marks is None else (marks,)))
    assert len(history.values) == len(periods)
    return history.values.tolist()


def test_unfinished_periods_are_no_history():
    history, periods = history_of(points([1.0, 2.0, 3.0, 4.0], unfinished=2), SALES)
    assert history.values.tolist() == [1, 2]
    assert periods == (month(0), month(1))


def test_a_history_starts_at_the_first_value_and_keeps_the_place_of_what_misses():
    found = values_of(points([None, None, 3.0, None, 5.0, 6.0]))
    assert found[0] == 3
    assert np.isnan(found[1])
    assert found[2:] == [5, 6]


def test_a_period_that_is_not_there_at_all_keeps_its_place_too():
    some = points([1.0, 2.0, 3.0, 4.0])
    history, periods = history_of([some[0], some[3]], AVERAGE)
    assert np.isnan(history.values[1:3]).all()
    assert periods == tuple(month(at) for at in range(4))


@pytest.mark.parametrize(
    "marks", [Marks(special=frozenset({month(1)})), Marks(unknown=frozenset({month(1)}))], ids=["special", "unknown"]
)
def test_what_the_owner_calls_special_or_not_written_down_is_left_out(marks):
    found = values_of(points([1.0, 2.0, 3.0]), SALES, marks)
    assert np.isnan(found[1])
    assert found[::2] == [1, 3]


def test_a_month_of_nothing_counts_once_the_owner_says_so():
    some = points([10.0, 0.0, 30.0], rows=(5, 0, 5))
    assert np.isnan(values_of(some, SALES)[1])
    assert values_of(some, SALES, Marks(nothing=frozenset({month(1)}))) == [10, 0, 30]


@pytest.mark.parametrize("kpi", [SALES, COUNT])
def test_what_adds_up_begins_with_its_first_row(kpi):
    """A part of the company that began in March sold nothing in January because it was not there."""
    history, periods = history_of(points([0.0, 0.0, 5.0, 6.0], rows=(0, 0, 3, 3)), kpi)
    assert (history.values.tolist(), periods) == ([5, 6], (month(2), month(3)))


def test_nothing_but_gaps_is_no_history():
    for some in ([], points([None, None]), points([1.0, 2.0], unfinished=2)):
        history, periods = history_of(some, SALES)
        assert (len(history.values), periods) == (0, ())


@pytest.mark.parametrize(
    ("grain", "season"),
    [(Grain.DAY, 7), (Grain.WEEK, 52), (Grain.MONTH, 12), (Grain.QUARTER, 4), (Grain.YEAR, 1)],
)
def test_every_grain_has_its_season(grain, season):
    assert season_of(grain) == season
    assert history_of(points([1.0, 2.0], grain=grain), AVERAGE)[0].season == season


def test_the_owner_can_say_that_there_is_a_season():
    assert history_of(points([1.0]), SALES, Marks(seasonal=True))[0].seasonal
    assert not history_of(points([1.0]), SALES)[0].seasonal


@pytest.mark.parametrize(
    ("kpi", "values", "bounds"),
    [
        (COUNT, [3.0, 5.0], (0, np.inf)),
        (SHARE, [0.3, 0.5], (0, 1)),
        (SALES, [3.0, 5.0], (-np.inf, np.inf)),
        (COUNT, [-3.0, 5.0], (-np.inf, np.inf)),  # corrections: it is no plain count
        (SHARE, [0.3, 1.5], (-np.inf, np.inf)),
    ],
)
def test_nothing_is_counted_below_0_and_no_share_above_all(kpi, values, bounds):
    assert history_of(points(values), kpi)[0].bounds == bounds


def test_a_share_knows_what_it_is_of_and_keeps_it_when_looked_at_earlier():
    history, _ = history_of(points([0.3, None, 0.5], denominator=40.0), SHARE)
    assert np.isnan(history.counts[1])
    assert history.counts[[0, 2]].tolist() == [40, 40]
    assert len(history.until(2).counts) == len(history.until(2).values) == 2
    assert history_of(points([3.0], denominator=40.0), AVERAGE)[0].counts is None


def test_a_margin_of_answers_widens_the_forecast():
    """A margin is what 19 in 20 samples stay within: 1.96 standard deviations."""
    assert history_of(points([30.0, 40.0], margin=9.8), AVERAGE)[0].sampling == pytest.approx(5)


def test_a_score_between_100_below_and_100_above_keeps_to_that():
    score = CATALOGUE["net_promoter_score"]
    found = outlook(history_of(points([95.0, 99.0, 97.0, 60.0, 98.0, 100.0, 96.0]), score)[0])
    low, high = found.band(6, 0.95)
    assert found.scale is Scale.RAW
    assert high.max() == 100
    assert (low >= -100).all()
    assert found.paths(6, "kpi").max() == 100
    assert found.chance_above(100.5, 3) == 0


@pytest.mark.parametrize("hits", [0, 40])
def test_a_share_at_the_end_of_its_scale_is_counted_and_stays_possible(hits):
    some = points([hits / 40] * 10 + [20 / 40] * 2, denominator=40.0)
    found = outlook(history_of(some, SHARE)[0])
    assert isinstance(found, CountedOutlook)
    low, high = found.band(6)
    paths = found.paths(6, "kpi")
    assert 0 <= low.min() <= found.middle(6)[0] <= high.max() <= 1
    assert ((paths >= 0) & (paths <= 1)).all()
    share = (hits * 10 + 20 * 2 + 0.5) / (40 * 12 + 1)
    assert found.middle(1)[0] == pytest.approx(share)
    assert paths.mean() == pytest.approx(share, abs=0.02)
    for value in (0.25, 0.5, 0.75):
        assert np.mean(paths[:, 2] >= value) == pytest.approx(found.chance_above(value, 3), abs=0.04)


def test_a_share_clear_of_its_ends_never_leaves_them():
    values = np.clip(0.1 * noisy(24, 1, size=0.4) / 100, 0.03, 0.9)
    found = outlook(history_of(points(values.tolist(), denominator=200.0), SHARE)[0])
    low, high = found.band(12, 0.99)
    assert 0 < low.min() < high.max() < 1
    assert found.chance_above(1.0, 6) == pytest.approx(0, abs=1e-3)
    assert found.chance_above(0.0, 6) == 1


def test_every_kpi_of_the_catalogue_has_a_history():
    for kpi in CATALOGUE.values():
        history, periods = history_of(points([0.2, 0.4, 0.3], denominator=50.0), kpi)
        assert (history.values.tolist(), len(periods)) == ([0.2, 0.4, 0.3], 3)
