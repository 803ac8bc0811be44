"""The preview of a sheet: which rows are shown, what became of them, and how their cells are marked."""

from datetime import date
from io import BytesIO

import pytest
import xlsxwriter

from kpi_core.read import read_file
from kpi_core.read.preview import LONGEST, MOST_COLUMNS, MOST_ROWS
from kpi_core.store.codec import decode, encode


def workbook(rows, formulas=()):
    out = BytesIO()
    with xlsxwriter.Workbook(out, {"in_memory": True}) as book:
        sheet = book.add_worksheet("Verkoop")
        day = book.add_format({"num_format": "dd-mm-yyyy"})
        for number, row in enumerate(rows):
            for column, cell in enumerate(row):
                if isinstance(cell, date):
                    sheet.write_datetime(number, column, cell, day)
                elif cell is not None:
                    sheet.write(number, column, cell)
        for place, formula, value in formulas:
            sheet.write_formula(place, formula, value=value)
    return out.getvalue()


def previewed(rows, formulas=()):
    (table,) = read_file("verkoop.xlsx", workbook(rows, formulas)).tables
    return table.receipt.preview


DAYS = [[date(2026, 5, day), f"K{day}", 100.5 + day] for day in range(13, 28)]
MESSY = [
    ["Kassarapport Zuid"],
    [],
    ["Orderdatum", "Klant", "Bedrag excl. btw"],
    *DAYS[:6],
    ["19-05-2026", "K19", "€ 1.234,56"],
    [date(2026, 5, 20), "K20", "kapot"],
    [date(2026, 5, 21), "K21", "n.v.t."],
    [],
    *DAYS[9:],
    ["Totaal", None, 12 * 100.5],
]


def test_every_row_says_what_became_of_it():
    became = {row.row: row.became for row in previewed(MESSY).rows}

    assert became[1] == "title"
    assert became[2] == "empty"
    assert became[3] == "header"
    assert became[4] == "data"
    assert became[13] == "empty"
    assert became[max(became)] in ("total", "subtotal")


@pytest.mark.parametrize(
    ("row", "column", "mark"),
    [
        (4, "C", ""),
        (10, "A", "converted"),
        (10, "C", "converted"),
        (11, "C", "unread"),
        (12, "C", "missing"),
        (3, "C", ""),
    ],
)
def test_a_cell_is_marked_by_what_became_of_it(row, column, mark):
    seen = previewed(MESSY)
    (found,) = [entry for entry in seen.rows if entry.row == row]

    assert found.marks[seen.letters.index(column)] == mark


def test_an_error_cell_is_marked_as_one():
    seen = previewed(MESSY, [("C6", "=1/0", "#DIV/0!")])

    (found,) = [entry for entry in seen.rows if entry.row == 6]
    assert found.marks == ("", "", "error")
    assert found.cells[2] == "#DIV/0!"


def test_a_column_that_waits_for_an_answer_is_marked_as_asked():
    text = "Orderdatum;Bedrag\n" + "".join(f"2026-01-{day:02d};1.{day:02d}0\n" for day in range(10, 20))
    (table,) = read_file("kassa.csv", text.encode()).tables

    assert {row.marks[1] for row in table.receipt.preview.rows if row.became == "data"} == {"asked"}


def test_a_text_file_is_not_full_of_marks_for_being_text():
    (table,) = read_file("kassa.csv", b"Orderdatum;Bedrag\n2026-01-15;12,50\n2026-01-16;13,50\n").tables

    assert {mark for row in table.receipt.preview.rows for mark in row.marks} == {""}


def test_a_long_table_shows_its_ends_and_the_rows_around_what_is_odd():
    rows = [["Orderdatum", "Bedrag excl. btw"], *([date(2026, 1, 15), 10.5] for _ in range(4000))]
    rows[2500] = [date(2026, 1, 15), "kapot"]
    seen = [row.row for row in previewed(rows).rows]

    assert seen[:9] == list(range(1, 10))
    assert {2500, 2501, 2502} <= set(seen)
    assert seen[-1] == 4001
    assert len(seen) <= MOST_ROWS


def test_much_text_and_many_columns_stay_small():
    rows = [[f"Kop {place}" for place in range(60)], *([f"{'x' * 500}{row}"] * 60 for row in range(100))]
    seen = previewed(rows)

    assert len(seen.letters) <= MOST_COLUMNS
    assert len(seen.rows) <= MOST_ROWS
    assert max(len(str(cell)) for row in seen.rows for cell in row.cells) <= LONGEST


def test_a_preview_is_never_kept():
    (table,) = read_file("kassa.csv", b"Orderdatum;Bedrag\n2026-01-15;12,50\n2026-01-16;13,50\n").tables

    assert decode(encode(table.receipt)).preview is None
    assert decode(encode(table.receipt)) == table.receipt
