"""Which column gets a role, how sure that is, why, and what is asked."""

import pandas as pd
import pytest

from kpi_core.mapping import propose, with_role
from kpi_core.roles import KINDS, ROLES
from kpi_core.sentences import tell, tell_question, tell_reading
from tests.mapping.build import DAYS, table

D, M, N, ID, T, P = "date", "money", "number", "id", "text", "percent"


def entry(mapping, column):
    return next(found for found in mapping.columns if found.column == column)


@pytest.mark.parametrize(
    ("columns", "role"),
    [
        ({"Besteldatum": T, "Netto bedrag": M}, "order_date"),
        ({"Besteldatum": D, "Netto bedrag": T}, "net_amount"),
        ({"Besteldatum": D, "Netto bedrag": P}, "net_amount"),
        ({"Besteldatum": D, "Netto bedrag": M, "Ordernummer": M}, "order_id"),
        ({"Besteldatum": D, "Netto bedrag": M, "Kanaal": M}, "channel"),
        ({"Besteldatum": D, "Netto bedrag": M, "Aantal": P}, "quantity"),
        ({"Besteldatum": D, "Netto bedrag": M, "Aantal": "empty"}, "quantity"),
    ],
    ids=[
        "date of words",
        "amount of words",
        "amount of rates",
        "id of money",
        "word of money",
        "count of rates",
        "empty",
    ],
)
def test_a_header_is_not_believed_against_its_cells(columns, role):
    assert role not in propose(table(columns), "sales").roles


@pytest.mark.parametrize(
    ("columns", "kind", "role"),
    [
        ({"Personeelsnummer": ID, "In dienst": D, "Uit dienst": "empty"}, "employees", "termination_date"),
        ({"Customer ID": ID, "Start date": D, "End date": "empty", "MRR": M}, "subscriptions", "end_date"),
    ],
)
def test_the_last_days_of_a_register_in_which_all_still_runs_are_empty(columns, kind, role):
    staff = table(columns)
    proposed = propose(staff)
    last = list(columns)[2]

    assert (proposed.kind, proposed.roles[role]) == (kind, last)
    assert with_role(with_role(proposed, staff, last, None), staff, last, role).roles[role] == last


def test_a_rate_column_never_fills_an_amount_or_a_count():
    mapping = propose(table({"Dag": D, "Campagne": T, "Kosten": M, "Conversies (%)": N, "Kosten per conversie": M}))

    assert set(mapping.roles) == {"date", "campaign", "spend"}


def test_a_discount_is_a_share_and_not_an_amount():
    share = propose(
        table({"Datum": D, "Stukprijs": M, "Aantal": N, "Korting": N}, Korting=(0.1, 0.0, 0.25, 1.0)), "sales"
    )
    amount = propose(
        table({"Datum": D, "Stukprijs": M, "Aantal": N, "Korting": N}, Korting=(5.0, 0.0, 2.5, 1.0)), "sales"
    )

    assert "discount" in share.roles
    assert "discount" not in amount.roles


@pytest.mark.parametrize(
    ("header", "kind", "reason", "fields"),
    [
        ("Besteldatum", D, "dates_all", {"n": 4}),
        ("Klantnummer", ID, "ids", {"n": 4}),
        ("Regio", T, "few_values", {"n": 3, "values": "Noord, West, Zuid"}),
        ("Netto omzet", M, "amounts_all", {"n": 4}),
        ("Datum", D, "header_like", {"synonym": "datum"}),
        ("Verkoopkanaal 2026", T, "header_like", {"synonym": "verkoopkanaal"}),
        ("Opmerking", T, "no_role", {}),
        ("Aantal", "empty", "empty", {}),
    ],
)
def test_the_reason_tells_what_was_seen(header, kind, reason, fields):
    found = entry(propose(table({header: kind}), "sales"), header)

    assert (found.reason, found.fields) == (reason, fields)
    for lang in ("nl", "en"):
        assert tell(f"reason.{reason}", fields, lang)


def test_some_missing_cells_are_counted():
    mapping = propose(table({"Besteldatum": D, "Netto omzet": M}, Besteldatum=(*DAYS[:3], pd.NaT)), "sales")

    assert entry(mapping, "Besteldatum").fields == {"n": 3, "rows": 4}


