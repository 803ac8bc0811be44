"""The cohort triangle: by hand, against SQL written from its meaning, and by the laws it must keep."""

import time
from datetime import date, timedelta
from random import Random

import duckdb
import pandas as pd
import pytest

from kpi_core.cohorts import LEAST, pooled
from kpi_core.periods import Grain
from tests.cohorts.made import HEAD, active, orders, revenue, subscriptions, triangle

DAYS = [
    ("filler", f"2026-0{month}-{day:02d}")
    for month in range(1, 7)
    for day in (1, 10, 20, 28, 30)
    if (month, day) != (2, 30)
]
"""Rows of one customer through the whole half year, so that every month up to June is complete."""
BY_HAND = [
    ("filler", "2026-01-01", 1.0),
    ("a", "2026-01-05", 10.0),
    ("a", "2026-01-20", 5.0),  # twice in a month is one customer
    ("a", "2026-03-31", 7.0),
    ("b", "2026-01-31", 20.0),
    ("b", "2026-02-01", 2.0, 1.5),  # a part of it paid back
    ("c", "2026-02-28", 30.0),
    ("c", "2026-04-01", 3.0),
    ("c", "2026-06-30", 4.0),
    ("d", "2026-06-01", 40.0),
    ("e", "2026-07-02", 99.0),  # July has only begun
    *[(who, day, 0.0) for who, day in DAYS[1:]],
]


def test_a_triangle_made_by_hand():
    found = triangle(orders(BY_HAND))

    assert active(found) == {
        "2026-01": [3, 3, 2, 2, 1, 1, 1],
        "2026-02": [1, 1, 0, 1, 0, 1],
        "2026-06": [1, 1],
    }
    assert revenue(found) == {
        "2026-01": [36.0, 0.5, 7.0, 0.0, 0.0, 0.0],
        "2026-02": [30.0, 0.0, 3.0, 0.0, 4.0],
        "2026-06": [40.0],
    }
    assert [(cell.active, cell.size) for cell in found.average] == [(5, 5), (2, 4), (3, 4), (1, 4), (2, 4), (1, 3)]


def test_who_only_gets_money_back_did_not_come_again_and_did_not_begin():
    paid_back = [("a", "2026-04-02", -10.0), ("g", "2026-01-04", -8.0), ("g", "2026-05-04", 8.0)]
    found = triangle(orders([*BY_HAND, *paid_back]))

    assert active(found)["2026-01"] == [3, 3, 2, 2, 1, 1, 1]
    assert revenue(found)["2026-01"][3] == -10.0
    assert (active(found)["2026-05"], revenue(found)["2026-05"]) == ([1, 1, 0], [8.0, 0.0])


def test_an_average_is_of_customers_and_not_of_groups():
    rows = [("filler", day) for _, day in DAYS]
    rows += [(f"jan{n}", "2026-01-15") for n in range(9)] + [("feb", "2026-02-15"), ("feb", "2026-03-15")]
    found = triangle(orders(rows))

    assert found.average[1].retention == pytest.approx(2 / 11)  # the mean of the two months would be 55%


def test_what_lies_after_the_last_complete_month_is_not_there():
    """June stops on the 10th, so it is not complete: it holds no group and no age."""
    rows = [row for row in BY_HAND if row[1] <= "2026-06-10"]
    found = triangle(orders(rows), today=date(2026, 6, 11))

    assert {period: len(row) - 1 for period, row in active(found).items()} == {"2026-01": 5, "2026-02": 4}


def test_one_month_that_has_begun_gives_no_triangle():
    assert triangle(orders([("a", "2026-07-01"), ("b", "2026-07-02")])) is None


def test_quarters_are_counted_as_quarters():
    found = triangle(orders(BY_HAND), Grain.QUARTER)

    assert active(found) == {"2026-Q1": [4, 4, 2], "2026-Q2": [1, 1]}


def test_rows_that_name_no_customer_or_no_day_are_counted_apart():
    rows = [*BY_HAND, (None, "2026-03-03", 5.0), (None, "2026-04-03", 5.0), ("z", None, 5.0)]
    found = triangle(orders(rows))

    assert found.unknown == 3
    assert active(found) == active(triangle(orders(BY_HAND)))


