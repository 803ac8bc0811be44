"""Periods without a row: when it is asked what they were, what each answer gives, and what the data itself says."""

from datetime import date, timedelta

import pytest

from kpi_core.catalogue import CATALOGUE
from kpi_core.dataset import prepare
from kpi_core.gaps import as_told, begun, gaps_of, silent, spread, with_facts
from kpi_core.model import NO_MARKS, Marks, SeriesPoint
from kpi_core.periods import Grain, parse_period, period_of
from tests.catalogue.small import small_dataset

REVENUE = CATALOGUE["revenue"]
AVERAGE = CATALOGUE["average_order_value"]


def ids(periods):
    return [period.id for period in sorted(periods)]


def points(rows, *, first="2025-01", unfinished=0):
    """Return months of 100 per row; the last `unfinished` are not complete."""
    start = parse_period(first)
    whole = len(rows) - unfinished
    return tuple(SeriesPoint(start.shifted(place), 100.0 * n, place < whole, rows=n) for place, n in enumerate(rows))


@pytest.mark.parametrize(
    ("rows", "asked"),
    [
        ([3, 3, 3, 3], []),
        ([3, 0, 3, 3], ["2025-02"]),
        ([3, 0, 0, 3], ["2025-02", "2025-03"]),
        ([0, 3, 0, 3], ["2025-03"]),  # before the first row there is nothing to ask
        ([3, 0, 3, 3, 0, 3, 3, 3], ["2025-02", "2025-05"]),  # a quarter of them, but in two places only
        ([3, 0, 3, 0, 3, 0, 3, 3], []),  # it comes and goes: 0 is natural
        ([3, 0, 3, 0, 3, 0, *[3] * 9], ["2025-02", "2025-04", "2025-06"]),  # three of fifteen, one in five
        ([], []),
        ([0, 0], []),
    ],
    ids=str,
)
def test_a_whole_month_without_a_row_is_asked_about_unless_such_months_come_and_go(rows, asked):
    assert ids(silent(points(rows), REVENUE)) == asked


def test_an_unfinished_month_is_not_asked_about():
    assert silent(points([3, 3, 0], unfinished=1), REVENUE) == frozenset()


def test_what_does_not_add_up_has_no_value_then_and_is_not_asked_about():
    assert silent(points([3, 0, 3]), AVERAGE) == frozenset()


def test_a_count_over_no_rows_is_asked_about_like_a_sum():
    assert ids(silent(points([3, 0, 3]), CATALOGUE["active_customers"])) == ["2025-02"]


def test_a_day_without_a_row_is_an_ordinary_sunday():
    days = tuple(
        SeriesPoint(
            period_of(date(2026, 3, 2) + timedelta(days=n), Grain.DAY), 5.0 * (n != 6), complete=True, rows=n != 6
        )
        for n in range(14)
    )

    assert silent(days, REVENUE) == frozenset()


def test_a_run_of_months_is_one_question_with_what_each_answer_gives():
    """Three months of 300, two without a row: 900 over five months or over three."""
    (gap,) = gaps_of(points([3, 0, 0, 3, 3]), REVENUE, NO_MARKS)

    assert ids(gap.periods) == ["2025-02", "2025-03"]
    assert (gap.nothing, gap.unknown) == (180, 300)


@pytest.mark.parametrize("told", ["nothing", "unknown", "special"])
def test_what_was_answered_is_not_asked_again(told):
    marks = Marks(**{told: frozenset({parse_period("2025-02")})})

    assert [ids(gap.periods) for gap in gaps_of(points([3, 0, 3, 0, 3]), REVENUE, marks)] == [["2025-04"]]


def test_each_answer_is_weighed_with_the_answers_given_before():
    """600 over the three months with rows and the one in which nothing happened; the month asked about makes five."""
    marks = Marks(nothing=frozenset({parse_period("2025-02")}))
    (gap,) = gaps_of(points([3, 0, 1, 0, 2]), REVENUE, marks)

    assert (gap.nothing, gap.unknown) == (120, 150)


def test_what_was_not_written_down_has_no_value():
    marks = Marks(unknown=frozenset({parse_period("2025-02")}))

    assert [point.value for point in as_told(points([3, 0, 2]), marks)] == [300, None, 200]


SALES = [
    ["order_date", "net_amount", "channel"],
    ["2025-01-10", 100, "web"],
    ["2025-02-10", 100, "shop"],
    ["2025-04-10", 100, "web"],
]


def test_a_month_with_other_rows_of_the_table_was_written_down():
    """Nothing was sold on the web in February, which is a fact: the shop did sell. Of March nothing is known."""
    marks = with_facts(NO_MARKS, small_dataset({"sales": SALES}), REVENUE.tree)
    web = (*points([1]), *points([0, 0], first="2025-02"), *points([1], first="2025-04"))

    assert [ids(gap.periods) for gap in gaps_of(web, REVENUE, marks)] == [["2025-03"]]
    assert parse_period("2025-02") in marks.nothing
    assert parse_period("2025-Q1") in marks.nothing
    assert parse_period("2025-W07") in marks.nothing
    assert parse_period("2025-W08") not in marks.nothing


def test_a_list_of_staff_says_how_things_stand_throughout():
    staff = [
        ["employee_id", "hire_date", "termination_date"],
        ["E1", "2025-01-01", "2025-06-30"],
        ["E2", "2025-01-01", None],
    ]
    marks = with_facts(NO_MARKS, small_dataset({"employees": staff}), CATALOGUE["employee_turnover_rate"].tree)

    assert {parse_period("2025-03"), parse_period("2025-05")} <= marks.nothing


def test_without_the_table_the_data_says_nothing():
    assert with_facts(NO_MARKS, prepare([], sources=[]), REVENUE.tree) == NO_MARKS


def test_a_marked_month_marks_its_days_and_weeks_and_where_asked_its_quarter():
    narrow = spread({parse_period("2026-02")}, wider=False)

    assert {"2026-02-01", "2026-02-28", "2026-W06", "2026-W09"} <= set(ids(narrow))
    assert {"2026-W05", "2026-W10", "2026-01", "2026-Q1"}.isdisjoint(ids(narrow))


def test_what_is_marked_wider_marks_what_holds_only_a_part_of_it_too():
    """February 2026 ends on a Saturday, in week 9; week 5 has its Sunday in it."""
    wide = spread({parse_period("2026-02")}, wider=True) - spread({parse_period("2026-02")}, wider=False)

    assert ids(wide) == ["2026-Q1", "2026-W05"]


def test_a_marked_quarter_marks_its_months_and_a_day_only_itself():
    assert {"2026-01", "2026-02", "2026-03"} <= set(ids(spread({parse_period("2026-Q1")}, wider=False)))
    assert ids(spread({parse_period("2026-02-03")}, wider=True)) == ["2026-02-03"]


@pytest.mark.parametrize(
    ("kpi", "rows", "left"),
    [(REVENUE, [0, 0, 3, 0, 3], 3), (REVENUE, [0, 0], 2), (REVENUE, [], 0), (AVERAGE, [0, 3], 2)],
)
def test_what_was_not_sold_yet_is_no_history_of_zeros(kpi, rows, left):
    assert begun(points(rows), kpi) == points(rows)[len(rows) - left :]