def test_two_dates_for_one_role_are_asked_with_both_readings():
    columns = {"Betaald op": D, "Orderdatum": D, "Verkoopdatum": D, "Ordernummer": ID, "Netto bedrag": M}
    later = tuple(day + pd.Timedelta(days=9) for day in DAYS)
    mapping = propose(table(columns, Verkoopdatum=later))
    (question,) = mapping.questions

    assert (question.kind, question.id) == ("role_choice", "Blad1!order_date:role_choice")
    assert [reading.fields["header"] for reading in question.readings] == ["Orderdatum", "Verkoopdatum"]
    assert mapping.roles["order_date"] == "Orderdatum"
    assert entry(mapping, "Orderdatum").confidence == "unsure"
    for lang in ("nl", "en"):
        assert "Orderdatum" in tell_question(question, lang)
        assert "Verkoopdatum" in tell_reading(question, question.readings[1], lang)


def test_the_answer_settles_which_column_counts():
    columns = {"Orderdatum": D, "Verkoopdatum": D, "Ordernummer": ID, "Netto bedrag": M}
    later = tuple(day + pd.Timedelta(days=9) for day in DAYS)
    asked = table(columns, Verkoopdatum=later)
    mapping = propose(asked, answers={"Blad1!order_date:role_choice": "second"})

    assert not mapping.questions
    assert mapping.roles["order_date"] == "Verkoopdatum"
    assert entry(mapping, "Orderdatum").role is None


def test_two_columns_with_the_same_cells_are_not_worth_a_question():
    mapping = propose(table({"Orderdatum": D, "Verkoopdatum": D, "Ordernummer": ID, "Netto bedrag": M}))

    assert not mapping.questions
    assert entry(mapping, "Verkoopdatum").reason == "second_column"


def test_two_word_columns_for_one_role_are_not_asked():
    mapping = propose(table({"Orderdatum": D, "Land": T, "Plaats": T, "Netto bedrag": M}))

    assert not mapping.questions
    assert mapping.roles["region"] == "Land"


def test_a_weak_sign_is_asked_only_for_what_a_figure_needs():
    columns = {"Orderdatum": D, "Ordernummer": ID, "Netto omzet winkel": M, "Regio van levering": T}
    mapping = propose(table(columns))
    (question,) = mapping.questions

    assert (question.id, question.column) == ("Blad1!C:role", "Netto omzet winkel")
    assert "net_amount" not in mapping.roles
    assert propose(table(columns), answers={question.id: "use"}).roles["net_amount"] == "Netto omzet winkel"
    skipped = propose(table(columns), answers={question.id: "skip"})
    assert not skipped.questions
    assert "net_amount" not in skipped.roles


def test_weak_signs_for_one_role_are_asked_one_at_a_time():
    columns = {"Orderdatum": D, "Ordernummer": ID, "Netto omzet winkel": M, "Netto omzet web": M}
    first = propose(table(columns))
    second = propose(table(columns), answers={"Blad1!C:role": "skip"})

    assert [question.id for question in first.questions] == ["Blad1!C:role"]
    assert [question.id for question in second.questions] == ["Blad1!D:role"]


def test_a_tax_amount_is_never_taken_for_the_amount():
    mapping = propose(table({"Orderdatum": D, "Ordernummer": ID, "Totaal btw": M, "Totaal excl. btw": M}))

    assert mapping.roles["net_amount"] == "Totaal excl. btw"
    assert entry(mapping, "Totaal btw").role is None


@pytest.mark.parametrize("kind", KINDS)
def test_a_table_with_every_role_under_its_best_header_is_recognised(kind):
    types = {"datetime": "date", "category": "text", "enum": "text", "percent": "percent"}
    columns = {
        ROLES[role].synonyms[0]: types.get(ROLES[role].type, ROLES[role].type) for role in KINDS[kind].roles[:26]
    }
    shares = {header: (0.1, 0.2, 0.3, 0.4) for header, name in columns.items() if name == "percent"}
    mapping = propose(table(columns, sheet=KINDS[kind].hints[0], **shares), kind)
    meant = {ROLES[role].synonyms[0]: role for role in KINDS[kind].roles[:26]}

    assert {column: role for role, column in mapping.roles.items()} == meant