def test_a_filter_looks_at_the_first_order_and_keeps_the_customer():
    rows = [("filler", day, 0.0, None, "Noord") for _, day in DAYS]
    rows += [("a", "2026-01-02", 1.0, None, "Zuid"), ("a", "2026-02-02", 2.0, None, "Noord")]
    rows += [("b", "2026-01-02", 4.0, None, "Noord"), ("b", "2026-02-02", 8.0, None, "Zuid")]
    found = triangle(orders(rows), where={"region": ("ZUID",)})

    assert active(found) == {"2026-01": [1, 1, 1, 0, 0, 0, 0]}
    assert revenue(found)["2026-01"][:2] == [1.0, 2.0]
    assert triangle(orders(rows), where={"channel": ("web",)}) is None


@pytest.mark.parametrize("absent", ["customer_id", "net_amount"])
def test_what_the_table_does_not_have(absent):
    head = tuple(role if role != absent else "order_status" for role in HEAD)
    found = triangle(orders([row[:2] for row in BY_HAND], head))

    if absent == "customer_id":
        assert found is None
    else:
        assert {cell.revenue for group in found.cohorts for cell in group.cells} == {None}
        assert len(found.cohorts) == 3


def test_there_is_no_triangle_without_the_table():
    assert triangle(orders(BY_HAND), kind="subscriptions") is None


LINES = [
    ("a", "2026-01-05", None, 10.0),
    ("b", "2026-01-31", "2026-03-31", 20.0),  # gone on its last day
    ("b", "2026-04-01", "2026-05-15", 25.0),  # but goes on the day after, so April is still his
    ("c", "2026-02-10", "2026-02-20", 30.0),  # gone before the month's end
    ("d", "2026-03-01", "2026-02-01", 40.0),  # ends before it begins
    ("e", "2026-06-30", None, 50.0),
]


def test_subscribers_are_counted_on_the_last_day_of_a_month():
    found = triangle(subscriptions(LINES), kind="subscriptions", today=date(2026, 7, 1))

    assert active(found) == {
        "2026-01": [2, 2, 2, 2, 2, 1, 1],
        "2026-02": [1, 0, 0, 0, 0, 0],
        "2026-06": [1, 1],
    }
    assert revenue(found)["2026-01"] == [30.0, 30.0, 30.0, 35.0, 10.0, 10.0]
    assert found.begun is None


ROWS = 4000


@pytest.fixture(scope="module")
def random_rows():
    dice = Random(7)
    days = [date(2024, 3, 1) + timedelta(days=n) for n in range(852)]
    found = [("always", day.isoformat(), 1.0, 0.0, "Noord") for day in days]
    for _ in range(ROWS):
        who = f"c{int(dice.random() ** 2 * 700)}" if dice.random() > 0.03 else None
        back = round(dice.random() * 9, 2) if dice.random() < 0.1 else None
        amount = round(dice.random() * 100, 2) if dice.random() > 0.05 else None
        found.append((who, dice.choice(days).isoformat(), amount, back, dice.choice(["Noord", "Zuid"])))
    return found


@pytest.mark.parametrize(("grain", "months"), [("month", 1), ("quarter", 3), ("year", 12)])
def test_sql_from_its_meaning_gives_the_same_triangle(random_rows, grain, months):
    """A join of the customers' first periods with all their periods, written without looking at how we count."""
    connection = duckdb.connect()
    named = pd.DataFrame([row[:4] for row in random_rows if row[0]], columns=["c", "day", "a", "b"])
    connection.register("named", named)
    connection.execute(
        "CREATE TABLE s AS SELECT c::TEXT AS c, day::DATE AS d, a::DOUBLE AS a, b::DOUBLE AS b FROM named"
    )
    told = connection.execute(
        f"""
        WITH f AS (SELECT c, date_trunc('{grain}', min(d))::DATE AS g FROM s GROUP BY c),
        size AS (SELECT g, count(*) AS n FROM f GROUP BY g),
        seen AS (
            SELECT g, date_diff('{grain}', g, d) AS k, count(DISTINCT s.c) AS x,
                sum(coalesce(a, 0) - coalesce(b, 0)) AS r
            FROM s JOIN f USING (c) GROUP BY g, k
        )
        SELECT g, k, n, x, r FROM seen JOIN size USING (g)
        WHERE (g + to_months(((k + 1) * {months})::INTEGER))::DATE <= DATE '2026-07-01'
        """
    ).fetchall()
    found = triangle(orders(random_rows), Grain(grain), today=date(2026, 7, 1))
    cells = {
        (group.period.start, cell.age): (cell.size, cell.active, round(cell.revenue, 6))
        for group in found.cohorts
        for cell in group.cells
        if cell.active
    }

    assert cells == {(g, k): (n, x, round(r, 6)) for g, k, n, x, r in told}
    assert found.unknown == sum(row[0] is None for row in random_rows)


