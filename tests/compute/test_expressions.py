"""What is worked out per row, each beside its sum by hand."""

import pytest

from kpi_core.compute.expressions import Rows, expression
from kpi_core.formula.parse import parse
from kpi_core.periods import Grain
from tests.compute.made import frame_of, values

SALES = [
    ["order_date", "net_amount", "quantity", "returned_quantity", "customer_id"],
    ["2026-01-05", 12, 4, 1, "A"],
    ["2026-01-06", 9, 0, None, "B"],
    ["2026-01-07", -6, 2, 2, "C"],
    ["2026-01-08", None, 5, None, "A"],
]
TICKETS = [
    ["created_date", "first_response_at", "resolved_at"],
    ["2026-01-05T09:00:00", "2026-01-05T10:30:00", "2026-01-06T09:00:00"],
    ["2026-01-05T23:30:00", "2026-01-06T00:15:00", None],
    ["2026-01-07T12:00:00", None, None],
]
DELIVERIES = [
    ["pick_date", "promised_date", "delivered_date", "in_full"],
    ["2026-01-05", "2026-01-07", "2026-01-07", "ja"],
    ["2026-01-05", "2026-01-07", "2026-01-08", "nee"],
    ["2026-01-06", None, "2026-01-08", None],
]


@pytest.mark.parametrize(
    ("formula", "table", "answer"),
    [
        pytest.param("sum(-sales.net_amount)", SALES, -15, id="the opposite: 12 + 9 - 6, negated"),
        pytest.param(
            "sum(sales.net_amount - sales.returned_quantity)", SALES, 11 - 8, id="less: empty where either is"
        ),
        pytest.param("sum(sales.net_amount / sales.quantity)", SALES, 3 - 3, id="divided: no value over nothing"),
        pytest.param("count(sales where net_amount / quantity is known)", SALES, 2, id="divided: 12/4 and -6/2"),
        pytest.param("sum(default(sales.net_amount, 100))", SALES, 115, id="something else where empty"),
        pytest.param("sum(default(sales.discount, 1) * sales.quantity)", SALES, 11, id="the same for an absent column"),
        pytest.param("count(sales where not quantity > 3)", SALES, 2, id="not"),
        pytest.param("count(sales where not net_amount > 0)", SALES, 2, id="not, over an empty cell"),
        pytest.param("count(sales where net_amount != 9)", SALES, 2, id="unequal is false over an empty cell"),
        pytest.param("count(sales where quantity not in (0, 2))", SALES, 2, id="none of some numbers"),
        pytest.param("count(sales where customer_id in ('a', 'c'))", SALES, 3, id="words without case"),
        pytest.param("avg(hours_between(tickets.created_date, tickets.first_response_at))", TICKETS, 1.125, id="hours"),
        pytest.param("sum(hours_between(tickets.created_date, tickets.resolved_at))", TICKETS, 24, id="hours of a day"),
        pytest.param(
            "sum(days_between(tickets.created_date, tickets.first_response_at))", TICKETS, 1, id="days, past midnight"
        ),
        pytest.param("count(fulfilment where delivered_date <= promised_date)", DELIVERIES, 1, id="dates"),
        pytest.param(
            "sum(hours_between(fulfilment.pick_date, fulfilment.delivered_date))", DELIVERIES, 168, id="hours of dates"
        ),
        pytest.param("count(fulfilment where in_full is known)", DELIVERIES, 2, id="a yes or no that is known"),
    ],
)
def test_a_row_counts_for_what_its_cells_say(formula, table, answer):
    kind = formula.replace("(", " ").replace(".", " ").split()
    name = next(word for word in ("sales", "tickets", "fulfilment") if word in " ".join(kind))
    changes = {"optional": ("sales.discount",)}

    assert values(frame_of(formula, {name: table}, Grain.ALL, changes=changes)) == {"all": pytest.approx(answer)}


def test_a_sum_has_no_value_per_row():
    with pytest.raises(TypeError, match="Aggregate"):
        expression(parse("count(sales)"), Rows(None, frozenset()))
