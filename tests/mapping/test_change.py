"""What a person changes, and what is remembered for the next file with the same headers."""

import pytest

from kpi_core.mapping import allowed_roles, propose, signature, with_role
from kpi_core.roles import KINDS
from tests.mapping.build import table

COLUMNS = {"Orderdatum": "date", "Ordernummer": "id", "Netto bedrag": "money", "Via": "text", "Leverdatum": "date"}


def entry(mapping, column):
    return next(found for found in mapping.columns if found.column == column)


@pytest.fixture
def sales():
    return table(COLUMNS, sheet="Orders")


def test_a_role_given_by_hand_is_the_users(sales):
    changed = with_role(propose(sales), sales, "Via", "segment")

    assert changed.roles["segment"] == "Via"
    assert (entry(changed, "Via").decided_by, entry(changed, "Via").reason) == ("user", "user")


def test_the_column_that_had_the_role_loses_it(sales):
    changed = with_role(propose(sales), sales, "Leverdatum", "order_date")

    assert changed.roles["order_date"] == "Leverdatum"
    assert entry(changed, "Orderdatum").role is None


def test_a_role_taken_away_leaves_the_column_unused(sales):
    changed = with_role(propose(sales), sales, "Netto bedrag", None)

    assert "net_amount" not in changed.roles
    assert len(changed.columns) == len(COLUMNS)


def test_without_its_date_a_table_says_so_and_with_it_no_more(sales):
    undated = with_role(propose(sales), sales, "Orderdatum", None)
    dated = with_role(undated, sales, "Orderdatum", "order_date")

    assert [issue.code for issue in undated.issues] == ["date_missing"]
    assert not dated.issues


def test_cells_that_cannot_be_the_role_leave_it_unused(sales):
    changed = with_role(propose(sales), sales, "Via", "net_amount")

    assert entry(changed, "Via").reason == "not_possible"
    assert changed.roles["net_amount"] == "Netto bedrag"


@pytest.mark.parametrize(("column", "role", "error"), [("Via", "spend", ValueError), ("Weg", "channel", KeyError)])
def test_what_does_not_exist_is_refused(sales, column, role, error):
    with pytest.raises(error):
        with_role(propose(sales), sales, column, role)


def test_choosing_a_column_answers_the_question_between_two():
    later = tuple(day.replace(month=6) for day in table({"D": "date"}).frame["D"])
    asked = table({**COLUMNS, "Verkoopdatum": "date"}, sheet="Orders", Verkoopdatum=later)
    mapping = propose(asked)

    assert [question.kind for question in mapping.questions] == ["role_choice"]
    assert not with_role(mapping, asked, "Verkoopdatum", "order_date").questions


def test_a_role_given_to_a_column_ends_the_question_whether_another_column_is_it():
    ratings = table({"Datum": "date", "Survey type": "text", "Manager rating": "number", "Tevreden": "number"})
    asked = propose(ratings, "surveys")

    told = with_role(asked, ratings, "Tevreden", "score")

    assert [question.column for question in asked.questions if question.kind == "role"] == ["Manager rating"]
    assert not [question for question in told.questions if question.kind == "role"]
    assert told.roles["score"] == "Tevreden"


def test_a_role_given_elsewhere_leaves_the_question_about_another_role():
    ratings = table({"Datum": "date", "Survey type": "text", "Manager rating": "number", "Via": "text"})
    asked = propose(ratings, "surveys")

    assert with_role(asked, ratings, "Via", "region").questions == asked.questions


def test_allowed_roles_are_those_of_the_kind():
    assert allowed_roles("web") == KINDS["web"].roles
    assert allowed_roles(None) == ()


def test_a_remembered_mapping_goes_before_the_proposal(sales):
    remembered = with_role(propose(sales), sales, "Via", "segment")
    again = propose(sales, remembered=remembered)

    assert again.roles == remembered.roles
    assert {found.decided_by for found in again.columns} == {"remembered"}
    assert not again.questions


def test_a_remembered_role_is_dropped_when_the_cells_no_longer_fit(sales):
    remembered = propose(sales)
    changed = table({**COLUMNS, "Netto bedrag": "text"}, sheet="Orders")
    again = propose(changed, remembered=remembered)

    assert entry(again, "Netto bedrag").reason == "type_changed"
    assert "net_amount" not in again.roles


def test_the_vat_rate_is_remembered():
    asked = table({"Orderdatum": "date", "Ordernummer": "id", "Bedrag": "money"})
    answered = propose(asked, answers={"Blad1!C:vat": "incl_9"})

    assert propose(asked, remembered=answered).vat_rate == 0.09


def test_the_signature_follows_the_headers_and_nothing_else():
    one = table({"Order Datum": "date", "Bedrag": "money"}, sheet="Mei")
    same = table({"orderdatum": "text", "BEDRAG": "number"}, sheet="Juni")
    other = table({"Bedrag": "money", "Orderdatum": "date"}, sheet="Mei")

    assert signature(one) == signature(same)
    assert signature(one) != signature(other)
