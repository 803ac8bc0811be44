from datetime import date

import pandas as pd
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from kpi_core.model import Form, Results, Variant, Verdict
from kpi_core.periods import Grain, parse_period
from kpi_core.targets import Shape, assess
from kpi_core.units import Direction, Unit
from tests.targets.small import JULY, LEVEL, make_kpi, make_results, make_target

V = Verdict
FLAT_YEAR = [10.0] * 12
RANK = {V.MISSED: 0, V.OFF_COURSE: 0, V.AT_RISK: 1, V.ON_COURSE: 2, V.REACHED: 2}
SUM_HIGH = make_kpi()
SUM_LOW = make_kpi(direction=Direction.LOWER)
LEVEL_HIGH = make_kpi(formula=LEVEL)
LEVEL_LOW = make_kpi(formula=LEVEL, direction=Direction.LOWER)


@pytest.mark.parametrize(
    ("kpi", "months", "verdict"),
    [
        # Four months of 31 to 28 days, so 120 of 365 days: 120 of the target of 365 is expected.
        (SUM_HIGH, [30.0] * 4, V.ON_COURSE),
        (SUM_HIGH, [29.4] * 4, V.ON_COURSE),  # 117.6: 2% behind
        (SUM_HIGH, [29.1] * 4, V.AT_RISK),  # 116.4: 3% behind
        (SUM_HIGH, [27.0] * 4, V.AT_RISK),  # 108: 10% behind
        (SUM_HIGH, [26.7] * 4, V.OFF_COURSE),
        (SUM_HIGH, [92.0] * 4, V.REACHED),  # 368, the target is in
        (SUM_LOW, [30.0] * 4, V.ON_COURSE),
        (SUM_LOW, [15.0] * 4, V.ON_COURSE),
        (SUM_LOW, [31.5] * 4, V.AT_RISK),
        (SUM_LOW, [36.0] * 4, V.OFF_COURSE),
        (SUM_LOW, [92.0] * 4, V.MISSED),  # 368 is past the ceiling already
    ],
    ids=lambda value: str(value)[:24],
)
def test_a_sum_too_short_for_a_forecast_is_judged_by_the_part_of_the_target_that_belongs_to_the_months_passed(
    kpi, months, verdict
):
    status = assess(make_target(365.0), kpi, make_results(months, first=date(2026, 1, 1)), date(2026, 5, 5))
    assert (status.verdict, status.expected, status.now) == (verdict, pytest.approx(120), pytest.approx(sum(months)))
    assert status.gap == pytest.approx(sum(months) - 120)
    assert (status.reach, status.chance) == (date(2026, 4, 30), None)
    assert (status.fields.get("judged") == "pace") is (verdict not in (V.REACHED, V.MISSED))


def test_the_months_of_last_year_shape_the_route_of_a_sum():
    last_year = [30.0, 10.0, 10.0, 10.0, 10.0, 10.0, 5.0, 5.0, 5.0, 2.0, 2.0, 1.0]  # 100 in all, 80 in the first half
    status = assess(make_target(200.0), SUM_HIGH, make_results([*last_year, 60, 20, 20, 20, 20, 20]), JULY)
    assert (status.expected, status.now, status.fields["route"]) == (pytest.approx(160), 160, Shape.LAST_YEAR)


def test_without_a_year_of_history_the_route_of_a_sum_goes_evenly_by_days():
    status = assess(make_target(365.0), SUM_HIGH, make_results([31.0, 20.0], first=date(2026, 1, 1)), JULY)
    assert (status.expected, status.now, status.verdict) == (pytest.approx(31 + 28), 51, V.OFF_COURSE)


