"""What was read, in words: the proof, the questions, the columns, what was left out."""

from datetime import date, datetime

import pytest

from kpi_core import receipts
from kpi_core.mapping import propose
from kpi_core.model import Question, Reading
from kpi_core.read import read_file
from kpi_core.receipts.amounts import show_cell

BOTH = {"sheet": "Blad1", "file": "juni.csv", "other": "mei.csv"}
NB = "\u00a0"
GOOD = "Orderdatum;Bedrag excl. btw;Regio\n13-05-2026;1.100,50;Zuid\n14-05-2026;200,25;Noord\n\nTotaal;1.300,75;\n"
WRONG = GOOD.replace("1.300,75", "1.400,75")
DOUBT = "Orderdatum;Bedrag excl. btw;Regio\n03-04-2026;10,50;Zuid\n04-05-2026;20,25;Noord\n"


def read(text):
    (table,) = read_file("orders.csv", text.encode()).tables
    return table, propose(table)


@pytest.mark.parametrize(
    ("text", "lang", "sentence"),
    [
        (GOOD, "nl", "2 regels gelezen. De som is gelijk aan je eigen totaal."),
        (GOOD, "en", "2 rows read. The sum equals your own total."),
        (WRONG, "nl", "2 regels gelezen. Een som wijkt af van je eigen totaal."),
        (DOUBT, "en", "2 rows read. Your file has no total row to compare with."),
    ],
    ids=["equal", "English", "different", "no total"],
)
def test_the_title_is_the_proof(text, lang, sentence):
    assert receipts.headline([read(text)[0]], lang) == sentence


def test_nothing_is_said_about_a_sum_that_waits_for_an_answer():
    assert receipts.headline([read(DOUBT)[0]], "nl", waiting=1).endswith("Eén vraag nog, dan is de som zeker.")


def test_the_facts_stand_beside_the_files_own_total():
    facts = receipts.facts(*read(GOOD), "nl")

    assert [fact.value for fact in facts] == ["2 regels", "2 regels", f"€{NB}1.300,75", f"€{NB}1.300,75"]
    assert facts[0].note == "13-05-2026 t/m 14-05-2026"
    assert facts[3].good is True


def test_a_sum_that_differs_is_not_called_equal():
    assert receipts.facts(*read(WRONG), "nl")[-1].good is False


def test_a_doubtful_date_is_asked_with_both_days_written_out():
    table, _ = read(DOUBT)
    (card,) = receipts.question_cards(table.receipt.questions, "nl")

    assert {reading.value for reading in card.readings} == {"3 april 2026", "4 maart 2026"}


def test_every_column_says_its_role_and_why():
    lines = receipts.column_lines(*read(GOOD), "nl")

    assert [line.role for line in lines] == ["Besteldatum", "Netto bedrag", "Regio"]
    assert all(line.reason for line in lines)


def test_neighbouring_rows_with_one_reason_stand_on_one_line():
    table, _ = read(GOOD.replace("\n\nTotaal", "\n\n\nTotaal"))

    assert "4\u20135" in {rows for rows, _ in receipts.skipped_lines(table, "nl")}


def test_a_table_that_is_not_used_has_no_roles_to_choose():
    assert list(receipts.role_names(None, "nl")) == [None]
    assert receipts.kind_names("nl")[None] == "Niet gebruiken"


def test_the_gravest_issue_comes_first():
    days = "".join(f"{day}-05-2026;{day}00,50;Zuid\n" for day in range(15, 25))
    table, mapping = read(GOOD.replace("200,25", "12,x").replace("\n\nTotaal;1.300,75;\n", f"\n{days}"))
    lines = receipts.issue_lines([*mapping.issues, *table.issues], "nl")

    assert any("B3" in cells for _, cells, _ in lines)


@pytest.mark.parametrize(
    ("lang", "cells"), [("nl", ["100,00", "82,64", "91,74"]), ("en", ["100.00", "82.64", "91.74"])]
)
def test_a_vat_question_shows_what_a_cell_becomes_in_the_readers_own_way(lang, cells):
    _, mapping = read("Orderdatum;Bedrag\n13-05-2026;100,00\n14-05-2026;200,25\n")
    (card,) = receipts.question_cards(mapping.questions, lang)

    assert all(reading.note.endswith(f" {cell}") for reading, cell in zip(card.readings, cells, strict=True))


