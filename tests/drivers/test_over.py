"""Bridges out of rows: by a role, by kind of customer and by factor, each against sums made by hand."""

from datetime import date

import pytest

from kpi_core.catalogue import CATALOGUE
from kpi_core.drivers import Drivers, Unsplit
from kpi_core.drivers.over import Question, best, by_customers, by_factors, by_groups, by_role, within
from kpi_core.formula.tree import Measure
from kpi_core.model import Marks
from kpi_core.periods import Grain, parse_period, periods_between
from tests.catalogue.small import small_dataset

TODAY = date(2026, 7, 5)
ROLES = ["order_id", "order_date", "customer_id", "net_amount", "region", "channel"]
# K1 stays, K2 is lost, K3 is new, K4 bought long ago and comes back, the last row names nobody.
ROWS = [
    ("A0", "2024-01-09", "K4", 50.0, "Zuid", "Web"),
    ("A1", "2025-06-03", "K1", 100.0, "Zuid", "Web"),
    ("A2", "2025-06-20", "K2", 80.25, "Noord", "Web"),
    ("A3", "2026-06-01", "K1", 70.0, "Zuid", "Winkel"),
    ("A4", "2026-06-09", "K3", 200.0, "Noord", "Web"),
    ("A5", "2026-06-18", "K4", 30.5, "Zuid", "Web"),
    ("A6", "2026-06-30", None, 9.25, "Zuid", "Winkel"),
]
BEFORE, NOW = parse_period("2025-06"), parse_period("2026-06")


@pytest.fixture(scope="module")
def shop():
    return small_dataset({"sales": [ROLES, *ROWS]})


def asked(shop, kpi="revenue", before=BEFORE, now=NOW, **more):
    return Question(CATALOGUE[kpi], shop, before, now, TODAY, **more)


def contributions(bridge):
    return {part.segment: pytest.approx(part.contribution) for part in bridge.parts}


def test_a_sum_is_divided_over_the_values_of_a_role(shop):
    bridge = by_role(asked(shop), "region")

    assert contributions(bridge) == {"Noord": 200 - 80.25, "Zuid": 109.75 - 100}
    assert (bridge.total_from, bridge.total_to) == (180.25, 309.75)


def test_an_average_per_order_is_divided_where_no_order_is_in_two_parts(shop):
    """From 180.25 over 2 orders to 309.75 over 4; of Noord 80.25 / 1 to 200 / 1, of Zuid 100 / 1 to 109.75 / 3."""
    bridge = by_role(asked(shop, "average_order_value"), "region")

    assert (bridge.total_from, bridge.total_to) == (90.125, 77.4375)
    assert {part.segment: (pytest.approx(part.rate), pytest.approx(part.mix)) for part in bridge.parts} == {
        "Noord": (0.375 * 119.75, -0.25 * (140.125 - 83.78125)),
        "Zuid": (0.625 * (109.75 / 3 - 100), 0.25 * ((100 + 109.75 / 3) / 2 - 83.78125)),
    }


@pytest.mark.parametrize(
    ("twice", "before", "now"),
    [
        (("A4", "2026-06-09", "K3", 1.0, "Noord", "Winkel"), "2025-06", "2026-06"),
        (("A4", "2026-05-30", "K3", 1.0, "Noord", "Web"), "2025-Q2", "2026-Q2"),
    ],
    ids=["an order in two channels", "an order in two months of a quarter"],
)
def test_an_order_that_is_in_two_places_keeps_its_average_whole(shop, twice, before, now):
    spans = {"before": parse_period(before), "now": parse_period(now)}
    other = small_dataset({"sales": [ROLES, *ROWS, twice]})

    assert isinstance(by_role(asked(shop, "average_order_value", **spans), "channel"), Drivers)
    assert by_role(asked(other, "average_order_value", **spans), "channel") == Unsplit("counted")


def test_customers_are_divided_into_stayed_new_returned_and_lost(shop):
    bridge = by_customers(asked(shop))

    assert contributions(bridge) == {"stayed": -30, "lost": -80.25, "new": 200, "returned": 30.5, "": 9.25}
    assert sum(part.contribution for part in bridge.parts) == pytest.approx(309.75 - 180.25, abs=1e-9)


