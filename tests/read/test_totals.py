"""Totals are known by their label, by a formula or by their sum; each is held against what we add up."""

from __future__ import annotations

from dataclasses import replace
from io import BytesIO

import pytest
from xlsxwriter import Workbook

from kpi_core.model import Sheet
from kpi_core.read import read_file
from kpi_core.read.table import read_tables


def table_of(*rows, answers=(), sum_rows=()):
    sheet = replace(Sheet("Blad1", tuple(rows)), sum_rows=frozenset(sum_rows))
    (table,) = read_tables(sheet, dict(answers))
    return table


def skipped(table):
    return [(entry.row, entry.reason) for entry in table.receipt.skipped]


HEADER = ("Regio", "Klant", "Omzet", "Aantal")
ROWS = (("Noord", "a", 120.25, 3), ("Noord", "b", 80.5, 4), ("Zuid", "c", 40.0, 5), ("Zuid", "d", 10.1, 7))


@pytest.mark.parametrize(
    "label",
    [
        *("Totaal", "Eindtotaal", "Totaal generaal", "Grand total", "Total général", "Totaux", "Summe", "Gesamt"),
        *("Gesamtergebnis", "Endsumme", "SOM:", "Totals"),
    ],
)
def test_a_label_in_four_languages_makes_a_total(label):
    table = table_of(HEADER, *ROWS, (label, None, 250.85, 19))

    assert skipped(table) == [(6, "total")]
    assert [(check.sum, check.matches) for check in table.receipt.sums] == [(250.85, True), (19, True)]


@pytest.mark.parametrize("label", ["Subtotaal", "Sous-total", "Zwischensumme", "Gemiddelde", "Durchschnitt", "Moyenne"])
def test_parts_and_averages_are_no_total_of_all(label):
    table = table_of(HEADER, *ROWS[:2], (label, None, 200.75, 7), *ROWS[2:], ("Totaal", None, 250.85, 19))

    assert skipped(table) == [(4, "subtotal"), (7, "total")]
    assert table.receipt.sums[0].matches is True


def test_a_total_right_below_the_header_is_known_by_its_label():
    table = table_of(HEADER, ("Totaal", None, 250.85, 19), *ROWS)

    assert skipped(table) == [(2, "total")]
    assert table.receipt.sums[0].matches is True


def test_a_total_right_below_the_header_is_known_by_its_sum_alone():
    table = table_of(HEADER, (None, None, 250.85, 19), *ROWS)

    assert skipped(table) == [(2, "total")]
    assert table.receipt.sums[0].matches is True


def test_subtotals_without_a_label_are_known_by_their_sums():
    table = table_of(
        HEADER, *ROWS[:2], ("Noord", None, 200.75, 7), *ROWS[2:], ("Zuid", None, 50.1, 12), (None, None, 250.85, 19)
    )

    assert skipped(table) == [(4, "subtotal"), (7, "subtotal"), (8, "total")]
    assert [check.sum for check in table.receipt.sums] == [250.85, 19]


def test_a_row_that_lacks_a_key_and_is_no_sum_is_data():
    table = table_of(HEADER, *ROWS[:3], ("Zuid", None, 10.2, 7))

    assert skipped(table) == []
    assert table.receipt.rows_read == 4


ODD = (
    ("Land", "Omzet", "Aantal"),
    *(("Nederland", 300.25, 31), ("België", 200.5, 24), ("Benelux", 500.75, 55)),
    *(("Denemarken", 120.1, 13), ("Zweden", 80.2, 9), ("Scandinavië", 200.3, 22)),
)


@pytest.mark.parametrize(("answer", "total"), [("total", 701.05), ("data", 1402.1)])
def test_rows_that_equal_a_sum_under_an_odd_name_are_asked_about_once(answer, total):
    asked = table_of(*ODD)
    (question,) = asked.receipt.questions
    table = table_of(*ODD, answers={question.id: answer})

    assert question.kind == "row_is_total"
    assert {reading.choice: round(reading.effect, 2) for reading in question.readings} == {
        "total": 701.05,
        "data": 1402.1,
    }
    assert question.fields["rows"] == "4, 7"
    assert table.receipt.questions == ()
    assert round(table.receipt.sums[0].sum, 2) == total


def test_a_name_above_its_parts_that_equals_their_sum_is_asked_about():
    rows = (ODD[0], ODD[3], *ODD[1:3], ODD[6], *ODD[4:6])
    (question,) = table_of(*rows).receipt.questions

    assert question.fields["rows"] == "2, 5"


