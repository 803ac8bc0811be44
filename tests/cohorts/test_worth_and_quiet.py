"""What customers brought, who is quiet, and how long subscribers stay."""

from datetime import date, timedelta

import pytest

from kpi_core.cohorts import Leaving, Stay, pooled, quiet, stay, worth_by_age
from kpi_core.compute.cohorts import purchases
from tests.cohorts.made import TODAY, orders, subscriptions, triangle
from tests.cohorts.test_triangle import LINES


def shop():
    """Return 40 customers in January who spend 100, 50 the month after and 10 in March; 20 in February who spend 200, then 20."""
    rows = [("filler", f"2026-0{month}-{day:02d}", 0.0) for month in (1, 2, 3) for day in (1, 14, 28)]
    rows += [("filler", "2026-03-31", 0.0)]
    for n in range(39):
        rows += [(f"a{n}", "2026-01-10", 100.0), (f"a{n}", "2026-02-10", 50.0), (f"a{n}", "2026-03-10", 10.0)]
    for n in range(20):
        rows += [(f"b{n}", "2026-02-10", 200.0), (f"b{n}", "2026-03-10", 20.0)]
    return triangle(orders(rows), today=date(2026, 4, 1))


def test_what_a_customer_brought_adds_up_by_age():
    line = worth_by_age(shop())
    first = (39 * 100 + 20 * 200) / 60
    second = (39 * 50 + 20 * 20) / 60
    third = 39 * 10 / 40  # only January is old enough

    assert [one.age for one in line] == [0, 1, 2]
    assert [one.value for one in line] == pytest.approx([first, first + second, first + second + third])
    assert [one.size for one in line] == [60, 60, 40]


def test_a_margin_makes_margin_of_it():
    plain, kept = worth_by_age(shop()), worth_by_age(shop(), 0.4)

    assert [one.value for one in kept] == pytest.approx([one.value * 0.4 for one in plain])


def test_a_line_ends_where_fewer_than_twenty_customers_are_that_old():
    rows = [(f"a{n}", "2026-01-10", 1.0) for n in range(19)] + [(f"b{n}", "2026-02-10", 1.0) for n in range(20)]
    rows += [("a0", f"2026-0{month}-{day}", 1.0) for month in (1, 2, 3) for day in (12, 25, 28)] + [
        ("a0", "2026-03-31", 1.0)
    ]

    assert [one.age for one in worth_by_age(triangle(orders(rows), today=date(2026, 4, 1)))] == [0, 1]


def test_what_subscribers_brought_is_not_guessed_from_a_day():
    found = triangle(subscriptions(LINES), kind="subscriptions", today=date(2026, 7, 1))

    assert worth_by_age(pooled(found)) == ()


def regulars(many=60, gap=30):
    """Return customers who buy three times, `gap` days apart, the last 0 to 59 weeks before 30 June 2026."""
    rows = []
    for n in range(many):
        last = date(2026, 6, 30) - timedelta(weeks=n)
        rows += [(f"c{n}", (last - timedelta(days=gap * back)).isoformat(), 1.0) for back in (2, 1, 0)]
    return orders(rows)


def test_who_is_quiet_is_held_against_the_time_customers_take():
    found = quiet(purchases(regulars(), today=TODAY))

    assert (found.months, found.gaps, found.customers) == (1, 120, 60)
    # quiet since before 31 May 2026: the last purchase 30 June less n weeks, so n of 5 and up
    assert found.quiet == 60 - 5
    assert quiet(purchases(regulars(gap=91), today=TODAY)).months == 3


def test_too_few_times_between_purchases_say_nothing():
    assert quiet(purchases(regulars(49), today=TODAY)) is None
    assert quiet(purchases(regulars(50), today=TODAY)) is not None


def test_two_orders_on_a_day_are_one_purchase_and_guests_are_nobody():
    rows = [("a", "2026-01-01"), ("a", "2026-01-01"), ("a", "2026-02-01"), (None, "2026-02-02"), ("b", "2026-08-01")]
    found = purchases(orders(rows), today=TODAY)

    assert len(found.day) == 2
    assert purchases(subscriptions(LINES), today=TODAY) is None


@pytest.mark.parametrize(
    ("leaving", "expected"),
    [
        (Leaving(12, 400, 20), (20.0, 15.17, 26.47)),  # 1 / 5%; Wilson's 3.78% to 6.59%
        (Leaving(12, 400, 19), None),
        (Leaving(11, 400, 40), None),
        (Leaving(24, 0, 0), None),
    ],
)
def test_a_stay_is_one_over_the_churn_where_enough_left(leaving, expected):
    found = stay(leaving)

    if expected is None:
        assert found is None
    else:
        assert (found.middle, found.low, found.high) == pytest.approx(expected, abs=0.06)


def test_a_slow_churn_gives_a_lower_bound_in_years():
    """30 of 6,000 a month is half a percent, at most 0.63%: 158 months, so longer than 13 years."""
    assert stay(Leaving(12, 6000, 30)) == Stay(None, None, None, longer=13)