def test_a_question_about_whole_files_speaks_of_no_cell():
    readings = (Reading("replace", "juni.csv", fields=BOTH), Reading("add", "mei.csv + juni.csv", fields=BOTH))
    question = Question("Blad1!:same_days", "same_days", "Blad1", None, readings, BOTH)
    (card,) = receipts.question_cards([question], "nl")

    assert [reading.note for reading in card.readings] == ["daaruit bestaan je gegevens dan"] * 2


def test_a_sum_that_is_the_same_either_way_is_not_shown_as_what_an_answer_does():
    fields = {"header": "Cijfer", "synonym": "score"}
    readings = tuple(Reading(choice, "10", 4010.0, fields) for choice in ("use", "skip"))
    question = Question("Blad1!B:role", "role", "Blad1", "Cijfer", readings, fields)
    (card,) = receipts.question_cards([question], "nl")

    assert [reading.value for reading in card.readings] == ["10", "10"]


def test_a_reading_shows_its_sum_in_the_unit_of_its_column():
    table, mapping = read("Orderdatum;Bedrag\n13-05-2026;100,00\n14-05-2026;200,25\n")
    (card,) = receipts.question_cards(mapping.questions, "nl", [(table, mapping)])

    assert card.readings[0].value == f"€{NB}300,25"
    assert card.readings[0].note.startswith("is dan de som van 'Bedrag'")


@pytest.mark.parametrize(
    ("cell", "kind", "lang", "text"),
    [
        (1249.5, "money", "nl", "1.249,50"),
        (1249.5, "money", "en", "1,249.50"),
        (2026.0, "number", "nl", "2026"),
        (0.125, "percent", "nl", "12,5%"),
        (2.75, "number", "nl", "2,75"),
        (date(2026, 5, 13), "date", "nl", "13-05-2026"),
        (datetime(2026, 5, 13, 9, 30), "datetime", "nl", "13-05-2026 09:30"),
        (True, "bool", "nl", "ja"),
        (None, "text", "nl", ""),
        ("004417", "id", "nl", "004417"),
    ],
)
def test_a_cell_is_written_as_the_language_does(cell, kind, lang, text):
    assert show_cell(cell, kind, lang) == text


def test_the_sheet_is_shown_with_a_word_for_every_row_that_is_no_data():
    table, _ = read(GOOD)
    seen = receipts.seen_sheet(table, "nl")

    assert [(row.row, row.word) for row in seen.rows] == [
        (1, "kolomnamen"),
        (2, ""),
        (3, ""),
        (4, "lege rij"),
        (5, "totaal"),
    ]
    assert seen.letters == ("A", "B", "C")


def test_rows_that_are_not_shown_leave_a_gap():
    days = "".join(f"{day:02d}-{month:02d}-2026;{day},50;Zuid\n" for month in (1, 2, 3) for day in range(1, 29))
    table, _ = read(f"Orderdatum;Bedrag excl. btw;Regio\n{days}")

    assert [row.gap for row in receipts.seen_sheet(table, "en").rows].count(True) == 1


def test_a_cell_that_cannot_be_read_is_explained_under_the_sheet():
    table, _ = read(GOOD.replace("200,25", "kapot").replace("\n\nTotaal;1.300,75;\n", "\n15-05-2026;2,50;Zuid\n" * 9))

    assert ("unread", "cannot be read, not counted") in receipts.seen_sheet(table, "en").legend


def test_every_sum_stands_beside_the_files_own():
    (line,) = receipts.sum_lines(*read(WRONG), "nl")

    assert (line.ours, line.own, line.cell, line.good) == (f"€{NB}1.300,75", f"€{NB}1.400,75", "B5", False)


@pytest.mark.parametrize(
    ("place", "read_as"), [(0, "datum, dag voorop"), (1, "getal, komma als decimaal"), (2, "tekst")]
)
def test_a_column_says_how_its_cells_were_read(place, read_as):
    assert receipts.column_lines(*read(GOOD), "nl")[place].read_as == read_as


def test_an_answer_is_told_with_its_question():
    table, _ = read(DOUBT)
    (question,) = table.receipt.questions

    line = receipts.answer_line(question, "day_first", "nl")
    assert line.id == question.id
    assert line.answer == "Eerst de dag, dan de maand"
