"""An order total on each line of the order is asked about, and counted once when it is one."""

import pandas as pd
import pytest

from kpi_core.dataset.prepare import by_role
from kpi_core.mapping import propose, with_role
from kpi_core.model import Receipt, Table, TableColumn
from kpi_core.sentences import tell_question, tell_reading

ORDERS = ["A1", "A1", "A2", "A2", "A2", "A3", "A3", "A4"]
TOTALS = [30.0, 30.0, 60.0, 60.0, 60.0, 15.0, 15.0, 8.0]


def lines(amounts, orders=ORDERS, **more):
    data = {
        "Ordernummer": orders,
        "Besteldatum": pd.date_range("2026-01-05", periods=len(orders)),
        "Netto bedrag": amounts,
        **more,
    }
    types = {
        "Ordernummer": "id",
        "Besteldatum": "date",
        "Netto bedrag": "money",
        "Stukprijs": "money",
        "Aantal": "number",
    }
    columns = tuple(TableColumn(name, name, "ABCDE"[place], types[name]) for place, name in enumerate(data))
    frame = pd.DataFrame(data, index=range(2, 2 + len(orders)))
    return Table("Blad1", False, (1,), 2, 1 + len(orders), columns, frame, Receipt(len(orders)))


def test_an_amount_that_repeats_within_every_order_is_asked_about():
    (question,) = propose(lines(TOTALS)).questions

    assert (question.id, question.kind) == ("Blad1!C:order_amount", "order_amount")
    assert [reading.effect for reading in question.readings] == [113.0, 278.0]
    for lang in ("nl", "en"):
        assert "Netto bedrag" in tell_question(question, lang)
        assert len({tell_reading(question, reading, lang) for reading in question.readings}) == 2


@pytest.mark.parametrize(("choice", "total"), [("once", 113.0), ("each", 278.0)])
def test_the_answer_decides_what_they_add_up_to(choice, total):
    table = lines(TOTALS)
    mapping = propose(table, answers={"Blad1!C:order_amount": choice})

    assert not mapping.questions
    assert by_role(table, mapping)["net_amount"].sum() == total


def test_once_counted_it_is_divided_over_the_lines_by_their_price():
    prices = {"Stukprijs": [10.0, 20.0, 20.0, 20.0, 20.0, 5.0, 10.0, 8.0], "Aantal": [1.0] * 8}
    table = lines(TOTALS, **prices)
    mapping = propose(table, answers={"Blad1!C:order_amount": "once"})

    assert by_role(table, mapping)["net_amount"].tolist() == pytest.approx([10, 20, 20, 20, 20, 5, 10, 8])


@pytest.mark.parametrize(
    ("amounts", "orders"),
    [
        ([30.0, 29.0, 60.0, 60.0, 60.0, 15.0, 15.0, 8.0], ORDERS),
        ([30.0] * 8, ORDERS),
        (TOTALS, [f"A{n}" for n in range(8)]),
        ([30.0, 30.0, 60.0, 60.0, 1.0, 2.0, 3.0, 4.0], ["A1", "A1", "A2", "A2", "A3", "A4", "A5", "A6"]),
        ([30.0, 0.0, 60.0, 0.0, 0.0, 15.0, 0.0, 8.0], ORDERS),
    ],
    ids=["one order differs", "one price for all", "one line each", "too few orders", "first line only"],
)
def test_other_amounts_are_not_asked_about(amounts, orders):
    assert not propose(lines(amounts, orders)).questions


def test_it_is_asked_again_when_another_column_becomes_the_amount():
    table = lines(TOTALS, Stukprijs=[10.0, 20.0, 20.0, 20.0, 20.0, 5.0, 10.0, 8.0])
    answers = {"Blad1!C:order_amount": "once"}
    mapping = propose(table, answers=answers)
    own = with_role(mapping, table, "Stukprijs", "net_amount", answers)

    assert mapping.once_per == ("Ordernummer",)
    assert (own.once_per, own.questions) == ((), ())
    assert with_role(own, table, "Netto bedrag", "net_amount", answers).once_per == ("Ordernummer",)
