"""How much of a job people have: FTE, per cents or hours a week; what cannot be told apart is asked once."""

import pytest

from kpi_core.dataset import prepare
from kpi_core.mapping import propose, with_role
from kpi_core.receipts import question_cards
from kpi_core.sentences import tell_issue, tell_question, tell_reading
from kpi_core.texts import LANGS
from tests.mapping.build import table

HOURS = ["hours_36", "hours_38", "hours_40"]
STAFF = {"Personeelsnummer": "id", "Datum in dienst": "date", "Datum uit dienst": "date"}


def staff(header, values, type_="number"):
    return table({**STAFF, header: type_}, **{header: values})


def fte_of(found, mapping):
    return prepare([(found, mapping)]).tables["employees"].data.column("fte").to_pylist()


@pytest.mark.parametrize("values", [[1.0, 0.8, 0.5, 1.0], [1.0, 1.2, None, 0.4]])
def test_fte_needs_no_question(values):
    found = staff("Fte", values)
    mapping = propose(found)

    assert (mapping.roles["fte"], mapping.full_job, mapping.questions, mapping.issues) == ("Fte", None, (), ())
    assert fte_of(found, mapping) == values


def test_a_percentage_of_the_reader_is_fte_already():
    found = staff("Deeltijdpercentage", [1.0, 0.8, 0.5, 1.0], "percent")
    mapping = propose(found)

    assert (mapping.roles["fte"], mapping.full_job) == ("Deeltijdpercentage", None)
    assert fte_of(found, mapping) == [1.0, 0.8, 0.5, 1.0]


@pytest.mark.parametrize(
    ("header", "values"),
    [("Deeltijdfactor", [100.0, 80.0, 50.0, 100.0]), ("Deeltijdpercentage", [40.0, 20.0, 32.0, 36.0])],
    ids=["by its numbers", "by its header"],
)
def test_plain_percentages_are_divided_by_100_and_that_is_told(header, values):
    found = staff(header, values)
    mapping = propose(found)

    assert (mapping.full_job, mapping.questions) == (100.0, ())
    assert fte_of(found, mapping) == pytest.approx([value / 100 for value in values])
    assert [issue.code for issue in prepare([(found, mapping)]).issues] == ["derived_fte"]


@pytest.mark.parametrize(
    ("header", "kind", "choices", "effects"),
    [
        ("Fte", "fte_or_hours", [*HOURS, "percent"], [134 / 36, 134 / 38, 134 / 40, 1.34]),
        ("Uren per week", "fulltime_hours", HOURS, [134 / 36, 134 / 38, 134 / 40]),
    ],
)
def test_hours_a_week_ask_what_a_full_time_job_is(header, kind, choices, effects):
    mapping = propose(staff(header, [40.0, 36.0, 18.0, 40.0]))
    (question,) = mapping.questions

    assert (question.kind, question.id, mapping.full_job) == (kind, f"Blad1!D:{kind}", None)
    assert [reading.choice for reading in question.readings] == choices
    assert [reading.effect for reading in question.readings] == pytest.approx(effects)
    for lang in LANGS:
        assert header in tell_question(question, lang)
        assert len({tell_reading(question, reading, lang) for reading in question.readings}) == len(choices)


def test_the_example_of_an_answer_is_written_as_its_language_does():
    mapping = propose(staff("Uren per week", [36.0, 18.0, 27.0, 40.0]))

    notes = {lang: question_cards(mapping.questions, lang)[0].readings[2].note for lang in LANGS}

    assert "0,9" in notes["nl"]
    assert "0.9" in notes["en"]


@pytest.mark.parametrize(
    ("choice", "whole"), [("hours_36", 36.0), ("hours_38", 38.0), ("hours_40", 40.0), ("percent", 100.0)]
)
def test_the_answer_turns_the_numbers_into_fte(choice, whole):
    found = staff("Fte", [40.0, 36.0, 18.0, 38.0])
    mapping = propose(found, answers={"Blad1!D:fte_or_hours": choice})

    assert (mapping.questions, mapping.full_job) == ((), whole)
    assert fte_of(found, mapping) == pytest.approx([40 / whole, 36 / whole, 18 / whole, 38 / whole])


def test_an_answer_no_one_offered_leaves_the_question_open():
    mapping = propose(staff("Uren per week", [40.0, 36.0, 18.0, 40.0]), answers={"Blad1!D:fulltime_hours": "percent"})

    assert [question.kind for question in mapping.questions] == ["fulltime_hours"]


def test_hours_beside_fte_ask_nothing():
    found = table({**STAFF, "Fte": "number", "Uren per week": "number"}, Fte=[1.0, 0.5, 0.9, 1.0])
    mapping = propose(found)

    assert (mapping.full_job, mapping.questions) == (None, ())
    assert fte_of(found, mapping) == [1.0, 0.5, 0.9, 1.0]


def test_what_was_answered_is_remembered_but_not_for_numbers_of_another_kind():
    hours = staff("Fte", [40.0, 36.0, 18.0, 38.0])
    answered = propose(hours, answers={"Blad1!D:fte_or_hours": "hours_36"})

    assert propose(hours, remembered=answered).full_job == 36
    assert propose(staff("Fte", [1.0, 0.5, 0.9, 1.0]), remembered=answered).full_job is None


def test_a_role_chosen_by_hand_is_asked_about_like_a_proposed_one():
    found = staff("Omvang", [40.0, 36.0, 18.0, 40.0])

    asked = with_role(propose(found), found, "Omvang", "weekly_hours")
    left = with_role(asked, found, "Omvang", None)

    assert [question.kind for question in asked.questions] == ["fulltime_hours"]
    assert left.questions == ()


@pytest.mark.parametrize(
    ("header", "values", "code", "cells", "used"),
    [
        ("Fte", [1.0, 0.8, 32.0, 1.0], "fte_too_large", ("D4",), True),
        ("Fte", [1872.0, 936.0, 80.0, 1872.0], "fte_unreadable", ("D2", "D3", "D5"), False),
        ("Uren per week", [156.0, 36.0, 18.0, 40.0], "fte_unreadable", ("D2",), False),
    ],
)
def test_numbers_that_can_be_no_part_of_a_job_are_told_with_their_cells(header, values, code, cells, used):
    mapping = propose(staff(header, values))
    (issue,) = mapping.issues

    assert (issue.code, issue.cells, mapping.questions) == (code, cells, ())
    assert (header in mapping.roles.values()) is used
    assert len({tell_issue(issue, lang) for lang in LANGS}) == len(LANGS)


def test_absence_is_asked_about_too_and_sales_are_not():
    absence = table(
        {"Eerste ziektedag": "date", "Laatste ziektedag": "date", "Fte": "number"}, Fte=[40.0, 36.0, 18.0, 40.0]
    )

    assert [question.kind for question in propose(absence).questions] == ["fte_or_hours"]
    assert propose(table({"Orderdatum": "date", "Netto bedrag": "money"})).full_job is None
