"""Orders and order lines dropped as two files come together."""

from datetime import date

import pytest

from kpi_core import work
from kpi_core.errors import StoreError
from kpi_core.texts import LANGS, say

ORDERS = b"Order ID;Order date;Customer;Region\n1;14-05-2026;K1;Zuid\n2;15-05-2026;K2;Noord\n3;31-05-2026;K1;Zuid"
LINES = b"Order ID;Product;Quantity;Unit price excl VAT\n1;Bel;2;10,50\n1;Slot;1;99,25\n2;Bel;3;10,50\n3;Helm;1;45,75"


def test_the_lines_are_dated_by_their_orders(take):
    take("orders.csv", ORDERS)
    done = take("order lines.csv", LINES)

    sales = done.dataset.tables["sales"]
    assert sales.rows == 4
    assert sum(sales.data["net_amount"].to_pylist()) == pytest.approx(2 * 10.5 + 99.25 + 3 * 10.5 + 45.75)
    assert sales.last == date(2026, 5, 31)


def test_what_joining_did_is_told_and_kept(store, spaak, take):
    take("orders.csv", ORDERS)
    take("order lines.csv", LINES + b"\n9;Bel;1;10,50")

    told = {issue.code: issue.fields["n"] for issue in work.current(store, spaak).issues if "join" in issue.code}
    assert told == {"joined": 4, "join_without_order": 1}


def test_lines_without_their_orders_are_not_dropped_in_silence(store, spaak):
    work.read_upload(store, spaak, "order lines.csv", LINES)

    with pytest.raises(StoreError) as caught:
        work.confirm(store, spaak)
    assert caught.value.code == "lines_without_orders"
    for lang in LANGS:
        assert say("error.lines_without_orders", lang, **caught.value.fields)
    assert work.draft(store, spaak).name == "order lines.csv"