# A level from 100 on the last day before 2026 to 136.5 at its end: 0.1 a day, so 118.1 after the 181 days to 30 June.
@pytest.mark.parametrize(
    ("kpi", "value", "goal", "verdict"),
    [
        (LEVEL_HIGH, 120.0, 136.5, V.ON_COURSE),
        (LEVEL_HIGH, 115.0, 136.5, V.ON_COURSE),  # 3.1 behind, a tenth of the road is 3.65
        (LEVEL_HIGH, 110.0, 136.5, V.AT_RISK),  # 8.1 behind, four tenths are 14.6
        (LEVEL_HIGH, 103.0, 136.5, V.OFF_COURSE),
        (LEVEL_HIGH, 140.0, 136.5, V.ON_COURSE),  # there already, but it has to hold until the deadline
        (LEVEL_LOW, 80.0, 63.5, V.ON_COURSE),
        (LEVEL_LOW, 85.0, 63.5, V.ON_COURSE),
        (LEVEL_LOW, 90.0, 63.5, V.AT_RISK),
        (LEVEL_LOW, 97.0, 63.5, V.OFF_COURSE),
    ],
)
def test_a_level_is_judged_by_its_distance_to_the_straight_line_from_its_baseline(kpi, value, goal, verdict):
    results = make_results([value], first=date(2026, 6, 1))
    status = assess(make_target(goal, baseline=100.0), kpi, results, JULY)
    assert (status.verdict, status.now) == (verdict, value)
    assert status.expected == pytest.approx(118.1 if goal > 100 else 81.9)


@pytest.mark.parametrize(("value", "verdict"), [(48.0, V.ON_COURSE), (46.0, V.AT_RISK), (42.0, V.OFF_COURSE)])
def test_half_the_usual_change_between_months_is_no_reason_to_worry(value, verdict):
    restless = [50.0, 55.0] * 2  # changes by 5 each month; the target of 50 asks for nothing new
    results = make_results([*restless, value], first=date(2026, 2, 1))
    assert assess(make_target(50.0, baseline=50.0), LEVEL_HIGH, results, JULY).verdict is verdict


@pytest.mark.parametrize(
    ("value", "verdict", "expected"),
    [
        (5.0, V.ON_COURSE, 5.0),
        (4.0, V.ON_COURSE, 4.0),
        (7.9, V.ON_COURSE, 7.9),
        (3.7, V.ON_COURSE, 4.0),
        (3.0, V.AT_RISK, 4.0),
        (9.5, V.AT_RISK, 8.0),
        (10.0, V.OFF_COURSE, 8.0),
    ],
)
def test_a_range_is_judged_by_the_distance_to_its_nearest_edge(value, verdict, expected):
    kpi = make_kpi(formula=LEVEL, direction=Direction.RANGE)
    status = assess(make_target(low=4.0, high=8.0), kpi, make_results([value], first=date(2026, 6, 1)), JULY)
    assert (status.verdict, status.expected) == (verdict, expected)


@pytest.mark.parametrize(
    ("kpi", "target", "values", "verdict"),
    [
        (SUM_HIGH, make_target(120.0), [10.0] * 12, V.REACHED),
        (SUM_HIGH, make_target(120.0), [9.99] * 12, V.MISSED),
        (SUM_HIGH, make_target(1.2), [0.1] * 12, V.REACHED),  # twelve tenths are a hair off 1.2
        (SUM_LOW, make_target(120.0), [10.0] * 12, V.REACHED),
        (LEVEL_HIGH, make_target(10.0, baseline=8.0), [9.0] * 11 + [10.0], V.REACHED),
        (LEVEL_HIGH, make_target(10.0, baseline=8.0), [11.0] * 11 + [9.9], V.MISSED),
        (LEVEL_LOW, make_target(10.0, baseline=12.0), [9.0] * 11 + [10.1], V.MISSED),
    ],
)
def test_after_the_deadline_a_target_is_reached_or_missed(kpi, target, values, verdict):
    results = make_results(values, first=date(2026, 1, 1))
    assert assess(target, kpi, results, date(2027, 1, 10)).verdict is verdict