def test_the_tables_own_total_settles_what_odd_rows_are():
    left_out = table_of(*ODD, ("Totaal", 701.05, 77))
    counted = table_of(*ODD, ("Totaal", 1402.1, 154))

    assert (left_out.receipt.questions, left_out.receipt.rows_read) == ((), 4)
    assert (counted.receipt.questions, counted.receipt.rows_read) == ((), 6)
    assert left_out.receipt.sums[0].matches is counted.receipt.sums[0].matches is True


@pytest.mark.parametrize(
    "rows",
    [
        pytest.param([("a", 1), ("b", 2), ("c", 3)], id="small whole numbers add up by chance"),
        pytest.param([("a", 1, 10), ("b", 2, 20), ("c", 3, 30), ("d", 4, 40)], id="one column is ten times the other"),
        pytest.param([("a", 5, 3), ("b", 4, 4), ("c", 9, 8), ("d", 1, 2), ("e", 3, 1)], id="only one column adds up"),
        pytest.param([("a", 0.0, 0.0), ("b", 0.0, 0.0), ("c", 0.0, 0.0)], id="nothing but zeros"),
    ],
)
def test_chance_is_no_total(rows):
    table = table_of(("Product", "Omzet", "Aantal")[: len(rows[0])], *rows)

    assert table.receipt.questions == ()
    assert table.receipt.rows_read == len(rows)


def test_a_row_with_a_date_like_its_neighbours_is_data_though_it_adds_up():
    rows = [("1-1-2026", 100.25, 31), ("13-1-2026", 200.5, 24), ("14-1-2026", 300.75, 55)]
    table = table_of(("Datum", "Omzet", "Aantal"), *rows)

    assert table.receipt.rows_read == 3
    assert table.receipt.questions == ()


def test_a_formula_that_adds_up_its_own_column_makes_a_total():
    table = table_of(("Land", "Omzet"), ("NL", 5), ("BE", 6), ("Samen", 11), ("DE", 7), sum_rows=[4])

    assert skipped(table) == [(4, "subtotal")]
    assert table.receipt.sums[0].sum == 18


def test_a_formula_in_every_row_is_a_running_balance():
    rows = [("NL", 5, 5), ("BE", 6, 11), ("DE", 7, 18)]
    table = table_of(("Land", "Omzet", "Cumulatief"), *rows, sum_rows=[2, 3, 4])

    assert table.receipt.rows_read == 3


def test_the_last_balance_is_not_held_against_a_sum():
    rows = [("a", 5.0, 105.0), ("b", 6.0, 111.0), ("c", 7.0, 118.0), ("d", -3.0, 115.0)]
    table = table_of(("Klant", "Bedrag", "Saldo"), *rows, ("Totaal", 15.0, 115.0))

    assert [check.matches for check in table.receipt.sums] == [True, None]
    assert "total_differs" not in {issue.code for issue in table.issues}


def test_a_row_without_its_keys_that_is_about_the_sum_is_asked_about():
    """Rounded parts: 1001 and 2002 are said to be 3004."""
    rows = [("Land", None, 300400, 4004), ("Land", "a", 100100, 1001), ("Land", "b", 200299, 3002)]
    rows += [("Land", "c", 0, 0)]
    (question,) = table_of(("Land", "Plaats", "Omzet", "Aantal"), *rows).receipt.questions

    assert question.fields["rows"] == "2"
    assert [round(reading.effect) for reading in question.readings] == [300399, 600799]


def test_the_formulas_of_a_workbook_say_which_rows_are_sums():
    buffer = BytesIO()
    with Workbook(buffer, {"in_memory": True}) as book:
        sheet = book.add_worksheet("Omzet")
        sheet.write_row(0, 0, ["Land", "Omzet", "Doel", "Som"])
        for row, (land, amount) in enumerate([("NL", 5), ("BE", 6), ("Samen", 11), ("DE", 7)], 1):
            sheet.write_row(row, 0, [land, amount, amount + 1])
            sheet.write_formula(row, 3, f"=SUM(B{row + 1}:C{row + 1})", None, 2 * amount + 1)
        sheet.write_formula(3, 1, "=SUBTOTAL(9,B2:B3)", None, 11)
        sheet.write_formula(3, 2, "=SUM(C2:C3)", None, 13)
    (table,) = read_file("omzet.xlsx", buffer.getvalue()).tables

    assert skipped(table) == [(4, "subtotal")]
    assert table.receipt.sums[0].sum == 18
