"""Words come from a list that belongs to a table; no row, no amount and no name is made up."""

from dataclasses import replace

import pandas as pd
import pytest
from hypothesis import given
from hypothesis import strategies as st

from kpi_core.joining import decided, join_tables, propose_joins, question_of
from kpi_core.joining.keys import same_name
from kpi_core.joining.propose import not_unique
from kpi_core.mapping import propose
from kpi_core.mapping.propose import unused
from kpi_core.sentences import tell_question, tell_reading
from tests.mapping.build import table

SALES = {"Orderdatum": "date", "Klantnummer": "id", "Artikelnr": "id", "Omzet excl. btw": "money"}
PRODUCTS = {"Artikelnr": "id", "Productnaam": "text", "Categorie-id": "id", "Prijs": "money"}
CATEGORIES = {"Categorie-id": "id", "Productgroep": "text"}
CUSTOMERS = {"Klantnummer": "id", "Bedrijf": "text", "Regio": "text"}


def sales(keys=("A1", "A1", "A2", "A3"), customers=("1", "2", "2", "3")):
    return table(SALES, sheet="Verkopen", Artikelnr=keys, Klantnummer=customers)


def products(keys=("A1", "A2", "A3", "A4"), categories=("7", "7", "8", "8")):
    names = ("Fiets", "Bel", "Slot", "Zadel")
    return table(PRODUCTS, sheet="Artikelen", Artikelnr=keys, Productnaam=names, **{"Categorie-id": categories})


def categories():
    words = ("Fietsen", "Accessoires", "Kleding", "Overig")
    return table(CATEGORIES, sheet="Groepen", Productgroep=words, **{"Categorie-id": ("7", "8", "9", "10")})


def customers(keys=("1", "2", "3", "4")):
    return table(CUSTOMERS, sheet="Klanten", Klantnummer=keys, Regio=("Noord", "Zuid", "West", "Oost"))


def parts(fact, *lists):
    return [(fact, propose(fact)), *((entry, unused(entry)) for entry in lists)]


def joined(fact, *lists, together=False, **answers):
    found = parts(fact, *lists)
    agreed = {join.id: "together" for join in propose_joins(found)} if together else {}
    return join_tables(found, agreed | answers)[0]


def codes(mapping):
    return [issue.code for issue in mapping.issues]


def test_a_customer_list_brings_the_region():
    found, mapping = joined(sales(), customers())

    assert list(found.frame[mapping.roles["region"]]) == ["Noord", "Zuid", "Zuid", "West"]
    assert codes(mapping) == ["looked_up"]


def test_the_group_is_found_through_the_list_of_products():
    found, mapping = joined(sales(), products(), categories())

    assert list(found.frame[mapping.roles["product_category"]]) == ["Fietsen", "Fietsen", "Fietsen", "Accessoires"]


def test_a_product_gets_its_name_where_the_table_has_its_number():
    found, mapping = joined(sales(), products())

    assert list(found.frame[mapping.roles["product"]]) == ["Fiets", "Fiets", "Bel", "Slot"]


def test_no_amount_of_a_list_comes_over():
    before = sales()
    found, mapping = joined(before, products())

    assert not any(str(found.frame[column].dtype) == "float64" for column in found.frame if column not in before.frame)
    assert "unit_price" not in mapping.roles


def test_a_list_does_not_say_what_it_cannot_know():
    people = table({"Klantnummer": "id", "Product": "text"}, sheet="Klanten", Klantnummer=("1", "2", "3", "4"))
    fact = table(
        {"Orderdatum": "date", "Klantnummer": "id", "Omzet excl. btw": "money"}, Klantnummer=("1", "2", "2", "3")
    )

    assert propose_joins(parts(fact, people)) == ()


def test_a_key_that_stands_twice_is_never_joined_and_that_is_said():
    found = parts(sales(), customers(("1", "2", "2", "4")))

    assert propose_joins(found) == ()
    assert [issue.fields["n"] for issue in not_unique(found)] == [1]


