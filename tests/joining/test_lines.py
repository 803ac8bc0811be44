"""Order lines take the date of their order; no row and no sum changes."""

import pandas as pd
import pytest

from kpi_core.dataset import prepare
from kpi_core.joining import join_lines
from kpi_core.mapping import propose
from tests.mapping.build import table

ORDERS = {"Ordernummer": "id", "Besteldatum": "date", "Klantnummer": "id", "Regio": "text", "Totaal excl. btw": "money"}
LINES = {"Ordernummer": "id", "Artikel": "text", "Stukprijs": "money", "Aantal": "number"}


def orders(**cells):
    return table(ORDERS, sheet="orders", **cells)


def lines(keys=("0001", "0001", "0003", "0004")):
    return table(LINES, sheet="regels", Ordernummer=keys)


def joined(*tables):
    return join_lines([(entry, propose(entry)) for entry in tables])


def codes(mapping):
    return [issue.code for issue in mapping.issues]


def test_lines_get_date_ids_and_words_but_no_amounts():
    _, (found, mapping) = joined(orders(), lines())

    assert set(mapping.roles) == {
        "order_id",
        "product",
        "unit_price",
        "quantity",
        "order_date",
        "customer_id",
        "region",
    }
    days = found.frame[mapping.roles["order_date"]]
    assert list(days) == [pd.Timestamp(2026, 1, day) for day in (5, 5, 7, 8)]
    assert codes(mapping) == ["joined"]


def test_the_sums_of_the_lines_stay_as_they_were():
    before = lines()
    _, (after, _) = joined(orders(), before)

    assert len(after.frame) == len(before.frame)
    for column in ("Stukprijs", "Aantal"):
        assert after.frame[column].sum() == before.frame[column].sum()


def test_orders_with_lines_leave_their_own_table_and_the_others_stay():
    (rest, mapping), _ = joined(orders(), lines())

    assert mapping.kind == "sales"
    assert list(rest.frame["Ordernummer"]) == ["0002"]


def test_the_table_of_orders_is_used_up_when_every_order_has_lines():
    (_, mapping), _ = joined(orders(), lines(("0001", "0002", "0003", "0004")))

    assert mapping.kind is None


def test_the_order_of_the_files_does_not_matter():
    (_, first), _ = joined(lines(), orders())

    assert "order_date" in first.roles


def test_a_line_without_an_order_is_told():
    _, (_, mapping) = joined(orders(), lines(("0001", "0009", "0009", "0004")))

    assert codes(mapping) == ["joined", "join_without_order"]
    assert mapping.issues[1].fields["n"] == 2


def test_orders_that_stand_twice_are_not_joined():
    twice = orders(Ordernummer=("0001", "0001", "0003", "0004"))
    _, (_, mapping) = joined(twice, lines())

    assert mapping.kind is None
    assert codes(mapping) == ["left_out_without_date"]


def test_numbers_and_text_are_the_same_order_number():
    numbered = table(
        {**LINES, "Ordernummer": "number"}, sheet="regels", Ordernummer=(10248.0, 10249.0, 10249.0, 10250.0)
    )
    _, (found, mapping) = joined(orders(Ordernummer=("10248", "10249", "10250", "10251")), numbered)

    assert found.frame[mapping.roles["order_date"]].notna().all()


def test_tables_that_need_no_join_are_left_as_they_are():
    alone = orders()
    ((found, mapping),) = joined(alone)

    assert found is alone
    assert mapping == propose(alone)


def test_revenue_comes_from_the_lines_and_counts_once():
    """Amounts of the orders: 100 + 250.5 + 80 + 12.25; of the lines: price times number. Only order 0002 has no lines."""
    dataset = prepare(joined(orders(), lines()))
    amounts = dataset.tables["sales"].data.column("net_amount").to_pylist()

    assert sum(amounts) == pytest.approx(100 * 1 + 250.5 * 2 + 80 * 3 + 12.25 * 4 + 250.5)
