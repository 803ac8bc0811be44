"""Profit and loss told by its items, journals told by their sides, and prices that make amounts."""

import pytest

from kpi_core.dataset.prepare import by_role
from kpi_core.mapping import propose, with_role
from tests.mapping.build import table

D, M, N, ID, T = "date", "money", "number", "id", "text"
ITEMS = ("Omzet", "Inkoopwaarde", "Personeelskosten", "Brutomarge")


def lists(items, amounts=(1000.0, 400.0, 200.0, 600.0), header="Kolom A"):
    return table({header: T, "Periode": D, "Bedrag": N}, **{header: items, "Bedrag": amounts})


@pytest.mark.parametrize("header", ["Kolom A", "Post", "Omschrijving", "Item"])
def test_a_list_of_items_with_periods_and_amounts_is_profit_and_loss(header):
    mapping = propose(lists(ITEMS, header=header))

    assert mapping.kind == "pnl"
    assert mapping.roles == {"account_category": header, "date": "Periode", "amount": "Bedrag"}


def test_each_item_becomes_its_category():
    cells = lists(ITEMS)

    assert by_role(cells, propose(cells))["account_category"].tolist()[:3] == ["revenue", "cogs", "personnel"]


@pytest.mark.parametrize(
    "items",
    [
        ("Omzet", "Noord", "Zuid", "West"),
        ("Inkoopwaarde", "Personeelskosten", "Afschrijvingen", "Rente"),
        ("Bank", "Debiteuren", "Crediteuren", "Omzet"),
    ],
    ids=["one item known", "costs without revenue", "a balance"],
)
def test_a_list_that_does_not_say_so_is_not_taken_for_profit_and_loss(items):
    assert propose(lists(items)).kind != "pnl"


def test_a_balance_is_told_by_its_items():
    assert propose(lists(("Bank", "Debiteuren", "Crediteuren", "Eigen vermogen"))).kind == "balance"


def test_revenue_below_zero_is_warned_of_where_nothing_proves_why():
    items = ("Omzet", "Inkoopwaarde", "Personeelskosten", "Afschrijvingen")

    assert [issue.code for issue in propose(lists(items, (-1000.0, 400.0, -200.0, 60.0))).issues] == [
        "revenue_below_zero"
    ]
    assert not propose(lists(items)).issues


@pytest.mark.parametrize("sides", [("D", "C", "D", "C"), ("debet", "credit", "debet", "debet"), ("S", "H", "S", "H")])
def test_a_journal_whose_amounts_have_no_sign_is_left_aside(sides):
    mapping = propose(table({"Datum": D, "Grootboekrekening": ID, "D/C": T, "Bedrag": M}, **{"D/C": sides}))

    assert mapping.kind is None
    assert [issue.code for issue in mapping.issues] == ["journal"]


PRICED = {"Orderdatum": D, "Ordernummer": ID, "Stukprijs": M, "Aantal": N}
# 100 x 1 + 250.50 x 2 + 80 x 3 + 12.25 x 4
LINES = 890.0


def test_vat_is_asked_of_a_price_as_of_an_amount():
    (question,) = propose(table(PRICED)).questions

    assert (question.kind, question.column) == ("vat", "Stukprijs")
    assert [reading.effect for reading in question.readings] == pytest.approx([LINES, LINES / 1.21, LINES / 1.09])


@pytest.mark.parametrize(("choice", "net"), [("excl", LINES), ("incl_21", LINES / 1.21), ("incl_9", LINES / 1.09)])
def test_the_answer_makes_prices_times_numbers_net(choice, net):
    cells = table(PRICED)
    mapping = propose(cells, answers={"Blad1!C:vat": choice})

    assert not mapping.questions
    assert mapping.roles["unit_price"] == "Stukprijs"
    assert by_role(cells, mapping)["net_amount"].sum() == pytest.approx(net)


def test_a_price_that_says_so_is_not_asked():
    net = propose(table({"Orderdatum": D, "Ordernummer": ID, "Prijs excl btw": M, "Aantal": N}))

    assert not net.questions


def test_vat_stays_settled_when_another_column_is_changed():
    cells = table({**PRICED, "Regio": T})
    answers = {"Blad1!C:vat": "incl_21"}
    changed = with_role(propose(cells, answers=answers), cells, "Regio", None, answers)

    assert changed.vat_rate == 0.21
    assert not changed.questions


def test_a_price_that_takes_the_place_of_an_amount_is_asked_about():
    cells = table({**PRICED, "Netto bedrag": M})
    changed = with_role(propose(cells), cells, "Netto bedrag", None)

    assert [question.kind for question in changed.questions] == ["vat"]


def test_a_cost_per_piece_becomes_the_cost_of_a_line():
    cells = table({**PRICED, "Inkoopprijs": M}, Inkoopprijs=(10.0, 20.0, 5.0, 1.0))
    mapping = propose(cells)

    assert mapping.roles["unit_cost"] == "Inkoopprijs"
    assert by_role(cells, mapping)["cost_amount"].tolist() == [10.0, 40.0, 15.0, 4.0]


@pytest.mark.parametrize(
    ("headers", "kind"),
    [
        ({"Date de commande": D, "Numéro de commande": ID, "Client": T, "Montant HT": M}, "sales"),
        ({"Rechnungsnummer": ID, "Rechnungsdatum": D, "Fälligkeitsdatum": D, "Nettobetrag": M, "Kunde": T}, "invoices"),
        ({"Jour": D, "Campagne": T, "Dépenses": M, "Clics": N, "Impressions": N}, "ads"),
    ],
    ids=["French orders", "German invoices", "French ads"],
)
def test_common_headers_in_german_and_french_are_known(headers, kind):
    mapping = propose(table(headers))

    assert mapping.kind == kind
    assert len(mapping.roles) == len(headers)
    assert not mapping.questions
