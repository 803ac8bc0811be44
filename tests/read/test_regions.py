"""Several tables in one sheet: each keeps its own rows, title and sums, whatever parts them."""

from __future__ import annotations

from datetime import date

import pytest

from kpi_core.model import Sheet
from kpi_core.read import read_file
from kpi_core.read.table import read_tables

SALES = (("Datum", "Regio", "Omzet"), (date(2026, 1, 5), "Noord", 10), (date(2026, 1, 6), "Zuid", 20))
STOCK = (("Artikel", "Plaats", "Aantal"), ("bel", "Goes", 100), ("slot", "Ede", 200), ("licht", "Ede", 300))
PRICES = (("Artikel", "Prijs"), ("bel", 7.5), ("slot", 12.5))
BLANK = ((),)


def sheet_of(*rows):
    width = max(map(len, rows))
    return Sheet("Blad1", tuple((*row, *[None] * (width - len(row))) for row in rows))


def csv_of(*rows):
    width = max(map(len, rows))
    text = [
        ";".join(
            "" if cell is None else cell.strftime("%d-%m-%Y") if isinstance(cell, date) else str(cell) for cell in row
        )
        + ";" * (width - len(row))
        for row in rows
    ]
    return "\n".join(text).replace(".5", ",5").encode()


def both(*rows):
    """Return the tables of the same rows as a workbook's sheet and as a text file."""
    return read_tables(sheet_of(*rows), {}), read_file("Blad1.csv", csv_of(*rows)).tables


def outline(tables):
    return [(table.header_rows, table.receipt.rows_read, table.receipt.sums[-1].sum) for table in tables]


@pytest.mark.parametrize(
    ("rows", "expected"),
    [
        pytest.param((*SALES, *BLANK, *STOCK), [((1,), 2, 30), ((5,), 3, 600)], id="a blank row"),
        pytest.param((*SALES, *BLANK, *BLANK, *PRICES), [((1,), 2, 30), ((6,), 2, 20)], id="two blank rows, narrower"),
        pytest.param((*SALES, *STOCK), [((1,), 2, 30), ((4,), 3, 600)], id="a header and no blank row"),
        pytest.param(
            (*SALES, *BLANK, ("Voorraad",), *STOCK), [((1,), 2, 30), ((6,), 3, 600)], id="a blank row and a title"
        ),
        pytest.param((*SALES, ("Voorraad",), *STOCK), [((1,), 2, 30), ((5,), 3, 600)], id="a title and no blank row"),
        pytest.param(
            (*SALES, *BLANK, ("Voorraad",), *BLANK, *STOCK),
            [((1,), 2, 30), ((7,), 3, 600)],
            id="a title between blank rows",
        ),
        pytest.param(
            (*PRICES, *BLANK, *SALES, *BLANK, *STOCK),
            [((1,), 2, 20), ((5,), 2, 30), ((9,), 3, 600)],
            id="three in a row",
        ),
        pytest.param(
            (*SALES, ("Totaal", None, 30), *BLANK, *STOCK, ("Totaal", None, 600)),
            [((1,), 2, 30), ((6,), 3, 600)],
            id="each with a total of its own",
        ),
    ],
)
def test_tables_below_each_other_are_read_apart(rows, expected):
    for tables in both(*rows):
        assert outline(tables) == expected
        assert [table.part for table in tables] == [*range(1, len(expected) + 1)]
        assert all(check.matches is not False for table in tables for check in table.receipt.sums)


def side(left, right, gap=1, down=0):
    right = (*[()] * down, *right)
    height, width = max(len(left), len(right)), len(left[0]) + gap
    rows = []
    for at in range(height):
        first = left[at] if at < len(left) else ()
        rows.append((*first, *[None] * (width - len(first)), *(right[at] if at < len(right) else ())))
    return tuple(rows)


