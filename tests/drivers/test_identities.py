"""The parts add up to the change, exactly, whatever the numbers; and worked examples by hand."""

import math

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from kpi_core.drivers import effects, rate_and_mix
from kpi_core.drivers.ratios import turned

CLOSE = 1e-9
NUMBER = st.one_of(st.just(0.0), st.floats(-1000, 1000), st.integers(0, 50).map(float))
WEIGHT = st.one_of(st.just(0.0), st.floats(0.01, 1000), st.integers(0, 50).map(float))
PARTS = st.lists(st.tuples(NUMBER, WEIGHT, NUMBER, WEIGHT), min_size=1, max_size=8)
FACTORS = st.lists(st.tuples(st.floats(0.01, 1e4), st.floats(0.01, 1e4)), min_size=1, max_size=5)


def sides(rows):
    x0, d0, x1, d1 = (np.array(column, dtype="float64") for column in zip(*rows, strict=True))
    return (x0, d0), (x1, d1)


@given(PARTS)
def test_rate_and_mix_add_up_to_the_change_of_the_ratio(rows):
    before, now = sides(rows)
    split = rate_and_mix(before, now)

    if before[1].sum() <= 0 or now[1].sum() <= 0:
        assert split is None
        return
    change = now[0].sum() / now[1].sum() - before[0].sum() / before[1].sum()
    size = max(1.0, *(abs(x).sum() / d.sum() for x, d in (before, now)))
    assert split.rate.sum() + split.mix.sum() == pytest.approx(change, abs=CLOSE * size)


@given(PARTS)
def test_a_ratio_that_stands_still_in_a_part_adds_no_rate(rows):
    """Where every part keeps its ratio, the whole change is a shift between the parts."""
    rows = [(d0 * 0.3, d0, d1 * 0.3, d1) for _, d0, _, d1 in rows]
    before, now = sides(rows)
    split = rate_and_mix(before, now)

    if split is not None:
        assert split.rate == pytest.approx(np.zeros(len(rows)), abs=CLOSE)


@pytest.mark.parametrize(
    ("rows", "rate", "mix"),
    [
        # weights .6/.4 and .3/.7, ratios .2/.1 and .3/.1: whole .16 and .16
        pytest.param(
            [(12, 60, 9, 30), (4, 40, 7, 70)], [0.045, 0], [-0.3 * (0.25 - 0.16), 0.3 * (0.1 - 0.16)], id="both"
        ),
        # a part that was not there yet has the ratio it has now: it is all mix; whole .2 and .25
        pytest.param(
            [(20, 100, 20, 100), (0, 0, 30, 100)], [0, 0], [-0.5 * (0.2 - 0.225), 0.5 * (0.3 - 0.225)], id="new"
        ),
        pytest.param(
            [(20, 100, 20, 100), (30, 100, 0, 0)], [0, 0], [0.5 * (0.2 - 0.225), -0.5 * (0.3 - 0.225)], id="gone"
        ),
        # costs without any revenue below them: all rate, since there is no weight to shift
        pytest.param([(20, 100, 20, 100), (0, 0, 5, 0)], [0, 0.05], [0, 0], id="nothing below"),
    ],
)
def test_worked_by_hand(rows, rate, mix):
    split = rate_and_mix(*sides(rows))

    assert split.rate == pytest.approx(rate)
    assert split.mix == pytest.approx(mix)


def test_every_part_better_and_the_whole_worse():
    """30% to 31.5% and 5% to 6%, while the whole goes from 11.8% to 10.25%: +1.1 points by rate, -2.7 by mix."""
    first, then = (0.118 - 0.05) / 0.25, (0.1025 - 0.06) / 0.255
    before = np.array([0.30 * first, 0.05 * (1 - first)]), np.array([first, 1 - first])
    now = np.array([0.315 * then, 0.06 * (1 - then)]), np.array([then, 1 - then])
    split = rate_and_mix(before, now)

    assert split.rate.sum() == pytest.approx(0.011, abs=5e-4)
    assert split.mix.sum() == pytest.approx(-0.027, abs=5e-4)
    assert turned(split, 0.1025 - 0.118, (before[1] + now[1]) / 2)


def test_a_change_that_all_parts_make_is_no_shift():
    split = rate_and_mix(*sides([(30, 100, 20, 100), (30, 100, 25, 100)]))

    assert not turned(split, -0.075, np.array([0.5, 0.5]))


@given(FACTORS)
def test_the_effects_of_factors_add_up_to_the_change_of_the_product(factors):
    before, now = zip(*factors, strict=True)
    change = math.prod(now) - math.prod(before)

    assert math.fsum(effects(before, now)) == pytest.approx(change, abs=CLOSE * max(math.prod(now), math.prod(before)))


@given(FACTORS)
def test_the_order_of_factors_does_not_matter(factors):
    before, now = zip(*factors, strict=True)

    assert effects(before[::-1], now[::-1])[::-1] == pytest.approx(effects(before, now), rel=1e-9, abs=1e-9)


def test_effects_by_hand():
    """1000 visitors x 2% x 50 euro = 1000, to 1500 x 2% x 40 = 1200: L = 200 / ln 1.2, times ln 1.5 and ln 0.8."""
    mean = 200 / math.log(1.2)

    found = effects((1000, 0.02, 50), (1500, 0.02, 40))

    assert found == pytest.approx((mean * math.log(1.5), 0, mean * math.log(0.8)))
    assert found == pytest.approx((444.780, 0, -244.780), abs=1e-3)


def test_a_product_that_stays_equal_is_weighed_by_itself():
    assert effects((2, 50), (4, 25)) == pytest.approx((100 * math.log(2), -100 * math.log(2)))


@pytest.mark.parametrize("factors", [((0, 5), (3, 5)), ((3, 5), (3, 0)), ((-1, 5), (3, 5))])
def test_a_factor_of_nothing_cannot_be_split(factors):
    assert effects(*factors) is None
