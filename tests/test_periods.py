from datetime import date, timedelta
from itertools import pairwise

import pytest

from kpi_core.periods import Grain, Period, add_months, parse_period, period_of, periods_between

DATED = [grain for grain in Grain if grain is not Grain.ALL]


@pytest.mark.parametrize("grain", DATED)
def test_periods_lie_against_each_other_and_hold_every_day_once(grain):
    found = periods_between(date(2023, 12, 27), date(2025, 1, 3), grain)

    assert found[0].start <= date(2023, 12, 27) <= found[0].end
    assert found[-1].start <= date(2025, 1, 3) <= found[-1].end
    for before, after in pairwise(found):
        assert after.start - before.end == timedelta(days=1)
        assert (before.shifted(1), after.shifted(-1)) == (after, before)


@pytest.mark.parametrize("grain", DATED)
def test_a_period_is_read_back_from_its_name(grain):
    for period in periods_between(date(2020, 12, 20), date(2021, 1, 10), grain):
        assert parse_period(period.id) == period


def test_no_period_lies_between_days_in_the_wrong_order():
    assert periods_between(date(2026, 1, 2), date(2026, 1, 1), Grain.DAY) == ()


def test_the_whole_span_is_one_period_of_the_days_asked_and_of_no_single_day():
    [whole] = periods_between(date(2026, 1, 5), date(2026, 1, 9), Grain.ALL)

    assert (whole.id, whole.days) == ("all", 5)
    assert whole.shifted(-1) == Period(date(2025, 12, 31), date(2026, 1, 4), Grain.ALL)
    with pytest.raises(ValueError, match="first and last day"):
        period_of(date(2026, 1, 5), Grain.ALL)


@pytest.mark.parametrize("text", ["2026-13", "2026-W54", "2026-Q5", "26", "", "all", "2026-02-30"])
def test_what_names_no_period_is_refused(text):
    with pytest.raises(ValueError, match=r".*"):
        parse_period(text)


@pytest.mark.parametrize(
    ("name", "earlier"),
    [
        ("2024-02-29", "2023-02-28"),
        ("2025-02", "2024-02"),
        ("2026-Q1", "2025-Q1"),
        ("2026", "2025"),
        ("2026-W53", "2025-W52"),
        ("2025-W09", "2024-W09"),
    ],
)
def test_a_year_earlier_is_the_same_period_of_that_year(name, earlier):
    assert parse_period(name).year_earlier() == parse_period(earlier)


@pytest.mark.parametrize(
    ("day", "months", "found"),
    [
        (date(2024, 1, 31), 1, date(2024, 2, 29)),
        (date(2024, 3, 31), -1, date(2024, 2, 29)),
        (date(2023, 11, 30), 3, date(2024, 2, 29)),
        (date(2024, 12, 31), -25, date(2022, 11, 30)),
    ],
    ids=str,
)
def test_a_month_without_that_day_gives_its_last(day, months, found):
    assert add_months(day, months) == found
