"""Codes with fields become sentences people can read."""

from datetime import date

import pytest

from kpi_core.model import Issue, Question, Reading
from kpi_core.sentences import tell, tell_issue, tell_question, tell_reading


@pytest.mark.parametrize(
    ("n", "lang", "said"),
    [
        (1, "nl", "Datum in de enige regel"),
        (4812, "nl", "Datums in alle 4.812 regels"),
        (4812, "en", "Dates in all 4,812 rows"),
    ],
)
def test_a_count_is_written_and_picks_its_plural(n, lang, said):
    assert tell("reason.dates_all", {"n": n}, lang) == said


@pytest.mark.parametrize(
    ("lang", "said"),
    [("nl", "van 1 januari 2025 tot en met 31 januari 2026"), ("en", "from 1 January 2025 to 31 January 2026")],
)
def test_a_day_above_a_column_is_written_as_people_write_it(lang, said):
    fields = {"sheet": "Balans", "n": 13, "first": "2025-01-01", "last": "2026-01-31", "left": "C", "right": "O"}

    assert said in tell_issue(Issue("periods_across", "info", "Balans", (), fields), lang)


@pytest.mark.parametrize(
    ("lang", "periods", "said"),
    [
        ("nl", "2025-09", "(september 2025)"),
        ("en", "2025-09, 2025-10", "(September 2025, October 2025)"),
        ("nl", "2025-Q3", "(3e kwartaal 2025)"),
    ],
)
def test_a_period_is_told_by_its_name(lang, periods, said):
    fields = {"kpi": "Omzet", "periods": periods, "n": len(periods.split(", "))}

    assert said in tell_issue(Issue("period_empty", "warning", fields=fields), lang)


@pytest.mark.parametrize(("lang", "role", "kind"), [("nl", "Kosten", "Verkopen"), ("en", "Spend", "Sales")])
def test_roles_and_tables_go_by_their_names(lang, role, kind):
    said = tell("error.cli_role_elsewhere", {"role": "spend", "kind": "sales"}, lang)

    assert role in said
    assert kind in said


def test_text_of_the_customer_stays_as_it_is():
    assert (
        tell("reason.second_column", {"header": "sales {n} <b>"}, "nl") == "\u2018sales {n} <b>\u2019 past hier beter"
    )


@pytest.mark.parametrize(
    ("value", "said"), [(date(2026, 3, 14), "14 maart 2026"), (("a", "b"), "a, b"), (None, "None")]
)
def test_dates_and_lists_are_written_out(value, said):
    assert tell("reason.second_column", {"header": value}, "nl") == f"\u2018{said}\u2019 past hier beter"


def test_issues_questions_and_readings_have_sentences():
    question = Question("x!A:vat", "vat", "x", "Bedrag", (Reading("excl", "1,00"),), {"header": "Bedrag"})

    assert tell_issue(Issue("date_missing", "warning"), "en").startswith("This sheet has no column with a date")
    assert tell_question(question, "nl") == "Staat er btw in \u2018Bedrag\u2019?"
    assert tell_reading(question, question.readings[0], "nl") == "Exclusief btw"


@pytest.mark.parametrize(
    ("kind", "choice", "fields", "words"),
    [("currency", "only:USD", {"currency": "USD", "n": 3}, "USD"), ("period_year", "2025", {}, "2025")],
    ids=["a value behind a word", "a value by itself"],
)
def test_an_answer_that_holds_a_value_has_a_sentence(kind, choice, fields, words):
    question = Question(f"x!A:{kind}", kind, "x", "Bedrag", (Reading(choice, "1,00", None, fields),))

    assert words in tell_reading(question, question.readings[0], "nl")
