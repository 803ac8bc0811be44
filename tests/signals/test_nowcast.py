"""Where a running month is heading, beside months counted by hand."""

from datetime import date, timedelta

import pytest

from kpi_core.periods import Grain, add_months, period_of
from kpi_core.signals import nowcast

FIRST = date(2025, 6, 1)


def working(amounts, until=date(2026, 6, 30)):
    """Per month an amount for each of its working days, none at weekends."""
    days = {}
    for back, amount in enumerate(amounts):
        month = period_of(add_months(FIRST, back), Grain.MONTH)
        for step in range(month.days):
            day = month.start + timedelta(days=step)
            if day.weekday() < 5 and day <= until:
                days[day] = amount
    return days


def test_a_month_is_carried_on_by_the_same_working_day_of_the_months_before():
    """Wednesday 10 June 2026 is the 8th working day; the twelve months before had 23, 22, 22 ... working days in all."""
    told = nowcast(working([10.0] * 13, date(2026, 6, 10)), date(2026, 6, 10), FIRST)
    lengths = [21, 23, 21, 22, 23, 20, 23, 22, 20, 22, 22, 21]
    shares = [8 / length for length in lengths]

    assert told.so_far == 80.0
    assert told.months == 12
    assert told.middle == pytest.approx(80 / (sum(shares) / 12))
    assert (told.low, told.high) == (pytest.approx(80 * 20 / 8), pytest.approx(80 * 23 / 8))


def test_the_weekend_after_a_working_day_counts_with_it():
    days = {date(2025, 6, 1) + timedelta(days=step): 1.0 for step in range(380)}
    saturday, friday = date(2026, 6, 13), date(2026, 6, 12)

    assert nowcast(days, saturday, FIRST).middle < nowcast(days, friday, FIRST).middle * 1.2
    assert nowcast(days, saturday, FIRST).so_far == nowcast(days, friday, FIRST).so_far + 1


@pytest.mark.parametrize(
    ("days", "reached", "first"),
    [
        (working([10.0] * 13), date(2026, 6, 30), FIRST),
        (working([10.0] * 13, date(2026, 6, 10)), date(2026, 6, 10), date(2025, 12, 2)),
        (working([0.0, *[10.0] * 12], date(2026, 6, 10)), date(2026, 6, 10), FIRST),
        ({day: v for day, v in working([10.0] * 13).items() if day < date(2026, 6, 1)}, date(2026, 6, 10), FIRST),
    ],
    ids=["the month is over", "five earlier months", "a month with nothing by then", "nothing yet"],
)
def test_there_is_no_such_figure_without_something_to_go_by(days, reached, first):
    assert nowcast(days, reached, first) is None