@pytest.mark.parametrize(
    ("rows", "expected"),
    [
        pytest.param(side(SALES, STOCK), [((1,), 2, 30), ((1,), 3, 600)], id="of unequal length"),
        pytest.param(side(SALES, PRICES, 2, down=3), [((1,), 2, 30), ((4,), 2, 20)], id="headers in other rows"),
        pytest.param(side(SALES, SALES), [((1,), 2, 30), ((1,), 2, 30)], id="the same header twice"),
        pytest.param(
            side(SALES, SALES, gap=0), [((1,), 2, 30), ((1,), 2, 30)], id="the same header twice without a gap"
        ),
        pytest.param(
            (*side(SALES, STOCK), *BLANK, *PRICES), [((1,), 2, 30), ((1,), 3, 600), ((6,), 2, 20)], id="and one below"
        ),
    ],
)
def test_tables_side_by_side_are_read_apart(rows, expected):
    for tables in both(*rows):
        assert outline(tables) == expected


def test_every_table_has_the_title_above_it():
    rows = (("Verkoop 2026",), *SALES, *BLANK, ("Voorraad per 31 januari",), *STOCK)
    for first, second in both(*rows):
        assert (first.title, second.title) == ("Verkoop 2026", "Voorraad per 31 januari")
        assert (first.name, second.name) == ("Blad1", "Blad1 #2")
        assert [entry.reason for entry in second.receipt.skipped] == ["title"]


@pytest.mark.parametrize(
    "aside",
    [
        pytest.param((("Legenda", "Uitleg"), ("A", "actief"), ("B", "beëindigd")), id="a legend"),
        pytest.param((("Maand", "Doel"), ("januari", 50)), id="one row of data"),
    ],
)
def test_a_block_too_small_for_a_table_is_told_and_not_read(aside):
    for tables in both(*SALES, *BLANK, *aside):
        (table,) = tables
        told = [issue for issue in table.issues if issue.code == "left_over"]
        assert table.receipt.sums[-1].sum == 30
        assert [(issue.fields["first"], issue.fields["last"]) for issue in told] == [(5, 4 + len(aside))]


def test_blank_rows_inside_a_table_part_nothing():
    for (table,) in both(*SALES, *BLANK, *SALES[1:], *BLANK, *SALES[1:]):
        assert table.receipt.rows_read == 6
        assert table.receipt.sums[-1].sum == 90


def test_the_columns_of_a_wider_table_below_are_not_those_of_the_one_above():
    for first, second in both(*PRICES, *BLANK, *SALES):
        assert [column.name for column in first.columns] == ["Artikel", "Prijs"]
        assert [column.letter for column in second.columns] == ["A", "B", "C"]


@pytest.mark.parametrize(
    ("line", "reason"),
    [
        (("Pagina 2 van 5",), "page"),
        (("Page 3 of 4",), "page"),
        (("Seite 2",), "page"),
        (("Verkoop 2026",), "title"),
        (("Afgedrukt op 7 januari 2026",), "note"),
        (("Printed on 2026-01-07",), "note"),
        (("# eind van blok",), "note"),
    ],
)
def test_lines_of_the_printed_page_are_left_out_with_a_reason(line, reason):
    for (table,) in both(("Verkoop 2026",), *SALES, line, SALES[0], *SALES[1:]):
        assert [(entry.row, entry.reason) for entry in table.receipt.skipped] == [
            (1, "title"),
            (5, reason),
            (6, "repeated_header"),
        ]
        assert table.receipt.sums[-1].sum == 60


@pytest.mark.parametrize("line", [("Opgesteld door: J. Jansen", None, None), ("Akkoord", "K. Pieters", None)])
def test_signatures_at_the_end_are_left_out(line):
    for (table,) in both(*SALES, *BLANK, line):
        assert table.receipt.rows_read == 2
        assert table.receipt.skipped[-1].reason == "note"


def test_a_line_with_a_label_above_the_second_table_is_no_row_of_the_first():
    orders = [("Nr", *SALES[0], "Kosten"), *((n, *row, 5) for n, row in enumerate(SALES[1:], 15516))]
    for first, second in both(*orders, *BLANK, ("Overzicht",), ("Periode:", date(2026, 1, 1)), *BLANK, *STOCK):
        assert (first.receipt.rows_read, second.receipt.rows_read) == (2, 3)
        assert [entry.reason for entry in first.receipt.skipped] == ["empty", "note", "note"]
