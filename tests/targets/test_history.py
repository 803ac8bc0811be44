"""What a target asks, beside the best the KPI did before: each best worked out by hand."""

from datetime import date

import pytest

from kpi_core.series import series
from kpi_core.targets.history import Ask, ask_of
from kpi_core.units import Direction, Unit
from tests.targets.small import LEVEL, make_kpi, make_results, make_target

FIRST = date(2024, 1, 1)
GROWN = [10.0] * 12 + [9.0] * 12  # 120 in 2024, 108 in 2025: 10% less
QUIET = [0.30] * 12 + [0.30 - 0.002 * month for month in range(12)]


def asked(target, values, *, formula="sum(sales.net_amount)", direction=Direction.HIGHER, first=FIRST):
    kpi = make_kpi(formula=formula, direction=direction, unit=Unit.RATIO)
    return ask_of(target, kpi, series(make_results(values, first=first), "kpi", None))


@pytest.mark.parametrize(
    ("goal", "direction", "within", "easy"),
    [
        pytest.param(100, Direction.LOWER, True, False, id="7% less, where 10% less was done"),
        pytest.param(90, Direction.LOWER, False, False, id="17% less"),
        pytest.param(110, Direction.LOWER, True, True, id="more of what should fall"),
        pytest.param(100, Direction.HIGHER, False, True, id="less of what should rise"),
        pytest.param(120, Direction.HIGHER, False, False, id="11% more, where it only fell"),
    ],
)
def test_a_total_is_weighed_by_its_growth_over_the_same_months_a_year_before(goal, direction, within, easy):
    found = asked(make_target(goal), GROWN, direction=direction)

    assert (found.asked, found.best) == (pytest.approx(goal / 108 - 1), pytest.approx(-0.1))
    assert (found.kind, found.base, found.periods) == ("sum", 108, 12)
    assert (found.within, found.easy) == (within, easy)


@pytest.mark.parametrize(
    ("goal", "within", "easy"),
    [
        pytest.param(0.26, True, False, id="0.02 less, where 0.022 less was done"),
        pytest.param(0.25, False, False, id="0.03 less"),
        pytest.param(0.29, True, True, id="higher than it is"),
    ],
)
def test_a_level_that_should_fall_is_weighed_by_its_largest_fall_over_as_many_periods(goal, within, easy):
    found = asked(make_target(goal, baseline=0.28), QUIET, formula=LEVEL, direction=Direction.LOWER)

    assert (found.kind, found.best, found.asked) == ("level", pytest.approx(-0.022), pytest.approx(goal - 0.28))
    assert (found.within, found.easy) == (within, easy)


@pytest.mark.parametrize(
    ("low", "high", "inside"),
    [(4.0, 8.0, 7), (None, 8.0, 7), (6.0, None, 5)],
    ids=["between", "at most", "at least"],
)
def test_a_range_is_weighed_by_how_many_of_the_last_twelve_lay_inside(low, high, inside):
    values = [99.0] * 3 + [9.0] * 5 + [5.0] * 7
    found = asked(make_target(low=low, high=high), values, formula=LEVEL)

    assert found == Ask("range", 12, inside, 0.0, 12, within=2 * inside >= 12)


@pytest.mark.parametrize(
    ("target", "values", "formula"),
    [
        pytest.param(make_target(120.0), [], "sum(sales.net_amount)", id="no history"),
        pytest.param(make_target(120.0), [0.0] * 24, "sum(sales.net_amount)", id="nothing to grow from"),
        pytest.param(make_target(120.0), [10.0] * 14, "sum(sales.net_amount)", id="a year, and no year before"),
        pytest.param(make_target(low=1.0, high=2.0), [1.0] * 24, "sum(sales.net_amount)", id="a range of a total"),
        pytest.param(make_target(0.5, baseline=0.4), [0.4] * 12, LEVEL, id="no change over as many periods"),
        pytest.param(make_target(0.5), [None] * 24, LEVEL, id="no value before the start"),
    ],
)
def test_without_enough_history_nothing_is_compared(target, values, formula):
    first = FIRST if len(values) != 12 else date(2025, 1, 1)

    assert asked(target, values, formula=formula, first=first) is None


def test_a_level_whose_last_value_before_the_start_is_missing_has_nothing_to_start_from():
    values = [*[0.3] * 23, None]

    assert asked(make_target(0.5), values, formula=LEVEL) is None


def test_nine_months_that_begin_and_end_halfway_are_not_put_beside_ten_whole_ones():
    halfway = make_target(90, start=date(2026, 3, 16), until=date(2026, 12, 15))

    assert asked(halfway, GROWN) is None
    assert asked(make_target(90, start=date(2026, 3, 1)), GROWN).base == 90