@pytest.mark.parametrize(
    ("kpi", "target", "results", "today", "reason"),
    [
        (SUM_HIGH, make_target(120.0), make_results(FLAT_YEAR), date(2025, 12, 31), "not_started"),
        (SUM_HIGH, make_target(120.0), make_results(FLAT_YEAR), date(2026, 1, 20), "first_period"),
        (SUM_HIGH, make_target(120.0), make_results([*FLAT_YEAR, 3.0], complete=12), date(2026, 2, 20), "first_period"),
        (SUM_HIGH, make_target(120.0), make_results([]), JULY, "no_data"),
        (SUM_HIGH, make_target(120.0), make_results([*FLAT_YEAR, 9.0, None, 9.0]), JULY, "missing_period"),
        (SUM_HIGH, make_target(120.0), make_results([5.0], first=date(2026, 6, 1)), JULY, "missing_period"),
        (SUM_HIGH, make_target(120.0), make_results([*FLAT_YEAR, 9.0]), date(2027, 2, 1), "waiting_for_data"),
        (LEVEL_HIGH, make_target(120.0), make_results([90.0], first=date(2026, 6, 1)), JULY, "no_baseline"),
        (LEVEL_HIGH, make_target(9.0), make_results([8.0, None], first=date(2026, 5, 1)), JULY, "no_value"),
        (LEVEL_HIGH, make_target(9.0), make_results([8.0], first=date(2026, 6, 1), rows=9), JULY, "too_few_rows"),
    ],
    ids=lambda value: value if isinstance(value, str) else "",
)
def test_what_cannot_be_told_yet_says_why(kpi, target, results, today, reason):
    status = assess(target, kpi, results, today)
    assert (status.verdict, status.reason, status.expected) == (V.CANNOT_TELL, reason, None)


def test_a_score_needs_fifty_answers():
    kpi = make_kpi(formula="avg(surveys.score)", unit=Unit.SCORE)
    target = make_target(45.0, baseline=40.0)
    few, enough = (make_results([44.0], first=date(2026, 6, 1), rows=rows) for rows in (49, 50))
    assert assess(target, kpi, few, JULY).reason == "too_few_answers"
    assert assess(target, kpi, few, JULY).now == 44.0
    assert assess(target, kpi, enough, JULY).verdict is V.ON_COURSE


def test_a_level_without_a_stored_baseline_starts_from_its_last_value_before_the_start():
    results = make_results([50.0, 100.0, 118.0], first=date(2025, 11, 1))
    assert assess(make_target(136.5), LEVEL_HIGH, results, JULY).expected == pytest.approx(103.1)  # 31 days on


def test_a_level_that_is_as_good_as_its_target_already_only_has_to_hold():
    status = assess(make_target(9.0), LEVEL_HIGH, make_results([9.5], first=date(2026, 6, 1)), JULY)
    assert (status.verdict, status.expected) == (V.ON_COURSE, 9.0)


def test_a_quarter_is_judged_as_a_whole():
    kpi = make_kpi(formula=LEVEL, grain=Grain.QUARTER)
    results = make_results([20.0, 22.0], first=date(2026, 1, 1), grain=Grain.QUARTER)
    status = assess(make_target(24.0, baseline=20.0), kpi, results, JULY)
    assert status.reach == date(2026, 6, 30)
    assert status.expected == pytest.approx(20 + 4 * 181 / 365)


def test_a_target_on_a_segment_looks_at_that_segment_only():
    everything = make_results([10.0] * 18)
    south = make_results([1.0] * 18, segment="Zuid")
    both = Results(pd.concat([everything.frame, south.frame]))
    status = assess(make_target(12.0, segment=("region", "Zuid")), SUM_HIGH, both, JULY)
    assert status.now == 6.0
    missing = assess(make_target(12.0, segment=("region", "Noord")), SUM_HIGH, both, JULY)
    assert missing.reason == "no_data"


def test_a_variant_is_judged_by_its_own_formula():
    average = Variant("average", {"nl": "gemiddeld", "en": "average"}, LEVEL, LEVEL_HIGH.tree, Unit.CURRENCY)
    kpi = make_kpi(variants=(average,))
    status = assess(make_target(10.0, baseline=8.0, variant="average"), kpi, make_results([10.0] * 18), JULY)
    assert status.fields["kind"] == "level"


amounts = st.floats(min_value=0.0, max_value=1000.0, allow_nan=False)


@settings(max_examples=40, deadline=None)
@given(values=st.lists(amounts, min_size=3, max_size=5), better=amounts, sum_target=st.booleans())
def test_a_better_last_month_never_gives_a_worse_pace(values, better, sum_target):
    kpi = SUM_HIGH if sum_target else LEVEL_HIGH
    target = make_target(600.0, baseline=400.0)
    low, high = sorted((values[-1], better))
    results = (make_results([*values[:-1], value], first=date(2026, 1, 1)) for value in (low, high))
    worse, best = (assess(target, kpi, found, JULY) for found in results)
    assert RANK[best.verdict] >= RANK[worse.verdict]