@pytest.mark.parametrize("grain", [Grain.MONTH, Grain.QUARTER])
def test_the_laws_of_a_triangle(random_rows, grain):
    found = triangle(orders(random_rows), grain, today=date(2026, 7, 1))
    cells = [cell for group in found.cohorts for cell in group.cells]

    assert {group.cells[0].retention for group in found.cohorts} == {1.0}
    assert all(cell.low - 1e-12 <= cell.retention <= cell.high + 1e-12 for cell in cells)
    assert sum(cell.revenue for cell in cells) == pytest.approx(
        sum((amount or 0) - (back or 0) for who, day, amount, back, _ in random_rows if who and day < "2026-07-01")
    )
    assert found.customers == len({who for who, day, *_ in random_rows if who and day < "2026-07-01"})
    ages = [len(group.cells) for group in found.cohorts]
    assert ages == sorted(ages, reverse=True)
    assert ages[-1] >= 1
    for cell in found.average:
        same = [group.cells[cell.age] for group in found.cohorts if len(group.cells) > cell.age]
        assert (cell.active, cell.size) == (sum(one.active for one in same), sum(one.size for one in same))


def test_an_hour_does_not_change_the_month():
    """An order just before midnight on the 31st is of that month, wherever the computer stands."""
    rows = [("filler", day) for _, day in DAYS]
    late = [*rows, ("a", "2026-01-31T23:59:59"), ("a", "2026-03-01T00:00:00")]
    plain = [*rows, ("a", "2026-01-31"), ("a", "2026-03-01")]

    assert active(triangle(orders(late))) == active(triangle(orders(plain)))


def few_and_many():
    """January to March of 2026 with 5, 30 and 30 new customers, April to June with 30 each."""
    rows = [("filler", day) for _, day in DAYS]
    for month, many in enumerate((4, 30, 30, 30, 30, 30), start=1):
        for n in range(many):
            rows.append((f"{month}-{n}", f"2026-{month:02d}-15"))
            if n % 3 == 0 and month < 6:
                rows.append((f"{month}-{n}", f"2026-{month + 1:02d}-15"))
    return triangle(orders(rows))


def test_months_of_a_quarter_are_put_together_where_one_is_small():
    found = few_and_many()
    together = pooled(found)

    assert [group.period.id for group in together.cohorts] == ["2026-Q1", "2026-04", "2026-05", "2026-06"]
    quarter = together.cohorts[0]
    assert (quarter.size, len(quarter.cells)) == (65, 4)  # March, its youngest, is three months old in June
    for cell in quarter.cells:
        assert cell.active == sum(group.cells[cell.age].active for group in found.cohorts[:3])
        assert cell.size == 65
    assert together.average == found.average
    assert not quarter.is_small


def test_nothing_is_put_together_where_no_month_is_small_or_by_quarter():
    found = triangle(orders(BY_HAND), Grain.QUARTER)

    assert pooled(found) is found
    assert all(group.is_small == (group.size < LEAST) for group in found.cohorts)
    assert [group.period.id for group in pooled(few_and_many()).cohorts[1:]] == ["2026-04", "2026-05", "2026-06"]


def test_fifty_thousand_order_lines_are_quick():
    dice = Random(3)
    days = [(date(2024, 1, 1) + timedelta(days=n)).isoformat() for n in range(912)]
    rows = [(f"c{int(dice.random() ** 2 * 10_000)}", dice.choice(days), 10.0) for _ in range(50_000)]
    dataset = orders(rows)
    began = time.process_time()
    found = triangle(dataset)
    took = time.process_time() - began

    assert len(found.cohorts) == 30
    assert took < 1.0, f"{took:.2f} s"
