from datetime import date, timedelta

import pytest

from kpi_core.compute.windows import Step, looked_at, reach_of
from kpi_core.dataset.model import day_number
from kpi_core.periods import Grain, Period, parse_period

TODAY = date(2026, 12, 31)


def reach(days, today=TODAY):
    return reach_of(sorted(day_number(day) for day in days), (), today)


def run_of(first, last, step=1, closed=()):
    days = [first + timedelta(days=n) for n in range(0, (last - first).days + 1, step)]
    return [day for day in days if day.weekday() not in closed]


DAILY = run_of(date(2026, 1, 1), date(2026, 6, 30))
WEEKDAYS = run_of(date(2026, 1, 1), date(2026, 5, 29), closed=(5, 6))  # 29 May is a Friday, the month ends on Sunday
MONTHS = [date(2026, month, 1) for month in range(1, 7)]
MONDAYS = run_of(date(2026, 1, 5), date(2026, 6, 22), step=7)


@pytest.mark.parametrize(
    ("days", "today", "period", "complete"),
    [
        pytest.param(DAILY, TODAY, "2026-06", True, id="daily rows to the last day"),
        pytest.param(DAILY, date(2026, 6, 30), "2026-06", False, id="the last day is not over"),
        pytest.param(DAILY[:-1], TODAY, "2026-06", False, id="daily rows, the last day is missing"),
        pytest.param(DAILY, TODAY, "2026-Q2", True, id="a quarter"),
        pytest.param(DAILY, TODAY, "2026-W27", False, id="a week that starts in the data"),
        pytest.param(WEEKDAYS, TODAY, "2026-05", True, id="closed at weekends, the month ends on Sunday"),
        pytest.param(WEEKDAYS[:-1], TODAY, "2026-05", False, id="closed at weekends, but Friday is missing"),
        pytest.param(MONTHS, TODAY, "2026-06", True, id="a row on the first stands for the month"),
        pytest.param(MONTHS, TODAY, "2026-07", False, id="the month after monthly rows"),
        pytest.param(MONDAYS, TODAY, "2026-W26", True, id="a row on Monday stands for the week"),
        pytest.param(
            run_of(date(2026, 1, 10), date(2026, 3, 31)), TODAY, "2026-01", False, id="began ten days into it"
        ),
        pytest.param(run_of(date(2026, 1, 10), date(2026, 3, 31)), TODAY, "2026-02", True, id="the month after that"),
        pytest.param(
            [date(2026, 1, 5), date(2026, 3, 2)], TODAY, "2026-03", False, id="long silences excuse a third at most"
        ),
    ],
)
def test_a_period_is_complete_when_nothing_of_it_can_be_missing(days, today, period, complete):
    assert reach(days, today).completes(parse_period(period)) is complete


def test_a_cohort_is_complete_only_after_its_days_to_mature():
    assert reach(DAILY).completes(parse_period("2026-03"), extra_days=90)
    assert not reach(DAILY).completes(parse_period("2026-04"), extra_days=90)


@pytest.mark.parametrize(
    ("period", "moved", "covered"),
    [
        pytest.param("2025-12", False, False, id="before"),
        pytest.param("2026-01", False, True, id="holds the first day"),
        pytest.param("2026-06", False, True, id="holds the last day"),
        pytest.param("2026-07", False, False, id="after"),
    ],
)
def test_a_period_is_covered_from_the_one_with_the_first_row_to_the_one_with_the_last(period, moved, covered):
    assert reach(DAILY[9:]).covers(parse_period(period), moved=moved) is covered


def test_rows_after_today_do_not_count_for_the_reach():
    found = reach([*DAILY, date(2062, 1, 1)], date(2026, 4, 15))

    assert (found.first, found.last) == (date(2026, 1, 1), date(2026, 4, 15))
    assert reach([date(2062, 1, 1)]) is None


@pytest.mark.parametrize(
    ("period", "steps", "start", "end"),
    [
        ("2026-03", [Step("prev")], date(2026, 2, 1), date(2026, 2, 28)),
        ("2026-Q1", [Step("prev")], date(2025, 10, 1), date(2025, 12, 31)),
        ("2026-03", [Step("prev_year")], date(2025, 3, 1), date(2025, 3, 31)),
        ("2026-03", [Step("rolling", 12)], date(2025, 4, 1), date(2026, 3, 31)),
        ("2026-03", [Step("prev"), Step("rolling", 3)], date(2025, 12, 1), date(2026, 2, 28)),
        ("2026-03", [Step("rolling", 12), Step("prev_year")], date(2024, 4, 1), date(2025, 3, 31)),
        ("2026-03", [Step("rolling", 3), Step("prev")], date(2025, 10, 1), date(2025, 12, 31)),
        ("2026-03", [Step("overall")], date(2024, 1, 15), date(2026, 3, 31)),
        ("2026-03-31", [Step("prev")], date(2026, 3, 30), date(2026, 3, 30)),
    ],
    ids=str,
)
def test_steps_move_the_window(period, steps, start, end):
    window = looked_at(parse_period(period), steps, date(2024, 1, 15))

    assert (window.start, window.end) == (start, end)


def test_the_span_before_a_free_span_is_as_long():
    span = Period(date(2026, 1, 11), date(2026, 1, 20), Grain.ALL)

    assert looked_at(span, [Step("prev")], span.start).start == date(2026, 1, 1)


ENDS = [period.end for period in (parse_period(f"2026-{month:02d}") for month in range(1, 7))]


@pytest.mark.parametrize(
    ("days", "period", "finer"),
    [
        pytest.param(MONTHS, "2026-W14", True, id="first days"),
        pytest.param(ENDS, "2026-W14", True, id="last days"),
        pytest.param(ENDS, "2026-03", False, id="last days, by month"),
        pytest.param([*ENDS[2::3], date(2026, 9, 30)], "2026-04", True, id="last days of quarters, by month"),
        pytest.param(ENDS[:2], "2026-W05", False, id="two last days prove nothing"),
        pytest.param([*ENDS, date(2026, 6, 3)], "2026-W14", False, id="one day that is no last one"),
        pytest.param(DAILY, "2026-W14", False, id="daily rows"),
    ],
)
def test_a_week_is_finer_than_figures_that_have_one_date_a_month(days, period, finer):
    assert reach(days).is_finer(parse_period(period)) is finer