def test_customers_of_one_part_add_up_to_that_part(shop):
    bridge = by_customers(asked(shop, where={"region": ("Zuid",)}))

    assert sum(part.contribution for part in bridge.parts) == pytest.approx(109.75 - 100, abs=1e-9)


def test_groups_are_those_who_bought_in_an_earlier_month_and_those_who_did_not(shop):
    bridge = by_groups(asked(shop))

    assert {part.segment: part.now for part in bridge.parts if part.segment} == {"known": 100.5, "fresh": 200}


def test_a_role_that_is_not_there_gives_no_bridge(shop):
    found = by_role(asked(shop), "rep")

    assert (found.reason, [issue.code for issue in found.issues]) == ("no_data", ["split_not_possible"])
    assert best(asked(shop), []) == Unsplit("no_parts")


def test_what_does_not_add_up_has_no_customers_either(shop):
    assert by_customers(asked(shop, "active_customers")) is None
    assert by_role(asked(shop, "active_customers"), "region") == Unsplit("counted")


def test_a_period_without_data_gives_no_bridge(shop):
    assert by_role(asked(shop, before=parse_period("2019-06")), "region") == Unsplit("no_data")


def test_quarters_are_the_sum_of_their_months(shop):
    quiet = Marks(nothing=frozenset(periods_between(date(2024, 1, 1), TODAY, Grain.MONTH)))
    bridge = by_role(asked(shop, before=parse_period("2025-Q2"), now=parse_period("2026-Q2"), marks=quiet), "region")

    assert bridge.change == pytest.approx(309.75 - 180.25)


def test_a_month_is_not_compared_with_a_quarter(shop):
    assert by_role(asked(shop, before=parse_period("2025-06"), now=parse_period("2026-Q2")), "region") == Unsplit(
        "grains"
    )


def test_a_month_without_rows_is_no_month_of_nothing_until_that_is_said():
    days = [f"2025-{month:02d}-10" for month in (1, 2, 3, 4, 6, 7, 8)]
    shop = small_dataset(
        {"sales": [ROLES, *((f"A{n}", day, "K1", 100.0, "Zuid", "Web") for n, day in enumerate(days))]}
    )
    may, june = parse_period("2025-05"), parse_period("2025-06")

    assert by_role(asked(shop, before=may, now=june), "region").reason == "no_data"
    told = asked(shop, before=may, now=june, marks=Marks(nothing=frozenset({may})))
    assert by_role(told, "region").change == pytest.approx(100.0)


def test_a_month_beside_a_quarter_of_what_does_not_add_up_over_time_is_refused():
    rows = [("D1", "2025-01-03", "Noord", "open", 100.0, 0.5)]
    deals = small_dataset({"deals": [["deal_id", "created_date", "rep", "stage", "deal_amount", "probability"], *rows]})
    weighted = Question(CATALOGUE["weighted_pipeline"], deals, parse_period("2025-05"), parse_period("2026-Q2"), TODAY)

    assert by_role(weighted, "rep") == Unsplit("grains")


def test_the_factors_of_revenue_add_up_to_its_change():
    """Revenue = customers x orders per customer x order value - refunds; orders count once, refunds are 0."""
    named = small_dataset({"sales": [[*ROLES, "refund_amount"], *((*row, 0.0) for row in ROWS if row[2])]})
    found = by_factors(asked(named))

    assert sum(one.contribution for one in found) == pytest.approx((70 + 200 + 30.5) - 180.25, abs=1e-9)
    customers = found[0]
    assert customers.node == Measure("active_customers")
    assert (customers.before, customers.now) == (2, 3)


def test_a_kpi_without_an_identity_has_no_factors(shop):
    assert by_factors(asked(shop, "new_customers")) is None


def test_a_bridge_that_names_nothing_has_nothing_within(shop):
    bridge = by_role(asked(shop), "region")

    assert isinstance(bridge, Drivers)
    assert within(asked(shop), bridge) is None
