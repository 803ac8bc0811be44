"""Whether an amount holds VAT is read, proven or asked; it is never guessed."""

import pytest

from kpi_core.mapping import propose, with_role
from kpi_core.sentences import tell_question, tell_reading
from tests.mapping.build import MONEY, table

BASE = {"Orderdatum": "date", "Ordernummer": "id"}


def sales(*headers, **cells):
    return table({**BASE, **dict.fromkeys(headers, "money")}, **cells)


@pytest.mark.parametrize("header", ["Bedrag", "Omzet", "Totaal", "Total", "Amount", "Bedrag (EUR)", "Totaal in euro"])
def test_an_amount_that_says_nothing_of_vat_is_asked(header):
    mapping = propose(sales(header))
    (question,) = mapping.questions

    assert (question.kind, question.id) == ("vat", "Blad1!C:vat")
    assert [reading.choice for reading in question.readings] == ["excl", "incl_21", "incl_9"]
    assert [reading.effect for reading in question.readings] == pytest.approx([442.75, 365.9091, 406.1927], abs=1e-4)
    assert [reading.example for reading in question.readings] == [f"{MONEY[0] / by:.2f}" for by in (1, 1.21, 1.09)]
    for lang in ("nl", "en"):
        assert header in tell_question(question, lang)
        assert len({tell_reading(question, reading, lang) for reading in question.readings}) == 3


@pytest.mark.parametrize(
    "header", ["Netto bedrag", "Bedrag excl. btw", "Omzet (excl. btw)", "Net amount", "Omzet ex btw", "Revenue"]
)
def test_a_net_header_needs_no_question(header):
    mapping = propose(sales(header))

    assert mapping.roles["net_amount"] == header
    assert not mapping.questions
    assert mapping.vat_rate is None


@pytest.mark.parametrize("header", ["Bedrag incl. btw", "Brutobedrag", "Omzet (incl. BTW)", "Total incl VAT"])
def test_a_gross_header_asks_only_the_rate(header):
    mapping = propose(sales(header))
    (question,) = mapping.questions

    assert mapping.roles["gross_amount"] == header
    assert "net_amount" not in mapping.roles
    assert [reading.choice for reading in question.readings] == ["incl_21", "incl_9", "incl_0"]


@pytest.mark.parametrize(
    ("choice", "role", "rate"),
    [("excl", "net_amount", None), ("incl_21", "gross_amount", 0.21), ("incl_9", "gross_amount", 0.09)],
)
def test_the_answer_decides_role_and_rate(choice, role, rate):
    mapping = propose(sales("Bedrag"), answers={"Blad1!C:vat": choice})

    assert not mapping.questions
    assert mapping.roles[role] == "Bedrag"
    assert mapping.vat_rate == rate


@pytest.mark.parametrize(
    ("share", "role", "rate"),
    [
        (0.21, "net_amount", None),
        (0.09, "net_amount", None),
        (0.21 / 1.21, "gross_amount", 0.21),
        (0.09 / 1.09, "gross_amount", 0.09),
    ],
    ids=["21% on top", "9% on top", "21% inside", "9% inside"],
)
def test_a_vat_column_proves_it(share, role, rate):
    mapping = propose(sales("Bedrag", "Btw", Btw=[round(amount * share, 2) for amount in MONEY]))

    assert not mapping.questions
    assert mapping.roles[role] == "Bedrag"
    assert mapping.vat_rate == rate


def test_a_vat_column_of_mixed_rates_proves_nothing():
    mapping = propose(sales("Bedrag", "Btw", Btw=(12.0, 40.0, 7.2, 1.0)))

    assert [question.kind for question in mapping.questions] == ["vat"]


def test_net_and_gross_side_by_side_settle_each_other():
    mapping = propose(sales("Bedrag", "Totaal", Totaal=[amount * 1.21 for amount in MONEY]))

    assert not mapping.questions
    assert (mapping.roles["net_amount"], mapping.roles["gross_amount"]) == ("Bedrag", "Totaal")


def test_an_order_total_beside_a_line_amount_settles_nothing():
    both = sales("Bedrag", "Totaal", Totaal=[amount * 3 for amount in MONEY])
    mapping = propose(both)
    answered = propose(both, answers={"Blad1!C:vat": "incl_21"})

    assert [question.id for question in mapping.questions] == ["Blad1!C:vat"]
    assert answered.roles["gross_amount"] == "Bedrag"
    assert answered.vat_rate == 0.21


def test_an_unread_amount_is_asked_without_sums():
    columns = {**BASE, "Bedrag": "mixed"}
    (question,) = propose(table(columns)).questions

    assert [reading.effect for reading in question.readings] == [None, None, None]


def test_advertising_costs_are_never_asked_about():
    mapping = propose(table({"Dag": "date", "Campagne": "text", "Kosten": "money"}))

    assert mapping.kind == "ads"
    assert not mapping.questions


def test_a_role_chosen_by_hand_answers_the_question():
    asked = sales("Bedrag")
    net = with_role(propose(asked), asked, "Bedrag", "net_amount")
    gross = with_role(propose(asked), asked, "Bedrag", "gross_amount")

    assert not net.questions
    assert net.vat_rate is None
    assert [question.kind for question in gross.questions] == ["vat_rate"] or [
        question.kind for question in gross.questions
    ] == ["vat"]


@pytest.mark.parametrize(
    ("columns", "asked"),
    [
        ({"orderID": "id", "productID": "id", "unitPrice": "money", "quantity": "number"}, False),
        ({"orderID": "id", "productID": "id", "unitPrice incl VAT": "money", "quantity": "number"}, True),
        ({"Ordernummer": "id", "Artikel": "text", "Stukprijs": "money", "Aantal": "number"}, True),
        ({"Order ID": "id", "Order date": "date", "Unit price": "money", "Quantity": "number"}, True),
    ],
    ids=["lines of a database", "said in the header", "Dutch", "with a date of their own"],
)
def test_a_price_of_bare_order_lines_is_without_vat_and_that_is_said(columns, asked):
    mapping = propose(table(columns, sheet="orderregels"))

    assert bool(mapping.questions) is asked
    assert ("price_without_vat" in {issue.code for issue in mapping.issues}) is not asked