def test_rows_that_are_not_in_the_list_stay_and_are_counted():
    found, mapping = joined(sales(customers=("1", "2", "2", "99")), customers(), together=True)

    assert len(found.frame) == 4
    assert codes(mapping) == ["looked_up", "not_in_list"]
    assert mapping.issues[1].fields["n"] == 1


def test_a_list_that_matches_in_part_is_asked_about():
    found = parts(sales(customers=("1", "2", "98", "99")), customers())
    (join,) = propose_joins(found)

    assert (join.sure, join.matched, join.rows) == (False, 2, 4)
    assert decided([join], {}) == ()
    assert decided([join], {join.id: "together"}) == (join,)


def test_a_sure_list_can_be_declined():
    (join,) = propose_joins(parts(sales(), customers()))
    found, mapping = joined(sales(), customers(), **{join.id: "apart"})

    assert join.sure
    assert "region" not in mapping.roles
    assert len(found.columns) == len(sales().columns)


@pytest.mark.parametrize(
    ("lang", "sentence"),
    [
        ("nl", "Horen Verkopen en Klanten bij elkaar? Van de 4 regels vinden er 2 hun Klantnummer terug in Klanten."),
        ("en", "Do Verkopen and Klanten belong together? Of 4 rows, 2 find their Klantnummer in Klanten."),
    ],
)
def test_the_question_says_how_many_rows_match(lang, sentence):
    found = parts(sales(customers=("1", "2", "98", "99")), customers())
    question = question_of(propose_joins(found)[0], found)

    assert tell_question(question, lang) == sentence
    assert all(tell_reading(question, reading, lang) for reading in question.readings)
    assert question.readings[0].example == "1 \u2192 Noord"


def test_unlike_headers_join_by_many_equal_words_but_only_after_asking():
    words = [f"klant-{n}" for n in range(12)]
    fact = table({"Orderdatum": "date", "Naam": "text", "Omzet excl. btw": "money"}, sheet="Omzet")
    fact = replace(
        fact, frame=pd.DataFrame({"Orderdatum": pd.Timestamp("2026-01-01"), "Naam": words, "Omzet excl. btw": 1.0})
    )
    other = table({"Relatie": "text", "Regio": "text"}, sheet="Relaties")
    other = replace(other, frame=pd.DataFrame({"Relatie": words, "Regio": "Noord"}))

    assert [join.sure for join in propose_joins(parts(fact, other))] == [False]


@pytest.mark.parametrize(
    ("left", "right", "of", "same"),
    [
        ("ProductID", "product id", "x", True),
        ("Artikelnr", "Nr", "Artikelen", True),
        ("Klantnummer", "Nummer", "Artikelen", False),
        ("Regio", "Land", "x", False),
        ("", "", "x", False),
    ],
)
def test_two_headers_name_the_same_key(left, right, of, same):
    assert same_name(left, right, of) is same


@given(st.lists(st.integers(1, 6), min_size=1, max_size=30), st.sets(st.integers(1, 6), min_size=2))
def test_a_join_never_changes_rows_or_sums(wanted, known):
    fact = sales()
    frame = pd.DataFrame(
        {
            "Orderdatum": pd.Timestamp("2026-01-01"),
            "Klantnummer": [str(n) for n in wanted],
            "Artikelnr": "A1",
            "Omzet excl. btw": [n * 1.25 for n in wanted],
        }
    )
    fact = replace(fact, frame=frame)
    keys = sorted(known)
    other = customers()
    columns = {"Klantnummer": [str(n) for n in keys], "Bedrijf": "x", "Regio": [f"R{n}" for n in keys]}
    other = replace(other, frame=pd.DataFrame(columns))
    found, mapping = joined(fact, other, together=True)

    assert len(found.frame) == len(wanted)
    assert found.frame["Omzet excl. btw"].tolist() == [n * 1.25 for n in wanted]
    if "region" in mapping.roles:
        ours = found.frame[mapping.roles["region"]]
        assert [None if pd.isna(word) else word for word in ours] == [f"R{n}" if n in known else None for n in wanted]
