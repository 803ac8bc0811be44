from datetime import date

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from kpi_core.periods import Grain, parse_period, period_of
from kpi_core.targets import Shape, baseline_of, card_grain, is_sum, path, route_to, series, usual_change
from kpi_core.units import Direction
from tests.targets.small import LEVEL, make_kpi, make_results, make_target


def expected(steps):
    return [step.expected for step in steps]


def test_the_parts_of_a_sum_add_up_to_the_target_and_keep_last_years_shape():
    results = make_results([1.0, 2.0, 3.0, 4.0, 4.0, 3.0, 2.0, 1.0, 1.0, 1.0, 1.0, 1.0])  # 24 in all
    steps = path(make_target(240.0), make_kpi(), results)
    assert [step.period.id for step in steps][:2] == ["2026-01", "2026-02"]
    assert expected(steps) == pytest.approx([10, 20, 30, 40, 40, 30, 20, 10, 10, 10, 10, 10])
    assert route_to(make_target(240.0), make_kpi(), results).shape is Shape.LAST_YEAR


@pytest.mark.parametrize(
    "year",
    [[1.0] * 11, [1.0] * 11 + [None], [1.0] * 11 + [-1.0], [0.0] * 12],
    ids=["a month short", "a month missing", "a negative month", "nothing sold"],
)
def test_a_last_year_that_cannot_be_a_shape_gives_an_even_route(year):
    results = make_results(year)
    steps = path(make_target(365.0), make_kpi(), results)
    assert expected(steps)[:3] == pytest.approx([31, 28, 31])
    assert route_to(make_target(365.0), make_kpi(), results).shape is Shape.EVEN


def test_a_sum_over_two_years_repeats_the_shape_of_the_last_year_before_its_start():
    results = make_results([2.0] * 6 + [1.0] * 6)
    steps = path(make_target(36.0, until=date(2027, 12, 31)), make_kpi(), results)
    assert expected(steps) == pytest.approx(([2.0] * 6 + [1.0] * 6) * 2)


def test_a_month_that_is_only_partly_inside_counts_for_its_days():
    target = make_target(30.5, start=date(2026, 4, 16), until=date(2026, 5, 31))
    steps = path(target, make_kpi(), make_results([1.0], first=date(2026, 4, 1)))
    assert expected(steps) == pytest.approx([30.5 * 15 / 46, 30.5 * 31 / 46])


@settings(max_examples=40, deadline=None)
@given(start=st.dates(date(2026, 1, 1), date(2026, 6, 1)), days=st.integers(20, 700), goal=st.floats(1, 1e6))
def test_every_route_of_a_sum_adds_up_to_its_target(start, days, goal):
    target = make_target(goal, start=start, until=date.fromordinal(start.toordinal() + days))
    steps = path(target, make_kpi(), make_results([3.0, 1.0] * 12, first=date(2024, 1, 1)))
    assert sum(expected(steps)) == pytest.approx(goal)


def test_a_level_goes_straight_from_its_baseline_and_arrives_on_its_last_day():
    kpi = make_kpi(formula=LEVEL)
    steps = path(make_target(136.5, baseline=100.0), kpi, make_results([100.0]))
    assert expected(steps)[0] == pytest.approx(103.1)
    assert expected(steps)[-1] == pytest.approx(136.5)


@pytest.mark.parametrize(("direction", "baseline"), [(Direction.HIGHER, 12.0), (Direction.LOWER, 8.0)])
def test_a_level_that_is_there_already_is_asked_to_stay_and_not_to_get_worse(direction, baseline):
    kpi = make_kpi(formula=LEVEL, direction=direction)
    assert set(expected(path(make_target(10.0, baseline=baseline), kpi, make_results([9.0])))) == {10.0}


def test_a_range_has_its_edges_as_a_route():
    kpi = make_kpi(formula=LEVEL, direction=Direction.RANGE)
    steps = path(make_target(low=4.0, high=8.0), kpi, make_results([5.0]))
    assert {(step.expected, step.low, step.high) for step in steps} == {(None, 4.0, 8.0)}


def test_without_results_or_without_a_baseline_there_is_no_route():
    level = make_kpi(formula=LEVEL)
    assert path(make_target(10.0), make_kpi(), make_results([])) == ()
    assert path(make_target(10.0), level, make_results([9.0], first=date(2026, 3, 1))) == ()


def test_a_baseline_is_the_stored_one_or_else_the_last_complete_value_before_the_start():
    points = series(make_results([5.0, 6.0, 7.0], first=date(2025, 10, 1), complete=2), "kpi")
    assert baseline_of(make_target(10.0), points) == 6.0
    assert baseline_of(make_target(10.0, baseline=0.0), points) == 0.0
    assert baseline_of(make_target(10.0, start=date(2025, 10, 1)), points) is None


def test_the_usual_change_leaves_out_the_period_that_is_judged():
    points = series(make_results([10.0, 12.0, 11.0, 14.0, 99.0]), "kpi")
    assert usual_change(points, parse_period("2025-05")) == 2.0  # of 2, 1 and 3
    assert usual_change(points[:3], parse_period("2025-05")) is None


@pytest.mark.parametrize(
    ("formula", "grain", "judged_at", "adds_up"),
    [
        ("sum(sales.net_amount)", Grain.WEEK, Grain.MONTH, True),
        ("sum(sales.net_amount)", Grain.QUARTER, Grain.MONTH, True),
        (LEVEL, Grain.DAY, Grain.MONTH, False),
        (LEVEL, Grain.QUARTER, Grain.QUARTER, False),
        ("distinct(sales.customer_id)", Grain.YEAR, Grain.YEAR, False),
    ],
)
def test_a_kpi_is_judged_per_month_or_slower(formula, grain, judged_at, adds_up):
    kpi = make_kpi(formula=formula, grain=grain)
    assert (card_grain(kpi), is_sum(kpi)) == (judged_at, adds_up)


def test_a_series_comes_in_order_of_time_with_gaps_as_none():
    results = make_results([1.0, None, 3.0])
    shuffled = type(results)(results.frame.sample(frac=1, random_state=3))
    points = series(shuffled, "kpi")
    assert [point.value for point in points] == [1.0, None, 3.0]
    assert points[0].period == period_of(date(2025, 1, 1), Grain.MONTH)
