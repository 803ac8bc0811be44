"""Absence totals in days or hours: headers tell, what they leave open is asked once, and people are counted in days."""

from datetime import date

import pytest

from kpi_core.catalogue import CATALOGUE
from kpi_core.compute import compute
from kpi_core.dataset import prepare
from kpi_core.mapping import propose, with_role
from kpi_core.periods import Grain
from kpi_core.receipts import question_cards
from kpi_core.texts import LANGS
from tests.mapping.build import table

ABSENCE = CATALOGUE["absenteeism_rate"]
HOURS = ["hours_8", "hours_7_6", "hours_7_2"]
MAY = ("2026-05-31",) * 4


def totals(sick, available, type_="number", **cells):
    return table({"Datum": "date", "Afdeling": "text", sick: type_, available: type_}, **cells)


def days_of(found, mapping):
    data = prepare([(found, mapping)]).tables["absence_totals"].data
    return data.column("sick_days").to_pylist(), data.column("available_days").to_pylist()


def test_days_need_no_question():
    found = totals("Ziektedagen", "Werkbare dagen")
    mapping = propose(found)

    assert (mapping.kind, mapping.questions, mapping.in_hours) == ("absence_totals", (), ())
    assert days_of(found, mapping) == ([1.0, 2.0, 3.0, 4.0], [1.0, 2.0, 3.0, 4.0])


@pytest.mark.parametrize(("sick", "available"), [("Verzuimuren", "Contracturen"), ("Sick hours", "Contracted hours")])
def test_hours_ask_once_what_a_working_day_is(sick, available):
    found = totals(sick, available, **{sick: [8.0] * 4, available: [160.0] * 4})
    (question,) = propose(found).questions

    assert (question.kind, [reading.choice for reading in question.readings]) == ("absence_day", HOURS)
    assert [reading.effect for reading in question.readings] == pytest.approx([80.0, 640 / 7.6, 640 / 7.2])
    for lang in LANGS:
        (card,) = question_cards([question], lang)
        assert len({reading.title for reading in card.readings}) == len(HOURS)


@pytest.mark.parametrize(("choice", "hours"), [("hours_8", 8.0), ("hours_7_6", 7.6), ("hours_7_2", 7.2)])
def test_the_answer_turns_hours_into_days_and_is_remembered(choice, hours):
    found = totals("Verzuimuren", "Contracturen", Verzuimuren=[8.0] * 4, Contracturen=[160.0] * 4)
    (question,) = propose(found).questions
    mapping = propose(found, answers={question.id: choice})

    assert (mapping.questions, mapping.day_hours) == ((), hours)
    assert days_of(found, mapping) == ([8 / hours] * 4, [160 / hours] * 4)
    assert propose(found, remembered=mapping).day_hours == hours


def test_only_the_column_in_hours_is_turned():
    found = totals("Ziektedagen", "Contracturen", Ziektedagen=[2.0] * 4, Contracturen=[160.0] * 4)
    (question,) = propose(found).questions
    mapping = propose(found, answers={question.id: "hours_8"})

    assert days_of(found, mapping) == ([2.0] * 4, [20.0] * 4)


@pytest.mark.parametrize(("choice", "available"), [("days", [160.0] * 4), ("hours_8", [20.0] * 4)])
def test_a_column_that_does_not_say_is_asked_about(choice, available):
    found = totals("Ziektedagen", "Beschikbaar", Ziektedagen=[2.0] * 4, Beschikbaar=[160.0] * 4)
    asked = with_role(propose(found), found, "Beschikbaar", "available_days")
    (question,) = asked.questions
    told = with_role(propose(found), found, "Beschikbaar", "available_days", {question.id: choice})

    assert (question.kind, [reading.choice for reading in question.readings]) == ("absence_unit", ["days", *HOURS])
    assert days_of(found, told)[1] == available


def test_hours_do_not_make_three_people_look_like_a_crowd():
    """Three people work 168 hours in May, 21 days of 8: in hours that would be 16 people, in days it is at most three."""
    days = {"Datum": [date(2026, 5, 31)] * 4, "Afdeling": ["Winkel", "Magazijn", "Kantoor", "Fabriek"]}
    hours = {"Verzuimuren": [8.0] * 4, "Contracturen": [168.0 * 12, 168.0 * 11, 168.0 * 3, 168.0 * 10]}
    found = totals("Verzuimuren", "Contracturen", **days, **hours)
    (question,) = propose(found).questions
    data = prepare([(found, propose(found, answers={question.id: "hours_8"}))])
    asked = {"by": "department", "variants": {ABSENCE.id: "payroll"}, "today": date(2026, 6, 30)}
    frame = compute([ABSENCE], data, Grain.MONTH, **asked).frame.dropna(subset=["value"])

    assert set(frame["segment"].dropna()) == {"Winkel", "Magazijn"}
    assert frame["value"].iloc[0] == pytest.approx(32 / (168 * 36))