@settings(max_examples=40, deadline=None)
@given(values=st.lists(amounts, min_size=1, max_size=5), goal=amounts, start=amounts)
def test_turning_every_sign_and_the_direction_gives_the_same_pace(values, goal, start):
    there = assess(make_target(goal, baseline=start), LEVEL_HIGH, make_results(values, first=date(2026, 1, 1)), JULY)
    turned = make_target(-goal, baseline=-start)
    mirrored = make_results([-value for value in values], first=date(2026, 1, 1))
    back = assess(turned, LEVEL_LOW, mirrored, JULY)
    assert (there.verdict, there.gap) == (back.verdict, pytest.approx(-back.gap))


@settings(max_examples=40, deadline=None)
@given(values=st.lists(amounts, min_size=13, max_size=17), loose=amounts, sum_target=st.booleans())
def test_an_unfinished_month_changes_nothing(values, loose, sum_target):
    kpi = SUM_HIGH if sum_target else LEVEL_HIGH
    target = make_target(600.0, baseline=400.0)
    with_loose = make_results([*values, loose], complete=len(values))
    assert assess(target, kpi, with_loose, JULY) == assess(target, kpi, make_results(values), JULY)


def test_a_month_that_is_not_over_today_does_not_count_even_when_its_rows_are_there():
    results = make_results([10.0] * 20)  # up to August 2026
    assert assess(make_target(120.0), SUM_HIGH, results, JULY).reach == date(2026, 6, 30)


@pytest.mark.parametrize(
    ("start", "until", "today", "reason"),
    [
        (date(2026, 7, 1), date(2026, 7, 2), date(2026, 8, 5), "no_whole_period"),
        (date(2026, 6, 10), date(2026, 7, 20), date(2026, 8, 5), "no_whole_period"),
        (date(2026, 6, 10), date(2026, 9, 20), JULY, "first_period"),
        (date(2019, 1, 1), date(2019, 12, 31), JULY, "no_data"),
    ],
    ids=["two days", "two halves", "July is waited for", "before the first figure"],
)
@pytest.mark.parametrize("form", [Form.FROM_TO, Form.FLOOR])
def test_no_month_is_waited_for_that_never_comes(start, until, today, reason, form):
    results = make_results([10.0] * 19, complete=18 if today == JULY else 19)
    status = assess(make_target(50.0, start=start, until=until, form=form), SUM_HIGH, results, today)

    assert (status.verdict, status.reason) == (V.CANNOT_TELL, reason)
    assert status.fields.get("period", parse_period("2026-07")).id == "2026-07"


@pytest.mark.parametrize(
    ("kpi", "months", "verdict"),
    [(SUM_HIGH, [0.1, 0.2 - 1e-16], V.REACHED), (SUM_LOW, [0.1, 0.2], V.ON_COURSE)],
    ids=["reached", "not past its ceiling"],  # 0.1 + 0.2 is 0.30000000000000004
)
def test_the_last_digit_of_a_sum_settles_nothing(kpi, months, verdict):
    results = make_results(months, first=date(2026, 1, 1))
    target = make_target(0.3, until=date(2026, 3, 1) if kpi is SUM_LOW else date(2026, 12, 31))
    status = assess(target, kpi, results, date(2026, 3, 1))

    assert status.verdict is verdict


def test_a_total_that_begins_inside_a_month_is_heading_for_what_all_its_days_bring():
    flat = make_results([100.0, 102.0, 98.0, 101.0, 99.0, 100.0] * 5, first=date(2024, 1, 1))
    status = assess(make_target(950.0, start=date(2026, 3, 16)), SUM_HIGH, flat, JULY)

    assert status.now == 300.0  # April, May and June
    assert status.heading[1] == pytest.approx(100 * (9 + 16 / 31), rel=0.02)
    assert (status.chance > 0.5) == (status.heading[1] > 950)
